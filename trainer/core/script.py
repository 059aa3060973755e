"""The words of a scenario in one language: what people read and what the citizen says."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from trainer.core.base import Value
from trainer.core.scenario import Id

Band = Literal["furious", "tense", "calm"]
ANGRIER: dict[str, tuple[Band, ...]] = {
    "calm": ("calm", "tense", "furious"),
    "tense": ("tense", "furious"),
    "furious": ("furious",),
}
Text = Annotated[str, Field(min_length=1)]


class Line(Value):
    """Something that the citizen can say."""

    text: Text
    by: Literal["first", "second"] = "first"
    """Who says it, where two people sit at the desk."""
    needs: str | None = None
    """A fact or item that must have come before, or words that the trainee must have used."""
    until: str | None = None
    """A fact or item after which it no longer fits: nobody asks for what was just promised."""
    then: "Then | None" = None
    """What follows where this line asks something."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class Then(Value):
    """What the citizen says next, after a line that asked something."""

    answered: tuple[Line, ...] = ()
    ignored: tuple[Line, ...] = ()


Lines = tuple[Line, ...]


class Banded(Value):
    """Lines by mood band; a plain list serves in every band."""

    any: Lines = ()
    furious: Lines = ()
    tense: Lines = ()
    calm: Lines = ()

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: object) -> object:
        return {"any": value} if isinstance(value, list | tuple) else value

    def items(self) -> Iterator[tuple[str, Lines]]:
        """Yield each band's name and lines, bands without lines left out."""
        for name in ("any", "furious", "tense", "calm"):
            lines: Lines = getattr(self, name)
            if lines:
                yield name, lines


class Answer(Value):
    """The answer to an everyday question that has words of its own."""

    asked: tuple[Text, ...] = ()
    """How it may be asked, where the shared everyday questions do not have it."""
    says: Lines

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if isinstance(value, str):
            return {"says": [value]}
        return {"says": value} if isinstance(value, list) else value


class Person(Value):
    """Somebody at the desk."""

    name: Text
    age: Annotated[int, Field(ge=0, le=110)]
    background: Text
    speech: Text
    """How this person talks."""
    wants: Text
    fears: Text


class Persona(Person):
    """The citizen."""

    answers: dict[Id, Answer]
    """Everyday questions; what is not here is not known."""
    second: Person | None = None
    """Another person at the desk, if any."""


class TopicWords(Value):
    """A question: how it may be asked and what comes where no fact is told."""

    asked: tuple[Text, ...]
    says: Banded
    says_after: Lines = ()
    """What comes once its facts are told."""


class FactWords(Value):
    """A fact in words."""

    is_: Text
    """The fact itself, for the feedback."""
    says: Lines
    """How the citizen tells it."""
    holds_back: Lines = ()
    """What comes where it was asked and may not be told yet."""
    hint: Text | None = None
    """What the feedback says of it where it stayed undiscovered; else ``is``."""


class ItemWords(Value):
    """A checklist item in words."""

    title: Text
    """Past tense, as the feedback lists it."""
    about: Text | None = None
    """What it is about, to stand inside a sentence: ``why he got the fine``."""
    said_as: tuple[Text, ...] = ()
    """Ways of saying it."""
    wrong_as: tuple[Text, ...] = ()
    """What would be false to say."""
    answer: Banded = Banded()
    """What the citizen says to it."""
    answer_wrong: Lines = ()
    """What the citizen says to the false statement, if not the same as ``answer``."""
    model_answer: Text | None = None
    """How it could sound, for the feedback."""


class SpokenLines(Value):
    """Everything else the citizen can say."""

    furious: Lines
    tense: Lines
    calm: Lines
    after: dict[Id, Banded]
    """The reaction to a move; ``summarises-wrong`` is one too."""
    wants: Banded = Banded()
    """What the citizen came for, said again when nothing else was said."""
    overload: Lines
    warns: Lines
    settles: Lines
    unsettled: Lines
    leaves: Lines
    limit: Lines = ()
    """After the trainee ended the talk; else ``leaves``."""


class Hints(Value):
    """Three steps (what is going on; which move; how it could sound) for three phases."""

    early: tuple[Text, Text, Text]
    middle: tuple[Text, Text, Text]
    late: tuple[Text, Text, Text]


class LeftOut(Value):
    """Something that does not belong in a case note."""

    said_as: tuple[Text, ...]
    """Ways of writing it."""
    why: Text
    """Why it is left out, in one sentence to the trainee."""


class CaseNote(Value):
    """What matters for the note that the trainee writes for the file."""

    leave_out: dict[Id, LeftOut]
    """By an id of its own, or by a fact's: that fact is then not asked for."""


class Script(Value):
    """All words of a scenario in one language."""

    translates: str | int | None = None
    """The hash of the source texts that these were checked against; none in the source itself."""
    title: Text
    summary: Text
    trains: Text | None = None
    """What the case trains, in one short sentence for the list of cases."""
    content_note: Text | None = None
    """A warning before the briefing where the case is heavy."""
    briefing: Text
    knowledge: tuple[Text, ...]
    """What the official may look up."""
    persona: Persona
    opening: Line
    topics: dict[Id, TopicWords]
    facts: dict[Id, FactWords]
    checklist: dict[Id, ItemWords]
    lines: SpokenLines
    hints: Hints
    guide: tuple[Text, ...] = ()
    """Of a warm-up: what the page says before each message of the trainee, and after the talk."""
    note: CaseNote | None = None
    """What does not belong in the case note, beside what never does."""


class SharedScript(Value):
    """Words that every scenario shares in one language."""

    everyday: dict[Id, tuple[Text, ...]]
    """Everyday questions and how they are asked."""
    phrases: dict[Id, tuple[Text, ...]]
    """Set phrases that the reader looks for: goodbye, wait, repeat, to-grader, thanks, ..."""
    lines: dict[Id, Banded]
    """yes, no, dont-know, small-talk, please-repeat, wait, nonsense, insult, neutral, said-again,
    impatient, still-there, gives-up, interrupts, ..."""


class Beat(Value):
    """One step of a scripted trainee."""

    say: Text
    until: tuple[Id, ...] = ()
    """Facts told or items said; the alternatives are tried until all have come."""
    else_: tuple[Text, ...] = ()

    @field_validator("until", mode="before")
    @classmethod
    def _from_id(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value


class Trainees(Value):
    """The three scripted trainees that prove a scenario."""

    skilled: tuple[Beat, ...]
    middling: tuple[Beat, ...]
    poor: tuple[Beat, ...]
