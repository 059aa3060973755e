"""How a message moves a citizen's mood. Pure: numbers in, numbers out."""

from collections.abc import Iterable, Mapping
from math import prod

from trainer.core.case import Case
from trainer.core.reading import Found, Reading
from trainer.core.scenario import Mood, Variable
from trainer.core.script import Band

FURIOUS = 7
"""Anger from which a citizen is furious."""
LOST = 7
"""Overload above which a citizen has lost the thread."""
LONG = 40
"""Words in a message above which it is too much at once."""
ONCE = frozenset({"names-feeling", "acknowledges-impact", "apologises", "affirms", "summarises"})
"""Moves that pay again only after something new was told or said."""
PLAIN = frozenset({"checks-understanding", "explains-plainly"})
"""Moves that bring overload down."""
AWAY = frozenset(
    (
        "dismisses",
        "blames",
        "quotes-rule",
        "jargon",
        "argues",
        "interrogates",
        "empty-phrase",
        "promises-too-much",
        "sends-away",
        "threatens",
        "insults",
        "leaks-privacy",
        "orders-calm",
    )
)
"""Moves that drive a citizen away; they never weaken by being repeated."""

HURTFUL = frozenset(
    (
        "argues",
        "blames",
        "dismisses",
        "insults",
        "leaks-privacy",
        "orders-calm",
        "sends-away",
        "threatens",
    )
)
"""Moves in whose turn nobody tells anything, whatever was asked."""
OFFERED = frozenset(
    (
        "explains-plainly",
        "gives-reason",
        "offers-options",
        "uses-discretion",
        "commits-next-step",
        "refers-warmly",
    )
)
"""Moves that tell or offer something."""
UNFELT = frozenset({"advises"})
"""Moves that a citizen takes as they come; they count in the grade alone."""
CLEAR = 0.75
"""How sure the reader must be of a move that drives away before the citizen feels it."""
LIKELY = 0.7
"""How sure the reader must be of what is told or offered where it is nothing of the case."""
EITHER = 0.8
"""How sure that one of two or more hurts, where each alone is doubtful."""


def felt(reading: Reading) -> tuple[str, ...]:
    """Return the moves that reach the citizen, each once.

    Nobody takes offence at what only might have been an offence: what drives away must be clear.
    Where only its kind is in doubt, the likeliest is felt. Nor is anybody won by what hardly is an
    offer, with nothing of the case in it.
    """
    hurts = _either(reading)
    some = (f for f in reading.moves if f.id not in UNFELT)
    reach = (f.id for f in some if f in hurts or f.sure >= _least(reading, f.id))
    return tuple(dict.fromkeys(reach))


def _least(reading: Reading, move: str) -> float:
    """Return how sure the reader must be of a move for it to reach the citizen."""
    if move in AWAY:
        return CLEAR
    return LIKELY if move in OFFERED and not reading.items else 0.0


def _either(reading: Reading) -> list[Found]:
    """Return, a sentence that surely hurts one way or another, the likeliest way."""
    hurts = [found for found in reading.moves if found.id in HURTFUL]
    surest = []
    for text in dict.fromkeys(found.text for found in hurts):
        some = {found.id: found for found in hurts if found.text == text}.values()
        if len(some) > 1 and 1 - prod(1 - found.sure for found in some) >= EITHER:
            surest.append(max(some, key=lambda found: found.sure))
    return surest


def band(mood: Mood) -> Band:
    """Return the band a mood is in: furious, tense or calm."""
    if mood.anger >= FURIOUS:
        return "furious"
    return "calm" if mood.anger <= 3 and mood.trust >= 4 else "tense"


def paying(reading: Reading, paid: Mapping[str, int], progress: int) -> tuple[str, ...]:
    """Return the moves of a message that move the mood.

    ``paid`` holds, a move, the progress (facts told plus items said) at which it last paid. A
    message that repeats an earlier one pays nothing, except what drives the citizen away.
    """
    return tuple(
        move
        for move in felt(reading)
        if move in AWAY
        or (not reading.repeats and not (move in ONCE and paid.get(move, -1) >= progress))
    )


def moved(case: Case, mood: Mood, reading: Reading, moves: Iterable[str]) -> Mood:
    """Return the mood after a message whose paying moves are ``moves``.

    A variable moves by the largest rise plus the largest fall among the moves, clamped to 3
    either way and then to 0-10.
    """
    effects = [case.effects(move) for move in moves]
    changes = {name: _swing([e.get(name, 0) for e in effects]) for name in ("trust", "anger")}
    changes["overload"] = _overload(case, reading, [e.get("overload", 0) for e in effects])
    return Mood(**{name: _clamp(getattr(mood, name) + by) for name, by in changes.items()})


def shifted(mood: Mood, name: Variable, by: int) -> Mood:
    """Return the mood with one variable moved, kept within 0-10."""
    return mood.model_copy(update={name: _clamp(getattr(mood, name) + by)})


def meets(mood: Mood, at_least: Mapping[Variable, int], at_most: Mapping[Variable, int]) -> bool:
    """Tell whether a mood lies within both sets of bounds."""
    return all(getattr(mood, name) >= n for name, n in at_least.items()) and all(
        getattr(mood, name) <= n for name, n in at_most.items()
    )


def _swing(changes: list[int]) -> int:
    rise, fall = max([0, *changes]), min([0, *changes])
    return max(-3, min(3, rise + fall))


def _overload(case: Case, reading: Reading, changes: list[int]) -> int:
    long = 25 if "non-native" in case.styles else LONG
    rise = 2 * (reading.words > long) + len(reading.officialese)
    rise += max(0, reading.questions - 2) + max([0, *changes])
    if "low-literacy" in case.styles:
        rise *= 2
    plain = reading.has(*PLAIN) and not reading.repeats
    fall = min([0, *changes, -2 if plain else 0])
    return max(-3, min(3, rise + fall))


def _clamp(number: int) -> int:
    return max(0, min(10, number))
