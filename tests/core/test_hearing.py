"""How a message is heard in the place where it comes."""

import pytest

from trainer.core.hearing import heard
from trainer.core.reading import Found, Reading


def found(**sure: float) -> tuple[Found, ...]:
    return tuple(Found(id=id.replace("_", "-"), text="x", sure=s) for id, s in sure.items())


@pytest.mark.parametrize(
    ("moves", "kept"),
    [
        (found(), True),
        (found(explains_plainly=0.9), True),
        (found(blames=0.9), False),
        (found(blames=0.6), True),
        (found(leaks_privacy=0.6), False),
        (found(leaks_privacy=0.4), True),
        (found(threatens=0.8), False),
        (found(asks_closed=0.9), False),
        (found(empty_phrase=0.9), False),
        (found(empty_phrase=0.6), True),
    ],
)
def test_a_rebuke_or_a_question_explains_nothing_that_it_only_might(moves, kept) -> None:
    reading = Reading(moves=moves, items=found(explains_fine=0.45), words=9)
    assert bool(heard(reading, first=False).items) == kept
    clear = Reading(moves=moves, items=found(explains_fine=0.8), words=9)
    assert heard(clear, first=False).items


@pytest.mark.parametrize(
    ("move", "topic", "stays"),
    [("blames", 0.85, False), ("blames", 0.62, True), ("insults", 0.85, True)],
)
def test_a_question_in_the_words_of_the_case_is_no_reproach(move, topic, stays) -> None:
    reading = Reading(moves=found(**{move: 0.9}), topics=found(fine=topic), words=7)
    assert heard(reading, first=False).has(move) is stays


@pytest.mark.parametrize(("first", "kept"), [(True, 0), (False, 1)])
def test_who_comes_in_and_asks_openly_asks_after_nothing_yet(first, kept) -> None:
    reading = Reading(moves=found(asks_open=0.9), topics=found(how_are_you=0.57), words=12)
    assert len(heard(reading, first).topics) == kept


def test_an_offer_is_a_question_that_says_something() -> None:
    reading = Reading(moves=found(asks_closed=0.9), items=found(a=0.45), offer=True, words=9)
    assert heard(reading, first=False).items


@pytest.mark.parametrize("move", ["asks_open", "checks_understanding"])
@pytest.mark.parametrize(("sure", "topic", "kept"), [(0.9, 0.4, 0), (0.9, 0.6, 1), (0.6, 0.4, 1)])
def test_who_asks_openly_or_sums_up_asks_after_nothing_doubtful(move, sure, topic, kept) -> None:
    reading = Reading(moves=found(**{move: sure}), topics=found(money=topic), words=3)
    assert len(heard(reading, first=False).topics) == kept


@pytest.mark.parametrize(
    ("moves", "stays"), [(found(greets=0.9), False), (found(ends_talk=0.9), True)]
)
def test_nobody_says_goodbye_in_the_first_message(moves, stays) -> None:
    reading = Reading(moves=moves, phrases=found(goodbye=1.0), words=14)
    assert heard(reading, first=True).says("goodbye") == stays
    assert heard(reading, first=False).says("goodbye")


@pytest.mark.parametrize(
    ("words", "move", "first", "heard_as"),
    [
        (2, "empty-phrase", False, False),
        (3, "empty-phrase", False, True),
        (1, "sends-away", True, False),
        (1, "sends-away", False, True),
        (1, "insults", True, True),
        (4, "sends-away", True, True),
    ],
)
def test_a_word_or_two_is_no_phrase_and_the_first_word_sends_nobody_away(
    words, move, first, heard_as
) -> None:
    reading = Reading(moves=(Found(id=move, text="x", sure=0.9),), words=words)
    assert heard(reading, first).has(move) is heard_as


@pytest.mark.parametrize(
    ("topic", "offer", "kept"), [(0.54, False, 0), (0.46, False, 1), (0.54, True, 1)]
)
def test_what_rather_asks_says_nothing(topic, offer, kept) -> None:
    reading = Reading(
        topics=found(school=topic), items=found(school_help=0.44), offer=offer, words=9
    )
    assert len(heard(reading, first=False).items) == kept


@pytest.mark.parametrize(("told", "kept"), [("explains-plainly", 0), ("asks-closed", 1)])
def test_is_that_all_right_asks_after_what_was_just_told(told, kept) -> None:
    moves = (Found(id=told, text="We write it together.", sure=0.8),)
    check = Found(id="checks-understanding", text="All right?", sure=0.72)
    topics = (Found(id="how-are-you", text="All right?", sure=0.65),)
    reading = Reading(moves=(*moves, check), topics=topics, words=12)
    assert len(heard(reading, first=False).topics) == kept


@pytest.mark.parametrize(("second", "ids"), [(0.35, ["street"]), (0.6, ["street", "why"])])
def test_one_sentence_hardly_asks_two_things(second, ids) -> None:
    topics = (Found(id="street", text="x", sure=0.65), Found(id="why", text="x", sure=second))
    reading = Reading(topics=topics, words=9)
    assert [topic.id for topic in heard(reading, first=False).topics] == ids
