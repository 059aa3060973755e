"""A piece of a reply: which kind of line the citizen says, and of what."""

from typing import Literal

from trainer.core.base import Value

Slot = Literal[
    "reaction",
    "answered",
    "ignored",
    "fact",
    "item",
    "item-wrong",
    "holds-back",
    "topic",
    "topic-after",
    "everyday",
    "shared",
    "repeat",
    "overload",
    "band",
    "wants",
    "warns",
    "settles",
    "unsettled",
    "leaves",
    "limit",
]


class Piece(Value):
    """One piece of a reply: which kind of line, and of what."""

    slot: Slot
    ref: str = ""
    """The move, fact, item, topic, question or line it is about."""
