"""Training the reader on what is no move, beside the means that the moves' weights have."""

from collections.abc import Mapping, Sequence

import numpy as np

from trainer.core.base import LANGUAGES, Language
from trainer.core.judged import Judged
from trainer.core.move import Aside, Mark, Move, Opportunity
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded import impression
from trainer.engines.embedded.analysis import analyse, lexicons
from trainer.engines.embedded.embedding import Embedding, Vectors
from trainer.engines.embedded.impression import Impressions
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

    def impressions(self, talks: Sequence[Judged]) -> Impressions:
        """Return what is learned from whole talks."""
        known = lexicons(self._signals, self._plain)
        languages = [talk.transcript.language for talk in talks]
        messages = [
            [
                analyse(k, known[k], text, "").nameless
                for _, text in talk.transcript.said_by("trainee")
            ]
            for k, talk in zip(languages, talks, strict=True)
        ]
        flat = [text for some in messages for message in some for text in message]
        total = len(set(flat))
        given = self._embedding.vectors(flat, True, lambda n: self._progress("talks", n, total))
        sizes = [len(message) for some in messages for message in some]
        parts = iter(np.split(given, np.cumsum(sizes)[:-1]))
        means = [self._means[LANGUAGES.index(k)] for k in languages]
        vectors = [
            [next(parts) - mean for _ in some] for some, mean in zip(messages, means, strict=True)
        ]
        return impression.learned(talks, vectors)

    def _learned(self, marks: Sequence[Mark], texts: Sequence[Labelled]) -> Weights:
        names = tuple(sorted(mark.id for mark in marks))
        known = lexicons(self._signals, self._plain)
        material = Material.of(texts, names, known, self._embedding, self._progress, self._means)
        trained_on = content_hash(marks, self._signals, self._plain)
        return learned_from(material, trained_on, self._progress)
