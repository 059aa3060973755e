"""Meanings: what a sentence with a set phrase is, or never is, whatever it sounds like."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from trainer.core.transcript import Transcript
from trainer.engines.embedded.analysis import Analysis
from trainer.engines.embedded.features import content_words
from trainer.engines.embedded.linear import Matrix
from trainer.engines.embedded.sentences import words
from trainer.engines.embedded.signals import Compiled

HEARTFELT, BEREAVED, CONDOLES = "heartfelt", "bereaved", "condoles"
"""Set phrases of few and heartfelt words, of a loss that is told, and of the first after that."""
PAINS, STOPS = "pains", "stops-something"
"""Set phrases of what hurts somebody, and of a bill or a fine that is stopped, which is no talk."""
WEIGHS, ANSWERS = "weighs", "weighs-what-was-told"
"""Set phrases of what would weigh on anybody, and of the same about what was just told."""
SHARED = 2
"""Longer words that such a sentence shares with what was told, to be about it."""
SAYS_WHAT = 8
"""The fewest words of one that says what it is that weighs: "That sounds hard" could be said to
anybody."""


@dataclass(frozen=True)
class Meaning:
    """What is meant by a sentence that sounds like something else."""

    phrase: str
    sounds: str | None
    """What it is then no more; None: whatever else it is, it is that too."""
    is_: str
    least: float
    """How far above its threshold ``is_`` lies at least."""


MEANINGS = (
    Meaning("condition", "ends-talk", "sets-limit", -np.inf),
    Meaning(CONDOLES, "empty-phrase", "acknowledges-impact", 0.1),
    Meaning("scorn", "empty-phrase", "dismisses", 0.05),
    Meaning("ends-if", "ends-talk", "sets-limit", 0.05),
    Meaning("reproach", None, "blames", 0.05),
    Meaning("unfit", "summarises", "dismisses", 0.3),
    Meaning("bare-why", "blames", "probes", 0.05),
    Meaning("which-one", "asks-open", "asks-closed", 0.1),
    Meaning("what-happened", "asks-closed", "asks-open", 0.1),
    Meaning(PAINS, None, "acknowledges-impact", 0.1),
    Meaning(ANSWERS, None, "acknowledges-impact", 0.1),
    Meaning("bye-bye", "greets", "closes-well", 0.1),
)
NEVER: Mapping[str, frozenset[str]] = {
    "argues": frozenset({"own-up"}),
    "blames": frozenset({"lightens"}),
    "closes-well": frozenset({"exclaims"}),
    "dismisses": frozenset({"usual", "lightens", "nods", HEARTFELT, PAINS}),
    "ends-talk": frozenset({"exclaims", STOPS}),
    "insults": frozenset({"lightens", HEARTFELT, PAINS}),
    "leaks-privacy": frozenset({PAINS}),
    "orders-calm": frozenset({"lightens"}),
    "sends-away": frozenset({"bye-bye"}),
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
            if one.phrase in found and one.is_ in places:
                _take(some[i], places, one)
        for move, excluding in NEVER.items():
            if move in places and found & excluding:
                some[i, places[move]] = -np.inf
    return some


def _take(row: Matrix, places: Mapping[str, int], one: Meaning) -> None:
    """Put what is meant in the place of what a sentence sounds like, in its row of scores."""
    sounds, is_ = places.get(one.sounds or ""), places[one.is_]
    row[is_] = max(row[is_], one.least)
    if sounds is not None:
        row[is_] = max(row[is_], row[sounds])
        row[sounds] = -np.inf


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


def about_what_was_told(analysis: Analysis, shown: bool) -> Analysis:
    """Return the analysis, with what would weigh on anybody as an answer to what was told.

    "That is lonely work" is the trainee's view of anything until it is said to somebody who just
    showed what they carry, or in that person's own words. A story of one's own is no answer.

    Args:
        analysis: The message taken apart.
        shown: Whether the citizen had just shown a feeling or a burden.
    """
    told = content_words(analysis.heard)

    def answers(i: int) -> bool:
        text, cues = analysis.worded[i], analysis.cues[i]
        own = "i" in cues and "perceives" not in cues
        if own or "options" in cues or analysis.asks(i) or len(words(text)) < SAYS_WHAT:
            return False
        return shown or len(told & content_words(text)) >= SHARED

    marked = (
        found | {ANSWERS} if WEIGHS in found and answers(i) else found
        for i, found in enumerate(analysis.phrases)
    )
    return replace(analysis, phrases=tuple(marked))
