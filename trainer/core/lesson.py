"""Lessons: sentences from practice that were read wrong, with what they are instead."""

from collections.abc import Iterable, Sequence
from typing import Final

from trainer.core.base import LANGUAGES, Language, Value
from trainer.core.move import HELD_BACK, Example, Move, MoveWords, NearMiss

BATCH: Final = "from-practice"
"""The batch of examples that come from practice."""


class Lesson(Value):
    """One sentence, labelled."""

    language: Language
    text: str
    after: str | None = None
    """What the citizen had just said."""
    holds: tuple[str, ...] = ()
    """The moves that it is."""
    near: tuple[str, ...] = ()
    """The moves that it was taken for and is not."""


def taught(moves: Iterable[Move], lessons: Sequence[Lesson]) -> tuple[Move, ...]:
    """Return the moves with the lessons among their examples and near misses.

    A sentence that stands in a held-back batch is left out: what measures must not train.
    """
    known = tuple(moves)
    measured = {text for move in known for text in _held_back(move)}
    usable = [one for one in lessons if (one.language, one.text.casefold()) not in measured]
    return tuple(_with(move, usable) for move in known)


def _with(move: Move, lessons: Sequence[Lesson]) -> Move:
    changes: dict[str, object] = {
        language: _words(move, language, [one for one in lessons if one.language == language])
        for language in LANGUAGES
    }
    return move.model_copy(update=changes)


def _words(move: Move, language: Language, lessons: Sequence[Lesson]) -> MoveWords:
    words = move.words(language)
    examples = tuple(
        Example(text=one.text, after=one.after, also=_others(one, move))
        for one in lessons
        if move.id in one.holds
    )
    misses = tuple(
        NearMiss(text=one.text, after=one.after, is_=one.holds)
        for one in lessons
        if move.id in one.near
    )
    return words.model_copy(
        update={
            "examples": {**words.examples, **({BATCH: examples} if examples else {})},
            "near_misses": {**words.near_misses, **({BATCH: misses} if misses else {})},
        }
    )


def _others(lesson: Lesson, move: Move) -> tuple[str, ...]:
    return tuple(id for id in lesson.holds if id != move.id)


def _held_back(move: Move) -> Iterable[tuple[Language, str]]:
    for language in LANGUAGES:
        words = move.words(language)
        examples, misses = words.examples.get(HELD_BACK, ()), words.near_misses.get(HELD_BACK, ())
        texts = [*(one.text for one in examples), *(one.text for one in misses)]
        yield from ((language, text.casefold()) for text in texts)
