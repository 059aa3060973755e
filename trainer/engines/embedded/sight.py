"""A message as the classifiers see it."""

from dataclasses import dataclass

import numpy as np

from trainer.engines.embedded.analysis import Analysis
from trainer.engines.embedded.embedding import Vectors


@dataclass(frozen=True)
class Sight:
    """A message taken apart, with its sentences' vectors."""

    analysis: Analysis
    vectors: Vectors | None
    """One a sentence, without the language's mean, normalised."""
    raw: Vectors | None
    """The same before it was normalised."""
    heard: Vectors | None
    """What the citizen had just said, (1, 384)."""


def normalised(vectors: Vectors) -> Vectors:
    """Return vectors of length one."""
    sizes = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return np.asarray(vectors / sizes, np.float32)
