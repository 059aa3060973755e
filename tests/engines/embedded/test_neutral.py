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
        ("en", "My wife left me her keys.", "My partner left me their keys."),
        ("nl", "Mijn man is ziek, en uw vrouw ook.", "mijn partner is ziek, en uw partner ook."),
        ("da", "Min datter vil have den med.", "Min barn vil have den med."),
        ("da", "Hvilken gade er det, hr. Demir?", "Hvilken gade er det?"),
    ],
)
def test_a_name_leaves_what_was_said(language: Language, text: str, left: str) -> None:
    assert neutral(language, text) == left
