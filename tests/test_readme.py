"""The README says what the code does."""

import re

import pytest

import readme


def test_the_parts_taken_from_the_code_are_current() -> None:
    text = readme.README.read_text("utf-8")
    assert readme.renewed(text) == text, "run python tests/readme.py"


@pytest.mark.parametrize("part", readme.PARTS)
def test_every_part_has_its_place(part: str) -> None:
    assert f"<!-- {part} -->" in readme.README.read_text("utf-8")


def test_every_module_of_the_top_level_is_in_the_tree() -> None:
    folder = readme.ROOT / "trainer"
    there = {p.relative_to(readme.ROOT).as_posix() for p in folder.glob("*.py")}
    assert there - {"trainer/__init__.py", "trainer/__main__.py"} <= set(readme.LISTED)


def test_every_path_in_the_tree_says_what_it_is() -> None:
    for line in readme.tree().splitlines()[1:-1]:
        path, *says = line.split(maxsplit=1)
        assert (readme.ROOT / path).exists(), path
        assert says, f"{path} has no docstring"


def test_every_picture_is_there() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", readme.README.read_text("utf-8")):
        assert (readme.ROOT / path).is_file(), path
