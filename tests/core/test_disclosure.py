"""Which facts come out when."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import example
import strategies
from trainer.core.disclosure import may_tell, unlocked
from trainer.core.mood import meets
from trainer.core.reading import Found, Reading
from trainer.core.scenario import LEVELS, LevelName, Mood
from trainer.core.state import State

CASE = example.case()
FACTS = tuple(CASE.scenario.facts)
TRUSTING = Mood(trust=8, anger=3, overload=1)
LOCKED = {
    "an open question brings the free fact": (
        example.reading("asks-open"), TRUSTING, (), "hours-cut",
    ),
    "a closed question does not": (example.reading("asks-closed"), TRUSTING, (), None),
    "nor an open one after an explanation": (
        example.reading("asks-open", "gives-reason"), TRUSTING, (), None,
    ),
    "nor one with an item": (
        example.reading("asks-open", items=("names-objection",)), TRUSTING, (), None,
    ),
    "a topic brings its fact": (
        example.reading(topics=("payslip",)), TRUSTING, (), "payslip-missing",
    ),
    "in the order of the file": (example.reading(topics=("money",)), TRUSTING, (), "rent-arrears"),
    "the next one once it is told": (
        example.reading(topics=("money",)), TRUSTING, ("rent-arrears",), "eviction-date",
    ),
    "not below the trust it asks for": (
        example.reading(topics=("money",)), Mood(trust=5, anger=3), (), None,
    ),
    "nor above the anger it allows": (
        example.reading(topics=("money",)), Mood(trust=9, anger=5), ("rent-arrears",), None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "mood", "told", "fact"), LOCKED.values(), ids=LOCKED.keys())
def test_one_fact_a_turn(reading, mood: Mood, told: tuple[str, ...], fact: str | None) -> None:
    state = example.asked(CASE, State(mood=mood, told=told, turns=1), reading)

    assert may_tell(CASE, state, reading) == fact


@pytest.mark.parametrize(("open_", "fact"), [(0.68, None), (0.8, "hours-cut")])
def test_what_may_as_well_be_a_closed_question_opens_nothing(open_: float, fact) -> None:
    moves = (Found(id="asks-closed", text="x"), Found(id="asks-open", text="x", sure=open_))

    assert may_tell(CASE, State(mood=TRUSTING), Reading(moves=moves, words=4)) == fact


@pytest.mark.parametrize(("paid", "fact"), [({"asks-open": 0}, None), ({}, "hours-cut")])
def test_the_same_question_again_brings_nothing_a_new_one_does(paid, fact: str | None) -> None:
    state = State(mood=TRUSTING, turns=2, paid=paid)

    assert may_tell(CASE, state, example.reading("asks-open", repeats=True)) == fact


@pytest.mark.parametrize(("later", "fact"), [(0, None), (1, "letter-unread"), (2, "letter-unread")])
def test_a_fact_held_back_may_come_when_trust_has_come(later: int, fact: str | None) -> None:
    low, high = Mood(trust=4, anger=4), Mood(trust=5, anger=4)
    told = ("payslip-missing",)
    asking = example.reading(topics=("letter",))
    asked = example.asked(CASE, State(mood=low, told=told, turns=1), asking)
    state = asked.model_copy(update={"turns": 1 + later, "mood": high if later else low})

    assert may_tell(CASE, state, example.reading("names-feeling")) == fact


@pytest.mark.parametrize(
    ("move", "comes"),
    [
        ("names-feeling", True),
        ("summarises", True),
        ("probes", True),
        ("asks-closed", False),
        ("closes-well", False),
        ("explains-plainly", False),
    ],
)
def test_it_comes_after_a_word_that_turns_to_the_person(move: str, comes: bool) -> None:
    asking = example.reading(topics=("payslip",))
    asked = example.asked(CASE, State(mood=TRUSTING, turns=1), asking)
    later = asked.model_copy(update={"turns": 2})

    assert (may_tell(CASE, later, example.reading(move)) == "payslip-missing") is comes


def test_it_does_not_come_by_a_formula() -> None:
    asking = example.reading(topics=("payslip",))
    asked = example.asked(CASE, State(mood=TRUSTING, turns=1), asking)
    later = asked.model_copy(update={"turns": 2, "stale": ("names-feeling",)})

    assert may_tell(CASE, later, example.reading("names-feeling")) is None
    assert may_tell(CASE, later, example.reading("names-feeling", "probes")) is not None


HURTS = (
    "argues", "blames", "dismisses", "insults", "leaks-privacy", "orders-calm", "sends-away",
    "threatens",
)  # fmt: skip


@pytest.mark.parametrize("hurts", HURTS)
@pytest.mark.parametrize(
    "asking", [("asks-open", ()), ("asks-closed", ("payslip",))], ids=["openly", "by its topic"]
)
def test_nobody_tells_anything_to_who_hurts(hurts: str, asking: tuple[str, tuple]) -> None:
    move, topics = asking
    kind = example.reading(move, topics=topics)
    harsh = example.reading(move, hurts, topics=topics)
    state = example.asked(CASE, State(mood=TRUSTING, turns=1), kind)

    assert may_tell(CASE, state, kind) is not None
    assert may_tell(CASE, state, harsh) is None


BUSY = {
    "an item": (example.reading(items=("names-objection",)), {"fresh": ("names-objection",)}),
    "something false": (example.reading(wrong=("names-objection",)), {}),
    "an offer": (example.reading(offer=True), {}),
    "another question": (example.reading(topics=("money",)), {}),
    "an everyday question": (example.reading(everyday=("age",)), {}),
}


@pytest.mark.parametrize(("reading", "changes"), BUSY.values(), ids=BUSY.keys())
def test_a_fact_that_waits_lets_what_is_said_now_be_answered(reading, changes) -> None:
    asking = example.reading(topics=("letter",))
    before = State(mood=Mood(trust=5, anger=4), told=("payslip-missing",), turns=1)
    later = example.asked(CASE, before, asking).model_copy(update={"turns": 2, **changes})
    after = later.model_copy(update={"turns": 3, "fresh": ()})

    assert may_tell(CASE, later, reading) is None
    assert may_tell(CASE, after, example.reading("names-feeling")) == "letter-unread"


def test_a_question_is_forgotten_after_two_messages() -> None:
    asking = example.reading(topics=("letter",))
    state = State(mood=TRUSTING, told=("payslip-missing",), turns=1)
    asked = example.asked(CASE, state, asking).model_copy(update={"turns": 4})

    assert may_tell(CASE, asked, example.reading("names-feeling")) is None


@settings(max_examples=100)
@given(strategies.levels, strategies.talks(), st.integers(0, 5))
def test_a_locked_fact_is_never_in_a_direction(level: LevelName, talk, seed: int) -> None:
    case = example.case(level)
    told: tuple[str, ...] = ()
    for state, direction in strategies.played(case, talk, seed):
        for fact in {direction.tell, *(p.ref for p in direction.pieces if p.slot == "fact")}:
            if fact:
                conditions = case.scenario.facts[fact].told
                assert fact not in told
                assert conditions.after is None or conditions.after in told
                assert meets(direction.mood, conditions.at_least, conditions.at_most)
        assert direction.told == told
        assert set(state.told) - set(told) <= {direction.tell}
        told = state.told


@settings(max_examples=100)
@given(strategies.levels, strategies.talks(strategies.TOWARDS_FREE, most=20))
def test_without_a_move_towards_the_citizen_no_fact_is_earned(level: LevelName, talk) -> None:
    case = example.case(level)
    earned = set(case.scenario.earned())

    assert len(earned) >= 3
    for state, _ in strategies.played(case, talk):
        assert not earned.intersection(state.told)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_can_be_reached_at_every_level(level: LevelName, fact: str) -> None:
    case = example.case(level)
    warm = ("names-feeling", "acknowledges-impact", "affirms", "checks-understanding", "asks-open")
    state = example.talk(case)
    while fact not in state.told and not state.ending:
        order = [f for f in (case.scenario.facts[fact].told.after, fact) if f]
        wanted = next(f for f in order if f not in state.told)
        topics = case.scenario.facts[wanted].told.asked[:1]
        state = example.talk(case, example.reading(*warm, topics=topics), state=state)

    assert fact in state.told


@given(strategies.moods, st.sampled_from(FACTS))
def test_a_told_fact_is_not_told_again(mood: Mood, fact: str) -> None:
    state = State(mood=mood, told=(fact,))

    assert not unlocked(CASE, state, fact, CASE.scenario.facts[fact])


@pytest.mark.parametrize(("sure", "comes"), [(0.64, False), (0.9, True)])
def test_it_does_not_come_by_a_question_that_may_as_well_be_closed(sure, comes) -> None:
    asked = example.asked(CASE, State(mood=TRUSTING, turns=1), example.reading(topics=("payslip",)))
    later = asked.model_copy(update={"turns": 2, "told": ("hours-cut",)})
    moves = (
        Found(id="asks-closed", text="x", sure=0.8),
        Found(id="asks-open", text="x", sure=sure),
    )

    told = may_tell(CASE, later, Reading(moves=moves, words=8, questions=1))
    assert (told == "payslip-missing") is comes
