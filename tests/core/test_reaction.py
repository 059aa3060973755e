"""What the citizen reacts to, and what is answered where nothing was understood."""

import pytest

import example
from trainer.core import conversation
from trainer.core.direction import direct
from trainer.core.reading import Found, Reading
from trainer.core.scenario import Mood
from trainer.core.state import State

CASE = example.case()
TENSE, FURIOUS = Mood(trust=3, anger=5), Mood(trust=1, anger=9)
CALM = Mood(trust=6, anger=2)


def at(mood: Mood, **changes: object) -> State:
    return State(mood=mood, turns=3, wanted=3, replied="tense", **changes)


def read(words: int = 12, questions: int = 0, **moves: float) -> Reading:
    found = tuple(Found(id=id.replace("_", "-"), text="x", sure=sure) for id, sure in moves.items())
    return Reading(moves=found, words=words, questions=questions)


def pieces(reading: Reading, state: State) -> list[tuple[str, str]]:
    stepped = conversation.step(CASE, state, reading)
    return [(piece.slot, piece.ref) for piece in direct(CASE, stepped, reading).pieces]


def reacted(reading: Reading, state: State) -> str | None:
    first = pieces(reading, state)[0]
    return first[1] if first[0] == "reaction" else None


MEANT = {
    "a clear reason is acknowledged": (read(gives_reason=0.8), TENSE, "gives-reason"),
    "a likely one too": (read(gives_reason=0.72), TENSE, "gives-reason"),
    "not what hardly is one": (read(gives_reason=0.62), TENSE, None),
    "nor what hardly is a promise": (read(commits_next_step=0.62), TENSE, None),
    "nor what hardly names a feeling": (read(names_feeling=0.57), TENSE, None),
    "nor what hardly asks whether all is clear": (
        read(checks_understanding=0.65, questions=1), TENSE, None,
    ),
    "nor what may as well be a rebuke": (read(explains_plainly=0.7, blames=0.72), TENSE, None),
    "a rebuke that is less likely does not count": (
        read(names_feeling=0.67, argues=0.54), TENSE, "names-feeling",
    ),
    "but it does to somebody furious": (read(names_feeling=0.67, argues=0.54), FURIOUS, None),
    "unless the kindness is clear": (
        read(names_feeling=0.95, argues=0.54), Mood(trust=1, anger=10), "names-feeling",
    ),
    "nobody hears a favour in doubtful words": (read(uses_discretion=0.57), FURIOUS, None),
    "two doubtful offences in one sentence are one": (
        read(dismisses=0.62, blames=0.72), TENSE, "blames",
    ),
    "one of them is none": (read(dismisses=0.62), TENSE, None),
    "hardly likely ones are none": (read(dismisses=0.51, blames=0.52), TENSE, None),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "mood", "ref"), MEANT.values(), ids=MEANT.keys())
def test_a_friendly_word_answers_what_was_meant_so(
    reading: Reading, mood: Mood, ref: str | None
) -> None:
    assert reacted(reading, at(mood)) == ref


@pytest.mark.parametrize(("sure", "ref"), [(0.7, None), (0.9, "offers-options")])
def test_where_a_question_is_answered_only_a_clear_offer_is_welcomed(
    sure: float, ref: str | None
) -> None:
    asked = (Found(id="payslip", text="x"),)
    asking = read(offers_options=sure).model_copy(update={"topics": asked})

    assert reacted(asking, at(CALM)) == ref


GUESSED = {
    "what was told and given back": (("rent-arrears",), ("rent-arrears",), "summarises"),
    "the last words": (("-heard",), (), "summarises"),
    "not what was guessed": (("rent-arrears",), (), None),
    "nor one guessed beside another that was told": (
        ("eviction-date",), ("rent-arrears",), "summarises-wrong",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("matches", "told", "ref"), GUESSED.values(), ids=GUESSED.keys())
def test_only_what_was_told_is_confirmed(
    matches: tuple[str, ...], told: tuple[str, ...], ref: str | None
) -> None:
    reading = read(summarises=0.9).model_copy(update={"summary_of": matches})
    state = at(TENSE, told=told)

    assert reacted(reading, state) == ref
    trust = conversation.step(CASE, state, reading).mood.trust
    assert (trust > TENSE.trust) is (ref == "summarises")


PAID = {"names-feeling": 0}
AGAIN = {
    "the same words again": (
        read(names_feeling=0.9).model_copy(update={"repeats": True}), [("shared", "said-again")],
    ),
    "the same in other words": (
        read(names_feeling=0.9), [("reaction", "empty-phrase"), ("band", "")],
    ),
    "asked to agree with it": (
        read(names_feeling=0.9, checks_understanding=0.9),
        [("reaction", "empty-phrase"), ("band", "")],
    ),
    "an apology beside it is new": (
        read(names_feeling=0.9, apologises=0.9), [("reaction", "apologises"), ("band", "")],
    ),
    "an offer beside it is answered": (
        read(names_feeling=0.9).model_copy(update={"offer": True}), [("everyday", "yes-offer")],
    ),
    "so is a question": (read(names_feeling=0.9, asks_open=0.9), [("fact", "hours-cut")]),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "expected"), AGAIN.values(), ids=AGAIN.keys())
def test_a_formula_is_heard_as_one(reading: Reading, expected: list[tuple[str, str]]) -> None:
    assert pieces(reading, at(TENSE, paid=PAID)) == expected


def test_who_hears_the_same_again_says_at_times_what_they_want() -> None:
    again = read(names_feeling=0.9).model_copy(update={"repeats": True})
    state = at(TENSE, paid=PAID).model_copy(update={"wanted": 0})

    assert pieces(again, state) == [("shared", "said-again"), ("wants", "")]


STRANGE = {
    "a closed question about nothing known": (read(asks_closed=0.9, questions=1), "dont-know"),
    "a question mark alone is no such question": (read(questions=1), None),
    "with an apology before it": (
        read(apologises=0.9, asks_closed=0.9, questions=1), "dont-know",
    ),
    "one that hardly is anything else besides": (
        read(asks_closed=0.6, checks_understanding=0.6, questions=1), "dont-know",
    ),
    "an open one lets somebody talk": (read(asks_open=0.9, questions=1), None),
    "one that hurts is none": (read(asks_closed=0.9, insults=0.6, questions=1), None),
    "a word or two may mean anything": (read(words=2, asks_closed=0.9, questions=1), None),
    "what somebody came for they know": (
        read(asks_closed=0.9, questions=1).model_copy(
            update={"phrases": (Found(id="on-what", text="is it about the notice"),)}
        ),
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "ref"), STRANGE.values(), ids=STRANGE.keys())
def test_what_nobody_can_answer_gets_no_speech(reading: Reading, ref: str | None) -> None:
    said = pieces(reading, at(TENSE, told=("hours-cut",)))

    assert (("everyday", "dont-know") in said) is (ref == "dont-know")


IDLE = {
    "silence": ([read(words=0)] * 3, [1, 2, 3]),
    "a nod after a nod is no silence": ([read(words=1)] * 5, [1, 2, 1, 2, 1]),
    "a few words about nothing": ([read(words=4)] * 3, [1, 2, 1]),
    "a sentence about nothing": ([read(words=6)] * 3, [1, 1, 1]),
    "a question is no silence": ([read(words=6, questions=1)] * 3, [0, 0, 0]),
    "a word with a question mark is little more": ([read(words=1, questions=1)] * 3, [1, 2, 1]),
    "a question to a machine is": (
        [example.reading(phrases=("to-grader",), questions=1)] * 3, [1, 2, 3],
    ),
    "who speaks again is there again": ([*[read(words=0)] * 3, read(words=4)], [1, 2, 3, 2]),
}  # fmt: skip


@pytest.mark.parametrize(("said", "idle"), IDLE.values(), ids=IDLE.keys())
def test_nobody_who_talks_is_asked_whether_they_are_there(
    said: list[Reading], idle: list[int]
) -> None:
    talks = [example.talk(CASE, *said[: n + 1], state=at(CALM)).idle for n in range(len(said))]

    assert talks == idle


def asking(id: str, **moves: float) -> Reading:
    return read(**moves).model_copy(update={"everyday": (Found(id=id, text="x"),)})


def test_who_asks_whether_somebody_is_angry_gets_a_yes_or_a_no() -> None:
    both = asking("feeling", checks_understanding=0.9, names_feeling=0.9)
    lines = {**CASE.shared.lines, "feeling": CASE.shared.lines["yes"]}
    case = CASE.model_copy(update={"shared": CASE.shared.model_copy(update={"lines": lines})})
    for paid in ({}, PAID):
        state = conversation.step(case, at(TENSE, paid=paid), both)
        said = [(piece.slot, piece.ref) for piece in direct(case, state, both).pieces]
        assert said == [("everyday", "feeling")]


def test_a_question_beside_the_case_brings_no_fact() -> None:
    open_ = read(asks_open=0.9, questions=1)
    assert ("fact", "hours-cut") in pieces(open_, at(CALM))
    assert pieces(asking("dont-know", asks_open=0.9), at(CALM)) == [("everyday", "dont-know")]


@pytest.mark.parametrize(("sure", "piece"), [(0.9, ("band", "")), (0.5, ("topic", "payslip"))])
def test_who_hurts_gets_no_friendly_answer(sure: float, piece: tuple[str, str]) -> None:
    reading = read(blames=sure).model_copy(update={"topics": (Found(id="payslip", text="y"),)})
    assert pieces(reading, at(TENSE, told=("payslip-missing",)))[-1] == piece


def test_of_two_questions_the_likelier_is_answered_and_of_two_alike_the_last() -> None:
    first, last = Found(id="payslip", text="y", sure=0.6), Found(id="money", text="z", sure=0.61)
    state = at(TENSE, told=("payslip-missing",))
    for sure, ref in ((0.6, "rent-arrears"), (0.8, "payslip")):
        topics = (first.model_copy(update={"sure": sure}), last)
        assert pieces(read().model_copy(update={"topics": topics}), state)[-1][1] == ref
