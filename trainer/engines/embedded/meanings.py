"""Meanings: what a sentence with a set phrase is, or never is, whatever it sounds like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from trainer.core.transcript import Transcript
from trainer.engines.embedded.analysis import Analysis
from trainer.engines.embedded.linear import Matrix
from trainer.engines.embedded.signals import Compiled

HEARTFELT, BEREAVED, CONDOLES = "heartfelt", "bereaved", "condoles"
"""Set phrases of few and heartfelt words, of a loss that is told, and of the first after that."""


@dataclass(frozen=True)
class Meaning:
    """What is meant by a sentence that sounds like something else."""

    phrase: str
    sounds: str
    is_: str
    least: float
    """How far above its threshold ``is_`` lies at least."""


MEANINGS = (
    Meaning("condition", "ends-talk", "sets-limit", -np.inf),
    Meaning(CONDOLES, "empty-phrase", "acknowledges-impact", 0.1),
    Meaning("scorn", "empty-phrase", "dismisses", 0.05),
    Meaning("bare-why", "blames", "probes", 0.05),
)
NEVER: Mapping[str, frozenset[str]] = {
    "argues": frozenset({"own-up"}),
    "blames": frozenset({"lightens"}),
    "closes-well": frozenset({"exclaims"}),
    "dismisses": frozenset({"usual", "lightens", HEARTFELT}),
    "ends-talk": frozenset({"exclaims"}),
    "insults": frozenset({"lightens", HEARTFELT}),
    "orders-calm": frozenset({"lightens"}),
}
"""Moves with the set phrases in which there is none, whatever the score."""


def meant(scores: Matrix, names: Sequence[str], phrases: Sequence[frozenset[str]]) -> Matrix:
    """Return the scores (sentences, moves) of what is meant.

    Args:
        scores: What it sounds like.
        names: The moves.
        phrases: The set phrases of each sentence.
    """
    some = scores.copy()
    places = {name: m for m, name in enumerate(names)}
    for i, found in enumerate(phrases):
        for one in MEANINGS:
            if one.phrase in found and {one.sounds, one.is_} <= places.keys():
                sounds, is_ = places[one.sounds], places[one.is_]
                some[i, is_] = max(some[i, is_], some[i, sounds], one.least)
                some[i, sounds] = -np.inf
        for move, excluding in NEVER.items():
            if move in places and found & excluding:
                some[i, places[move]] = -np.inf
    return some


def after_a_loss(analysis: Analysis, transcript: Transcript, signals: Compiled) -> Analysis:
    """Return the analysis, with heartfelt words as condolence once a loss was told.

    "How awful" is a form where a bin was not emptied, and all there is to say where somebody died.
    """
    if not any(HEARTFELT in phrases for phrases in analysis.phrases):
        return analysis
    if not any(signals.says(BEREAVED, text) for _, text in transcript.said_by("citizen")):
        return analysis
    marked = (found | {CONDOLES} if HEARTFELT in found else found for found in analysis.phrases)
    return replace(analysis, phrases=tuple(marked))
