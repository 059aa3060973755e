"""Talks that are played without being kept: scripted trainees, and one who only wants a fact."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from trainer.core import conversation
from trainer.core.attempt import Attempt, Exchange
from trainer.core.case import Case
from trainer.core.reading import Found, Reading
from trainer.core.script import Beat
from trainer.core.state import State
from trainer.core.turn import turn
from trainer.practice import Engine

BEGUN = datetime(2000, 1, 1, tzinfo=UTC)
"""A simulated talk takes no time, so that the same one is the same value."""


async def simulate(
    engine: Engine, case: Case, beats: Sequence[Beat | str], seed: int = 1
) -> Attempt:
    """Return the talk that a scripted trainee has, without keeping it anywhere.

    A beat's alternatives are said one after the other until what it waits for has come. The talk
    stops where the citizen ends it or the beats do.
    """
    attempt = _begun(case, seed)
    for beat in beats:
        texts = (beat,) if isinstance(beat, str) else (beat.say, *beat.else_)
        for i, text in enumerate(texts):
            come = i > 0 and isinstance(beat, Beat) and _come(attempt.state, beat)
            if attempt.state.ending or come:
                break
            attempt = await _turn(engine, case, attempt, text)
    return attempt.model_copy(update={"status": "rating", "ended": BEGUN})


def simulation_json(
    case: Case, attempt: Attempt, trainee: str, assessment: Mapping[str, object]
) -> dict[str, object]:
    """Return what ``trainer simulate`` prints; ``assessment`` is as ``trainer grade`` prints it."""
    state = attempt.state
    done = state.done(case)
    moods = [attempt.start.mood, *(exchange.state.mood for exchange in attempt.exchanges)]
    return {
        "scenario": attempt.scenario,
        "level": attempt.level,
        "language": attempt.language,
        "trainee": trainee,
        "ending": state.ending.kind if state.ending else None,
        "turns": [{"speaker": t.speaker, "text": t.text} for t in attempt.transcript.turns],
        "told": list(state.told),
        "checklist": {
            "done": list(done),
            "missed": [id for id in case.scenario.checklist if id not in done],
        },
        "moods": [mood.model_dump() for mood in moods],
        "assessment": dict(assessment),
    }


async def determined(
    engine: Engine, case: Case, fact: str, moves: Sequence[str], seed: int = 1
) -> State:
    """Return where a trainee comes who wants one fact, and makes the same moves every time.

    What they say is given as readings, so this proves the scenario and not the reader.
    """
    attempt = _begun(case, seed)
    while not attempt.state.ending and fact not in attempt.state.told:
        reading = _asking(case, attempt.state, fact, moves)
        attempt = await _replied(engine, case, attempt, "...", reading)
    return attempt.state


def _asking(case: Case, state: State, fact: str, moves: Sequence[str]) -> Reading:
    """Return the reading of a message that asks for a fact, or for what must come before it."""
    wanted = fact
    while (before := case.scenario.facts[wanted].told.after) and before not in state.told:
        wanted = before
    topics = case.scenario.facts[wanted].told.asked
    return Reading(
        moves=tuple(Found(id=move, text="...") for move in moves),
        topics=tuple(Found(id=topic, text="...") for topic in topics[:1]),
        words=12,
        questions=1,
    )


def _begun(case: Case, seed: int) -> Attempt:
    return Attempt(
        id="simulated",
        person="simulated",
        scenario=case.scenario.id,
        scenario_version=case.scenario.version,
        scenario_hash=case.hash,
        rubric=case.scenario.rubric,
        level=case.level,
        language=case.language,
        seed=seed,
        status="talking",
        counts=False,
        opening=case.script.opening.text,
        start=conversation.start(case),
        begun=BEGUN,
    )


async def _turn(engine: Engine, case: Case, attempt: Attempt, text: str) -> Attempt:
    reading = await engine.reader.read(case, attempt.transcript, text)
    return await _replied(engine, case, attempt, text, reading)


async def _replied(
    engine: Engine, case: Case, attempt: Attempt, text: str, reading: Reading
) -> Attempt:
    pieces = [p async for p in turn(case, attempt, text, reading, engine.citizen.speak)]
    exchange = next(piece for piece in pieces if isinstance(piece, Exchange))
    return attempt.model_copy(update={"exchanges": (*attempt.exchanges, exchange)})


def _come(state: State, beat: Beat) -> bool:
    return all(id in state.told or id in state.said for id in beat.until)
