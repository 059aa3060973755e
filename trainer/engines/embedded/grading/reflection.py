"""Reflections: what the citizen told, given back in the trainee's own words."""

from collections.abc import Iterable
from dataclasses import replace

from trainer.core.feedback import Cues
from trainer.engines.embedded.grading.act import Act
from trainer.engines.embedded.grading.cues import shows, words

EVENTS = frozenset({"burden", "entrusts", "loss", "letdown", "lost"})
"""What happened to somebody or weighs on them, and not what they feel."""
DOUBTFUL, DAMPED = 0.7, 0.4
"""Below this, an acknowledgement that answers nothing is more likely an explanation misread."""
NAMED = 0.3
"""How much surer a summary acknowledges that also names what is felt."""
ECHOES = 2
"""Words in common from which a sentence gives back what was told."""
SHORT, STEM = 4, 5
"""Letters from which a word carries meaning, and those by which two forms of it are the same."""


def feels(cues: Cues, text: str) -> bool:
    """Tell whether a sentence names a feeling."""
    return any(
        shows(text, feeling.shown_by) for id, feeling in cues.feelings.items() if id not in EVENTS
    )


def echoes(cues: Cues, text: str, heard: Iterable[str]) -> int:
    """Return how many of the citizen's own words a sentence takes up."""
    told = {stem for said in heard for stem in _stems(cues, said)}
    return len(told & _stems(cues, text))


def acknowledging(cues: Cues, acts: Iterable[Act], heard: tuple[str, ...]) -> tuple[Act, ...]:
    """Return the acts, what acknowledges made surer or less sure by what was heard before.

    A summary that names what is felt acknowledges it too. A doubtful acknowledgement that names no
    feeling, and takes up nothing that was told or says what can be done, counts for less.
    """
    some = [_weighed(cues, act, heard) for act in acts]
    named = [
        replace(act, move="acknowledges-impact", sure=min(1.0, act.sure + NAMED))
        for act in some
        if act.move == "summarises" and not _asks(act) and feels(cues, act.text)
    ]
    return (*some, *named)


def gives_back(cues: Cues, acts: Iterable[Act], heard: tuple[str, ...]) -> float:
    """Return how surely what the citizen told was given back, 0-1: to a feeling, a beginning."""
    given = (
        act.sure
        for act in acts
        if act.move == "summarises" and act.paid and not _asks(act)
        if echoes(cues, act.text, heard) >= ECHOES
    )
    return max(given, default=0.0)


def _weighed(cues: Cues, act: Act, heard: tuple[str, ...]) -> Act:
    if act.move != "acknowledges-impact" or act.sure >= DOUBTFUL or feels(cues, act.text):
        return act
    offers = shows(act.text, cues.possible)
    answers = not offers and echoes(cues, act.text, heard)
    return act if answers else replace(act, sure=DAMPED * act.sure)


def _asks(act: Act) -> bool:
    return act.text.rstrip().endswith("?")


def _stems(cues: Cues, text: str) -> set[str]:
    return {w[:STEM] for w in words(text) if len(w) >= SHORT and w not in cues.negations}
