"""Linear classifiers over likeness to anchors: as good as a smooth kernel, with few numbers.

A row is described by how like it is to some thousand rows of the training material (Nyström's
method); each move then has one weight an anchor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
ANCHORS = 3000
CURVE = 3.0
"""How quickly likeness falls with distance."""
RIDGE = 0.25
"""How strongly weights are held near nought."""
STEADY = 1e-3
"""Added to the diagonal, so that anchors that are nearly the same do no harm."""


@dataclass(frozen=True)
class Anchors:
    """Rows that others are compared with, each number kept in eight bits."""

    steps: NDArray[np.int8]
    """(anchors, features)"""
    sizes: Matrix
    """(anchors, 1): how much a step of each anchor is."""

    @classmethod
    def of(cls, rows: Matrix) -> "Anchors":
        """Return anchors at some of the rows, the same ones each time."""
        chosen = np.random.RandomState(7).permutation(len(rows))[:ANCHORS]
        some = directions(rows[np.sort(chosen)])
        sizes = np.abs(some).max(axis=1, keepdims=True) / 127
        return cls(np.round(some / sizes).astype(np.int8), np.asarray(sizes, np.float32))

    @property
    def rows(self) -> Matrix:
        """The anchors as rows of length one."""
        return directions(self.steps.astype(np.float32) * self.sizes)

    def likeness(self, rows: Matrix) -> Matrix:
        """Return how like each row is to each anchor, 0-1; only a row's direction counts."""
        return _likeness(directions(rows), self.rows)


def directions(rows: Matrix) -> Matrix:
    """Return rows of length one."""
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / lengths, np.float32)


def _likeness(a: Matrix, b: Matrix) -> Matrix:
    return np.asarray(np.exp(CURVE * (a @ b.T - 1)), np.float32)


@dataclass(frozen=True)
class Linear:
    """Weights of all classifiers."""

    anchors: Anchors
    weights: Matrix
    """(anchors, outputs)"""
    bias: Matrix
    """(outputs,)"""

    def scores(self, rows: Matrix) -> Matrix:
        """Return the score of each row (rows, outputs), about 0 for no and 1 for yes."""
        return np.asarray(self.anchors.likeness(rows) @ self.weights + self.bias, np.float32)


class Ridge:
    """Ridge regression on likeness to anchors; what depends on the rows alone is done once.

    Args:
        anchors: The anchors.
        likeness: How like each row is to them (rows, anchors).
    """

    def __init__(self, anchors: Anchors, likeness: Matrix) -> None:
        among = _likeness(anchors.rows, anchors.rows).astype(np.float64)
        squares = (likeness.T @ likeness).astype(np.float64) + RIDGE * among
        squares[np.diag_indices_from(squares)] += STEADY
        self._inverse = np.linalg.inv(squares).astype(np.float32)
        self._likeness, self._sizes = likeness, likeness.sum(axis=0)

    def weights(self, wanted: Matrix) -> tuple[Matrix, Matrix]:
        """Return weights and bias that come nearest to ``wanted`` (rows, outputs)."""
        mean = wanted.mean(axis=0)
        products = self._likeness.T @ wanted - np.outer(self._sizes, mean)
        return np.asarray(self._inverse @ products, np.float32), np.asarray(mean, np.float32)


def bags(rows: Sequence[Iterable[str]], known: Mapping[str, int]) -> Matrix:
    """Return which known n-grams each row has, (rows, n-grams); long rows weigh no more."""
    found = np.zeros((len(rows), len(known)), np.float32)
    for i, row in enumerate(rows):
        ids = [known[gram] for gram in row if gram in known]
        found[i, ids] = 1 / np.sqrt(max(4, len(ids)))
    return found
