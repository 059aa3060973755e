"""Overruling: a grade in which a coach has the last word."""

from collections.abc import Mapping

from trainer.core.assessment import Assessment, Level, scored
from trainer.core.rubric import Rubric
from trainer.core.standing import LOW


def overruled(rubric: Rubric, found: Assessment, levels: Mapping[str, Level]) -> Assessment:
    """Return an assessment in which a coach's levels came in the place of the machine's.

    Reasons and quotes stay the machine's; totals are made anew, and what a coach sees no strength
    in is no longer praised first.
    """
    verdicts = {
        id: verdict.model_copy(update={"level": levels[id], "leaning": 0, "by": "coach"})
        if id in levels
        else verdict
        for id, verdict in found.verdicts.items()
    }
    capped = frozenset(id for id, one in found.dimensions.items() if one.capped)
    praised = tuple(id for id in found.strengths if levels.get(id, LOW + 1) > LOW)
    return found.model_copy(
        update={
            "verdicts": verdicts,
            "dimensions": scored(rubric, verdicts, capped),
            "strengths": praised,
        }
    )
