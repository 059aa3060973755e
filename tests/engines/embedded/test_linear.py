"""What the classifiers compare: the directions in which moves differ count double."""

import numpy as np

from trainer.engines.embedded.linear import apart
from trainer.engines.embedded.weights import Scale


def test_two_classes_lie_further_apart_in_the_direction_in_which_they_differ() -> None:
    chance = np.random.default_rng(1)
    rows = chance.normal(size=(400, 6)).astype(np.float32) * np.float32([9, 9, 9, 9, 9, 1])
    holds = np.repeat(np.eye(2, dtype=np.float32), 200, axis=0)
    rows[:, 5] += 3 * holds[:, 0]

    found = apart(rows, holds)

    assert found.shape == (6, 2)
    assert np.allclose(found.T @ found, np.eye(2), atol=1e-5)
    assert abs(found[5]).max() > 0.9
    form = np.zeros((2, 1), np.float32)
    two = np.float32([[1, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, -1]])
    plain, stretched = (
        Scale.of(form + [[0], [1]], some).joined(form, two)
        for some in (np.zeros((6, 0), np.float32), found)
    )
    assert stretched[0] @ stretched[1] < plain[0] @ plain[1]
