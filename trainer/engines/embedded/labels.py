"""Labels: every text of the moves, with all that is known of it."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from trainer.core.base import LANGUAGES, Language
from trainer.core.move import Example, Mark, Move, NearMiss

BLOCKS = 5
"""Into how many blocks a batch of a move falls."""
E = TypeVar("E", Example, NearMiss)


@dataclass(frozen=True)
class Labelled:
    """A text with the moves that it holds."""

    language: Language
    text: str
    after: str | None
    holds: frozenset[str]
    near: frozenset[str]
    """Moves that it looks like and does not hold."""
    batch: str
    block: int
    """Texts that stand near each other share it, in every language: they may be translations."""


def labelled(moves: Iterable[Move | Mark]) -> list[Labelled]:
    """Return every text of moves or marks, each once, with all that is known of it."""
    return _merged(one for move in moves for one in _of_move(move))


def _of_move(move: Move | Mark) -> Iterator[Labelled]:
    itself: frozenset[str] = frozenset({move.id})
    for language in LANGUAGES:
        words = move.words(language)
        for batch, examples in words.examples.items():
            for block, some in _blocks(f"{move.id}+{batch}", examples):
                holds = itself.union(some.also)
                yield Labelled(language, some.text, some.after, holds, frozenset(), batch, block)
        for batch, misses in words.near_misses.items():
            for block, miss in _blocks(f"{move.id}-{batch}", misses):
                held = frozenset(miss.is_)
                yield Labelled(language, miss.text, miss.after, held, itself - held, batch, block)


def _blocks(name: str, some: Sequence[E]) -> Iterator[tuple[int, E]]:
    for i, one in enumerate(some):
        yield zlib.crc32(f"{name}{i * BLOCKS // len(some)}".encode()), one


def _merged(found: Iterable[Labelled]) -> list[Labelled]:
    """Join texts that several moves name, so that their labels do not contradict each other."""
    by_text: dict[tuple[str, str, str], Labelled] = {}
    for one in found:
        key = (one.language, one.text.casefold(), one.after or "")
        old = by_text.get(key)
        if old:
            holds = old.holds | one.holds
            one = replace(old, holds=holds, near=(old.near | one.near) - holds)
        by_text[key] = one
    return list(by_text.values())
