"""Turns: what was said, a row each, only ever appended."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Row, Text, cast
from sqlmodel import Field, col

from trainer.core.attempt import Exchange
from trainer.core.base import Value
from trainer.core.direction import Direction
from trainer.core.reading import Reading
from trainer.core.state import State
from trainer.store.base import Table, Utc


class TurnRow(Table, table=True):
    """A turn as it is kept; its place in the attempt can be taken once."""

    __tablename__ = "turn"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    """The 0-based index in the transcript: 0 the opening, then trainee and citizen in turn."""
    speaker: str
    text: str
    at: datetime = Field(sa_type=Utc)
    lines: list[str] | None = Field(default=None, sa_type=JSON)
    reading: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """Of a trainee's turn: what was found in it."""
    direction: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """Of a citizen's turn: what it was to do."""
    state: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    """Of a citizen's turn: where the conversation stood after it."""
    by: str | None = None
    """Of a citizen's turn: the engine that spoke."""


COLUMNS = (
    col(TurnRow.text),
    col(TurnRow.by),
    *(
        cast(column, Text).label(f"{name}_json")
        for name, column in (
            ("lines", col(TurnRow.lines)),
            ("reading", col(TurnRow.reading)),
            ("direction", col(TurnRow.direction)),
            ("state", col(TurnRow.state)),
        )
    ),
)
"""What an exchange is made of. JSON comes as the text that it is: the values read it in one go, and
all that was said is read again for every message."""


def opening(attempt: str, text: str, at: datetime) -> TurnRow:
    """Return the citizen's first turn."""
    return TurnRow(
        attempt_id=attempt, position=0, speaker="citizen", text=text, at=at, lines=["opening"]
    )


def rows(attempt: str, first: int, exchanges: Iterable[Exchange], at: datetime) -> list[TurnRow]:
    """Return the turns of exchanges, of which the first is exchange number ``first``."""
    return [
        turn
        for number, exchange in enumerate(exchanges, first)
        for turn in _pair(attempt, number, exchange, at)
    ]


def exchanges(turns: Sequence[Row[*tuple[Any, ...]]]) -> tuple[Exchange, ...]:
    """Return the exchanges that an attempt's turns, in order and with ``COLUMNS``, hold."""
    said = turns[1:]
    return tuple(_exchange(said[i], said[i + 1]) for i in range(0, len(said) - 1, 2))


def _pair(attempt: str, number: int, exchange: Exchange, at: datetime) -> tuple[TurnRow, TurnRow]:
    place = 2 * number + 1
    message = TurnRow(
        attempt_id=attempt,
        position=place,
        speaker="trainee",
        text=exchange.message,
        at=at,
        reading=_json(exchange.reading),
    )
    reply = TurnRow(
        attempt_id=attempt,
        position=place + 1,
        speaker="citizen",
        text=exchange.reply,
        at=at,
        lines=list(exchange.lines),
        direction=_json(exchange.direction),
        state=_json(exchange.state),
        by=exchange.by,
    )
    return message, reply


def _exchange(message: Row[*tuple[Any, ...]], reply: Row[*tuple[Any, ...]]) -> Exchange:
    return Exchange(
        message=message.text,
        reply=reply.text,
        lines=tuple(json.loads(reply.lines_json or "null") or ()),
        reading=Reading.model_validate_json(message.reading_json),
        direction=Direction.model_validate_json(reply.direction_json),
        state=State.model_validate_json(reply.state_json),
        by=reply.by,
    )


def _json(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json")
