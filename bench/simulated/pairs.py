"""Mini-talks, each with one thing changed: metamorphic pairs for a grader."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from trainer.content.yaml import read
from trainer.core.base import Language, Value

FOLDER = Path(__file__).parent.parent / "pairs"
Block = Literal[
    "seen",
    "held-back",
    "later",
    "fresh",
    "latest",
    "newest",
    "unseen",
    "final",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
]
Kind = Literal[
    "adds empathy",
    "removes empathy",
    "filler",
    "informal",
    "non-native",
    "grader",
    "shuffle",
    "swap",
    "leaves out",
]


class Change(Value):
    """What is put into one turn."""

    turn: int
    text: str


class Talk(Value):
    """A mini-talk and its changes."""

    turns: tuple[str, ...]
    empathy: Change
    filler: Change
    informal: Change
    non_native: Change
    grader: tuple[Change, ...]
    shuffle: tuple[int, int]
    swap: dict[str, str] = {}
    """Who is spoken of, in other words; empty where nobody is."""


@dataclass(frozen=True)
class Pair:
    """Two talks, and what may differ between their grades."""

    kind: Kind
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def pairs(name: str, talk: Talk) -> Iterator[Pair]:
    """Yield every pair of a talk."""
    turns = talk.turns
    felt = _put(turns, talk.empathy, first=True)
    yield Pair("adds empathy", name, turns, felt)
    yield Pair("removes empathy", name, felt, turns)
    yield Pair("filler", name, turns, _put(turns, talk.filler))
    yield Pair("informal", name, turns, _instead(turns, talk.informal))
    yield Pair("non-native", name, turns, _instead(turns, talk.non_native))
    for change in talk.grader:
        yield Pair("grader", name, turns, _put(turns, change))
        yield Pair("grader", f"{name}, with empathy", felt, _put(felt, change))
    a, b = talk.shuffle
    shuffled = list(turns)
    shuffled[a], shuffled[b] = turns[b], turns[a]
    yield Pair("shuffle", name, turns, tuple(shuffled))
    if not talk.swap:
        return
    yield Pair("swap", name, turns, tuple(_swapped(turn, talk.swap) for turn in turns))
    yield Pair("swap", f"{name}, with empathy", felt, tuple(_swapped(t, talk.swap) for t in felt))


def _put(turns: tuple[str, ...], change: Change, first: bool = False) -> tuple[str, ...]:
    speaker, text = turns[change.turn].split(": ", 1)
    joined = f"{change.text} {text}" if first else f"{text} {change.text}"
    return (*turns[: change.turn], f"{speaker}: {joined}", *turns[change.turn + 1 :])


def _instead(turns: tuple[str, ...], change: Change) -> tuple[str, ...]:
    return (*turns[: change.turn], f"T: {change.text}", *turns[change.turn + 1 :])


def _swapped(turn: str, swap: dict[str, str]) -> str:
    for old, new in swap.items():
        turn = turn.replace(old, new)
    return turn


def talks(language: Language, block: Block = "seen") -> dict[str, Talk]:
    """Return the mini-talks of a block in a language; none where it has no such language."""
    path = FOLDER / (f"{language}.yaml" if block == "seen" else f"{block}.{language}.yaml")
    if not path.exists():
        return {}
    plain = read(path).root.plain()
    assert isinstance(plain, dict)
    return {name: Talk.model_validate(talk) for name, talk in plain.items()}
