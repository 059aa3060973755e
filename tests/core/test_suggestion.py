"""Suggestions: what helps most now, and every number that made it so."""

from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from trainer.core.scenario import LEVELS
from trainer.core.skill import GOAL, Difficulty, Rating
from trainer.core.suggestion import (
    MOST,
    Asked,
    Option,
    Suggestion,
    fit,
    strongest,
    suggest,
    weigh,
)

CRITERIA = ("explains", "finds-out", "keeps-calm", "guides-beyond")
asked = st.builds(
    Asked,
    weight=st.floats(0.1, 1),
    difficulty=st.builds(Difficulty, mean=st.floats(-2, 2), variance=st.floats(0, 0.3)),
)
options = st.lists(
    st.builds(
        Option,
        scenario=st.sampled_from(("a", "b", "c", "d")),
        level=st.sampled_from(LEVELS),
        skills=st.dictionaries(st.sampled_from(CRITERIA), asked, min_size=1),
        times=st.floats(0, 5),
    ),
    max_size=12,
    unique_by=lambda one: (one.scenario, one.level),
)
rating = st.builds(
    Rating, mean=st.floats(-3, 3), variance=st.floats(0.05, 2), seen=st.integers(0, 20)
)
ratings = st.dictionaries(st.sampled_from(CRITERIA), rating)
dues = st.sets(st.sampled_from(CRITERIA)).map(frozenset)


def option(scenario: str = "a", mean: float = 0.0, times: float = 0.0, **weights: float) -> Option:
    """Return an option with one difficulty."""
    return Option(
        scenario=scenario,
        level="standard",
        skills={
            id.replace("_", "-"): Asked(weight=weight, difficulty=Difficulty(mean=mean))
            for id, weight in weights.items()
        },
        times=times,
    )


@given(options, ratings, dues)
def test_at_most_three_each_case_once_the_best_first(
    some: list[Option], known: dict[str, Rating], due: frozenset[str]
) -> None:
    found = suggest(some, known, due)
    cases = {one.scenario for one in some}
    assert len({one.scenario for one in found}) == len(found) == min(MOST, len(cases))
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores), "there is always a next case"


@given(options, ratings, dues)
def test_no_option_left_out_is_better_than_its_case_here(
    some: list[Option], known: dict[str, Rating], due: frozenset[str]
) -> None:
    best = {one.scenario: one.score for one in suggest(some, known, due, most=len(some) or 1)}
    for one in some:
        assert weigh(one, known, due).score <= best[one.scenario]


@given(options, ratings, dues)
def test_the_score_is_made_of_the_numbers_beside_it(
    some: list[Option], known: dict[str, Rating], due: frozenset[str]
) -> None:
    for one in suggest(some, known, due):
        assert isclose(one.score, one.novelty * sum(term.worth for term in one.terms))
        for term in one.terms:
            worth = term.weight * term.need * term.fit / max(1, term.rating.seen) ** 0.5
            assert isclose(term.worth, worth)
            assert term.fit == fit(term.chance)
        assert one.helps == max(one.terms, key=lambda term: term.worth).criterion


@given(options, ratings, dues)
def test_what_is_kept_comes_back_number_by_number(
    some: list[Option], known: dict[str, Rating], due: frozenset[str]
) -> None:
    for one in suggest(some, known, due):
        assert Suggestion.model_validate_json(one.model_dump_json()) == one


def test_what_is_needed_comes_before_what_is_mastered() -> None:
    known = {"explains": Rating(mean=2.5, variance=0.1, seen=6), "finds-out": Rating(seen=6)}
    found = suggest([option("a", explains=1.0), option("b", mean=-1.0, finds_out=1.0)], known)
    assert [one.scenario for one in found] == ["b", "a"]
    assert (found[0].helps, found[0].strong) == ("finds-out", "explains")


def test_a_mastered_skill_comes_back_when_it_is_due() -> None:
    known = {"explains": Rating(mean=GOAL + 0.3, variance=0.1, seen=6)}
    known["finds-out"] = known["explains"]
    some = [option("a", explains=1.0, mean=0.8), option("b", finds_out=1.0, mean=0.8)]
    assert [one.scenario for one in suggest(some, known)] == ["a", "b"]
    assert [one.scenario for one in suggest(some, known, frozenset({"finds-out"}))] == ["b", "a"]


def test_neither_too_hard_nor_too_easy() -> None:
    known = {"explains": Rating(mean=0.5, variance=0.1, seen=4)}
    means = {"easy": -3.0, "right": -0.5, "hard": 3.0}
    found = suggest([option(name, mean=mean, explains=1.0) for name, mean in means.items()], known)
    assert found[0].scenario == "right"


def test_something_new_comes_before_what_was_done_twice() -> None:
    found = suggest([option("a", times=2, explains=1.0), option("b", explains=1.0)], {})
    assert [one.scenario for one in found] == ["b", "a"]


def test_nobody_is_told_of_a_strength_that_is_not_there() -> None:
    assert strongest({}) is None
    assert strongest({"explains": Rating()}) is None
    assert strongest({"explains": Rating(mean=1.0, variance=0.2, seen=5)}) is None
    sure = Rating(mean=2.0, variance=0.2, seen=5)
    assert strongest({"explains": sure, "finds-out": Rating(seen=3)}) == "explains"
