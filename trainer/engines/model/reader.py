"""The reader by a model, where the settings ask for one: what it finds must stand in the message.

Set phrases, asides, counts, and what a citizen's text tells or shows stay with the embedded reader,
which also reads where the model fails.
"""

import json
import re
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.engine import Reader
from trainer.core.move import Move
from trainer.core.reading import Found, Reading
from trainer.core.transcript import Transcript
from trainer.engines.model.chat import Chat
from trainer.engines.model.form import Message
from trainer.engines.model.masking import Fiction, Mask
from trainer.engines.model.prompts import filled, hash_of, prompt
from trainer.engines.model.sheet import Sheet, Sheets
from trainer.errors import ModelError

ASKED = 3
"""Ways of asking or saying something that are shown."""
NONE = "(none)"


class Noted(BaseModel):
    """Something that a model found."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str


class Read(BaseModel):
    """What a model found in a message."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    moves: tuple[Noted, ...]
    topics: tuple[Noted, ...]
    everyday: tuple[Noted, ...]
    items: tuple[Noted, ...]
    wrong: tuple[Noted, ...]


class ModelReader:
    """Reads with a model.

    Args:
        chat: The model.
        embedded: Reads beside it, and where it fails.
        moves: The vocabulary.
    """

    def __init__(self, chat: Chat, embedded: Reader, moves: Sequence[Move]) -> None:
        self._chat = chat
        self._embedded = embedded
        self._moves = {move.id: move for move in moves}
        self._sheets = Sheets()

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        """Read ``message``; the embedded reading where the model gives none."""
        own = await self._embedded.read(case, transcript, message)
        if not message.strip():
            return own
        mask = Mask(transcript.language, self._sheets.of(case).fiction if case else Fiction())
        try:
            asked = self._prompt(case, transcript, message, mask)
            found, usage = await self._chat.answer(asked, Read, hash_of("read"))
        except ModelError as error:
            return own.model_copy(update={"usage": getattr(error, "usage", ())})
        return own.model_copy(update={**self._known(case, found, message, mask), "usage": usage})

    async def read_all(self, case: Case | None, transcript: Transcript) -> dict[int, Reading]:
        """Read every message of the trainee, one by one."""
        said = transcript.said_by("trainee")
        return {i: await self.read(case, transcript.before(i), text) for i, text in said}

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        """Return the facts that a citizen's text tells."""
        return await self._embedded.facts_in(case, text)

    async def prepare(self, case: Case, heard: str) -> None:
        """Prepare the embedded reading, which comes first."""
        await self._embedded.prepare(case, heard)

    def _prompt(
        self, case: Case | None, transcript: Transcript, message: str, mask: Mask
    ) -> list[Message]:
        language = transcript.language
        sheet = self._sheets.of(case) if case else None
        system = filled(
            prompt("read"),
            moves=self._vocabulary(language),
            topics=_listed(sheet, _topics(case)),
            everyday=_listed(sheet, _everyday(case)),
            items=_listed(sheet, _items(case)),
        )
        said = {"citizen": mask.hide(transcript.heard), "official": mask.hide(message)}
        return [("system", system), ("user", json.dumps(said, ensure_ascii=False))]

    def _vocabulary(self, language: Language) -> str:
        return "\n".join(f"- `{id}`: {m.words(language).means}" for id, m in self._moves.items())

    def _known(
        self, case: Case | None, found: Read, message: str, mask: Mask
    ) -> dict[str, tuple[Found, ...]]:
        """Return what was found of what there is, each with words that stand in the message."""
        items = _items(case)
        topics = _standing(found.topics, _topics(case), message, mask)
        everyday = _standing(found.everyday, _everyday(case), message, mask)
        return {
            "moves": _standing(found.moves, self._moves, message, mask),
            "topics": topics,
            "everyday": () if topics else everyday,
            "items": _standing(found.items, items, message, mask),
            "wrong": _standing(found.wrong, items, message, mask),
        }


def _standing(
    found: Sequence[Noted], known: Mapping[str, object], message: str, mask: Mask
) -> tuple[Found, ...]:
    kept: dict[str, Found] = {}
    for one in found:
        words = mask.show(one.text).split()
        place = re.search(r"\s+".join(map(re.escape, words)), message, re.I) if words else None
        if place and one.id in known:
            kept.setdefault(one.id, Found(id=one.id, text=place[0]))
    return tuple(kept.values())


def _topics(case: Case | None) -> Mapping[str, Sequence[str]]:
    return {id: topic.asked for id, topic in case.script.topics.items()} if case else {}


def _everyday(case: Case | None) -> Mapping[str, Sequence[str]]:
    if case is None:
        return {}
    own = {id: answer.asked for id, answer in case.script.persona.answers.items()}
    return {**case.shared.everyday, **{id: asked for id, asked in own.items() if asked}}


def _items(case: Case | None) -> Mapping[str, Sequence[str]]:
    if case is None:
        return {}
    said = (id for id, item in case.scenario.checklist.items() if item.said)
    words = case.script.checklist
    return {id: (f"{words[id].title}.", *words[id].said_as) for id in said}


def _listed(sheet: Sheet | None, known: Mapping[str, Sequence[str]]) -> str:
    """Return a list for the prompt, without texts that tell one of the citizen's facts."""
    lines = []
    for id, texts in known.items():
        ways = [one for one in texts if sheet is None or not sheet.gives_away(one, sheet.own)]
        lines.append(f"- `{id}`: {' / '.join(ways[:ASKED])}")
    return "\n".join(lines) or NONE
