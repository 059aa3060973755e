"""Questions that test: the answer is known, and what is said to it is right or wrong."""

from trainer.core.feedback import Cues
from trainer.engines.embedded.grading.act import LISTENING, Act
from trainer.engines.embedded.grading.cues import asks, shows, words

FIRST = 5
"""The most words of a first sentence that only rates an answer."""
CLOSED = "asks-closed"


def is_quiz(cues: Cues, reply: str) -> bool:
    """Tell whether a question was a test: the first sentence said to its answer rates that.

    Initiation, response, evaluation (Mehan 1979): who tests does not listen, however open the
    question sounds.
    """
    return len(words(reply)) <= FIRST and shows(reply, cues.rated)


def as_quiz(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Return the acts, with questions that sounded open as what they were."""
    return tuple(
        Act(CLOSED, act.turn, act.text, act.sure, act.paid)
        if act.move in LISTENING and asks(act.text)
        else act
        for act in acts
    )
