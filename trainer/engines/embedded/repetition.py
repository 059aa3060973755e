"""Repetition: a message nearly the same as an earlier one of the trainee."""

from trainer.core.transcript import Transcript
from trainer.engines.embedded.sentences import split, words

NEARLY = 0.72
"""Share of word pairs in common from which two messages are nearly the same."""


def repeats(transcript: Transcript, message: str) -> bool:
    """Tell whether the trainee has said nearly the same before, and asks nothing new beside it."""
    own = _pairs(message)
    if len(own) < 3:
        return False
    said = [_pairs(text) for _, text in transcript.said_by("trainee")]
    return any(_alike(own, one) >= NEARLY and not _asks_anew(message, one) for one in said)


def _asks_anew(message: str, said: frozenset[str]) -> bool:
    """Tell whether most of a question was not ``said`` before."""
    questions = [_pairs(sentence.text) for sentence in split(message) if sentence.asks]
    return any(2 * len(some & said) < len(some) for some in questions)


def _pairs(text: str) -> frozenset[str]:
    some = words(text)
    return frozenset((*some, *(f"{a} {b}" for a, b in zip(some, some[1:], strict=False))))


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / max(1, len(a) + len(b))
