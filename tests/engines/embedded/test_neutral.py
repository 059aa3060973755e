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


@pytest.mark.parametrize(
    ("language", "he", "she"),
    [
        ("nl", "Elke zondag naar uw vader Henk.", "Elke zondag naar uw moeder Riet."),
        ("nl", "Zoontje ziek, broers boos.", "Dochtertje ziek, zussen boos."),
        (
            "en",
            "Your son's in with your father-in-law.",
            "Your daughter's in with your mother-in-law.",
        ),
        ("en", "Your husband Tom, my dad I think.", "Your wife Ann, my mum I think."),
        ("nl", "Uw tweelingbroer en schoonvader.", "Uw tweelingzus en schoonmoeder."),
        ("en", "My stepson, your grandfather.", "My stepdaughter, your grandmother."),
        ("da", "Din tvillingebror og morfar.", "Din tvillingesøster og mormor."),
        ("da", "Din far Jens og sønnen er syge.", "Din mor Else og datteren er syge."),
    ],
)
def test_it_is_the_same_of_a_man_and_of_a_woman(language: Language, he: str, she: str) -> None:
    assert neutral(language, he) == neutral(language, she)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "De boom van de buren, dit seizoen."),
        ("en", "Your daughter's bed, and my mum I think."),
        ("en", "A lesson on sonnets for a person."),
        ("da", "Han er farlig, og moden er ny."),
    ],
)
def test_what_only_looks_like_family_stays(language: Language, text: str) -> None:
    assert neutral(language, text).lower() == text.lower().replace("han ", "hun ")
