"""Which facts come out when. A locked fact is not in a direction, so not in a prompt either."""

from trainer.core.case import Case
from trainer.core.mood import AWAY, CLEAR, HURTFUL, ONCE, felt, meets
from trainer.core.reading import Reading
from trainer.core.scenario import Fact
from trainer.core.state import State

PATIENCE = 2
"""A fact asked and held back may still come within this many messages."""
EXPLAINING = frozenset({"explains-plainly", "gives-reason"})
OPEN = frozenset({"asks-open", "probes"})
"""Moves after which a fact may come of itself."""
TURNING = ONCE | OPEN | {"uses-discretion"}
"""Moves that turn to the person: after one of them, what was held back may come."""


def summed_up(case: Case, state: State, reading: Reading) -> tuple[str, ...]:
    """Return what a summary matches and was said before: a fact guessed is not confirmed."""
    facts = case.scenario.facts
    return tuple(id for id in reading.summary_of if id in state.told or id not in facts)


def misheard(case: Case, state: State, reading: Reading) -> bool:
    """Tell whether the trainee clearly says back what was not told.

    Explaining is not saying back, and neither is naming a feeling.
    """
    if reading.items or reading.has(*EXPLAINING, "names-feeling"):
        return False
    said_back = reading.sure_of("summarises") >= CLEAR
    return bool(said_back and state.told and not summed_up(case, state, reading))


def unlocked(case: Case, state: State, id: str, fact: Fact) -> bool:
    """Tell whether the mood and the facts told before allow ``fact``."""
    told = fact.told
    if id in state.told or (told.after is not None and told.after not in state.told):
        return False
    if "ashamed" in case.styles and "trust" in told.at_least and state.held.get(id, 0) < 2:
        return False
    return meets(state.mood, told.at_least, told.at_most)


def asked_facts(case: Case, reading: Reading) -> tuple[str, ...]:
    """Return the facts whose topic was asked in this message, in the order of the YAML."""
    topics = {found.id for found in reading.topics}
    return tuple(
        id for id, fact in case.scenario.facts.items() if topics.intersection(fact.told.asked)
    )


def asked_fact(case: Case, state: State, reading: Reading) -> str | None:
    """Return the asked fact that may be told now, if any: what was asked last comes first.

    What was held back before comes out after a message that turns to the person, and not by a
    formula; not where it drives them away, nor where something else wants an answer.
    """
    turns = TURNING.intersection(reading.move_ids).difference(state.stale)
    turns = turns if _opens(reading) else turns - OPEN
    driven = AWAY.intersection(felt(reading)) or misheard(case, state, reading)
    waits = driven or _busy(state, reading) or not turns
    patience = 0 if waits else PATIENCE
    open_ = [
        id
        for id, fact in case.scenario.facts.items()
        if state.turns - state.asked.get(id, -99) <= patience and unlocked(case, state, id, fact)
    ]
    return max(open_, key=lambda id: state.asked[id] == state.turns, default=None)


def _busy(state: State, reading: Reading) -> bool:
    """Tell whether a message says, offers or asks something that wants an answer of its own."""
    said = state.fresh or reading.wrong or reading.offer or reading.has("commits-next-step")
    return bool(said or reading.topics or reading.everyday)


def _opens(reading: Reading) -> bool:
    """Tell whether a message asks openly; what may as well be closed must be clearly open."""
    if reading.has("asks-closed"):
        return reading.sure_of(*OPEN) >= CLEAR
    return reading.has(*OPEN)


def unasked_fact(case: Case, state: State, reading: Reading) -> str | None:
    """Return the fact that comes of itself after an open question, if any."""
    if not _opens(reading) or (reading.repeats and OPEN.intersection(state.paid)):
        return None
    if reading.items or reading.topics or reading.everyday or reading.has(*EXPLAINING):
        return None
    return next(
        (
            id
            for id, fact in case.scenario.facts.items()
            if not fact.told.asked and unlocked(case, state, id, fact)
        ),
        None,
    )


def held_back(case: Case, state: State, topic: str) -> str | None:
    """Return the first fact under ``topic`` that was not told yet, if any."""
    return next((id for id in case.scenario.facts_of(topic) if id not in state.told), None)


def may_tell(case: Case, state: State, reading: Reading) -> str | None:
    """Return the one fact that may be told in this turn, if any; none to who hurts."""
    if HURTFUL.intersection(felt(reading)):
        return None
    return asked_fact(case, state, reading) or unasked_fact(case, state, reading)
