"""Many small linear classifiers at once: logistic regression in plain numpy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Linear:
    """Weights of all classifiers."""

    weights: Matrix
    """(features, outputs)"""
    bias: Matrix
    """(outputs,)"""

    def scores(self, rows: Matrix) -> Matrix:
        """Return the score of each row (rows, outputs); positive: rather yes."""
        return rows @ self.weights + self.bias


def bags(rows: Sequence[Iterable[str]], known: Mapping[str, int]) -> Matrix:
    """Return which known n-grams each row has, (rows, n-grams); long rows weigh no more."""
    found = np.zeros((len(rows), len(known)), np.float32)
    for i, row in enumerate(rows):
        ids = [known[gram] for gram in row if gram in known]
        found[i, ids] = 1 / np.sqrt(max(4, len(ids)))
    return found


def fit(
    rows: Matrix,
    wanted: Matrix,
    counts: Matrix,
    l2: Matrix,
    rounds: int,
    start: Linear | None = None,
    rate: float = 0.03,
) -> Linear:
    """Return weights that give ``wanted`` (rows, outputs; 0 or 1), each weighted by ``counts``.

    Adam over all rows at once, so that the same rows give the same weights. ``l2`` holds one
    number a feature; ``start`` is where to begin.
    """
    outputs = wanted.shape[1]
    weights = start.weights if start else np.zeros((rows.shape[1], outputs), np.float32)
    bias = start.bias if start else np.full(outputs, -3, np.float32)
    shares = counts / counts.sum(axis=0)
    mean = [np.zeros_like(weights), np.zeros_like(bias)]
    square = [np.zeros_like(weights), np.zeros_like(bias)]
    for step in range(1, rounds + 1):
        scores = rows @ weights + bias
        errors = np.asarray((1 / (1 + np.exp(-scores)) - wanted) * shares, np.float32)
        slopes = [rows.T @ errors + l2[:, None] * weights, errors.sum(axis=0)]
        now = rate * 0.5 * (1 + np.cos(np.pi * step / rounds)) + 1e-4
        moved = []
        for i, slope in enumerate(slopes):
            mean[i] = 0.9 * mean[i] + 0.1 * slope
            square[i] = 0.99 * square[i] + 0.01 * slope**2
            size = np.sqrt(square[i] / (1 - 0.99**step)) + 1e-8
            moved.append(np.asarray(now * (mean[i] / (1 - 0.9**step)) / size, np.float32))
        weights, bias = weights - moved[0], bias - moved[1]
    return Linear(weights, bias)
