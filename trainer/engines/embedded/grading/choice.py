"""A choice that was given: two ways put side by side, and the question which of them suits."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from trainer.core.feedback import Cues
from trainer.engines.embedded.grading.act import Act
from trainer.engines.embedded.grading.cues import says, words

OR = {"nl": "of", "en": "or", "da": "eller"}
SURELY = 0.8
"""How surely two ways and the question which one are options offered."""
HALF = 0.5
"""What the question which one is worth as an open question: it asks for little."""


def choosing(cues: Cues, acts: Iterable[Act], turn: int, kept: tuple[str, ...]) -> Iterator[Act]:
    """Yield the acts of a turn's ``kept`` sentences, with the choice that they give, if any."""
    asked = [s for s in kept if s.endswith("?") and says(cues, s, cues.choices)]
    for act in acts:
        chooses = act.move == "asks-open" and act.text in asked
        yield replace(act, sure=HALF * act.sure) if chooses else act
    for question in asked[:1]:
        before = [s for s in kept[: kept.index(question)] if not s.endswith("?")]
        ways = [s for s in before if OR[cues.language] in words(s)]
        if ways:
            yield Act("offers-options", turn, ways[-1], SURELY)
