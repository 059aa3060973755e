"""A bare transcript made into a record: every turn read, and the mood replayed where it can be."""

from trainer.core import conversation
from trainer.core.assessment import Record
from trainer.core.case import Case
from trainer.core.direction import Reply, direct
from trainer.core.engine import Reader
from trainer.core.reading import Found, Reading
from trainer.core.scenario import Mood
from trainer.core.state import State
from trainer.core.transcript import Transcript
from trainer.engines.embedded.grading.cues import sentences


async def record_of(
    transcript: Transcript, case: Case | None, reader: Reader, seed: int = 0
) -> Record:
    """Return what a grader needs of a transcript that was not played here.

    Every trainee's turn is read with the turns before it. With a case, what was learned is
    inferred from the citizen's turns, and the mood is replayed.
    """
    readings = await _readings(transcript, case, reader)
    if case is None:
        return Record(transcript=transcript, readings=readings, seed=seed)
    told = await _told(transcript, case, reader)
    state, moods = _replayed(transcript, case, readings, told)
    return Record(
        transcript=transcript,
        readings=readings,
        case=case,
        state=state,
        moods=moods,
        told=told,
        seed=seed,
    )


async def _readings(
    transcript: Transcript, case: Case | None, reader: Reader
) -> dict[int, Reading]:
    """Read every trainee's turn; words for the grader do not colour what is read beside them."""
    readings = {}
    turns = list(transcript.turns)
    for i, text in transcript.said_by("trainee"):
        before = transcript.model_copy(update={"turns": tuple(turns[:i])})
        readings[i] = await reader.read(case, before, text)
        pleas = tuple(f for f in readings[i].phrases if f.id == "to-grader")
        if pleas:
            rest = _without(text, pleas)
            turns[i] = turns[i].model_copy(update={"text": rest})
            reading = await reader.read(case, before, rest)
            kept = (*(f for f in reading.phrases if f.id != "to-grader"), *pleas)
            readings[i] = reading.model_copy(update={"phrases": kept})
    return readings


def _without(text: str, pleas: tuple[Found, ...]) -> str:
    """Return the sentences of ``text`` that hold no plea."""
    return " ".join(
        s for s in sentences(text) if not any(f.text in s or s in f.text for f in pleas)
    )


async def _told(transcript: Transcript, case: Case, reader: Reader) -> dict[str, int]:
    """Return the facts that the citizen's turns tell, each with the turn in which it came first."""
    told: dict[str, int] = {}
    for i, text in transcript.said_by("citizen"):
        for fact in await reader.facts_in(case, text):
            told.setdefault(fact, i)
    return told


def _replayed(
    transcript: Transcript, case: Case, readings: dict[int, Reading], told: dict[str, int]
) -> tuple[State, dict[int, Mood]]:
    """Return the state at the end and the mood after each message, endings left aside."""
    state = conversation.start(case)
    moods: dict[int, Mood] = {}
    for i, turn in enumerate(transcript.turns):
        if turn.speaker == "trainee":
            state = conversation.step(case, state.model_copy(update={"ending": None}), readings[i])
            moods[i] = state.mood
        elif i:
            state = _answered(case, state, turn.text, tuple(f for f, t in told.items() if t == i))
    return state, moods


def _answered(case: Case, state: State, text: str, facts: tuple[str, ...]) -> State:
    """Return the state after the citizen's own words, with the facts that they told."""
    direction = direct(case, state, Reading()).model_copy(update={"tell": None, "pieces": ()})
    state = conversation.spoken(case, state, direction, Reply(text=text))
    fresh = tuple(fact for fact in facts if fact not in state.told)
    return state.model_copy(update={"told": state.told + fresh})
