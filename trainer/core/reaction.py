"""What the citizen reacts to in a message: one move, the strongest, or none. Pure."""

from trainer.core.case import Case
from trainer.core.disclosure import misheard, summed_up
from trainer.core.mood import AWAY, CLEAR, HURTFUL, LIKELY, LONG, OFFERED, ONCE, band, felt
from trainer.core.piece import Piece
from trainer.core.reading import Reading
from trainer.core.state import State

ASKING = frozenset({"asks-open", "asks-closed", "probes", "checks-understanding", "greets"})
TELLING = ASKING | OFFERED
FEELING = "feeling"
"""The everyday question whether the citizen is angry, sad or afraid: it gets a yes or a no."""
SEEN = frozenset({"names-feeling", "acknowledges-impact"})
"""Moves that are answered with a yes."""
SEEMS = 0.6
"""How sure the reader must be of such a move before somebody says yes to it."""
ANSWER_SLOTS = frozenset({"fact", "topic", "topic-after", "holds-back", "everyday", "repeat"})


def reaction(case: Case, state: State, reading: Reading, main: Piece) -> Piece | None:
    """Return what is said to the strongest move before the main piece, if anything."""
    if state.ending and state.ending.kind in ("settled", "limit"):
        return None
    if "interrupts" in case.styles and reading.words > LONG:
        return Piece(slot="reaction", ref="interrupts")
    away = _strongest(case, [m for m in felt(reading) if m in AWAY])
    if away:
        return Piece(slot="reaction", ref=away)
    followed = _followed(state, reading)
    if followed == "ignored" and main.slot == "band":
        return Piece(slot="ignored", ref=state.pending or "")
    towards = _towards(case, state, reading, main)
    if towards:
        return Piece(slot="reaction", ref=towards)
    return Piece(slot="answered", ref=state.pending or "") if followed == "answered" else None


def formula(state: State, reading: Reading) -> bool:
    """Tell whether a message only says again what was said before, with nothing new beside it."""
    more = reading.items or reading.wrong or reading.topics or reading.everyday or reading.offer
    own = {*state.stale, "checks-understanding", "asks-closed"}
    return bool(state.stale) and not more and own.issuperset(felt(reading))


def _towards(case: Case, state: State, reading: Reading, main: Piece) -> str | None:
    shown = _shown(state, reading, main)
    if formula(state, reading):
        return None if reading.repeats else "empty-phrase"
    if set(shown).intersection(state.stale):
        shown = [m for m in shown if m not in state.stale and m in ONCE | OFFERED]
    towards = _strongest(case, shown)
    if towards == "summarises" and not summed_up(case, state, reading):
        wrong = main.slot not in ANSWER_SLOTS and misheard(case, state, reading)
        return "summarises-wrong" if wrong else None
    return towards


def _shown(state: State, reading: Reading, main: Piece) -> list[str]:
    """Return the moves towards the citizen that are not answered by the main piece itself."""
    daily = main.ref in {question.id for question in reading.everyday}
    if main.ref == FEELING:
        skip = TELLING | SEEN
    elif main.slot in ("item", "item-wrong", "overload") or daily:
        skip = TELLING
    else:
        skip = ASKING if main.slot in ANSWER_SLOTS else frozenset()
    news = {item.text for item in reading.items}
    summed = {move.text for move in reading.moves if move.id == "summarises"}
    # What is news to the citizen is no summary of what they said, however much it sounds like one.
    skip |= {"summarises"} if summed and summed <= news else frozenset()
    # A goodbye that only might be a dismissal is none.
    skip |= frozenset() if reading.sure_of("ends-talk") >= CLEAR else {"ends-talk"}
    return [m for m in felt(reading) if m not in AWAY | skip and _meant(state, reading, main, m)]


def _meant(state: State, reading: Reading, main: Piece, move: str) -> bool:
    """Tell whether a move is sure enough for a friendly word.

    Nobody thanks for a reason in what may as well be a rebuke; and where a question is answered,
    only what was clearly told beside it is.
    """
    sure = reading.sure_of(move)
    if move in ASKING:
        return sure >= LIKELY or move != "checks-understanding"
    if move in SEEN and sure < SEEMS:
        return False
    hurts = reading.sure_of(*HURTFUL)
    if hurts >= sure or (hurts and sure < CLEAR and band(state.mood) == "furious"):
        return False
    return sure >= CLEAR or move not in OFFERED or main.slot not in ANSWER_SLOTS


def _followed(state: State, reading: Reading) -> str | None:
    """Tell whether the question in the citizen's last reply was answered or passed over."""
    if not state.pending:
        return None
    if reading.items or OFFERED.intersection(felt(reading)):
        return "answered"
    passed = reading.topics or reading.has("asks-closed") or AWAY.intersection(felt(reading))
    return "ignored" if passed else None


def _strongest(case: Case, moves: list[str]) -> str | None:
    order = case.defaults.strength
    return min(moves, key=lambda m: order.index(m) if m in order else len(order), default=None)
