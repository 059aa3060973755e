"""The refused benefit: one small case that tests can rely on, whatever becomes of the library."""

from functools import lru_cache
from pathlib import Path

from trainer.content.catalog import Catalog
from trainer.core import conversation
from trainer.core.case import Case
from trainer.core.direction import direct
from trainer.core.disclosure import asked_facts
from trainer.core.reading import Found, Reading
from trainer.core.scenario import LevelName
from trainer.core.state import State
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.citizen import compose

CONTENT = Path(__file__).parent / "fixtures" / "content"
SCENARIO = "refused-benefit"


@lru_cache(maxsize=3)
def case(level: LevelName = "standard") -> Case:
    """Return the case in Dutch at a level."""
    return Catalog(CONTENT).case(SCENARIO, "nl", level)


def reading(
    *moves: str,
    topics: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
    wrong: tuple[str, ...] = (),
    phrases: tuple[str, ...] = (),
    everyday: tuple[str, ...] = (),
    offer: bool = False,
    words: int = 10,
    questions: int = 0,
    repeats: bool = False,
) -> Reading:
    """Return a reading that found these; the words that show them do not matter here."""
    found = {
        name: tuple(Found(id=id, text="x") for id in ids)
        for name, ids in {
            "moves": moves,
            "topics": topics,
            "items": items,
            "wrong": wrong,
            "phrases": phrases,
            "everyday": everyday,
        }.items()
    }
    return Reading(**found, words=words, questions=questions, repeats=repeats, offer=offer)


def opening(case: Case) -> Transcript:
    """Return the transcript with what the citizen says first."""
    turn = Turn(speaker="citizen", text=case.script.opening.text, lines=("opening",))
    return Transcript(language=case.language, scenario=case.scenario.id, turns=(turn,))


def talk(case: Case, *readings: Reading, state: State | None = None) -> State:
    """Return where a talk comes with these readings, the embedded citizen answering."""
    state = state or conversation.start(case)
    for one in readings:
        stepped = conversation.step(case, state, one)
        direction = direct(case, stepped, one)
        reply = compose(case, opening(case), direction, state.used, seed=1)
        state = conversation.spoken(case, stepped, direction, reply)
    return state


def asked(case: Case, state: State, one: Reading) -> State:
    """Return the state with the facts noted that a message asks for."""
    noted = {id: state.turns for id in asked_facts(case, one) if id not in state.told}
    return state.model_copy(update={"asked": {**state.asked, **noted}})
