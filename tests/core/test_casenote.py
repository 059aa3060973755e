"""The case note: what belongs in it, what does not, and what an automatic one gets wrong."""

from dataclasses import dataclass

import pytest

import example
from trainer.core.case import Case
from trainer.core.casenote import (
    Checked,
    NoteWords,
    PlantedSentences,
    Sentence,
    Sign,
    apart,
    points,
    read,
    remarks,
    to_check,
)
from trainer.core.plainness import Plain, PlainWords
from trainer.core.reading import Found
from trainer.core.script import CaseNote as CaseNoteWords
from trainer.core.script import LeftOut
from trainer.core.state import State
from trainer.core.wording import Likeness

MEASURE = Plain(PlainWords(terms=())).measure("")
WORDS = NoteWords(
    format=1,
    judging={"difficult": Sign(words=("lastig", "moeilijk type"), instead="Schrijf wat je zag.")},
    guessing={"think": Sign(words=("volgens mij",), instead="Laat het weg.")},
    medical={"illness": Sign(words=("astma",), instead="Laat de ziekte weg.")},
    planted=PlantedSentences(judging=("Ze was lastig.",), promises=("Alles komt goed.",)),
)


@dataclass(frozen=True)
class Talked:
    """What a note needs of an attempt."""

    state: State
    seed: int = 1


def talked(told: int = 9, said: int = 9, seed: int = 1) -> Talked:
    scenario = example.case().scenario
    items = [id for id, item in scenario.checklist.items() if item.said]
    return Talked(
        State(
            mood=example.case().mood,
            told=tuple(scenario.facts)[:told],
            said=tuple(items)[:said],
        ),
        seed,
    )


def case(*left: str) -> Case:
    made = example.case()
    words = {id: LeftOut(said_as=("astma bij de jongste",), why="Dat gaat over het kind.")
             for id in left}  # fmt: skip
    note = CaseNoteWords(leave_out=words) if left else None
    return made.model_copy(update={"script": made.script.model_copy(update={"note": note})})


def test_what_was_learned_and_said_belongs_on_file() -> None:
    learned = {item.learned for item in case().scenario.checklist.values() if item.learned}
    said = {id for id, item in case().scenario.checklist.items() if item.said}
    assert points(case(), talked()).keys() == learned | said
    assert points(case(), talked(told=0)).keys() == said
    assert points(case(), talked(told=0, said=1)).keys() < said
    first = sorted(learned)[0]
    assert first not in points(case(first), talked()), "the case wants it left out"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ze was Lastig.", [("judging", "Lastig")]),
        ("Het ging over een lastigere vraag.", []),
        ("Volgens mij is ze een moeilijk  type.", [("judging", "moeilijk  type"),
                                                  ("guessing", "Volgens mij")]),
        ("Er is astma bij de jongste.", [("medical", "astma"),
                                         ("leave-out", "astma bij de jongste")]),
        ("Ze belt morgen terug.", []),
    ],
)  # fmt: skip
def test_what_does_not_belong_there(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind, one.text) for one in remarks(case("child"), WORDS, text)] == found


def test_a_note_holds_misses_and_gets_wrong() -> None:
    expected = points(case(), talked())
    held, wrong = list(expected)[0], list(expected)[-1]
    likeness = Likeness(
        said=(Found(id=held, text="Zo."),), wrong=(Found(id=wrong, text="Nee."),), plainness=MEASURE
    )
    note = read(case(), expected, likeness, WORDS, "Zo. Nee.")
    assert (note.held, note.wrong) == ((held,), (wrong,))
    assert set(note.missing) == expected.keys() - {held, wrong}


def test_clauses_of_a_note_stand_once_more_beside_it() -> None:
    lines = apart("Vrouw ziek, en hij zorgt; bezwaar uitgelegd en ontheffing gegeven.").split("\n")
    assert lines[1:] == ["Vrouw ziek.", "hij zorgt.", "bezwaar uitgelegd.", "ontheffing gegeven."]


SEEDS = range(60)


def test_some_notes_are_made_to_be_checked() -> None:
    made = [to_check(case(), talked(told=3, seed=seed), WORDS) for seed in SEEDS]
    some = [note for note in made if note]
    assert 8 <= len(some) <= 32
    assert made == [to_check(case(), talked(told=3, seed=seed), WORDS) for seed in SEEDS]
    untold = [fact.is_ for fact in list(case().script.facts.values())[3:]]
    for note in some:
        faults = {one.fault: one.text for one in note if one.fault}
        assert faults.keys() == {"not-said", "not-promised", "judging"}
        assert faults["not-said"] in untold
        assert note[0].fault is None
        true = [one.text for one in note if one.fault is None]
        assert not any(list(remarks(case(), WORDS, text)) for text in true)


def test_after_a_talk_in_which_little_was_said_the_note_is_to_be_written() -> None:
    assert not any(to_check(case(), talked(told=0, said=2, seed=seed), WORDS) for seed in SEEDS)


def test_where_everything_was_told_nothing_untold_is_planted() -> None:
    notes = [to_check(case(), talked(seed=seed), WORDS) for seed in SEEDS]
    assert {one.fault for note in notes for one in note} == {None, "not-promised", "judging"}


def test_marks_are_hits_misses_and_false_alarms() -> None:
    some = (
        Sentence(text="Waar."),
        Sentence(text="Ook waar."),
        Sentence(text="Lastig.", fault="judging"),
        Sentence(text="Beloofd.", fault="not-promised"),
    )
    note = Checked(sentences=some, marked=(1, 2))
    assert note.of(marked=True, wrong=True) == (some[2],)
    assert note.of(marked=False, wrong=True) == (some[3],)
    assert note.of(marked=True, wrong=False) == (some[1],)
    assert note.of(marked=False, wrong=False) == (some[0],)
