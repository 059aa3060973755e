"""What the citizen does now. Code decides it; an engine only finds the words."""

from collections.abc import Collection
from typing import Literal

from trainer.core.base import Value
from trainer.core.case import Case
from trainer.core.disclosure import held_back, may_tell
from trainer.core.hearing import WORD, heard
from trainer.core.mood import AWAY, CLEAR, HURTFUL, LIKELY, LONG, LOST, band, felt
from trainer.core.piece import Piece, Slot
from trainer.core.reaction import formula, reaction
from trainer.core.reading import Reading
from trainer.core.scenario import Mood, Style
from trainer.core.script import Band
from trainer.core.state import Ending, State
from trainer.core.usage import Usage

IDLE_LINES = {1: "neutral", 2: "impatient", 3: "still-there", 4: "gives-up"}
BARE = frozenset({"asks-closed", "greets", "apologises", "affirms"})
"""Moves beside which a question that nobody can answer is still the whole of the message."""


class Direction(Value):
    """What the citizen does in this turn."""

    band: Band
    mood: Mood
    pieces: tuple[Piece, ...]
    """At most three, in the order in which they are said."""
    tell: str | None = None
    """The one fact to tell now; no other fact that is locked stands in a direction."""
    told: tuple[str, ...] = ()
    """Facts told before."""
    said: tuple[str, ...] = ()
    """Checklist items that the trainee has said."""
    styles: tuple[Style, ...] = ()
    ending: Ending | None = None


class Spoken(Value):
    """A piece as it was said."""

    slot: str
    ref: str
    line: str
    """The line's id; empty where a model spoke."""
    text: str
    by: Literal["first", "second"] = "first"
    """Who says it, where two people sit at the desk."""


class Reply(Value):
    """What the citizen said."""

    text: str
    spoken: tuple[Spoken, ...] = ()
    pending: str | None = None
    """The id of the line that asked something, if one did."""
    kept_to: tuple[str, ...] = ()
    """Ids of the lines that a model was given to keep to: they count as used."""
    by: str = "embedded"
    """The engine that spoke."""
    why: str = ""
    """Why another engine spoke than the one asked, for the attempt's notes; else nothing."""
    usage: tuple[Usage, ...] = ()
    """What each call of a model took."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Ids of the lines spoken."""
        return tuple(piece.line for piece in self.spoken if piece.line)


def direct(case: Case, state: State, reading: Reading) -> Direction:
    """Return what the citizen does after a message that led to ``state``."""
    reading = heard(reading, first=state.turns == 1)
    tell = None if state.ending or state.warning else may_tell(case, state, reading)
    main = _main(case, state, reading, tell)
    if main.slot != "fact":
        tell = None
    return Direction(
        band=band(state.mood),
        mood=state.mood,
        pieces=_pieces(case, state, reading, main),
        tell=tell,
        told=state.told,
        said=state.said,
        styles=case.styles,
        ending=state.ending,
    )


def _pieces(case: Case, state: State, reading: Reading, main: Piece) -> tuple[Piece, ...]:
    if state.idle and main.slot == "shared":
        return (main,)
    first = reaction(case, state, reading, main)
    if first and "withdrawn" in case.styles and first.ref not in AWAY:
        first = None
    due = state.turns - state.wanted >= 2
    if main.slot == "band" and due:
        main = Piece(slot="wants")
    pieces = (*((first,) if first else ()), main)
    if main.ref == "said-again" and due:
        return (*pieces, Piece(slot="wants"))
    if main.slot == "item" and reading.offer:
        return (*pieces, _to_offer(reading))
    return pieces + _style(case, state, first, main)


def _style(case: Case, state: State, first: Piece | None, main: Piece) -> tuple[Piece, ...]:
    """Return what a talkative or wandering person adds of their own accord."""
    if state.ending or state.warning or main.slot in ("band", "wants", "shared"):
        return ()
    often = 2 if "talkative" in case.styles else 3 if "tangential" in case.styles else 0
    return (Piece(slot="band"),) if often and state.turns % often == 0 else ()


def _main(case: Case, state: State, reading: Reading, tell: str | None) -> Piece:
    """Return the middle of the reply: the first that applies."""
    if state.ending:
        return _farewell(state)
    if state.warning:
        return Piece(slot="warns")
    aside = _aside(state, reading)
    if aside:
        return aside
    if state.mood.overload > LOST and (reading.items or reading.words > LONG):
        return Piece(slot="overload")
    if tell:
        return Piece(slot="fact", ref=tell)
    return _answer(case, state, reading)


def _answer(case: Case, state: State, reading: Reading) -> Piece:
    if reading.wrong:
        return Piece(slot="item-wrong", ref=reading.wrong[0].id)
    if state.fresh:
        return Piece(slot="item", ref=state.fresh[-1])
    if reading.topics:
        return _about(case, state, reading)
    hurt = HURTFUL.intersection(felt(reading))
    daily = None if hurt else _everyday(case, reading)
    if reading.offer and daily is None:
        return _to_offer(reading)
    if daily:
        return Piece(slot="everyday", ref=daily)
    if reading.repeats and formula(state, reading):
        return Piece(slot="shared", ref="said-again")
    return Piece(slot="everyday", ref="dont-know") if _strange(reading) else Piece(slot="band")


def _strange(reading: Reading) -> bool:
    """Tell whether a message only asks what the citizen has no answer to.

    "Is it about the penalty notice?" they have, whatever the desk calls the thing.
    """
    if reading.says("on-what"):
        return False
    more = {f.id for f in reading.moves if f.sure >= LIKELY or f.id in AWAY}
    closed = reading.has("asks-closed") and reading.words > WORD
    return closed and BARE.issuperset(more)


def _everyday(case: Case, reading: Reading) -> str | None:
    """Return the everyday question to answer, if any.

    One that only might have been asked is answered where there are words for it, and not where
    something was offered.
    """
    for found in reading.everyday:
        known = found.id in case.shared.lines
        if found.sure >= CLEAR or known or (not reading.offer and found.id in _own(case)):
            return found.id
    return None


def _own(case: Case) -> Collection[str]:
    return case.script.persona.answers


def _to_offer(reading: Reading) -> Piece:
    """Return the answer to an offer; nobody accepts one that comes with an offence."""
    offended = AWAY.intersection(felt(reading))
    return Piece(slot="everyday", ref="no-offer" if offended else "yes-offer")


def _about(case: Case, state: State, reading: Reading) -> Piece:
    """Return the answer to the likeliest topic, of two alike to the last; none to who hurts."""
    topic = max(reversed(reading.topics), key=lambda found: round(found.sure, 1)).id
    held = held_back(case, state, topic)
    if held and state.held.get(held, 0) < _refusals(case, held):
        return Piece(slot="holds-back", ref=held)
    if HURTFUL.intersection(felt(reading)):
        return Piece(slot="band")
    facts = case.scenario.facts_of(topic)
    after = bool(facts) and set(facts) <= set(state.told)
    slot: Slot = "topic-after" if after and case.script.topics[topic].says_after else "topic"
    return Piece(slot=slot, ref=topic)


def _refusals(case: Case, fact: str) -> int:
    """Return how often a fact is held back in its own words, before the topic's serve."""
    lines = len(case.script.facts[fact].holds_back)
    return max(lines, 2) if lines and "ashamed" in case.styles else lines


def _aside(state: State, reading: Reading) -> Piece | None:
    """Return the reply to what is beside the case: waiting, repeating, nothing at all."""
    if reading.says("repeat"):
        return Piece(slot="repeat")
    if reading.says("wait"):
        return Piece(slot="shared", ref="wait")
    if 0 < state.idle < 3 and (reading.says("nonsense") or reading.says("to-grader")):
        return Piece(slot="shared", ref="nonsense")
    if state.idle and state.turns == 1:
        return Piece(slot="wants")  # who is hardly greeted begins of their own accord
    if state.idle:
        return Piece(slot="shared", ref=IDLE_LINES[min(state.idle, 4)])
    return None


def _farewell(state: State) -> Piece:
    kind = state.ending.kind if state.ending else "unsettled"
    if kind == "settled":
        return Piece(slot="settles")
    if kind == "leaves":
        return Piece(slot="leaves")
    if kind == "limit":
        return Piece(slot="limit")
    if state.idle:
        return Piece(slot="shared", ref="gives-up")
    return Piece(slot="unsettled")
