"""Sentences from practice among the examples."""

from trainer.core.lesson import BATCH, Lesson, taught
from trainer.core.move import Move
from trainer.engines.embedded.labels import labelled


def move(id: str, *texts: str, held_back: str = "Zo wordt gemeten.") -> Move:
    words = {
        "name": id,
        "means": id,
        "examples": {"first": list(texts), "held-back": [held_back]},
        "near-misses": {"held-back": [f"Bijna: {held_back}"]},
    }
    return Move.model_validate(
        {
            "format": 1,
            "id": id,
            "direction": "towards",
            "skill": "listens-and-checks",
            **dict.fromkeys(("nl", "en", "da"), words),
        }
    )


MOVES = (move("asks-open", "Vertelt u eens."), move("interrogates", "Wie, wat, waar?"))
LESSON = Lesson(
    language="nl",
    text="Wat is er toen gebeurd?",
    after="Het ging mis.",
    holds=("asks-open",),
    near=("interrogates",),
)


def test_a_lesson_is_an_example_of_what_it_is_and_a_near_miss_of_what_it_is_not() -> None:
    found = {
        (one.language, one.text): one
        for one in labelled(taught(MOVES, [LESSON]))
        if one.batch == BATCH
    }
    (one,) = found.values()
    assert found.keys() == {("nl", LESSON.text)}
    assert (one.holds, one.near) == ({"asks-open"}, {"interrogates"})
    assert one.after == LESSON.after


def test_a_lesson_that_is_no_move_is_a_near_miss_only() -> None:
    none = LESSON.model_copy(update={"holds": ()})
    (one,) = (one for one in labelled(taught(MOVES, [none])) if one.batch == BATCH)
    assert (one.holds, one.near) == (frozenset(), {"interrogates"})


def test_what_measures_does_not_train() -> None:
    for text in ("zo wordt gemeten.", "Bijna: Zo wordt gemeten."):
        lesson = LESSON.model_copy(update={"text": text})
        assert taught(MOVES, [lesson]) == MOVES


def test_a_move_that_is_gone_does_no_harm() -> None:
    gone = LESSON.model_copy(update={"holds": ("gone",), "near": ("gone-too",)})
    assert taught(MOVES, [gone]) == MOVES
    assert taught(MOVES, []) == MOVES
