"""A conversation: the same inputs give the same state, and it ends as designed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import example
import strategies
from trainer.core import conversation
from trainer.core.direction import direct
from trainer.core.reading import Found, Reading
from trainer.core.scenario import LevelName, Mood
from trainer.core.state import State

CASE = example.case()
START = conversation.start(CASE)
NOTHING = Reading(words=0)
REQUIRED = ("tells-no-clearly", "explains-refusal", "agrees-next-step")
DONE = START.model_copy(
    update={
        "mood": Mood(trust=7, anger=3, overload=2),
        "turns": 9,
        "told": ("rent-arrears", "eviction-date"),
        "said": REQUIRED,
        "understood": REQUIRED,
        "replied": "calm",
    }
)
BLAMED = example.reading("blames", "insults")


def at(**changes: object) -> State:
    return START.model_copy(update=changes)


def furious(anger: int, **changes: object) -> State:
    return at(mood=Mood(trust=1, anger=anger, overload=2), turns=3, replied="furious", **changes)


ENDINGS = {
    "settled when all is done and the trainee closes well": (
        DONE, example.reading("closes-well"), "settled",
    ),
    "settled by a goodbye once all is done": (
        DONE, example.reading(phrases=("goodbye",)), "settled",
    ),
    "settled when two turns add nothing more": (
        DONE.model_copy(update={"still": 1}), example.reading("names-feeling"), "settled",
    ),
    "not settled by the first turn that adds nothing": (
        DONE, example.reading("names-feeling"), None,
    ),
    "not settled while something is asked": (
        DONE.model_copy(update={"still": 1}), example.reading(topics=("payslip",)), None,
    ),
    "unsettled by a goodbye before that": (
        at(turns=3), example.reading("greets", phrases=("goodbye",)), "unsettled",
    ),
    "never by a goodbye in the first message": (
        START, example.reading("closes-well", phrases=("goodbye",), words=1), None,
    ),
    "unless it says more than that": (
        START, example.reading("ends-talk", phrases=("goodbye",)), "unsettled",
    ),
    "not by closing words alone while something is open": (
        START, example.reading("closes-well"), None,
    ),
    "not by a goodbye with a question in it": (
        START, example.reading(topics=("letter",), phrases=("goodbye",)), None,
    ),
    "leaves at ten, when the reply before was furious": (furious(8), BLAMED, "leaves"),
    "not below ten": (furious(6), BLAMED, None),
    "not when the reply before was not furious": (
        at(mood=Mood(trust=1, anger=9), turns=3, replied="tense"), BLAMED, None,
    ),
    "never in the first message": (at(mood=Mood(trust=1, anger=9)), BLAMED, None),
    "limit, when the trainee ends it after a warning": (
        furious(8, limit_set=True), example.reading("ends-talk"), "limit",
    ),
    "unsettled, when the trainee ends it without one": (
        furious(8), example.reading("ends-talk"), "unsettled",
    ),
    "a limit set in the same message is no warning": (
        furious(8), example.reading("sets-limit", "ends-talk"), "unsettled",
    ),
    "out of turns": (at(turns=23), example.reading("asks-open"), "out-of-turns"),
    "settled in the last turn, when all is done": (
        DONE.model_copy(update={"turns": 23}), example.reading("asks-open"), "settled",
    ),
    "gives up after four messages with nothing in them": (at(idle=3), NOTHING, "unsettled"),
    "not after three": (at(idle=2), NOTHING, None),
    "not by a model's or anybody's whim": (START, example.reading("names-feeling"), None),
}  # fmt: skip


@pytest.mark.parametrize(("state", "reading", "kind"), ENDINGS.values(), ids=ENDINGS.keys())
def test_a_conversation_ends_as_designed(state: State, reading: Reading, kind: str | None) -> None:
    ending = conversation.step(CASE, state, reading).ending

    assert (ending.kind if ending else None) == kind


@pytest.mark.parametrize(("anger", "right"), [(7, False), (8, True), (9, True)])
def test_a_limit_is_warranted_by_the_citizens_anger(anger: int, right: bool) -> None:
    state = furious(anger, limit_set=True)

    ending = conversation.step(CASE, state, example.reading("ends-talk")).ending

    assert ending is not None
    assert ending.warranted is right


def test_anger_is_held_at_nine_with_a_warning_first() -> None:
    state = at(mood=Mood(trust=1, anger=9), turns=3, replied="tense")

    after = conversation.step(CASE, state, BLAMED)

    assert after.mood.anger == 9
    assert [piece.slot for piece in direct(CASE, after, BLAMED).pieces][-1] == "warns"


@pytest.mark.parametrize(
    ("before", "leaves"),
    [
        (example.reading(everyday=("name",), words=1), False),
        (example.reading(topics=("payslip",)), False),
        (example.reading("quotes-rule"), True),
    ],
)
def test_who_only_answered_a_question_has_not_shown_any_anger(before, leaves: bool) -> None:
    state = example.talk(CASE, before, BLAMED, state=at(mood=Mood(trust=1, anger=8)))

    assert (state.ending is not None, state.warning) == (leaves, not leaves)


def test_two_provocations_make_a_furious_citizen_leave() -> None:
    state = example.talk(CASE, BLAMED, BLAMED, BLAMED)

    assert state.ending is not None
    assert state.ending.kind == "leaves"
    assert state.turns >= 2


def test_stopping_ends_it_whatever_came_before() -> None:
    stopped = conversation.stopped(START)

    assert stopped.ending is not None
    assert stopped.ending.kind == "stopped"
    assert conversation.stopped(stopped) == stopped


def test_nothing_useful_brings_one_line_after_the_other() -> None:
    state, lines, anger = START, [], []
    for _ in range(4):
        stepped = conversation.step(CASE, state, NOTHING)
        piece = direct(CASE, stepped, NOTHING).pieces[-1]
        lines.append(piece.ref or piece.slot)
        anger.append(stepped.mood.anger)
        state = example.talk(CASE, NOTHING, state=state)

    assert lines == ["wants", "impatient", "still-there", "gives-up"]
    assert anger == [6, 7, 7, 7]


def pieces(reading: Reading, state: State = START) -> list[tuple[str, str]]:
    stepped = conversation.step(CASE, state, reading)
    return [(piece.slot, piece.ref) for piece in direct(CASE, stepped, reading).pieces]


@pytest.mark.parametrize("words", [("greets",), ("closes-well",), ()])
def test_who_comes_in_is_greeted(words: tuple[str, ...]) -> None:
    greeting = example.reading(*words, phrases=("goodbye",), words=1)

    assert pieces(greeting)[0] == ("reaction", "greets")


def test_a_greeting_alone_is_enough_once() -> None:
    hello = example.reading("greets", words=1)

    assert [example.talk(CASE, *[hello] * times).idle for times in (1, 2, 3)] == [0, 1, 2]


def test_signs_and_struck_letters_are_not_understood() -> None:
    nonsense = example.reading("names-feeling", phrases=("nonsense",), words=0)
    refs, state = [], START
    for _ in range(4):
        refs += [ref for _, ref in pieces(nonsense, state)]
        state = example.talk(CASE, nonsense, state=state)

    assert refs == ["nonsense", "nonsense", "still-there", "gives-up"]
    assert state.mood.trust == START.mood.trust


@pytest.mark.parametrize(
    ("moves", "answer"),
    [((), "yes-offer"), (("names-feeling",), "yes-offer"), (("dismisses",), "no-offer")],
)
def test_an_offer_is_answered_by_how_it_comes(moves: tuple[str, ...], answer: str) -> None:
    assert pieces(example.reading(*moves, offer=True))[-1] == ("everyday", answer)


def doubted(**found: str) -> Reading:
    """Return a reading in which one thing of each kind only might have been found."""
    unsure = {kind: (Found(id=id, text="x", sure=0.5),) for kind, id in found.items()}
    return Reading(words=10, **unsure)


HEARD = {
    "a goodbye is no silence": (example.reading(phrases=("goodbye",)), [("unsettled", "")]),
    "words to the grader are not understood": (
        example.reading(phrases=("to-grader",)), [("shared", "nonsense")],
    ),
    "dots are a silence": (
        Reading(phrases=(Found(id="nonsense", text="..."),)), [("shared", "neutral")],
    ),
    "a word that might be a move is none": (
        doubted(moves="empty-phrase").model_copy(update={"words": 1}), [("shared", "neutral")],
    ),
    "an offer goes before a question that only might be one": (
        doubted(everyday="documents").model_copy(update={"offer": True}),
        [("everyday", "yes-offer")],
    ),
    "a doubted question without an answer is passed over": (
        doubted(everyday="documents"), [("wants", "")],
    ),
    "a clear one is not": (example.reading(everyday=("documents",)), [("everyday", "documents")]),
    "what is told goes before a question that only might be one": (
        doubted(topics="money").model_copy(update={"items": (Found(id=REQUIRED[0], text="y"),)}),
        [("item", REQUIRED[0])],
    ),
    "a goodbye that only might be a dismissal": (
        doubted(moves="ends-talk").model_copy(
            update={"phrases": (Found(id="goodbye", text="x"),)}
        ),
        [("unsettled", "")],
    ),
    "news that sounds like a summary is news": (
        example.reading("summarises", items=(REQUIRED[0],)), [("item", REQUIRED[0])],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "expected"), HEARD.values(), ids=HEARD.keys())
def test_a_reply_fits_what_was_said(reading: Reading, expected: list[tuple[str, str]]) -> None:
    assert pieces(reading, at(turns=3, told=("rent-arrears",))) == expected


def test_being_asked_to_wait_is_excused_once() -> None:
    wait = example.reading(phrases=("wait",))

    once = example.talk(CASE, wait)
    twice = example.talk(CASE, wait, wait)

    assert (once.idle, twice.idle) == (0, 1)


UNDERSTOOD = {
    "what is said while the thread is held": (2, ("names-objection",), (), True),
    "not what is said when it is lost": (9, ("names-objection",), (), False),
    "unless it is checked": (9, ("names-objection",), ("checks-understanding",), True),
}


@pytest.mark.parametrize(
    ("overload", "items", "moves", "counts"), UNDERSTOOD.values(), ids=UNDERSTOOD.keys()
)
def test_only_what_is_understood_counts(
    overload: int, items: tuple[str, ...], moves: tuple[str, ...], counts: bool
) -> None:
    state = at(mood=Mood(trust=5, anger=4, overload=overload))
    after = conversation.step(CASE, state, example.reading(*moves, items=items))

    assert after.said == items
    assert bool(after.understood) is counts


def test_what_was_lost_is_understood_when_it_is_checked_later() -> None:
    lost = at(mood=Mood(trust=5, anger=4, overload=10))
    said = conversation.step(CASE, lost, example.reading(items=("names-objection",)))
    checked = conversation.step(CASE, said, example.reading("checks-understanding"))

    assert said.understood == ()
    assert checked.understood == ("names-objection",)


def test_what_is_false_is_kept_and_answered() -> None:
    reading = example.reading(wrong=("tells-no-clearly",))
    after = conversation.step(CASE, START, reading)

    assert after.wrong == ("tells-no-clearly",)
    assert direct(CASE, after, reading).pieces[-1].slot == "item-wrong"


@given(strategies.levels, strategies.talks(), st.integers(0, 5))
def test_the_same_inputs_give_the_same_talk(level: LevelName, talk, seed: int) -> None:
    case = example.case(level)

    assert strategies.played(case, talk, seed) == strategies.played(case, talk, seed)


@given(strategies.levels, strategies.talks())
def test_a_conversation_keeps_its_bounds(level: LevelName, talk) -> None:
    case = example.case(level)
    for turn, (state, direction) in enumerate(strategies.played(case, talk), start=1):
        assert state.turns == turn <= case.turns
        assert 1 <= len(direction.pieces) <= 3
        assert set(state.understood) <= set(state.said)
        assert all(0 <= number <= 10 for number in state.mood.model_dump().values())


@settings(max_examples=50)
@given(strategies.talks(most=3), strategies.readings())
def test_nothing_happens_after_the_end(talk, reading) -> None:
    state = conversation.stopped(example.talk(CASE, *talk))

    assert conversation.step(CASE, state, reading) == state


@given(strategies.talks())
def test_what_was_said_is_never_unsaid(talk) -> None:
    before = START
    for state, _ in strategies.played(CASE, talk):
        for name in ("told", "said", "understood", "wrong", "used"):
            earlier, later = getattr(before, name), getattr(state, name)
            assert later[: len(earlier)] == earlier or set(earlier) <= set(later)
        before = state
