"""Marks: training the reader on what is no move, beside the means that the moves' weights have."""

from collections.abc import Mapping, Sequence

from trainer.core.base import Language
from trainer.core.move import Aside, Mark, Move, Opportunity
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded.analysis import lexicons
from trainer.engines.embedded.embedding import Embedding, Vectors
from trainer.engines.embedded.labels import Labelled
from trainer.engines.embedded.train import Material, Progress, learned_from, training
from trainer.engines.embedded.weights import Weights, content_hash

ORDINARY = 3
"""One in so many texts of the moves stands beside the asides, as what is said to a citizen."""


class Training:
    """What marks are learned with.

    Args:
        means: The mean sentence of each language that the moves' weights have (languages, 384).
        signals: The signals of each language.
        plain: The plain words of each language.
        embedding: Gives sentence vectors.
        progress: Told of each step.
    """

    def __init__(
        self,
        means: Vectors,
        signals: Mapping[Language, Signals],
        plain: Mapping[Language, PlainWords],
        embedding: Embedding,
        progress: Progress = lambda what, done, total: None,
    ) -> None:
        self._means = means
        self._signals = signals
        self._plain = plain
        self._embedding = embedding
        self._progress = progress

    def asides(self, asides: Sequence[Aside], moves: Sequence[Move]) -> Weights:
        """Return the weights that tell asides from what is said to a citizen, as in ``moves``."""
        return self._learned(asides, [*training(asides), *training(moves)[::ORDINARY]])

    def opportunities(self, some: Sequence[Opportunity]) -> Weights:
        """Return the weights that tell what a good listener would stop at."""
        return self._learned(some, training(some))

    def _learned(self, marks: Sequence[Mark], texts: Sequence[Labelled]) -> Weights:
        names = tuple(sorted(mark.id for mark in marks))
        known = lexicons(self._signals, self._plain)
        material = Material.of(texts, names, known, self._embedding, self._progress, self._means)
        trained_on = content_hash(marks, self._signals, self._plain)
        return learned_from(material, trained_on, self._progress)
