"""A drill: a text by an AI with planted faults to find and mend, or a question to ask an AI.

``Drill`` is the structure (``drill.yaml``), ``DrillWords`` the words in one language.
"""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import model_validator

from trainer.core.base import Value
from trainer.core.detection import Detection
from trainer.core.exercise import Answer, Checked, Structure, Words
from trainer.core.scenario import Id
from trainer.core.script import Text
from trainer.core.wording import PointWords, Said, stands

FaultKind = Literal[
    "wrong-figure",
    "made-up-rule",
    "right-left-out",
    "privacy-leak",
    "cold-tone",
    "officialese",
    "guess-as-fact",
    "bias",
]
MISSING = "missing"
"""The place of what the text leaves out; the others are the numbers of passages, from 0."""


class PlantedFault(Value):
    """Something wrong with the text."""

    kind: FaultKind
    """What is wrong: a wrong date or amount, a rule that does not exist, a right left out, a
    privacy leak, a cold or blaming tone, officialese, a guess stated as fact, bias."""
    also: tuple[FaultKind, ...] = ()
    """What it may just as well be called."""
    missing: bool = False
    """True where the fault is what does not stand there."""


class AskedFor(Value):
    """Something that a good question to an AI holds; its words stand in the language files."""


class Drill(Structure):
    """The structure of a drill: a text to check (``faults``), or a question to ask (``points``)."""

    kind: Literal["drill"]
    task: Literal["check", "ask"] = "check"
    """``check``: find what is wrong with a text; ``ask``: write a question to an AI."""
    faults: dict[Id, PlantedFault] = {}
    """What is wrong with the text; empty: nothing is."""
    points: dict[Id, AskedFor] = {}
    """What a good question holds, where one is to be asked."""

    @model_validator(mode="after")
    def _one_task(self) -> Self:
        if self.task == "ask" and (self.faults or not self.points):
            raise ValueError("a drill to `ask` has `points` and no `faults`")
        if self.task == "check" and self.points:
            raise ValueError("a drill to `check` has no `points`")
        if sum(fault.missing for fault in self.faults.values()) > 1:
            raise ValueError("more than one fault is `missing: true`")
        return self


class FaultWords(Value):
    """A fault in words."""

    words: Text | None = None
    """The words that are wrong, as they stand in the text, once; none where it is missing."""
    why: Text
    """Why it is wrong."""
    mend: Text | None = None
    """What a good mend of the passage says; none where the passage should go."""
    must: Said = Said()
    """What the mend must say; empty: that the fault is gone is enough."""
    never: tuple[Text, ...] = ()
    """What may not be left of it, beside ``words``."""


class SoundWords(Value):
    """A passage that may look wrong and is right."""

    words: Text
    """As they stand in the text, once."""
    why: Text


class PrivateWords(Value):
    """Personal data in the situation, which no question to an AI needs."""

    words: Text
    """As it is written there."""
    instead: Text
    """What to write in its place."""


class AskedWords(PointWords):
    """Something that a good question holds, in words."""

    why: Text
    """What the AI does without it."""


class DrillWords(Words):
    """All words of a drill in one language."""

    by: Text | None = None
    """Who wrote the text, and for whom."""
    text: Text | None = None
    """The text to check: one passage a line, an empty line between paragraphs."""
    faults: dict[Id, FaultWords] = {}
    sound: tuple[SoundWords, ...] = ()
    """Passages that may look wrong and are right."""
    all_good: Text | None = None
    """Why nothing is wrong, where nothing is."""
    points: dict[Id, AskedWords] = {}
    private: tuple[PrivateWords, ...] = ()
    example: Text | None = None
    """A good question to ask, where one is to be asked."""

    @property
    def paragraphs(self) -> tuple[tuple[tuple[int, str], ...], ...]:
        """The passages with their numbers, by paragraph."""
        found: list[list[tuple[int, str]]] = [[]]
        number = 0
        for line in (self.text or "").splitlines():
            if line.strip():
                found[-1].append((number, line.strip()))
                number += 1
            elif found[-1]:
                found.append([])
        return tuple(tuple(some) for some in found if some)

    @property
    def passages(self) -> tuple[str, ...]:
        """The passages in order."""
        return tuple(text for some in self.paragraphs for _, text in some)

    def place(self, words: str | None) -> str:
        """Return the place of words of the text; of none, ``missing``."""
        if words is None:
            return MISSING
        return next((str(i) for i, text in enumerate(self.passages) if words in text), MISSING)

    def fault_at(self, place: str) -> str | None:
        """Return the fault that stands at a place."""
        return next((id for id, one in self.faults.items() if self.place(one.words) == place), None)

    def sound_at(self, place: str) -> SoundWords | None:
        """Return what is right at a place though it may look wrong."""
        return next((one for one in self.sound if self.place(one.words) == place), None)


def checked(drill: Drill, words: DrillWords, answer: Answer) -> Checked:
    """Return what was found and what was not; how it was mended is read after that."""
    places = [*map(str, range(len(words.passages))), MISSING]
    marked = [place for place in places if place in answer.marked]
    faults = {place: id for place in places if (id := words.fault_at(place)) is not None}
    hits = tuple(faults[place] for place in marked if place in faults)
    alarms = tuple(place for place in marked if place not in faults)
    return Checked(
        hits=hits,
        misses=tuple(id for place, id in faults.items() if place not in marked),
        alarms=alarms,
        detection=Detection(
            hits=len(hits),
            misses=len(faults) - len(hits),
            alarms=len(alarms),
            rests=len(places) - len(faults) - len(alarms),
        ),
        named=tuple(_named(drill, words, answer, hits)),
    )


def left_of(fault: FaultWords, mend: str) -> str:
    """Return what is left of a fault in its mend; empty where it is gone."""
    gone = (fault.words,) if fault.words else ()
    return stands((*gone, *fault.never), mend)


def _named(drill: Drill, words: DrillWords, answer: Answer, hits: tuple[str, ...]) -> Iterator[str]:
    for id in hits:
        place = words.place(words.faults[id].words)
        fault = drill.faults[id]
        if place == MISSING or answer.kinds.get(place) in (fault.kind, *fault.also):
            yield id
