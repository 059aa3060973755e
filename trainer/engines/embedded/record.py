"""A bare transcript made into a record: every turn read, and the mood replayed where it can be."""

from collections.abc import Mapping

from trainer.core import conversation
from trainer.core.assessment import Record
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.direction import Reply, direct
from trainer.core.engine import Reader
from trainer.core.feedback import Cues
from trainer.core.reading import Found, Reading
from trainer.core.scenario import Mood
from trainer.core.state import State
from trainer.core.transcript import Transcript
from trainer.engines.embedded.grading.cues import pleads, sentences

TO_GRADER = "to-grader"


async def record_of(
    transcript: Transcript,
    case: Case | None,
    reader: Reader,
    cues: Mapping[Language, Cues] | None = None,
) -> Record:
    """Return what a grader needs of a transcript that was not played here.

    Every trainee's turn is read with the turns before it, and without words for the grader: those
    that the reader finds, and with ``cues`` those that they name. With a case, what was learned is
    inferred from the citizen's turns, and the mood is replayed.
    """
    readings = await _readings(
        transcript, case, reader, cues[transcript.language] if cues else None
    )
    if case is None:
        return Record(transcript=transcript, readings=readings)
    told = await _told(transcript, case, reader)
    state, moods = _replayed(transcript, case, readings, told)
    return Record(
        transcript=transcript,
        readings=readings,
        case=case,
        state=state,
        moods=moods,
        told=told,
    )


async def _readings(
    transcript: Transcript, case: Case | None, reader: Reader, cues: Cues | None
) -> dict[int, Reading]:
    """Read every trainee's turn; words for the grader do not colour what is read beside them."""
    readings = await reader.read_all(case, transcript)
    texts = dict(transcript.said_by("trainee"))
    pleas = {i: _pleas(reading, texts[i], cues) for i, reading in readings.items()}
    if not any(pleas.values()):
        return readings
    turns = tuple(
        turn.model_copy(update={"text": _without(turn.text, pleas[i])}) if pleas.get(i) else turn
        for i, turn in enumerate(transcript.turns)
    )
    again = await reader.read_all(case, transcript.model_copy(update={"turns": turns}))
    return {i: _with(reading, pleas[i]) for i, reading in again.items()}


def _without(text: str, pleas: tuple[str, ...]) -> str:
    return " ".join(s for s in sentences(text) if s not in pleas)


def _pleas(reading: Reading, text: str, cues: Cues | None) -> tuple[str, ...]:
    """Return the sentences of a turn that speak to the grader."""
    found = [f.text for f in reading.phrases if f.id == TO_GRADER]
    return tuple(
        s
        for s in sentences(text)
        if any(f in s or s in f for f in found) or (cues is not None and pleads(cues, s))
    )


def _with(reading: Reading, pleas: tuple[str, ...]) -> Reading:
    flagged = tuple(Found(id=TO_GRADER, text=plea) for plea in pleas)
    return reading.model_copy(update={"phrases": reading.phrases + flagged})


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
