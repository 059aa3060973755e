"""Questions beside the case: about football, the weather, or whatever the case has no word for."""

from collections.abc import Collection, Iterable

from trainer.core.base import Language
from trainer.core.move import ELSEWHERE, Move
from trainer.engines.embedded.lemmas import content

ANYWHERE = frozenset(
    (
        "acknowledges-impact",
        "affirms",
        "apologises",
        "argues",
        "asks-closed",
        "asks-open",
        "checks-understanding",
        "names-feeling",
        "probes",
        "summarises",
    )
)
"""Moves whose words serve in any case: what happened, how that is, what weighs most."""


def usual_words(moves: Iterable[Move], language: Language) -> frozenset[str]:
    """Return the lemmas with which anybody at a desk asks about anything, out of the examples."""
    return frozenset(
        lemma
        for move in moves
        if move.id in ANYWHERE
        for batch, examples in move.words(language).examples.items()
        if batch not in ELSEWHERE
        for example in examples
        for lemma in content(language, example.text)
    )


def beside(
    language: Language, question: str, known: Collection[str], usual: Collection[str]
) -> bool:
    """Tell whether what a question is about is neither ``known`` in the case nor usual.

    At least half of its words must be strange, and more of them than the case has words for.
    """
    lemmas = content(language, question)
    strange = [lemma for lemma in lemmas if lemma not in known and lemma not in usual]
    at_home = [lemma for lemma in lemmas if lemma in known and lemma not in usual]
    return 2 * len(strange) >= max(1, len(lemmas)) and len(strange) > len(at_home)
