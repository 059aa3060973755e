"""Which topic, item, question or fact a sentence is about, in whatever words."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.core.base import Language
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.lemmas import content

WORDS = 0.2
"""How much shared words add to a likeness of 0-1."""
ALONE = 1.0
"""How much shared words count where there are no sentence vectors."""
NEAREST = 3


@dataclass(frozen=True)
class Phrase:
    """One way of saying or asking something."""

    kind: str
    """topic, item, wrong, everyday or fact."""
    id: str
    text: str


@dataclass(frozen=True)
class Match:
    """What a sentence is most like, of one kind."""

    id: str
    score: float
    phrase: str
    """The nearest phrase."""


class Matcher:
    """The phrases of a case, ready to be compared with.

    Args:
        language: The language that the sentences are in.
        phrases: The phrases; ``vectors`` holds theirs, normalised, or is None.
    """

    def __init__(
        self, language: Language, phrases: Sequence[Phrase], vectors: Vectors | None
    ) -> None:
        self._language = language
        self._phrases = tuple(phrases)
        self._vectors = vectors
        self._lemmas = [content(language, phrase.text) for phrase in phrases]
        counts = Counter(lemma for some in self._lemmas for lemma in some)
        self._rarity = {k: math.log((len(phrases) + 1) / n) for k, n in counts.items()}
        self._weights = [self._weight(some) for some in self._lemmas]
        self._places: dict[str, dict[str, list[int]]] = {}
        for i, phrase in enumerate(phrases):
            self._places.setdefault(phrase.kind, {}).setdefault(phrase.id, []).append(i)

    def matches(
        self, kind: str, text: str, vector: Vectors | None, apart: Iterable[str] = ()
    ) -> list[Match]:
        """Return what ``text`` is like, the likest first.

        Args:
            kind: The kind of phrases to compare with.
            text: The sentence.
            vector: Its vector, normalised like the phrases'; None: by words alone.
            apart: Lemmas that do not count.
        """
        scores = self._scores(text, vector, frozenset(apart))
        found = []
        for id, places in self._places.get(kind, {}).items():
            some = scores[places]
            nearest = np.sort(some)[::-1][:NEAREST]
            score = (nearest[0] + nearest.mean()) / 2 if vector is not None else nearest[0]
            found.append(Match(id, float(score), self._phrases[places[int(some.argmax())]].text))
        return sorted(found, key=lambda match: -match.score)

    def _scores(self, text: str, vector: Vectors | None, apart: frozenset[str]) -> Vectors:
        lemmas = content(self._language, text) - apart
        size = self._weight(lemmas)
        shared = np.array(
            [
                2 * self._weight(lemmas & some) / (size + weight + 1e-9)
                for some, weight in zip(self._lemmas, self._weights, strict=True)
            ],
            np.float32,
        )
        if vector is None or self._vectors is None:
            return shared * ALONE
        return np.asarray(self._vectors @ vector + WORDS * shared, np.float32)

    def _weight(self, lemmas: Iterable[str]) -> float:
        return sum(self._rarity.get(lemma, 4.0) for lemma in lemmas)


def best(matches: Sequence[Match], least: float) -> Match | None:
    """Return the likest match, if it is like enough."""
    return matches[0] if matches and matches[0].score >= least else None


def rivals(matches: Mapping[str, Sequence[Match]], *kinds: str) -> float:
    """Return the best score among the kinds."""
    return max((some[0].score for kind in kinds if (some := matches.get(kind))), default=0.0)
