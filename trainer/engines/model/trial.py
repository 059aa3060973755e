"""One call of each kind that the engine makes, to say what works before anybody talks."""

import time
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from trainer.core.usage import Usage
from trainer.engines.model.chat import Chat
from trainer.engines.model.choice import where
from trainer.errors import ModelError

SPEAK = "You are at a counter. Say in one short sentence that your street has been dug up."
FORM = 'Answer with a JSON object that has one key, `word`, with the value "yes".'


class _Word(BaseModel):
    model_config = ConfigDict(extra="forbid")

    word: str


@dataclass(frozen=True)
class Trial:
    """What one call showed."""

    works: bool
    says: str
    """One line."""


async def tried(chat: Chat) -> Trial:
    """Make the kind of call that this part of the engine makes."""
    name = f"{chat.spec.part}: {where(chat.spec)}"
    try:
        found = await (_speaks(chat) if chat.spec.part == "citizen" else _answers(chat))
    except ModelError as error:
        return Trial(False, f"{name} {str(error).removeprefix(chat.spec.name).strip()}")
    return Trial(True, f"{name}: {found}")


async def _speaks(chat: Chat) -> str:
    begun, first, text = time.monotonic(), 0.0, ""
    usage: Usage | None = None
    async for piece in chat.stream([("user", SPEAK)]):
        if isinstance(piece, Usage):
            usage = piece
            continue
        first = first or time.monotonic() - begun
        text += piece
    if not text.strip():
        raise ModelError(f"{chat.spec.name} gave an empty answer")
    return f"speaks, first word after {first:.1f} s, {_tokens(usage)}"


async def _answers(chat: Chat) -> str:
    begun = time.monotonic()
    _, usage = await chat.answer([("user", FORM)], _Word)
    tries = "at once" if len(usage) == 1 else "at the second try"
    took = time.monotonic() - begun
    return f"answers in the form asked {tries}, after {took:.1f} s, {_tokens(usage[-1])}"


def _tokens(usage: Usage | None) -> str:
    if usage is None or usage.tokens_in is None:
        return "tokens are not counted"
    return f"{usage.tokens_in} tokens in and {usage.tokens_out} out"
