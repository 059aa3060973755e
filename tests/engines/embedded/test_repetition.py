"""A message nearly the same as an earlier one of the trainee."""

import pytest

from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.repetition import repeats

SAID = "I understand that you are angry. I hear that you are frustrated."
AGAIN = {
    "the same words": (SAID, True),
    "one of its sentences with a shorter tail": (
        "I understand that you are angry, and quite right too.", True,
    ),
    "one with more to say than it": (
        "I understand that you are angry, so I will ask my colleague for a permit today.", False,
    ),
    "one with a question": ("I understand that you are angry. What happened to you?", False),
    "something else": ("You can park round the corner from today.", False),
    "a word or two": ("I hear.", False),
}  # fmt: skip


@pytest.mark.parametrize(("message", "again"), AGAIN.values(), ids=AGAIN.keys())
def test_the_same_again_is_known_by_its_words(message: str, again: bool) -> None:
    turns = (Turn(speaker="trainee", text=SAID),)
    assert repeats(Transcript(language="en", turns=turns), message) is again
