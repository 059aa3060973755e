"""A look: one sentence compared with the phrases of a case."""

from dataclasses import dataclass

from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.matching import Comparison, Match

HEARD, HEARD_WORDS = 0.34, 0.25
"""The likeness from which it is about a fact told before, or about the last words heard."""


@dataclass(frozen=True)
class Look:
    """A sentence compared with the phrases of a case."""

    text: str
    vector: Vectors | None
    comparison: Comparison

    def like(self, kind: str) -> list[Match]:
        """Return the phrases of a kind, the likest first."""
        return self.comparison.matches(kind)

    def least(self, with_vectors: float, by_words: float) -> float:
        """Return which of two likenesses is asked for here."""
        return by_words if self.vector is None else with_vectors

    def echoes(self, heard: Vectors | None) -> bool:
        """Tell whether it says again what the citizen has just said."""
        if self.vector is None or heard is None:
            return False
        return float(self.vector @ heard) >= HEARD
