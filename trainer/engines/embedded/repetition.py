"""Repetition: a message nearly the same as an earlier one of the trainee."""

from trainer.core.transcript import Transcript
from trainer.engines.embedded.sentences import split, words

NEARLY = 0.72
"""Share of word pairs in common from which two messages are nearly the same."""
PHRASE = 4
"""The fewest words of a sentence that is known again beside other words."""


def repeats(transcript: Transcript, message: str) -> bool:
    """Tell whether the trainee has said nearly the same before, and asks nothing new beside it.

    A sentence that comes back whole, with a shorter tail than itself, is the same again.
    """
    own = _pairs(message)
    if len(own) < 3:
        return False
    texts = [text for _, text in transcript.said_by("trainee")]
    said = [_pairs(text) for text in texts]
    if any(_alike(own, one) >= NEARLY and not _asks_anew(message, one) for one in said):
        return True
    back = [pairs for text in texts for pairs in _sentences(text) if pairs <= own]
    return any(2 * len(one) > len(own) and not _asks_anew(message, one) for one in back)


def _asks_anew(message: str, said: frozenset[str]) -> bool:
    """Tell whether most of a question was not ``said`` before."""
    questions = [_pairs(sentence.text) for sentence in split(message) if sentence.asks]
    return any(2 * len(some & said) < len(some) for some in questions)


def _sentences(text: str) -> list[frozenset[str]]:
    """Return the sentences of ``text`` that are long enough to be known again."""
    return [_pairs(one.text) for one in split(text) if len(words(one.text)) >= PHRASE]


def _pairs(text: str) -> frozenset[str]:
    some = words(text)
    return frozenset((*some, *(f"{a} {b}" for a, b in zip(some, some[1:], strict=False))))


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / max(1, len(a) + len(b))
