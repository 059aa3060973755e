"""Conversations as hypothesis draws them: any reading, in any order."""

from hypothesis import strategies as st

import example
from trainer.core import conversation
from trainer.core.case import Case
from trainer.core.direction import Direction, direct
from trainer.core.mood import AWAY
from trainer.core.reading import Found, Reading
from trainer.core.scenario import LEVELS, Mood
from trainer.core.state import State
from trainer.engines.embedded.citizen import compose

SCENARIO = example.case().scenario
MOVES = tuple(example.case().defaults.reactions)
TOWARDS_FREE = (*sorted(AWAY), "greets", "asks-closed", "quotes-rule")
"""Moves of a trainee who does nothing for the citizen."""
SAID = tuple(id for id, item in SCENARIO.checklist.items() if item.said)
levels = st.sampled_from(LEVELS)
numbers = st.integers(0, 10)
moods = st.builds(Mood, trust=numbers, anger=numbers, overload=numbers)


def found(ids: tuple[str, ...], most: int = 3) -> st.SearchStrategy[tuple[Found, ...]]:
    """Draw a few different things found."""
    some = st.lists(st.sampled_from(ids), max_size=most, unique=True)
    return some.map(lambda chosen: tuple(Found(id=id, text="x") for id in chosen))


def readings(moves: tuple[str, ...] = MOVES) -> st.SearchStrategy[Reading]:
    """Draw a reading whose moves are among ``moves``."""
    return st.builds(
        Reading,
        moves=found(moves, 4),
        topics=found(tuple(SCENARIO.topics)),
        items=found(SAID),
        wrong=found(SAID, 1),
        everyday=found(("name", "children", "small-talk", "thanks"), 1),
        summary_of=st.lists(st.sampled_from(tuple(SCENARIO.facts)), max_size=2).map(tuple),
        officialese=found(("decision",), 1),
        phrases=found(("goodbye", "wait", "repeat"), 1),
        words=st.integers(0, 120),
        questions=st.integers(0, 5),
        repeats=st.booleans(),
        offer=st.booleans(),
    )


def talks(moves: tuple[str, ...] = MOVES, most: int = 12) -> st.SearchStrategy[list[Reading]]:
    """Draw the readings of a whole talk."""
    return st.lists(readings(moves), min_size=1, max_size=most)


def played(case: Case, talk: list[Reading], seed: int = 1) -> list[tuple[State, Direction]]:
    """Return the state after each reply of the embedded citizen, and the direction it followed."""
    state, course = conversation.start(case), []
    transcript = example.opening(case)
    for reading in talk:
        stepped = conversation.step(case, state, reading)
        direction = direct(case, stepped, reading)
        reply = compose(case, transcript, direction, state.used, seed)
        state = conversation.spoken(case, stepped, direction, reply)
        course.append((state, direction))
        if state.ending:
            break
    return course
