"""What was found of one criterion: observed or not, with quotes, and only then a level."""

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from trainer.core.assessment import Leaning, Level, Quote, Status
from trainer.engines.embedded.grading.act import Act, clear_of
from trainer.engines.embedded.grading.moment import Moment

TOP = 3
TOWARDS = 1 / 6
"""How far from its level a score must lie to lean towards the next: the outer third, either way."""
NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True)
class Chance:
    """A moment at which more was possible."""

    heard: tuple[int, str] | None
    """What the citizen had said: the turn and its words."""
    said: Quote | None
    """What the trainee said to it; None where that is better not spoken of."""
    feeling: str | None = None
    """The feeling that the citizen showed."""
    over: bool = False
    """Whether that feeling was passed over."""


@dataclass(frozen=True)
class Finding:
    """One criterion, as it was found."""

    criterion: str
    score: float | None
    """0-3, not rounded; None where there was no opportunity."""
    quotes: tuple[Quote, ...] = ()
    """What shows the level, the most telling first."""
    against: tuple[Quote, ...] = ()
    """What counted against it."""
    praised: tuple[Quote, ...] = ()
    """What was truly good; a formula or a bare yes-no question shows a level, and no more."""
    chances: tuple[Chance, ...] = ()
    """Where more was to be gained, the most first."""
    pieces: float = 0.0
    """How much evidence there was, in acts."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What the words may fill in."""
    asides: tuple[str, ...] = ()
    """What is to be added to the reason: wrong, half, repeated, repaired."""
    model: str | None = None
    """An example for this very moment, where the scenario has one."""

    def clear(self, hurtful: Iterable[Act]) -> "Finding":
        """Return the finding with nothing praised, or shown beside better, that also hurts."""
        quotes = clear_of(self.quotes, hurtful) or self.quotes
        return replace(self, quotes=quotes, praised=clear_of(self.praised, hurtful))

    @property
    def level(self) -> Level | None:
        """The nearest of the four levels."""
        return None if self.score is None else max(0, min(TOP, math.floor(self.score + 0.5)))

    @property
    def leaning(self) -> Leaning:
        """Whether the score lies towards the level below or above."""
        if self.score is None or self.level is None:
            return 0
        apart = self.score - self.level
        return 1 if apart >= TOWARDS else -1 if apart < -TOWARDS else 0

    def chance(self, praised: Container[int] = ()) -> Chance | None:
        """Return where the most was to be gained.

        What was said in a turn that is praised is not spoken of: only what came before it, where a
        feeling was passed over.
        """
        free = (one for one in self.chances if one.said and one.said.turn not in praised)
        over = (replace(one, said=None) for one in self.chances if one.over)
        return next(free, None) or next(over, None)

    @property
    def status(self) -> Status:
        """Whether it was observed at all."""
        if self.score is None:
            return "no-opportunity"
        return "observed" if self.quotes or self.against else "not-observed"

    @property
    def confidence(self) -> float:
        """How sure the level is: more evidence, and further from the next level, is surer."""
        if self.score is None:
            return 1.0
        score = max(0.0, min(float(TOP), self.score))
        level = self.level or 0
        room = 0.5 - abs(score - level) if 0 < score < TOP else 0.5
        return round(0.3 + 0.4 * saturated(self.pieces, 2.5) + 0.6 * room, 2)

    @property
    def shown(self) -> tuple[Quote, ...]:
        """The quotes that a verdict carries: what counted against it first where it is low."""
        low = (self.level or 0) <= 1
        return (*self.against, *self.quotes) if low else (*self.quotes, *self.against)


def saturated(amount: float, scale: float) -> float:
    """Return 0-1: each further piece of evidence adds less than the one before."""
    return 1 - math.exp(-max(0.0, amount) / scale)


def bounded(score: float, low: float = 0.0, high: float = float(TOP)) -> float:
    """Return ``score`` within bounds."""
    return max(low, min(high, score))


def quotes_of(acts: tuple[Act, ...], worth: Mapping[str, float] = NOTHING) -> tuple[Quote, ...]:
    """Return the words of acts, those paid before those repeated, the surest first.

    How sure an act is weighs by what its move is worth to the criterion.
    """
    ordered = sorted(
        acts, key=lambda act: (not act.paid, -act.sure * worth.get(act.move, 1.0), act.turn)
    )
    return tuple(dict.fromkeys(act.quote for act in ordered))


def chance_at(moment: Moment, said: Quote | None = None) -> Chance:
    """Return the chance that a moment was; ``said`` is what to quote of it, else the reply."""
    cue = next(iter(moment.cues), None)
    heard = (cue.turn, cue.text) if cue else (moment.heard[-1] if moment.heard else None)
    shown = cue.feeling if cue else None
    return Chance(heard, said or moment.reply, shown, moment.passes_over)
