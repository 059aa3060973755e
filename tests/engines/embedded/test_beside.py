"""Questions beside the case: most of what they are about stands nowhere in it."""

from pathlib import Path

import pytest

from trainer.content.moves import load_moves
from trainer.core.base import Language
from trainer.engines.embedded.beside import beside, usual_words
from trainer.engines.embedded.lemmas import content

ROOT = Path(__file__).parents[3]
KNOWN: dict[Language, str] = {
    "nl": "de straat ligt open en de bon voor het parkeren",
    "en": "the street is closed and the ticket for parking",
    "da": "gaden er gravet op og afgiften for at parkere",
}
ASKED: list[tuple[Language, str, bool]] = [
    ("nl", "Waar gaat u met vakantie naartoe?", True),
    ("nl", "Wat is er gebeurd?", False),
    ("nl", "Wat is er met de straat?", False),
    ("nl", "Wat weegt voor u het zwaarst?", False),
    ("en", "What colour are the walls?", True),
    ("en", "What happened?", False),
    ("en", "What does an ordinary day look like for you?", False),
    ("en", "What about the ticket?", False),
    ("en", "What worries you most?", False),
    ("da", "Hvilken farve har væggene?", True),
    ("da", "Hvad er der sket?", False),
    ("da", "Hvad bekymrer dig mest?", False),
]


def test_what_is_talked_of_in_other_rooms_is_not_usual_at_a_desk() -> None:
    usual = usual_words(load_moves(ROOT), "en")
    assert beside("en", "How many units of wine is that a week?", (), usual)


@pytest.mark.parametrize(("language", "question", "expected"), ASKED)
def test_a_question_about_what_the_case_has_no_word_for(
    language: Language, question: str, expected: bool
) -> None:
    usual = usual_words(load_moves(ROOT), language)
    assert beside(language, question, content(language, KNOWN[language]), usual) is expected
