"""Linear classifiers over likeness: a sentence is described by how like it is to each known one.

Each move has one weight a known sentence (kernel ridge regression with a Gaussian kernel), so that
what a move sounds like may lie in many places at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
CURVE = 2.0
"""How quickly likeness falls with distance."""
RIDGE = 0.1
"""How strongly weights are held near nought."""
SOFT = 1e-3
"""What is added to the spread of rows in every direction, so that no small one is trusted."""
STEPS = 15
"""Each number of a known row is kept as so many steps either way: small, and as good."""
AT_ONCE = 64
"""Rows that are scored at once: enough to be quick, and few enough for little memory."""


@dataclass(frozen=True)
class Anchors:
    """The known rows that others are compared with."""

    steps: NDArray[np.int8]
    """(anchors, features)"""
    sizes: Matrix
    """(anchors, 1): how much a step of each anchor is."""

    @classmethod
    def of(cls, rows: Matrix) -> "Anchors":
        """Return anchors at the rows."""
        some = directions(rows)
        sizes = np.maximum(np.abs(some).max(axis=1, keepdims=True), 1e-9) / STEPS
        return cls(np.round(some / sizes).astype(np.int8), np.asarray(sizes, np.float32))

    @property
    def rows(self) -> Matrix:
        """The anchors as rows of length one."""
        return self._columns.T

    @cached_property
    def _columns(self) -> Matrix:
        """The same as columns, which a few rows are compared with in two thirds of the time."""
        return np.ascontiguousarray(directions(self.steps.astype(np.float32) * self.sizes).T)

    def likeness(self, rows: Matrix) -> Matrix:
        """Return how like each row is to each anchor, 0-1; only a row's direction counts."""
        cosine = directions(rows) @ self._columns
        return np.asarray(np.exp(CURVE * (cosine - 1)), np.float32)


def directions(rows: Matrix) -> Matrix:
    """Return rows of length one."""
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return np.asarray(rows / lengths, np.float32)


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
        found = np.zeros((len(rows), len(self.bias)), np.float32)
        for at in range(0, len(rows), AT_ONCE):
            part = slice(at, at + AT_ONCE)
            found[part] = self.anchors.likeness(rows[part]) @ self.weights + self.bias
        return found


def solved(likeness: Matrix, wanted: Matrix) -> tuple[Matrix, Matrix]:
    """Return the weights and the bias that bring rows near to what is wanted of them.

    Args:
        likeness: How like each row is to each (rows, rows).
        wanted: What is wanted (rows, outputs).
    """
    mean = np.asarray(wanted.mean(axis=0), np.float32)
    ridged = likeness + RIDGE * np.eye(len(likeness), dtype=np.float32)
    return np.asarray(np.linalg.solve(ridged, wanted - mean), np.float32), mean


def apart(rows: Matrix, holds: Matrix) -> Matrix:
    """Return the directions in which the classes differ most (Fisher's discriminants).

    Args:
        rows: What is known of each sentence (sentences, features).
        holds: Which classes each belongs to, 0 or 1 (sentences, classes).

    Returns:
        Directions of length one, at right angles to each other (features, classes).
    """
    means = holds.T @ rows / np.maximum(1, holds.sum(axis=0))[:, None]
    spread = np.cov(rows.T) + SOFT * np.eye(rows.shape[1])
    return np.asarray(np.linalg.qr(np.linalg.solve(spread, means.T))[0], np.float32)


def bags(rows: Sequence[Iterable[str]], known: Mapping[str, int]) -> Matrix:
    """Return which known n-grams each row has, (rows, n-grams); long rows weigh no more."""
    found = np.zeros((len(rows), len(known)), np.float32)
    for i, row in enumerate(rows):
        ids = [known[gram] for gram in row if gram in known]
        found[i, ids] = 1 / np.sqrt(max(4, len(ids)))
    return found
