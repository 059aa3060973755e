"""Drills and letters: each fault made on purpose in a copy, and told where it stands."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from trainer.content.catalog import Catalog
from trainer.content.check import of_cases
from trainer.content.library import read_library
from trainer.content.planted import drill_faults, letter_faults
from trainer.content.translations import outdated
from trainer.core.base import LANGUAGES
from trainer.errors import ContentError, NotFoundError

ROOT = Path(__file__).parents[2]
DRILL, LETTER = "drills/rent-answer", "letters/income-check"


@pytest.fixture
def copy(content: Path) -> Path:
    """Return the small case's folder with the drills and letters beside it."""
    for folder in ("drills", "letters"):
        shutil.copytree(ROOT / folder, content / folder)
    return content


def told(root: Path) -> list[str]:
    library = read_library(root)
    faults = [*library.faults, *outdated(library)]
    for drill in library.drills.values():
        faults += drill_faults(drill)
    for letter in library.letters.values():
        faults += letter_faults(letter)
    return [str(one) for one in faults if "drills" in one.path or "letters" in one.path]


def test_what_is_shipped_has_no_fault(copy: Path) -> None:
    assert told(copy) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        (f"{DRILL}/drill.yaml", "id: rent-answer", "id: other", "the folder 'rent-answer'"),
        (f"{DRILL}/drill.yaml", "  term:\n    kind: wrong-figure\n", "", "no faults id 'term'"),
        (f"{DRILL}/drill.yaml", "kind: cold-tone", "kind: cold", "not one of the choices"),
        (f"{DRILL}/drill.yaml", "    missing: true\n", "", "has words and is missing"),
        (f"{DRILL}/nl.yaml", "words: minstens twee jaar", "words: drie jaar", "0 times"),
        (f"{DRILL}/nl.yaml", "words: minstens twee jaar", "words: toeslag", "3 times"),
        (f"{DRILL}/nl.yaml", "words: minstens twee jaar", "words: laag inkomen", "still holds"),
        (
            f"{DRILL}/nl.yaml",
            "words: Binnen vier weken hoort u van ons",
            "words: een laag inkomen hebt",
            "2 remarks are about one passage",
        ),
        (f"{DRILL}/nl.yaml", "    mend: Vraag de toeslag", "    #", "`mend` is missing"),
        (f"{DRILL}/nl.yaml", "Dank voor uw bericht.", "Dank.", "not checked against"),
        (f"{LETTER}/nl.yaml", "  - verzuimt\n", "  - verzaakt\n", "does not stand in the letter"),
        (f"{LETTER}/letter.yaml", "  help: {}\n", "", "there is no points id 'help'"),
    ],
)
def test_a_fault_is_told_where_it_stands(
    copy: Path, file: str, old: str, new: str, says: str
) -> None:
    path = copy / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    found = told(copy)
    assert any(says in one for one in found), found


def test_a_file_that_has_no_place_is_told(copy: Path) -> None:
    (copy / DRILL / "notes.txt").write_text("mine", "utf-8")
    assert any("notes.txt" in one and "has no place" in one for one in told(copy))


def test_a_file_that_is_missing_is_told(copy: Path) -> None:
    (copy / DRILL / "da.yaml").unlink()
    assert any("the file for the language da is missing" in one for one in told(copy))


def test_the_catalogue_has_what_can_be_done_and_keeps_the_last_good(copy: Path) -> None:
    catalog = Catalog(copy)
    entry = catalog.exercise("drill", "rent-answer")
    assert (entry.path, entry.languages) == ("/drills/rent-answer", LANGUAGES)
    assert catalog.exercise("letter", "income-check").path == "/letters/income-check"
    before = entry.hash("nl")
    path = copy / DRILL / "nl.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("title:", "titel:", 1), "utf-8")
    with pytest.raises(ContentError, match="titel"):
        catalog.reload()
    assert catalog.exercise("drill", "rent-answer").hash("nl") == before
    path.write_text(text.replace("Dank voor", "Veel dank voor", 1), "utf-8")
    with suppress(ContentError):  # the small case has one language
        catalog.reload()
    assert catalog.exercise("drill", "rent-answer").hash("nl") != before
    with pytest.raises(NotFoundError):
        catalog.exercise("letter", "rent-answer")


def test_one_can_be_checked_by_its_id(copy: Path) -> None:
    for folder in (DRILL, LETTER):
        (copy / folder / "da.yaml").unlink()
    faults = read_library(copy).faults
    (only,) = of_cases(copy, ["rent-answer"], faults)
    assert only.path.endswith("rent-answer/da.yaml")
    assert len(of_cases(copy, [], faults)) == len(faults) > 1


def test_a_draft_is_for_nobody_yet(copy: Path) -> None:
    path = copy / LETTER / "letter.yaml"
    path.write_text(path.read_text("utf-8").replace("status: tested", "status: draft"), "utf-8")
    catalog = Catalog(copy)
    assert "income-check" not in [one.id for one in catalog.exercises()]
    assert [one.id for one in catalog.exercise_drafts()] == ["income-check"]
