"""Features: what a sentence looks like to the classifiers, apart from its vector."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.engines.embedded.sentences import Sentence, words

Row = NDArray[np.float32]
SMALL_WORD = 4
"""Words shorter than this say little about the topic."""
CROSSED = (
    ("feeling", "you"),
    ("feeling", "i"),
    ("feeling", "perceives"),
    ("feeling", "negation"),
    ("burden", "you"),
    ("burden", "perceives"),
    ("rule", "because"),
    ("rule", "means"),
    ("if", "threat"),
    ("if", "limit"),
    ("i-will", "when"),
    ("i-will", "colleague"),
    ("colleague", "handover"),
    ("colleague", "when"),
    ("colleague", "i"),
    ("calm", "i"),
    ("calm", "negation"),
    ("privacy", "third-person"),
    ("privacy", "you"),
    ("we", "past"),
    ("you", "past"),
    ("you", "negation"),
    ("but", "sorry"),
    ("but", "empty"),
    ("but", "feeling"),
    ("must", "you"),
    ("may", "you"),
    ("i", "may"),
    ("audience", "third-person"),
    ("audience", "privacy"),
    ("imperative", "self-serve"),
    ("you", "self-serve"),
    ("we", "must"),
    ("imperative", "send-away"),
    ("praise", "you"),
    ("limit", "i"),
    ("guarantee", "you"),
)
FORM = (
    "asks",
    "exclaims",
    "only-sentence",
    "first-sentence",
    "last-sentence",
    "questions-2",
    "questions-3",
    "length",
    "up-to-2",
    "up-to-4",
    "up-to-7",
    "over-15",
    "over-25",
    "digit",
    "percent-or-money",
    "quotes",
    "commas",
    "colon",
    "long-words",
    "officialese",
)
UNMARKED = "unmarked"
"""The cue of a question by the order of its words."""
CONTEXT = ("likeness", "overlap", "question-overlap", "own-share")
_MONEY = re.compile(r"[€£%]|\b(?:euro|pounds?|kroner|kr)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Around:
    """What stands around a sentence: its message, and what the citizen had just said."""

    position: int
    count: int
    """Sentences in the message."""
    questions: int
    """Sentences of the message that ask."""
    heard: frozenset[str] = frozenset()
    """Content words of what the citizen said."""
    likeness: float = 0.0
    """Cosine with what the citizen said, both without the language's mean; 0 where unknown."""
    before: frozenset[str] = frozenset()
    """Cues of the sentence before."""


def asking(sentence: Sentence, found: frozenset[str]) -> bool:
    """Tell whether a sentence with the cues ``found`` asks; in a chat many do without a mark."""
    return sentence.asks or (sentence.open and UNMARKED in found)


def content_words(text: str) -> frozenset[str]:
    """Return the longer words of ``text``, cut to their first six letters."""
    return frozenset(word[:6] for word in words(text) if len(word) >= SMALL_WORD)


def names(cues: Sequence[str]) -> tuple[str, ...]:
    """Return the name of each feature that ``row`` gives, in order."""
    return (
        *FORM,
        *CONTEXT,
        *cues,
        *(f"{cue}&asks" for cue in cues),
        *(f"{a}&{b}" for a, b in CROSSED),
        *(f"before-{cue}" for cue in cues),
    )


def row(
    sentence: Sentence, found: frozenset[str], cues: Sequence[str], around: Around, officialese: int
) -> Row:
    """Return the features of a sentence, (len(names(cues)),), each about 0-1."""
    asks = float(asking(sentence, found))
    hits = [float(cue in found) for cue in cues]
    values = [
        *_form(sentence, around, officialese, asks),
        *_context(sentence, around, asks),
        *hits,
        *(hit * asks for hit in hits),
        *(float(a in found and b in found) for a, b in CROSSED),
        *(float(cue in around.before) for cue in cues),
    ]
    return np.asarray(values, np.float32)


def _form(sentence: Sentence, around: Around, officialese: int, asks: float) -> list[float]:
    text, some = sentence.text, words(sentence.text)
    n = len(some)
    return [
        asks,
        float("!" in text[-3:]),
        float(around.count == 1),
        float(around.position == 0),
        float(around.position == around.count - 1),
        float(around.questions >= 2),
        float(around.questions >= 3),
        min(n, 40) / 20,
        float(n <= 2),
        float(n <= 4),
        float(n <= 7),
        float(n > 15),
        float(n > 25),
        float(any(c.isdigit() for c in text)),
        float(bool(_MONEY.search(text))),
        float(any(c in text for c in '"“”„«»')),
        min(text.count(","), 4) / 4,
        float(":" in text),
        min(sum(len(word) > 11 for word in some), 3) / 3,
        min(officialese, 3) / 2,
    ]


def _context(sentence: Sentence, around: Around, asks: float) -> list[float]:
    own = content_words(sentence.text)
    shared = len(own & around.heard)
    overlap = shared / max(2, min(len(own), len(around.heard)))
    return [
        max(0.0, around.likeness) * 2,
        min(1.0, overlap),
        min(1.0, overlap) * asks,
        shared / max(2, len(own)),
    ]


def grams(language: str, text: str) -> frozenset[str]:
    """Return the word pairs, words and word beginnings of ``text``, marked with its language."""
    some = ["^", *words(text), "?" if "?" in text[-4:] else "$"]
    return frozenset(f"{language} {gram}" for gram in (*_words(some), *_pieces(some)))


def _words(some: Sequence[str]) -> Iterable[str]:
    yield from some[1:-1]
    yield from (f"{a} {b}" for a, b in zip(some, some[1:], strict=False))


def _pieces(some: Sequence[str]) -> Iterable[str]:
    for word in some[1:-1]:
        padded = f"<{word}>"
        yield from (f"~{padded[i : i + 4]}" for i in range(len(padded) - 3))
