"""A move made in a turn, and how much it counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trainer.core.assessment import Quote
from trainer.core.mood import AWAY
from trainer.core.reading import Found, Reading
from trainer.engines.embedded.grading.cues import words

ACKNOWLEDGING = frozenset({"names-feeling", "acknowledges-impact", "apologises", "affirms"})
FELT = ("names-feeling", "acknowledges-impact")
LISTENING = frozenset({"asks-open", "probes", "summarises", "checks-understanding"})
FORMULAS = frozenset({"greets", "closes-well", "empty-phrase", "asks-closed"})
KIND = ACKNOWLEDGING | LISTENING | {"offers-options", "uses-discretion", "gives-reason", "greets"}
"""Moves whose words can hardly drive somebody away as well."""
GRAVE = frozenset({"threatens", "insults", "leaks-privacy"})
"""Moves that cap a dimension, so nothing else may stand in their words."""
ADVICE = "advises"
CURT = frozenset({"orders-calm", "insults", "empty-phrase"})
"""Moves that one or two words can make."""
FEW = 3
SURELY = 0.4
"""How much an act must count to be held against somebody, or quoted for what it shows."""
ALIKE = 0.6
"""Share of words in common from which two sentences say the same."""


@dataclass(frozen=True)
class Act:
    """A move made in a turn."""

    move: str
    turn: int
    text: str
    sure: float
    paid: bool = True
    """False where the same was said before in nearly the same words."""

    @property
    def quote(self) -> Quote:
        """The words that show it."""
        return Quote(turn=self.turn, text=self.text)


def acts_of(
    reading: Reading, turn: int, kept: tuple[str, ...], earlier: list[Act], asked: bool
) -> Iterator[Act]:
    """Yield the acts of a turn's ``kept`` sentences; ``asked`` tells that it answers a question."""
    shown = [f for f in reading.moves if any(shares(f.text, s) for s in kept)]
    beside = [*shown, *reading.reflects]
    for found in shown:
        again = reading.repeats or any(
            act.move == found.id and alike(act.text, found.text) for act in earlier
        )
        paid = found.id in AWAY or not again
        yield Act(found.id, turn, found.text, _strength(found, beside, asked), paid)


def _strength(found: Found, beside: list[Found], asked: bool) -> float:
    """Return how much a move counts, 0-1, by how sure the reader is of it.

    Bad behaviour is easily seen where there is none (judges over-flag it by half), so what drives
    away must be surer than what comes towards, and surer than what the same words also show. Who
    apologises in the same breath does not blame, and who is ``asked`` something may say no, or what
    they would do.
    """
    if found.id == "affirms" and _parts(found, beside):
        return 0.0
    if found.id not in AWAY and found.id != ADVICE:
        return _between(found.sure, 0.4, 0.88)
    if found.id not in CURT and len(words(found.text)) < FEW:
        return 0.0
    if found.id in ("argues", ADVICE) and asked:
        return 0.0
    grave = found.id in GRAVE
    rivals = [f for f in beside if f.text == found.text and f.id not in AWAY]
    rival = max((f.sure for f in rivals if grave or f.id in KIND), default=0.0)
    kind = _between(rival, 0.5, 1.0) if rival >= 0.75 * found.sure else 0.0
    if found.id == "blames":
        kind = max([kind, *(f.sure for f in beside if f.id == "apologises")])
    bounds = (0.75, 0.97) if grave else (0.55, 0.9)
    return _between(found.sure, *bounds) * (1 - kind)


def _parts(found: Found, beside: list[Found]) -> bool:
    """Tell whether words are a greeting or a goodbye as well: thanks in such words are a form."""
    return any(one.id in ("greets", "closes-well") and one.text == found.text for one in beside)


def _between(sure: float, low: float, high: float) -> float:
    """Return 0 at ``low``, 1 at ``high``, evenly in between."""
    return max(0.0, min(1.0, (sure - low) / (high - low)))


def clear_of(quotes: Iterable[Quote], hurtful: Iterable[Act]) -> tuple[Quote, ...]:
    """Return the quotes whose words do not hurt as well."""
    hurt = [(act.turn, act.text) for act in hurtful]
    return tuple(
        quote
        for quote in quotes
        if not any(turn == quote.turn and shares(text, quote.text) for turn, text in hurt)
    )


def surely(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Return the acts that were surely made."""
    return tuple(act for act in acts if act.sure >= SURELY)


def shares(text: str, sentence: str) -> bool:
    """Tell whether the words found touch a sentence that is kept."""
    return text in sentence or sentence in text


def alike(one: str, other: str) -> bool:
    """Tell whether two sentences say the same in nearly the same words."""
    a, b = set(words(one)), set(words(other))
    return bool(a and b) and len(a & b) / len(a | b) >= ALIKE
