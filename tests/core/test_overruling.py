from shipped import CATALOG
from trainer.core.assessment import Assessment, DimensionScore, Verdict
from trainer.core.overruling import overruled

RUBRIC = CATALOG.rubric("citizen-conversation", "nl")[0]


def test_a_coach_has_the_last_word_in_the_totals_too() -> None:
    levels = {"acknowledges-feelings": 3, "listens-and-checks": 3, "sees-this-person": None}
    found = Assessment(
        rubric="citizen-conversation",
        rubric_version=1,
        language="nl",
        engine="embedded",
        verdicts={
            id: Verdict(
                criterion=id,
                level=level,
                leaning=-1 if level else 0,
                status="observed",
                reason="Zo las ik het.",
            )
            for id, level in levels.items()
        },
        dimensions={"empathy": DimensionScore(score=1.0, band="strong")},
        strengths=("acknowledges-feelings", "listens-and-checks"),
    )
    assert overruled(RUBRIC, found, {}).verdicts == found.verdicts
    after = overruled(RUBRIC, found, {"acknowledges-feelings": 0, "sees-this-person": 0})
    assert after.dimensions["empathy"].band in ("emerging", "competent")
    assert after.dimensions["empathy"].score < 1.0
    assert after.strengths == ("listens-and-checks",)
    assert after.verdicts["acknowledges-feelings"].by == "coach"
    leanings = {id: verdict.leaning for id, verdict in after.verdicts.items()}
    assert leanings["acknowledges-feelings"] == 0, "a coach's level leans nowhere"
    assert leanings["listens-and-checks"] == -1
    assert after.verdicts["acknowledges-feelings"].reason == "Zo las ik het."
    assert found.verdicts["acknowledges-feelings"].level == 3, "the machine's stays as it was"
