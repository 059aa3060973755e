"""What happens in a conversation: a message moves the state, a reply is stored in it."""

from collections.abc import Sequence

from trainer.core.case import Case
from trainer.core.direction import Direction, Reply
from trainer.core.disclosure import asked_facts, may_tell, misheard, summed_up
from trainer.core.hearing import WORD, heard
from trainer.core.mood import CLEAR, LOST, ONCE, band, felt, meets, moved, paying, shifted
from trainer.core.reading import Reading
from trainer.core.state import Ending, State

IDLE_END = 4
STILL_END = 2
CURT, TALKS = 4, 2
"""Words up to which a message with nothing in it is curt, and how far the count goes by those,
before it begins anew: who says more talks, and who says anything is there."""
UNMOVED = frozenset({"fact", "topic", "topic-after", "everyday", "holds-back", "repeat"})
"""Slots whose lines show no anger."""
STAYING = ("asks-open", "probes", "names-feeling", "acknowledges-impact", "affirms")
"""Moves of somebody who is not about to hang up."""


def start(case: Case) -> State:
    """Return the state before the first message, with the opening spoken."""
    pending = "opening" if case.script.opening.then else None
    return State(mood=case.mood, used=("opening",), pending=pending)


def step(case: Case, state: State, reading: Reading) -> State:
    """Return the state after the trainee's message; the same inputs give the same state."""
    if state.ending:
        return state
    before, reading = state, heard(reading, first=state.turns == 0)
    state = _counted(state, reading)
    state = _moved(case, state, reading)
    state = _heard_items(case, state, reading)
    state = _asked(case, state, reading)
    return _ended(case, before, _provoked(state), reading)


def spoken(case: Case, state: State, direction: Direction, reply: Reply) -> State:
    """Return the state once ``reply`` is said; only then is a fact *told*."""
    told = (direction.tell,) if direction.tell and direction.tell not in state.told else ()
    slots = {piece.slot for piece in reply.spoken}
    held = next((p.ref for p in direction.pieces if p.slot == "holds-back"), None)
    changes: dict[str, object] = {
        "told": state.told + told,
        "asked": {id: turn for id, turn in state.asked.items() if id not in told},
        "held": {**state.held, held: state.held.get(held, 0) + 1} if held else state.held,
        "used": tuple(dict.fromkeys(state.used + reply.lines + reply.kept_to)),
        "still": 0 if told or state.fresh else state.still + 1,
        "replied": band(state.mood) if not slots or slots - UNMOVED else state.replied,
        "wanted": state.turns if "wants" in slots else state.wanted,
        "pending": reply.pending,
    }
    return state.model_copy(update=changes)


def stopped(state: State) -> State:
    """Return the state after the trainee stopped; it is never counted."""
    return state.model_copy(update={"ending": state.ending or Ending(kind="stopped")})


def useful(reading: Reading, first: bool = False) -> bool:
    """Tell whether a message held a move, a question, an offer, an item or a goodbye.

    One greeting is enough: only the first is useful. A word or two that only might be a move are
    none. Whoever asks something says something, unless it is asked of a machine.
    """
    found = felt(reading) if reading.words <= WORD else reading.move_ids
    moves = [id for id in found if first or id != "greets"]
    if reading.questions and reading.words > WORD and not _beside(reading):
        return True
    said = reading.items or reading.wrong or reading.offer or reading.says("goodbye")
    return bool(moves or said or reading.topics or reading.everyday)


def _beside(reading: Reading) -> bool:
    return reading.says("nonsense") or reading.says("to-grader")


def _idle(state: State, reading: Reading) -> int:
    """Return how many messages in a row held nothing useful; only who says no word is silent.

    To a nod after a nod the citizen is impatient every second time, and goes on: "Okay. Hm. Yes."
    """
    if useful(reading, first=state.turns == 0):
        return 0
    if _beside(reading) or not reading.words:
        return state.idle + 1
    return 1 if reading.words > CURT else state.idle % TALKS + 1


def _counted(state: State, reading: Reading) -> State:
    turns = state.turns + 1
    if reading.says("wait") and not state.waited:
        return state.model_copy(update={"turns": turns, "waited": True})
    return state.model_copy(update={"turns": turns, "idle": _idle(state, reading)})


def _moved(case: Case, state: State, reading: Reading) -> State:
    moves = paying(reading, state.paid, state.progress)
    stale = tuple(move for move in felt(reading) if move in ONCE and move not in moves)
    guessed = reading.summary_of and not summed_up(case, state, reading)
    if guessed or misheard(case, state, reading):
        moves = tuple(move for move in moves if move != "summarises")
    mood = moved(case, state.mood, reading, moves)
    if state.idle == 2 and not useful(reading):
        mood = shifted(mood, "anger", 1)
    paid = {**state.paid, **dict.fromkeys(moves, state.progress)}
    return state.model_copy(update={"mood": mood, "paid": paid, "stale": stale})


def _heard_items(case: Case, state: State, reading: Reading) -> State:
    known = case.scenario.checklist
    items = [f.id for f in reading.items if f.id in known and known[f.id].said]
    fresh = tuple(dict.fromkeys(id for id in items if id not in state.said))
    said = state.said + fresh
    understood = state.understood
    if reading.has("checks-understanding"):
        understood = said
    elif state.mood.overload <= LOST:
        understood = tuple(dict.fromkeys(understood + tuple(_plain(reading, items))))
    wrong = tuple(dict.fromkeys(state.wrong + tuple(f.id for f in reading.wrong)))
    changes = {"said": said, "fresh": fresh, "understood": understood, "wrong": wrong}
    return state.model_copy(update=changes)


def _plain(reading: Reading, items: Sequence[str]) -> list[str]:
    """Return the items that were not said in a sentence of rules and officialese alone."""
    stiff = {f.text for f in reading.moves if f.id in ("quotes-rule", "jargon") and f.sure >= CLEAR}
    plain = {f.id for f in reading.items if f.text not in stiff}
    return [id for id in items if id in plain]


def _asked(case: Case, state: State, reading: Reading) -> State:
    asked = {id: state.turns for id in asked_facts(case, reading) if id not in state.told}
    limit_set = state.limit_set or reading.has("sets-limit")
    return state.model_copy(update={"asked": {**state.asked, **asked}, "limit_set": limit_set})


def _provoked(state: State) -> State:
    """Hold anger at 9 with a warning, unless the reply before was furious already."""
    if state.mood.anger < 10 or state.replied == "furious":
        return state.model_copy(update={"warning": False})
    mood = state.mood.model_copy(update={"anger": 9})
    return state.model_copy(update={"mood": mood, "warning": True})


def _ended(case: Case, before: State, state: State, reading: Reading) -> State:
    ending = _ending(case, before, state, reading)
    return state.model_copy(update={"ending": ending}) if ending else state


def _ending(case: Case, before: State, state: State, reading: Reading) -> Ending | None:
    settled = state.settleable(case)
    if _hangs_up(reading):
        return _ended_by_trainee(case, before)
    if state.mood.anger >= 10:
        return Ending(kind="leaves")
    if state.idle >= IDLE_END:
        return Ending(kind="unsettled")
    goodbye = reading.says("goodbye")
    if settled and (goodbye or reading.has("closes-well")):
        return Ending(kind="settled")
    if goodbye and not _asking(reading):
        return Ending(kind="unsettled")
    adds = bool(state.fresh or reading.topics or may_tell(case, state, reading))
    if settled and not adds and state.still + 1 >= STILL_END:
        return Ending(kind="settled")
    if state.turns >= case.turns:
        return Ending(kind="settled" if settled else "out-of-turns")
    return None


def _asking(reading: Reading) -> bool:
    """Tell whether a message asks something; a topic heard with a doubt does not count."""
    return reading.questions > 0 or any(topic.sure >= CLEAR for topic in reading.topics)


def _hangs_up(reading: Reading) -> bool:
    """Tell whether the trainee ends the talk; who still asks something does not."""
    sure = max((f.sure for f in reading.moves if f.id == "ends-talk"), default=0.0)
    return sure >= CLEAR and not reading.topics and not reading.has(*STAYING)


def _ended_by_trainee(case: Case, before: State) -> Ending:
    limit = case.scenario.ends.limit
    right = before.limit_set and meets(before.mood, limit.at_least, {})
    return Ending(kind="limit" if before.limit_set else "unsettled", warranted=right)
