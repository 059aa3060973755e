"""The coach's anchor: an assessment with what its levels mean in coaches' terms."""

from collections.abc import Mapping, Sequence

from trainer.core.agreement import Pair, agreement, calibrate
from trainer.core.assessment import Assessment
from trainer.core.rubric import BANDS, BandName


def anchored(assessment: Assessment, pairs: Mapping[str, Sequence[Pair]]) -> Assessment:
    """Return the assessment with calibrated levels beside the raw ones, which stay as they are.

    ``pairs`` are the levels that machine and coach both gave before, by criterion.
    """
    calibrations = {id: calibrate(some) for id, some in pairs.items()}
    levels = {id: verdict.level for id, verdict in assessment.verdicts.items()}
    calibrated = {
        id: round(calibrations[id].of(level), 2)
        for id, level in levels.items()
        if level is not None and id in calibrations and calibrations[id].kind != "none"
    }
    advisory = tuple(id for id in levels if agreement(pairs.get(id, ())).advisory)
    return assessment.model_copy(update={"calibrated": calibrated, "advisory": advisory})


def coaches_band(assessment: Assessment, criterion: str) -> BandName | None:
    """Return the band that coaches would probably give, where it is not the machine's own."""
    verdict, level = assessment.verdicts.get(criterion), assessment.calibrated.get(criterion)
    if verdict is None or level is None:
        return None
    band = BANDS[int(level + 0.5)]
    return None if band == verdict.band else band
