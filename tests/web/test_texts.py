import re
from datetime import datetime
from pathlib import Path
from string import Formatter

import pytest

import trainer
from shipped import ROOT
from trainer.core.base import LANGUAGES, Language
from trainer.errors import TrainerError
from trainer.web import texts
from trainer.web.demo.people import PEOPLE

TEXTS = texts.load()
SOURCES = Path(trainer.__file__).parent


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: Language) -> None:
    assert TEXTS[language].texts.keys() == TEXTS["nl"].texts.keys()
    assert all(TEXTS[language].texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_leaves_open_the_same_in_every_language(language: Language) -> None:
    ours, dutch = TEXTS[language].texts, TEXTS["nl"].texts
    assert {key for key in dutch if slots(ours[key]) != slots(dutch[key])} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_shouted_at(language: Language) -> None:
    assert [text for text in TEXTS[language].texts.values() if "!" in text] == []


OTHER_WORDS = {"nl": r"\bburgers?\b", "en": r"\bcitizens?\b", "da": r"\b(indbygger|beboer)"}
"""How people who come to the desk could be called as well."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_comes_to_the_desk_is_called_by_one_word(language: Language) -> None:
    moves = [path.read_text("utf-8") for path in (ROOT / "rubrics" / "moves").glob("*.yaml")]
    named = [line for one in moves for line in re.findall(r"^  (?:name|means): .+", one, re.M)]
    assert len(named) == len(moves) * 2 * len(LANGUAGES)
    shown = [*TEXTS[language].texts.values(), *named]
    assert [text for text in shown if re.search(OTHER_WORDS[language], text, re.I)] == []


def test_every_text_that_a_page_asks_for_is_there() -> None:
    asked = set()
    for page in (SOURCES / "web" / "templates").glob("*.html"):
        asked |= set(re.findall(r'\bt\("([a-z.-]+[a-z])"', page.read_text("utf-8")))
    keys = TEXTS["nl"].texts
    assert asked and {key for key in asked if key not in keys and f"{key}.one" not in keys} == set()


def test_every_expected_failure_has_a_sentence() -> None:
    codes = set()
    for source in (
        *SOURCES.glob("practice.py"),
        *SOURCES.glob("store/*.py"),
        *SOURCES.glob("web/*.py"),
    ):
        raised = r'(?:TrainerError|NotFoundError|ConflictError|ForeignForm)\("([a-z-]+)"\)'
        codes |= set(re.findall(raised, source.read_text("utf-8")))
    assert len(codes) > 8
    assert {code for code in codes if f"errors.{code}" not in TEXTS["nl"]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fictional_person_is_introduced(language: Language) -> None:
    for person in (one for one in PEOPLE if one.listed):
        assert f"demo.people.{person.sign_in}" in TEXTS[language]


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("nl", "1 keer geoefend", "2 keer geoefend"),
        ("en", "practised 1 time", "practised 2 times"),
        ("da", "øvet 1 gang", "øvet 2 gange"),
    ],
)
def test_plurals(language: Language, one: str, two: str) -> None:
    words = TEXTS[language]
    assert (words("home.played", count=1), words("home.played", count=2)) == (one, two)


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("nl", "2 maart 2026", "2 maart 2026, 12:05"),
        ("en", "2 March 2026", "2 March 2026, 12:05"),
        ("da", "2. marts 2026", "2. marts 2026, 12.05"),
    ],
)
def test_days(language: Language, day: str, moment: str) -> None:
    here = datetime(2026, 3, 2, 12, 5).astimezone()
    assert TEXTS[language].day(here) == day
    assert TEXTS[language].moment(here) == moment


def test_an_unknown_failure_is_still_a_sentence() -> None:
    assert TEXTS["en"].of_error(TrainerError("no such code")) == TEXTS["en"]("errors.other")
    assert "4000" in TEXTS["en"].of_error(TrainerError("message-too-long"))
