"""The page of a conversation: our header and desk around Chainlit's messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.templating import Jinja2Templates

from trainer.core.attempt import Attempt
from trainer.core.script import Persona
from trainer.errors import NotFoundError
from trainer.web.chat.chainlit_home import Chainlit
from trainer.web.chat.talk import over
from trainer.web.guard import POLICY
from trainer.web.render import go
from trainer.web.texts import Texts, Words
from trainer.web.visit import AnyVisit, SignedIn

HERE = Path(__file__).parent
# Chainlit's parts write style elements from their scripts.
CHAT_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
TO_RATE = ("settled", "unsettled", "leaves", "limit", "out-of-turns", "finished")


@dataclass(frozen=True)
class Over:
    """What the page says once the talk is over, and where it goes on."""

    id: str
    title: str
    text: str
    link: str
    address: str


def pages(chainlit: Chainlit, texts: Texts) -> APIRouter:
    """Return the route of a conversation."""
    router = APIRouter()
    templates = Jinja2Templates(HERE / "templates")

    @router.get("/chat/thread/{id}")
    async def talk(id: str, request: Request, visit: AnyVisit, person: SignedIn) -> Response:
        attempt = await visit.site.practice.attempts.get(id)
        if attempt.person != person.id:
            raise NotFoundError("attempt-unknown")
        if person.privacy_read is None:
            return go(f"/privacy?next=/chat/thread/{id}")
        case = visit.site.practice.case_of(attempt)
        words = texts[visit.language]
        persona = case.script.persona
        context = {
            "visit": visit,
            "t": words,
            "chainlit": chainlit,
            "attempt": attempt,
            "script": case.script,
            "people": _people(persona),
            "hints": case.hints,
            "given": visit.site.practice.hints(attempt),
            "data": {**_data(attempt, persona, words, visit.words), "guide": case.script.guide},
            "over": over(attempt),
            "endings": tuple(_endings(attempt, persona, words, visit.words)),
        }
        headers = {"content-security-policy": CHAT_POLICY}
        return templates.TemplateResponse(request, "talk.html", context, headers=headers)

    return router


def _people(persona: Persona) -> str:
    names = [persona.name, *([persona.second.name] if persona.second else [])]
    return " & ".join(names)


def _data(attempt: Attempt, persona: Persona, words: Words, site: Words) -> dict[str, object]:
    """Return what the page's script needs."""
    name = persona.name.split()[0]
    keys = ("ai-note", "taken-back", "draft-back", "send", "down", "messages")
    said = {key: words(f"page.{key}") for key in keys}
    said |= {
        key: words(f"page.{key}", name=name) for key in ("thinking", "speaking", "placeholder")
    }
    all = {**site.texts, **words.texts}
    errors = {key: text for key, text in all.items() if key.startswith("errors.")}
    return {"id": attempt.id, "language": attempt.language, "words": said, "errors": errors}


def _endings(attempt: Attempt, persona: Persona, words: Words, site: Words) -> Iterator[Over]:
    name, page = persona.name.split()[0], f"/attempts/{attempt.id}"
    for id in TO_RATE:
        title, text = words(f"over.{id}.title", name=name), words(f"over.{id}.text")
        if attempt.parent:
            yield Over(id, title, words("over.fork.text"), words("over.fork.go"), f"{page}/beside")
        else:
            yield Over(id, title, text, words("over.rate"), f"{page}/rate")
    for id in ("grading", "graded"):
        title, text, link = (words(f"over.{id}.{part}") for part in ("title", "text", "go"))
        yield Over(id, title, text, link, f"{page}/feedback")
    title, text = words("over.stopped.title"), words("over.stopped.text")
    yield Over("stopped", title, text, site("site.back-home"), "/")
