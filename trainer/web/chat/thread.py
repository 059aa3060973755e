"""An attempt as Chainlit shows it: a thread of messages, made anew from the store each time."""

from chainlit.step import StepDict
from chainlit.types import ThreadDict

from trainer.core.attempt import Attempt, Exchange
from trainer.core.script import Persona
from trainer.core.voices import parts
from trainer.web.chat.plain import as_markdown


def thread(attempt: Attempt, persona: Persona, waiting: StepDict | None = None) -> ThreadDict:
    """Return an attempt as a thread; ``waiting`` is a message that has no reply yet."""
    steps = spoken(attempt, persona, 0, attempt.opening)
    for i, exchange in enumerate(attempt.exchanges):
        steps += said(attempt, persona, i, exchange)
    return ThreadDict(
        id=attempt.id,
        createdAt=attempt.begun.isoformat(),
        name=None,
        userId=attempt.person,
        userIdentifier=attempt.person,
        tags=None,
        metadata={},
        steps=[*steps, waiting] if waiting else steps,
        elements=[],
    )


def said(attempt: Attempt, persona: Persona, number: int, exchange: Exchange) -> list[StepDict]:
    """Return exchange ``number``: what the trainee said and the reply."""
    question = step(attempt, f"{attempt.id}-{2 * number + 1}", "", exchange.message)
    return [question, *spoken(attempt, persona, 2 * number + 2, exchange.reply)]


def spoken(attempt: Attempt, persona: Persona, turn: int, text: str) -> list[StepDict]:
    """Return a turn of the citizen, one message a speaker."""
    return [
        step(attempt, f"{attempt.id}-{turn}-{i}", speaker, words)
        for i, (speaker, words) in enumerate(parts(persona, text))
        if words
    ]


def step(attempt: Attempt, id: str, speaker: str, text: str) -> StepDict:
    """Return one message; without a speaker it is the trainee's."""
    at = attempt.begun.isoformat()
    return StepDict(
        id=id,
        threadId=attempt.id,
        parentId=None,
        name=speaker or attempt.person,
        type="assistant_message" if speaker else "user_message",
        # Chainlit shows the trainee's messages as they are, and renders the others.
        output=as_markdown(text) if speaker else text,
        createdAt=at,
        start=at,
        end=at,
        streaming=False,
        metadata={},
    )
