"""One turn: a message that was read becomes a state, a direction, a reply, and an exchange."""

from collections.abc import AsyncIterator, Callable

from trainer.core import conversation
from trainer.core.attempt import Attempt, Exchange
from trainer.core.case import Case
from trainer.core.direction import Direction, Reply, direct
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript, Turn

Speak = Callable[[Case, Transcript, Direction, tuple[str, ...], int], AsyncIterator[str | Reply]]
"""How the citizen speaks: an engine's ``Citizen.speak``, or what falls back to another's."""


async def turn(
    case: Case, attempt: Attempt, message: str, reading: Reading, speak: Speak
) -> AsyncIterator[str | Exchange]:
    """Yield the reply to ``message`` in pieces as it comes, then the exchange; nothing is kept."""
    state = conversation.step(case, attempt.state, reading)
    direction = direct(case, state, reading)
    transcript = attempt.transcript.add(Turn(speaker="trainee", text=message))
    reply = Reply(text="")
    async for piece in speak(case, transcript, direction, attempt.state.used, attempt.seed):
        if isinstance(piece, Reply):
            reply = piece
        else:
            yield piece
    yield Exchange(
        message=message,
        reply=reply.text,
        lines=reply.lines,
        reading=reading,
        direction=direction,
        state=conversation.spoken(case, state, direction, reply),
        by=reply.by,
    )
