"""A translation says which source texts it was checked against."""

import shutil
from pathlib import Path

import pytest

import example
from trainer.content import translations
from trainer.content.library import read_library
from trainer.errors import Fault

NL = f"{example.SCENARIO}/nl.yaml"


@pytest.fixture
def content(content: Path) -> Path:
    """Give the copy a second language; what is written in it does not matter here."""
    folder = content / "scenarios"
    shutil.copy(folder / "shared.nl.yaml", folder / "shared.en.yaml")
    shutil.copy(folder / NL, folder / example.SCENARIO / "en.yaml")
    return content


def outdated(content: Path) -> list[Fault]:
    return list(translations.outdated(read_library(content)))


def test_an_unstamped_translation_is_told_until_it_is_stamped(content: Path) -> None:
    en = content / "scenarios" / example.SCENARIO / "en.yaml"
    before = en.read_text("utf-8")

    assert [Path(fault.path).name for fault in outdated(content)] == ["en.yaml"]
    assert translations.stamp(read_library(content)) == [en]
    assert outdated(content) == []
    assert translations.stamp(read_library(content)) == []
    stamped = [line for line in en.read_text("utf-8").splitlines() if "translates:" not in line]
    assert stamped == before.splitlines()


def test_only_what_is_named_is_stamped(content: Path) -> None:
    folder = content / "scenarios"
    shutil.copytree(folder / example.SCENARIO, folder / "another-case")
    structure = folder / "another-case" / "scenario.yaml"
    text = structure.read_text("utf-8")
    structure.write_text(text.replace(f"id: {example.SCENARIO}", "id: another-case"), "utf-8")

    stamped = translations.stamp(read_library(content), [example.SCENARIO])

    assert stamped == [folder / example.SCENARIO / "en.yaml"]
    assert [fault.path.split("/")[-2:] for fault in outdated(content)] == [
        ["another-case", "en.yaml"]
    ]


def test_a_change_in_the_source_makes_it_stale(content: Path, edit) -> None:
    translations.stamp(read_library(content))
    edit(NL, "title: De afgewezen uitkering", "title: De geweigerde uitkering")

    assert [fault.wrong for fault in outdated(content)] != []


def test_layout_and_comments_do_not(content: Path, edit) -> None:
    translations.stamp(read_library(content))
    edit(NL, "persona:\n", "# who it is about\n\npersona:\n")

    assert outdated(content) == []


def test_a_stamp_in_the_source_itself_is_a_fault(content: Path, edit) -> None:
    translations.stamp(read_library(content))
    edit(NL, "title: ", 'translates: "0"\ntitle: ')

    assert [f.wrong for f in outdated(content)] == [
        "`translates` stands in the source language itself"
    ]
