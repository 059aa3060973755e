"""What is left of a sentence once the name is gone."""

import pytest

from trainer.core.base import Language
from trainer.engines.embedded.neutral import neutral


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("nl", "In welke straat is dat, meneer Hamdaoui?", "In welke straat is dat?"),
        ("nl", "In welke straat is dat, mevrouw De Wit?", "In welke straat is dat?"),
        ("nl", "Goedemorgen mevrouw van der Berg.", "Goedemorgen meneer."),
        ("nl", "Goedemorgen mevrouw.", "Goedemorgen mevrouw."),
        ("en", "What make is it, Ms Adeyemi?", "What make is it?"),
        ("en", "I miss Harry.", "I miss Harry."),
        ("en", "Misses and hits.", "Misses and hits."),
        ("da", "Hvilken gade er det, hr. Demir?", "Hvilken gade er det?"),
    ],
)
def test_a_name_leaves_what_was_said(language: Language, text: str, left: str) -> None:
    assert neutral(language, text) == left
