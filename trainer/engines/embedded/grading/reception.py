"""Reception: what was given back in few words, and how the citizen took it."""

from collections.abc import Iterable, Iterator, Mapping

from trainer.core.feedback import Cues
from trainer.core.reading import Found
from trainer.engines.embedded.grading.act import (
    ACKNOWLEDGING,
    FELT,
    LISTENING,
    Act,
    alike,
    shares,
    surely,
)
from trainer.engines.embedded.grading.cues import (
    affirms,
    asks,
    offers,
    sentences,
    shows,
    stems,
    words,
)
from trainer.engines.embedded.grading.reflection import feels

TWO, FEW = 2, 14
"""The fewest and the most words of a sentence that gives back rather than tells."""
MOSTLY = 0.5
"""The share of a sentence's words that the citizen had just said, from which it gives them back."""
BACK, CONFIRMED = 0.3, 0.3
"""What it adds to a reflection to take up somebody's words, and to have it confirmed."""
APART = 0.15
"""What it takes from one that names no feeling and none of their words: it may tell something."""
LEAST, MOST = 0.6, 0.9
"""How sure a reflection must be to count, and the most that it counts for."""
ELSEWHERE = 0.5
"""How surely a sentence does something else."""
BESIDE = frozenset(
    {
        "greets",
        "closes-well",
        "commits-next-step",
        "explains-plainly",
        "gives-reason",
        "affirms",
        "advises",
    }
)
"""Moves of sentences that do something else, whatever words they take up."""


def taken_in(
    cues: Cues,
    kept: Mapping[int, tuple[str, ...]],
    acts: Iterable[Act],
    perhaps: Iterable[Found],
    heard: Iterable[str],
    answer: str,
) -> tuple[Act, ...]:
    """Return the acts, and one more where the best thing said gave back what was just heard.

    Three things speak for it: the words are like those of reflections, they are mostly the
    citizen's own and few, and the citizen says "exactly", which nobody knows better. What names a
    feeling acknowledges it; what gives back anything else listens as well.

    Args:
        cues: What words show.
        kept: The sentences of each of the trainee's turns.
        acts: What the reader found in them.
        perhaps: The sentences that the reader takes for reflections, more or less surely.
        heard: The citizen's words right before.
        answer: The citizen's words right after.
    """
    some = tuple(acts)
    if protests(cues, answer):
        return some
    yes = confirms(cues, kept, answer)
    maybe = tuple(perhaps)
    worth = dict(_worth(cues, kept, some, maybe, tuple(heard), yes))
    turn, text = max(worth, key=lambda at: worth[at], default=(0, ""))
    sure = min(MOST, worth.get((turn, text), 0.0))
    if sure < LEAST:
        return some
    felt = any(f.id in FELT and shares(text, f.text) for f in maybe) or feels(cues, text)
    moves = ("acknowledges-impact",) if felt else ("summarises", "acknowledges-impact")
    known = [a for a in some if alike(a.text, text) and a.move in LISTENING | ACKNOWLEDGING]
    if any(a.sure >= sure or not a.paid for a in known):
        return some
    weaker = {(a.move, a.text) for a in known if a.move in moves}
    rest = tuple(a for a in some if (a.move, a.text) not in weaker)
    return (*rest, *(Act(move, turn, text, sure) for move in moves))


def once(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Return the acts without a summary in words that name a feeling: they acknowledge it."""
    named = [act.text for act in surely(acts) if act.move == "names-feeling"]
    return tuple(
        act
        for act in acts
        if act.move != "summarises" or not any(shares(act.text, text) for text in named)
    )


def listened(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Return the acts without a cross-examination, where the same breath listened."""
    heard = any(a.move in LISTENING | ACKNOWLEDGING and a.sure >= LEAST and a.paid for a in acts)
    return tuple(a for a in acts if not (heard and a.move == "interrogates"))


def confirms(cues: Cues, kept: Mapping[int, tuple[str, ...]], answer: str) -> bool:
    """Tell whether the citizen says "exactly" to a statement, and not yes to a question."""
    said = [s for some in kept.values() for s in some]
    return bool(said) and not asks(said[-1]) and affirms(cues, answer, cues.confirmed)


def protests(cues: Cues, answer: str) -> bool:
    """Tell whether the citizen says that they were not heard, or gives up."""
    return shows(answer, cues.unheard)


def _worth(
    cues: Cues,
    kept: Mapping[int, tuple[str, ...]],
    acts: tuple[Act, ...],
    perhaps: tuple[Found, ...],
    heard: tuple[str, ...],
    confirmed: bool,
) -> Iterator[tuple[tuple[int, str], float]]:
    """Yield the statements that may give something back, with what each is worth."""
    told = {
        s for text in heard for one in sentences(text) if not asks(one) for s in stems(cues, one)
    }
    other = [a.text for a in acts if a.move in BESIDE and a.sure >= ELSEWHERE]
    for turn, some in kept.items():
        for text in some:
            if asks(text) or offers(cues, text):
                continue
            if any(shares(text, one) for one in other):
                continue
            own = stems(cues, text)
            if len(words(text)) < TWO or not own:
                continue
            few = len(words(text)) <= FEW
            back = few and len(own & told) >= MOSTLY * len(own)
            apart = not own & told and not feels(cues, text)
            likely = max((one.sure for one in perhaps if shares(text, one.text)), default=0.0)
            yield (turn, text), likely + BACK * back + CONFIRMED * confirmed - APART * apart
