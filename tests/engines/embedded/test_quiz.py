"""A question whose answer is rated was a test, however open it sounds."""

from pathlib import Path

import pytest

from shipped import ROOT
from trainer.content.coaching import load_coaching
from trainer.core.base import Language
from trainer.engines.embedded.grading.act import Act
from trainer.engines.embedded.grading.quiz import as_quiz, is_quiz

CUES = {
    language: coach.cues
    for language, coach in load_coaching(Path(ROOT) / "rubrics/citizen-conversation").items()
}
REPLIES = {
    "rated": ("da", "Flot, Emil!", True),
    "rated after the answer itself": ("en", "The third one, well done.", True),
    "a longer sentence that only begins so": (
        "nl", "Goed gedaan, want dat was lang geleden.", False,
    ),
    "praise of what somebody did": ("en", "It took courage to ring him.", False),
    "an answer taken up": ("da", "Din bror, af alle.", False),
    "a word that says it stands so in the file": ("nl", "Klopt.", False),
    "a word that merely goes on": ("en", "Perfect.", False),
    "nothing": ("nl", "", False),
}  # fmt: skip


@pytest.mark.parametrize(("language", "reply", "quiz"), REPLIES.values(), ids=REPLIES)
def test_whose_answer_is_rated_was_tested(language: Language, reply: str, quiz: bool) -> None:
    assert is_quiz(CUES[language], reply) == quiz


def test_only_the_questions_become_closed() -> None:
    told, asked = Act("summarises", 1, "A half.", 0.9), Act("asks-open", 1, "What comes next?", 0.8)
    assert as_quiz((told, asked)) == (told, Act("asks-closed", 1, "What comes next?", 0.8))
