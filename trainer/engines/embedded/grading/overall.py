"""The talk as a whole: what the sum of its sentences adds to what was counted, or takes from it.

Observers of conversations rate the whole beside the counts, for the same moves may be made in a
good talk and in a poor one. What the whole adds is at most MOST of a level, and nothing where too
little was said to be a whole; what it changed is told, with the words that tell it most.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from trainer.core.assessment import Quote
from trainer.engines.embedded.grading.cues import words
from trainer.engines.embedded.grading.finding import Finding, bounded
from trainer.engines.embedded.grading.wording import quoted

USUAL = 0.6
"""The impression of a middling talk, which changes nothing."""
STEEP = 6.0
"""Levels for each 1 that the impression lies off it. Talks of three qualities are 0.1 apart."""
MOST = 0.8
"""The most levels that the whole adds or takes."""
BEGUN = 0.5
"""What was begun stays begun: the whole never makes an absent criterion of one that was there."""
FEW, ENOUGH = 8, 18
"""Different sentences up to which there is no whole, and from which it counts fully."""
TELLING = 6
"""Words of a sentence from which it can be quoted for the whole."""
CRITERIA = frozenset(
    {
        "respectful",
        "keeps-calm",
        "acknowledges-feelings",
        "listens-and-checks",
        "sees-this-person",
    }
)
"""What the whole tells of; whether it was said plainly is measured."""


@dataclass(frozen=True)
class Strike:
    """A sentence, and how much it sounds like talks that were judged good, 0-1."""

    quote: Quote
    worth: float


def as_a_whole(finding: Finding, struck: tuple[Strike, ...]) -> Finding:
    """Return the finding with what the whole adds to it, or takes from it."""
    if finding.score is None or finding.criterion not in CRITERIA or not struck:
        return finding
    added = _added(struck)
    if added > 0 and not finding.quotes:  # nothing is claimed that no words show
        return finding
    score = max(finding.score + added, min(finding.score, BEGUN))
    level = finding.level
    whole = replace(finding, score=bounded(score))
    if whole.level == level:
        return whole
    rises = (whole.level or 0) > (level or 0)
    most = _most(struck, finding.against, max) if rises else _most(struck, finding.quotes, min)
    name = "lifted" if rises else "lowered"
    slots = {**finding.slots, "struck": quoted(most.text)}
    return replace(whole, slots=slots, asides=(*finding.asides, name))


def _most(
    struck: tuple[Strike, ...], beside: tuple[Quote, ...], end: Callable[..., Strike]
) -> Quote:
    """Return the words that tell most of the whole, rather other ones than ``beside``.

    A greeting or a "right" is like many talks, and tells nobody anything.
    """
    telling = tuple(one for one in struck if len(words(one.quote.text)) >= TELLING)
    other = tuple(one for one in telling if one.quote not in beside)
    return end(other or telling or struck, key=lambda one: one.worth).quote


def _added(struck: tuple[Strike, ...]) -> float:
    """Return the levels that the whole adds; the same words said again add nothing."""
    worth = {one.quote.text.casefold(): one.worth for one in struck}
    mean = sum(worth.values()) / len(worth)
    whole = bounded((len(worth) - FEW) / (ENOUGH - FEW), 0, 1)
    return bounded(STEEP * (mean - USUAL), -MOST, MOST) * whole
