"""Reflections: what the citizen told, given back in the trainee's own words."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from trainer.core.feedback import Cues
from trainer.core.reading import Reading
from trainer.engines.embedded.grading.act import FELT, Act, alike, shares
from trainer.engines.embedded.grading.cues import asks, offers, says, stems

EVENTS = frozenset({"burden", "entrusts", "loss", "letdown", "lost"})
"""What happened to somebody or weighs on them, and not what they feel."""
DOUBTFUL, DAMPED = 0.7, 0.4
"""Below this, an acknowledgement that answers nothing is more likely an explanation misread."""
NAMED = 0.3
"""How much surer a summary acknowledges that also names what is felt."""
ECHOES = 2
"""Words in common from which a sentence gives back what was told."""
LEAST, MOST = 0.28, 0.42
"""What an acknowledgement is worth that answers what was told, and that the reader doubts."""
ENOUGH, NEARLY_ENOUGH = 3, 1
"""Words in common from which such a one answers, and where the reader is nearly sure of it."""
UNLIKELY, NEARLY, LIKELY = 0.15, 0.42, 0.5
"""How sure the reader is where such a one is worth least, where nearly sure, and where most."""
FAINTEST = 0.25
"""How sure the reader must be of what at least begins to acknowledge something."""
TELLING, TOLD = ("explains-plainly", "gives-reason", "commits-next-step"), 0.5
"""Moves that tell something, and how surely what makes them does no more than that."""


def feels(cues: Cues, text: str) -> bool:
    """Tell whether a sentence names a feeling."""
    return any(
        says(cues, text, feeling.shown_by)
        for id, feeling in cues.feelings.items()
        if id not in EVENTS
    )


def echoes(cues: Cues, text: str, heard: Iterable[str]) -> int:
    """Return how many of the citizen's own words a sentence takes up."""
    told = {stem for said in heard for stem in stems(cues, said)}
    return len(told & stems(cues, text))


def perhaps(
    reading: Reading, turn: int, kept: tuple[str, ...], earlier: Iterable[Act]
) -> Iterator[Act]:
    """Yield the acts of a turn's ``kept`` sentences that the reader was not sure of."""
    before = [act for act in earlier if act.move in FELT and act.turn != turn]
    for found in reading.faint:
        if any(shares(found.text, s) for s in kept):
            again = reading.repeats or any(alike(act.text, found.text) for act in before)
            yield Act(found.id, turn, found.text, found.sure, paid=not again)


def acknowledging(
    cues: Cues, acts: Iterable[Act], heard: tuple[str, ...], doubtful: Iterable[Act] = ()
) -> tuple[Act, ...]:
    """Return the acts, what acknowledges made surer or less sure by what was heard before.

    A summary that names what is felt acknowledges it too. A doubtful acknowledgement that names no
    feeling, and takes up nothing that was told or says what can be done, counts for less; one that
    the reader was too little sure of counts, for less, where it answers what was told and gives no
    reason for it.
    """
    some = [_weighed(cues, act, heard) for act in acts]
    reasons = {act.text for act in some if act.move == "gives-reason" and act.sure >= DOUBTFUL}
    for act in doubtful:
        enough = NEARLY_ENOUGH if act.sure >= NEARLY else ENOUGH
        answers = act.text not in reasons and echoes(cues, act.text, heard) >= enough
        if not offers(cues, act.text) and (answers or feels(cues, act.text)):
            some.append(replace(act, sure=_worth(act.sure)))
    named = [
        replace(act, move="acknowledges-impact", sure=min(1.0, act.sure + NAMED))
        for act in some
        if act.move == "summarises" and not asks(act.text) and feels(cues, act.text)
    ]
    return (*some, *named)


def faintly(cues: Cues, acts: Iterable[Act], doubtful: Iterable[Act]) -> tuple[Act, ...]:
    """Return what may acknowledge something, and tells neither a reason nor what can be done."""
    told = _told(acts)
    some = (a for a in doubtful if a.paid and a.sure >= FAINTEST and a.text not in told)
    return tuple(act for act in some if not offers(cues, act.text))


def gives_back(cues: Cues, acts: Collection[Act], heard: tuple[str, ...]) -> float:
    """Return how surely what the citizen told was given back, 0-1: to a feeling, a beginning."""
    told = _told(acts)
    given = (
        act.sure
        for act in acts
        if act.move == "summarises" and act.paid and act.text not in told and not asks(act.text)
        if echoes(cues, act.text, heard) >= ECHOES
    )
    return max(given, default=0.0)


def _told(acts: Iterable[Act]) -> set[str]:
    """Return the words that tell something, and give nothing back."""
    return {act.text for act in acts if act.move in TELLING and act.sure >= TOLD}


def _weighed(cues: Cues, act: Act, heard: tuple[str, ...]) -> Act:
    offered = offers(cues, act.text)
    if act.move in FELT and act.sure < MOST and feels(cues, act.text) and not offered:
        return replace(act, sure=MOST)
    if act.move != "acknowledges-impact" or act.sure >= DOUBTFUL or feels(cues, act.text):
        return act
    answers = not offered and echoes(cues, act.text, heard)
    return act if answers else replace(act, sure=DAMPED * act.sure)


def _worth(sure: float) -> float:
    share = max(0.0, min(1.0, (sure - UNLIKELY) / (LIKELY - UNLIKELY)))
    return LEAST + share * (MOST - LEAST)
