"""Reflections: what is given back counts by what was told."""

import pytest

from talks import COACHING, graded, level
from trainer.core.reading import Found, Reading
from trainer.engines.embedded.grading.act import Act
from trainer.engines.embedded.grading.reflection import (
    acknowledging,
    echoes,
    feels,
    gives_back,
    perhaps,
)

EN = COACHING["en"].cues
LOST = ("My husband died last week and now a letter comes in his name. It hurts so much.",)
GIVEN = "A letter in his name, a week after your husband died."
NAMED = "A letter in his name so soon, that hurts you."


def act(text: str, move: str = "summarises", sure: float = 0.5) -> Act:
    return Act(move, 1, text, sure)


@pytest.mark.parametrize(
    ("text", "count"),
    [(GIVEN, 5), ("You can send us the form.", 0), ("I'll get the letter.", 1)],
)
def test_words_of_the_citizen_that_are_taken_up_are_counted(text: str, count: int) -> None:
    assert echoes(EN, text, LOST) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [("You're scared.", True), ("You owe two months of rent.", False), (GIVEN, False)],
)
def test_a_burden_is_no_feeling(text: str, expected: bool) -> None:
    assert feels(EN, text) is expected


def test_a_summary_that_names_what_is_felt_acknowledges_it() -> None:
    moves = [a.move for a in acknowledging(EN, [act("So you're scared of the letter.")], LOST)]
    assert moves == ["summarises", "acknowledges-impact"]
    asked = acknowledging(EN, [act("So you're scared of the letter?")], LOST)
    assert [a.move for a in asked] == ["summarises"]


@pytest.mark.parametrize(
    ("text", "sure", "left"),
    [
        ("You earned more than they expected.", 0.5, 0.2),
        ("You earned more than they expected.", 0.9, 0.9),
        ("You can have somebody sit with your husband.", 0.5, 0.2),
        (GIVEN, 0.5, 0.5),
        (NAMED, 0.22, 0.42),
    ],
)
def test_a_doubtful_acknowledgement_needs_something_to_answer(
    text: str, sure: float, left: float
) -> None:
    found = acknowledging(EN, [act(text, "acknowledges-impact", sure)], LOST)
    assert [a.sure for a in found] == [left]


@pytest.mark.parametrize(
    ("text", "sure", "counts"),
    [
        (GIVEN, 0.3, True),
        ("So soon, that hurts you.", 0.2, True),
        ("You'll find the letter online.", 0.3, False),
        ("You can send your husband's letter here, it hurts nobody.", 0.4, False),
    ],
)
def test_what_the_reader_doubts_counts_for_less_where_it_answers(
    text: str, sure: float, counts: bool
) -> None:
    doubtful = [act(text, "acknowledges-impact", sure)]
    found = acknowledging(EN, [], LOST, doubtful)
    assert bool(found) is counts
    assert all(0.25 < one.sure < 0.45 for one in found)


def test_a_doubtful_acknowledgement_said_again_pays_nothing() -> None:
    reading = Reading(faint=(Found(id="names-feeling", text=NAMED, sure=0.4),))
    (first,) = perhaps(reading, 1, (NAMED,), [])
    (again,) = perhaps(reading, 3, (NAMED,), [first])
    assert (first.paid, again.paid) == (True, False)


@pytest.mark.parametrize(
    ("text", "sure"), [(GIVEN, 0.5), (GIVEN + " Right?", 0.0), ("So you got a form.", 0.0)]
)
def test_giving_back_takes_up_what_was_told(text: str, sure: float) -> None:
    assert gives_back(EN, [act(text)], LOST) == sure


def test_what_gives_a_reason_gives_nothing_back() -> None:
    both = (act(GIVEN), act(GIVEN, "gives-reason", 0.9))
    assert gives_back(EN, both, LOST) == 0.0
    assert gives_back(EN, (act(GIVEN), act(GIVEN, "gives-reason", 0.3)), LOST) == 0.5


def test_words_that_name_a_feeling_are_not_paid_as_a_summary_as_well() -> None:
    rest = (("Yes.", "What came after that?", "asks-open"), ("A bill.", "I see.", ""))
    named = graded((LOST[0], NAMED, "names-feeling"), *rest)
    both = graded((LOST[0], NAMED, "names-feeling; summarises"), *rest)
    apart = graded(
        (LOST[0], f"{NAMED} {GIVEN}", f"names-feeling={NAMED}; summarises={GIVEN}"), *rest
    )
    listening = [level(one, "listens-and-checks") for one in (named, both, apart)]
    assert listening[0] == listening[1] < (listening[2] or 0)


def test_giving_back_is_a_beginning_where_a_feeling_was_shown() -> None:
    met = graded((LOST[0], GIVEN, "summarises"), ("Yes.", "I'm making a copy.", ""))
    assert level(met, "acknowledges-feelings") == 1


def test_a_question_begins_to_listen_also_where_the_reader_saw_none() -> None:
    asked = graded((LOST[0], "Does anybody come in to help?", ""), ("No.", "I see.", ""))
    assert level(asked, "listens-and-checks") == 1
    nothing = graded((LOST[0], "I'm making a copy of it.", ""), ("No.", "Okay?", ""))
    assert level(nothing, "listens-and-checks") == 0
