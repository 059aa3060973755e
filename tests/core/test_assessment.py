"""Totals, bands and quotes: what code makes of verdicts."""

import pytest

from trainer.core.assessment import Quote, Verdict, banded, checked, scored, standing
from trainer.core.rubric import BANDS, Criterion, Rubric
from trainer.core.transcript import Transcript, Turn

RUBRIC = Rubric(
    format=1,
    id="small",
    version=1,
    dimensions=("tone", "empathy"),
    criteria={
        "a": Criterion(dimension="tone", weight=1.0, stands_on="x"),
        "b": Criterion(dimension="tone", weight=0.5, stands_on="x"),
        "c": Criterion(dimension="empathy", stands_on="x"),
    },
)
TALK = Transcript(
    language="en",
    turns=(Turn(speaker="citizen", text="I am cross."), Turn(speaker="trainee", text="I see it.")),
)


def verdict(criterion: str, level: int | None, *quotes: Quote) -> Verdict:
    status = "no-opportunity" if level is None else "observed"
    return Verdict(criterion=criterion, level=level, status=status, reason="r", quotes=quotes)


@pytest.mark.parametrize(
    ("levels", "score", "band"),
    [
        ((3, 3), 1.0, "strong"),
        ((0, 0), 0.0, "absent"),
        ((3, 0), 0.6667, "competent"),
        ((None, 2), 0.6667, "competent"),
        ((1, None), 0.3333, "emerging"),
        ((None, None), None, None),
    ],
)
def test_a_dimension_is_the_weighted_mean_of_what_was_assessed(
    levels: tuple[int | None, int | None], score: float | None, band: str | None
) -> None:
    verdicts = {"a": verdict("a", levels[0]), "b": verdict("b", levels[1])}
    tone = scored(RUBRIC, verdicts)["tone"]
    assert (tone.score, tone.band) == (score, band)


def test_what_leans_to_a_neighbouring_level_counts_a_quarter_more_or_less() -> None:
    def tone(leaning: int) -> float | None:
        leaning_to = verdict("a", 2).model_copy(update={"leaning": leaning})
        return scored(RUBRIC, {"a": leaning_to})["tone"].score

    assert [tone(leaning) for leaning in (-1, 0, 1)] == [0.5833, 0.6667, 0.75]


@pytest.mark.parametrize(
    ("level", "leaning"),
    [(0, 0), (0, 1), (1, -1), (1, 0), (1, 1), (2, -1), (2, 0), (2, 1), (3, -1), (3, 0)],
)
def test_levels_that_are_all_the_same_keep_their_band(level: int, leaning: int) -> None:
    made = verdict("a", level).model_copy(update={"leaning": leaning})
    assert scored(RUBRIC, {"a": made})["tone"].band == BANDS[level]


def test_a_critical_move_caps_its_dimension_at_one_third() -> None:
    verdicts = {"a": verdict("a", 3), "b": verdict("b", 3), "c": verdict("c", 3)}
    scores = scored(RUBRIC, verdicts, frozenset({"tone"}))
    assert scores["tone"].score == pytest.approx(1 / 3, abs=1e-4)
    assert scores["tone"].capped
    assert scores["empathy"].score == 1.0


@pytest.mark.parametrize(
    ("score", "band"),
    [(0.0, "absent"), (0.25, "emerging"), (0.5, "competent"), (0.79, "competent"), (0.8, "strong")],
)
def test_cuts(score: float, band: str) -> None:
    assert banded(RUBRIC, score) == band


def test_only_words_of_the_trainee_that_stand_in_the_turn_are_quotes() -> None:
    quotes = (
        Quote(turn=1, text="see it"),
        Quote(turn=1, text="see that"),
        Quote(turn=0, text="cross"),
        Quote(turn=9, text="see it"),
    )
    assert standing(TALK, quotes) == (Quote(turn=1, text="see it"),)


def test_a_verdict_whose_quotes_do_not_stand_is_not_assessed() -> None:
    lost = checked(TALK, verdict("a", 3, Quote(turn=1, text="never said")))
    assert (lost.level, lost.quotes) == (None, ())
    for kept in (
        checked(TALK, verdict("a", 0)),
        checked(TALK, verdict("a", 0, Quote(turn=1, text="never said"))),
    ):
        assert (kept.level, kept.quotes) == (0, ())
