"""Which topic, item, question or fact a sentence is about, in whatever words."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.core.base import Language
from trainer.core.reading import Found
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.lemmas import content

WORDS = 0.2
"""How much shared words add to a likeness of 0-1."""
UNKNOWN = 4.0
"""How much a word weighs that no phrase has."""
NEAREST = 3
CLOSE = 0.15
"""How much less like a phrase may be that is nearly as near."""


@dataclass(frozen=True)
class Phrase:
    """One way of saying or asking something."""

    kind: str
    """topic, beneath (a fact under a topic), item, model (its answer), wrong, everyday or fact."""
    id: str
    text: str


@dataclass(frozen=True)
class Match:
    """What a sentence is like, of one kind."""

    id: str
    score: float
    near: tuple[str, ...]
    """The nearest phrase, and those of the same thing that are nearly as near in like words."""
    shared: float
    """Share of the words that it and the nearest phrase have in common, 0-1."""

    def found(self, text: str) -> Found:
        """Return that this was found in ``text``."""
        return Found(id=self.id, text=text, sure=max(0.0, min(1.0, round(self.score, 3))))


class Matcher:
    """The phrases of a case, ready to be compared with.

    Args:
        language: The language that the sentences are in.
        phrases: The phrases.
        vectors: Theirs, normalised (phrases, 384); None: compare by words alone.
    """

    def __init__(
        self, language: Language, phrases: Sequence[Phrase], vectors: Vectors | None
    ) -> None:
        self._language = language
        self._phrases = tuple(phrases)
        self._vectors = vectors
        lemmas = [content(language, phrase.text) for phrase in phrases]
        counts = Counter(lemma for some in lemmas for lemma in some)
        self._rarity = {k: math.log((len(phrases) + 1) / n) for k, n in counts.items()}
        self._sizes = np.array([self._weight(some) for some in lemmas], np.float32)
        self._having = {
            lemma: np.array([i for i, some in enumerate(lemmas) if lemma in some])
            for lemma in counts
        }
        self._places: dict[str, dict[str, list[int]]] = {}
        for i, phrase in enumerate(phrases):
            self._places.setdefault(phrase.kind, {}).setdefault(phrase.id, []).append(i)

    @property
    def known(self) -> Collection[str]:
        """The lemmas of all phrases."""
        return self._having.keys()

    def compare(self, text: str, vector: Vectors | None) -> "Comparison":
        """Compare a sentence with all phrases; ``vector`` is normalised like theirs."""
        lemmas = content(self._language, text)
        both = np.zeros(len(self._phrases), np.float32)
        for lemma in sorted(lemmas):
            if lemma in self._having:
                both[self._having[lemma]] += self._rarity[lemma]
        shared = 2 * both / (self._sizes + self._weight(lemmas) + 1e-9)
        if vector is None or self._vectors is None:
            return Comparison(self._phrases, self._places, shared, shared, 1)
        likeness = np.asarray(self._vectors @ vector + WORDS * shared, np.float32)
        return Comparison(self._phrases, self._places, likeness, shared, NEAREST)

    def _weight(self, lemmas: Iterable[str]) -> float:
        return sum(self._rarity.get(lemma, UNKNOWN) for lemma in sorted(lemmas))


@dataclass(frozen=True)
class Comparison:
    """How like a sentence is to every phrase."""

    phrases: tuple[Phrase, ...]
    places: dict[str, dict[str, list[int]]]
    likeness: NDArray[np.float32]
    shared: NDArray[np.float32]
    nearest: int
    """How many of the nearest phrases count."""

    def matches(self, kind: str) -> list[Match]:
        """Return what the sentence is like among one kind, the likest first."""
        found = []
        for id, places in self.places.get(kind, {}).items():
            some = self.likeness[places]
            top = np.sort(some)[::-1][: self.nearest]
            place = places[int(some.argmax())]
            order = sorted(places, key=lambda i: -float(self.likeness[i]))
            near = tuple(self.phrases[i].text for i in order if self._close(i, place))
            score = float(top[0] + top.mean()) / 2
            found.append(Match(id, score, near, float(self.shared[place])))
        return sorted(found, key=lambda match: -match.score)

    def _close(self, i: int, place: int) -> bool:
        alike = self.likeness[i] > self.likeness[place] - CLOSE
        return bool(alike and self.shared[i] >= self.shared[place] / 2)


def best(matches: Sequence[Match], least: float) -> Match | None:
    """Return the likest match, if it is like enough."""
    return matches[0] if matches and matches[0].score >= least else None
