"""Illustrations: of a talk, the trainee's words that show a criterion, for each its own."""

from collections.abc import Mapping, Sequence

from trainer.core.assessment import Level

TELLING = 60
"""Letters by which a quote is known again in what praises it."""
ALL = 3
"""The level at which nothing that is quoted counts against it."""


def showing(level: Level | None, quotes: Sequence[str], praise: str | None) -> tuple[str, ...]:
    """Return which of a verdict's quotes show that something was there, the most telling first.

    Where a criterion was absent none does. Below the highest level a quote may be what counted
    against it: what was praised does not, nor does the first one of a good level.
    """
    if not level:
        return ()
    praised = [one for one in quotes if praise and _start(one) in praise]
    first = () if level == 1 else quotes if level == ALL else quotes[:1]
    return tuple(dict.fromkeys((*praised, *first)))


def apart(shown: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return one quote for each criterion that has one, and no words twice.

    Who has the least to choose from chooses first; where all was taken, none is left.
    """
    taken: dict[str, str] = {}
    for id in sorted(shown, key=lambda id: len(shown[id])):
        free = (one for one in shown[id] if not any(_same(one, it) for it in taken.values()))
        if (chosen := next(free, None)) is not None:
            taken[id] = chosen
    return taken


def _start(text: str) -> str:
    return " ".join(text.split())[:TELLING].rstrip(" .,;:…")


def _same(one: str, other: str) -> bool:
    return one in other or other in one
