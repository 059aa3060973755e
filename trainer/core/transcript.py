"""What was said: turns of the citizen and the trainee, in order, only ever appended."""

from typing import Literal

from trainer.core.base import Language, Value

Speaker = Literal["citizen", "trainee"]


class Turn(Value):
    """One message; a quote's ``turn`` is its 0-based index in the transcript."""

    speaker: Speaker
    text: str
    lines: tuple[str, ...] = ()
    """Ids of the scenario's lines that a citizen's turn is made of; empty where a model spoke."""


class Transcript(Value):
    """A conversation so far."""

    language: Language
    scenario: str | None = None
    """The scenario's id, or None where only the words are known."""
    turns: tuple[Turn, ...] = ()

    def add(self, *turns: Turn) -> "Transcript":
        """Return the transcript with ``turns`` at its end."""
        return self.model_copy(update={"turns": self.turns + turns})

    def before(self, index: int) -> "Transcript":
        """Return the conversation up to the turn at ``index``, and without it."""
        return self.model_copy(update={"turns": self.turns[:index]})

    def said_by(self, speaker: Speaker) -> tuple[tuple[int, str], ...]:
        """Return ``(index, text)`` of each turn of ``speaker``."""
        return tuple((i, t.text) for i, t in enumerate(self.turns) if t.speaker == speaker)

    @property
    def heard(self) -> str:
        """What the citizen said last, or nothing."""
        return next((t.text for t in reversed(self.turns) if t.speaker == "citizen"), "")
