"""Agreement between coach and machine."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.core.agreement import agreement, calibrate

LEVEL = st.integers(0, 3)
PAIRS = st.lists(st.tuples(LEVEL, LEVEL), min_size=2, max_size=60)


@given(PAIRS)
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    from sklearn.metrics import cohen_kappa_score  # seconds that no other test needs

    kappa = agreement(pairs).kappa
    machine, coach = zip(*pairs, strict=True)
    if kappa is None:
        assert len(set(machine + coach)) == 1
    else:
        oracle = cohen_kappa_score(machine, coach, weights="quadratic", labels=[0, 1, 2, 3])
        assert kappa == pytest.approx(oracle)


@given(PAIRS)
def test_the_interval_holds_sense(pairs: list[tuple[int, int]]) -> None:
    found = agreement(pairs)
    if found.low is not None and found.high is not None:
        assert -1.0 <= found.low <= found.high <= 1.0


@pytest.mark.parametrize(("n", "kind"), [(0, "none"), (4, "none"), (5, "offset"), (19, "offset")])
def test_an_offset_from_five(n: int, kind: str) -> None:
    found = calibrate([(2, 1)] * n)
    assert (found.kind, found.n) == (kind, n)
    assert found.of(3) == pytest.approx(2.0 if n >= 5 else 3.0)


def test_a_line_from_twenty_undoes_leniency_better_than_an_offset() -> None:
    random = np.random.default_rng(1)
    coach = random.integers(0, 4, size=60)
    machine = np.clip(np.round(1.5 + 0.5 * coach), 0, 3).astype(int)
    pairs = list(zip(machine.tolist(), coach.tolist(), strict=True))
    line, offset = calibrate(pairs), calibrate(pairs[:10])
    assert line.kind == "line"

    def error(found: object) -> float:
        return float(np.mean([abs(found.of(m) - c) for m, c in pairs]))

    assert error(line) < error(offset) < np.mean(np.abs(machine - coach))


@given(PAIRS, LEVEL)
def test_a_calibrated_level_stays_a_level(pairs: list[tuple[int, int]], level: int) -> None:
    assert 0.0 <= calibrate(pairs).of(level) <= 3.0


def test_low_agreement_is_advisory() -> None:
    assert agreement([(0, 3), (3, 0), (1, 2), (2, 1), (0, 2)]).advisory
    assert not agreement([(0, 0), (3, 3), (1, 1), (2, 2), (0, 1)]).advisory
    assert not agreement([(0, 3)]).advisory
