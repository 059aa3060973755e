"""Levels in coaches' terms, beside the raw ones."""

import pytest

from trainer.core.agreement import Pair
from trainer.core.anchor import anchored, coaches_band
from trainer.core.assessment import Assessment, Verdict


def assessment(**levels: int | None) -> Assessment:
    return Assessment(
        rubric="citizen-conversation",
        rubric_version=1,
        language="nl",
        engine="embedded",
        verdicts={
            id: Verdict(criterion=id, level=level, status="observed", reason="Zo las ik het.")
            for id, level in levels.items()
        },
        dimensions={},
    )


@pytest.mark.parametrize(
    ("pairs", "calibrated", "band"),
    [
        ([], {}, None),
        ([(3, 1)] * 4, {}, None),
        ([(3, 1)] * 5, {"tone": 0.0}, "absent"),
        ([(2, 3)] * 5, {"tone": 3.0}, "strong"),
        ([(2, 2)] * 5, {"tone": 2.0}, None),
        ([(2, 2), (1, 1), (3, 3), (2, 1), (1, 1)], {"tone": 1.8}, None),
        ([(level, max(0, level - 1)) for level in (1, 2, 3)] * 7, {"tone": 1.0}, "emerging"),
    ],
)
def test_the_calibrated_level_stands_beside_the_raw_one(
    pairs: list[Pair], calibrated: dict[str, float], band: str | None
) -> None:
    found = anchored(assessment(tone=2, calm=1), {"tone": pairs})
    assert found.calibrated == pytest.approx(calibrated)
    assert coaches_band(found, "tone") == band
    assert {id: one.level for id, one in found.verdicts.items()} == {"tone": 2, "calm": 1}


def test_what_was_not_assessed_is_not_calibrated() -> None:
    found = anchored(assessment(tone=None), {"tone": [(2, 1)] * 5})
    assert found.calibrated == {}
    assert coaches_band(found, "tone") is None
    assert coaches_band(found, "unknown") is None


@pytest.mark.parametrize(
    ("pairs", "advisory"),
    [
        ([(0, 3), (3, 0), (1, 2), (2, 1)], False),
        ([(0, 3), (3, 0), (1, 2), (2, 1), (0, 2)], True),
        ([(2, 0), (2, 1), (2, 2), (2, 3), (2, 2)], True),
        ([(0, 0), (3, 3), (1, 1), (2, 2), (0, 1)], False),
        ([(2, 2)] * 6, False),
    ],
)
def test_where_coaches_disagree_it_only_advises(pairs: list[Pair], advisory: bool) -> None:
    found = anchored(assessment(tone=2, calm=1), {"tone": pairs, "gone": pairs})
    assert found.advisory == (("tone",) if advisory else ())
