"""The talk as a whole: what the sum of its sentences adds to what was counted, or takes from it.

Observers of conversations rate the whole beside the counts, for the same moves may be made in a
good talk and in a poor one. What the whole adds is at most MOST of a level, and nothing where too
little was said to be a whole; what it changed is told, with the words that tell it most.
"""

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
    most = _lifting(struck, finding) if rises else _lowering(struck, finding)
    slots = {**finding.slots, "struck": quoted(most.text)}
    name = "lifted" if rises else "lowered"
    return replace(whole, slots=slots, asides=(*finding.asides, name))


def _lifting(struck: tuple[Strike, ...], finding: Finding) -> Quote:
    """Return the words that sound best: of those that show this criterion, but for the first.

    The first is in the reason already, and a fine sentence about something else shows nobody why.
    """
    own = tuple(one for one in struck if one.quote in finding.quotes[1:])
    other = tuple(one for one in struck if one.quote not in finding.against)
    return max(_telling(own) or _telling(other) or struck, key=lambda one: one.worth).quote


def _lowering(struck: tuple[Strike, ...], finding: Finding) -> Quote:
    """Return the words that sound least good, rather other ones than speak for somebody."""
    other = tuple(one for one in struck if one.quote not in finding.quotes)
    some = _telling(other) or _telling(struck) or struck
    return min(some, key=lambda one: one.worth).quote


def _telling(struck: tuple[Strike, ...]) -> tuple[Strike, ...]:
    """Return what can be quoted: a greeting or a "right" is like many talks, and says nothing."""
    return tuple(one for one in struck if len(words(one.quote.text)) >= TELLING)


def _added(struck: tuple[Strike, ...]) -> float:
    """Return the levels that the whole adds; the same words said again add nothing."""
    worth = {one.quote.text.casefold(): one.worth for one in struck}
    mean = sum(worth.values()) / len(worth)
    whole = bounded((len(worth) - FEW) / (ENOUGH - FEW), 0, 1)
    return bounded(STEEP * (mean - USUAL), -MOST, MOST) * whole
