from datetime import UTC, datetime

import pytest

from trainer.core.base import LANGUAGES, Language
from trainer.store.audit import Entry
from trainer.web import texts
from trainer.web.log_words import Details

TEXTS = texts.load()
GROUPS, CASES = {"g1": "Balie Noord"}, {"refused-benefit": "De geweigerde uitkering"}


def told(act: str, thing: str | None, language: Language = "nl") -> str:
    row = Entry(
        number=1, at=datetime(2026, 3, 2, tzinfo=UTC), act=act, by=None, about=None, thing=thing
    )
    return Details(TEXTS[language], GROUPS, CASES)(row)


@pytest.mark.parametrize(
    ("act", "thing", "words"),
    [
        ("exported", None, "-"),
        ("retention-run", "18/0/1/0", "Van 18 gesprekken bleven alleen de niveaus. "
         "1 gesprek zonder beoordeling ging weg."),
        ("retention-run", "0/2/0/1", "2 gesprekken gingen helemaal weg. "
         "1 korte oefening ging weg."),
        ("retention-run", "0/0/0/0", "Er ging niets weg."),
        ("retention-set", "90/365", "Dagen bewaard: gesprekken 90, niveaus 365."),
        ("group-added", "g1", "Balie Noord"),
        ("group-joined", "g1:trainee", "Balie Noord: oefent"),
        ("group-removed", "g2", "een groep die er niet meer is"),
        ("group-joined", "g2:coach", "een groep die er niet meer is: is coach"),
        ("role-given", "coach", "Coach"),
        ("person-added", "trainee", "Oefent"),
        ("assigned", "refused-benefit", "De geweigerde uitkering"),
        ("assigned", "gone-case", "gone-case"),
        ("misreading-decided", "agreed", "De coach was het ermee eens."),
        ("reviewed", "3f2a9c0d1e2b4a5f", "Gesprek 3f2a9c0d1e2b4a5f"),
    ],
)  # fmt: skip
def test_a_row_tells_its_details_in_words(act: str, thing: str | None, words: str) -> None:
    assert told(act, thing) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_of_a_clearing_have_words_in_every_language(language: Language) -> None:
    words = told("retention-run", "1/2/3/4", language)
    assert words.count(".") == 4 and [c for c in words if c.isdigit()] == list("1234")
