"""The case note: what is kept on file of a talk, written by the trainee or checked by them.

It never changes a grade. What belongs in it is what was learned and said; how somebody is judged,
what is only guessed and what is private does not.
"""

import random
import re
from collections.abc import Iterator, Mapping
from typing import Literal

from trainer.core.attempt import Attempt
from trainer.core.base import Value
from trainer.core.case import Case
from trainer.core.scenario import Id
from trainer.core.script import Text
from trainer.core.wording import Likeness, Said, kept, stands

SignKind = Literal["judging", "guessing", "medical"]
SIGN_KINDS: tuple[SignKind, ...] = ("judging", "guessing", "medical")
FaultKind = Literal["not-said", "not-promised", "judging"]
CLAUSE = re.compile(r"[.,;:\n]+(?:\s+(?:en|and|og)\s|\s|$)|\s(?:en|and|og)\s")
"""What parts the clauses of a note, in all languages at once."""
FEWEST, MOST = 3, 5
"""How many true sentences an automatic note has."""
CHECKED = 1 / 3
"""The share of attempts whose note is made automatically, to be checked."""


class Sign(Value):
    """Words that do not belong in a case note, and what to write instead."""

    words: tuple[Text, ...]
    instead: Text


class PlantedSentences(Value):
    """Sentences that an automatic note may hold and should not."""

    judging: tuple[Text, ...]
    promises: tuple[Text, ...]
    """Promises that no trainee makes."""


class NoteWords(Value):
    """``rubrics/note/<language>.yaml``: what does not belong in any case note."""

    format: Literal[1]
    judging: dict[Id, Sign]
    """Words that judge the person."""
    guessing: dict[Id, Sign]
    """Words of an opinion or a guess."""
    medical: dict[Id, Sign]
    planted: PlantedSentences


class Remark(Value):
    """Words in a note that do not belong there."""

    kind: SignKind | Literal["leave-out"]
    text: str
    """As the trainee wrote it."""
    instead: str


class Written(Value):
    """What a note that the trainee wrote holds."""

    held: tuple[str, ...]
    """Facts and checklist items, by id."""
    missing: tuple[str, ...]
    wrong: tuple[str, ...]
    """Of which something false was written."""
    remarks: tuple[Remark, ...]


class Sentence(Value):
    """A sentence of an automatic note."""

    text: str
    fault: FaultKind | None = None
    """What is wrong with it: it was not said, it was not promised, or it judges."""


class Checked(Value):
    """An automatic note, and the sentences that the trainee marked as wrong."""

    sentences: tuple[Sentence, ...]
    marked: tuple[int, ...]

    def of(self, marked: bool, wrong: bool) -> tuple[Sentence, ...]:
        """Return the sentences that were marked or not, and are wrong or not."""
        return tuple(
            sentence
            for i, sentence in enumerate(self.sentences)
            if (i in self.marked) == marked and (sentence.fault is not None) == wrong
        )


class CaseNote(Value):
    """The note of an attempt: what was written or marked, and what came of it."""

    text: str = ""
    written: Written | None = None
    checked: Checked | None = None


def points(case: Case, attempt: Attempt) -> dict[str, Said]:
    """Return what belongs on file after this talk: facts learned and items said, by id."""
    script, state = case.script, attempt.state
    left = script.note.leave_out if script.note else {}
    found: dict[str, Said] = {}
    for id, item in case.scenario.checklist.items():
        words = script.checklist[id]
        if item.learned in state.told and item.learned not in left:
            fact = script.facts[item.learned]
            told = (*_sentences(fact.is_), *(line.text for line in fact.says))
            found[item.learned] = Said(said_as=(fact.is_, words.title, *told))
        elif item.said and id in state.said:
            more = tuple(text for text in (words.about, words.model_answer) if text)
            said = (words.title, *more, *words.said_as)
            found[id] = Said(said_as=said, wrong_as=words.wrong_as)
    return found


def named(case: Case, id: str) -> str:
    """Return a fact or checklist item in words; nothing where it is gone."""
    script = case.script
    if id in script.facts:
        return script.facts[id].is_
    return script.checklist[id].title if id in script.checklist else ""


def read(
    case: Case, expected: Mapping[str, Said], likeness: Likeness, words: NoteWords, text: str
) -> Written:
    """Return what a note holds; ``likeness`` is what was found in ``text``."""
    states = {id: kept(point, id, likeness, text).state for id, point in expected.items()}
    return Written(
        held=tuple(id for id, state in states.items() if state == "kept"),
        missing=tuple(id for id, state in states.items() if state == "lost"),
        wrong=tuple(id for id, state in states.items() if state == "wrong"),
        remarks=tuple(remarks(case, words, text)),
    )


def remarks(case: Case, words: NoteWords, text: str) -> Iterator[Remark]:
    """Yield the words in a text that do not belong in a note of this case."""
    for kind in SIGN_KINDS:
        signs: Mapping[str, Sign] = getattr(words, kind)
        for sign in signs.values():
            if found := stands(sign.words, text):
                yield Remark(kind=kind, text=found, instead=sign.instead)
    for left in (case.script.note.leave_out if case.script.note else {}).values():
        if found := stands(left.said_as, text):
            yield Remark(kind="leave-out", text=found, instead=left.why)


def to_check(case: Case, attempt: Attempt, words: NoteWords) -> tuple[Sentence, ...]:
    """Return an automatic note with faults in it; none where this attempt's is to be written."""
    chance = random.Random(f"note-{attempt.seed}")  # noqa: S311 - nothing is secret here
    expected = points(case, attempt)
    true = [
        Sentence(text=f"{text.rstrip('.')}.")
        for id in expected
        if (text := named(case, id)) and not any(remarks(case, words, text))
    ]
    if chance.random() >= CHECKED or len(true) < FEWEST:
        return ()
    note = true[:MOST]
    for fault in _faults(case, attempt, words, chance):
        note.insert(chance.randint(1, len(note)), fault)
    return tuple(note)


def _faults(
    case: Case, attempt: Attempt, words: NoteWords, chance: random.Random
) -> Iterator[Sentence]:
    untold = [fact.is_ for id, fact in case.script.facts.items() if id not in attempt.state.told]
    unsaid = [text for text in untold if not any(remarks(case, words, text))]
    if unsaid:
        yield Sentence(text=chance.choice(unsaid), fault="not-said")
    yield Sentence(text=chance.choice(words.planted.promises), fault="not-promised")
    yield Sentence(text=chance.choice(words.planted.judging), fault="judging")


def apart(text: str) -> str:
    """Return a note with its clauses once more beside it, one a line.

    Notes are terse, and one sentence of theirs tells several things.
    """
    clauses = [one.strip() for one in CLAUSE.split(text)]
    some = [f"{one.rstrip('.')}." for one in clauses if len(one.split()) > 1]
    return "\n".join([text, *dict.fromkeys(some)])


def _sentences(text: str) -> list[str]:
    return [f"{one}." for one in text.rstrip(".").split(". ")]
