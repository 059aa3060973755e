"""A copy of the content that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import example

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return the folder of a copy of the small case."""
    root = tmp_path / "content"
    shutil.copytree(example.CONTENT, root)
    return root


@pytest.fixture
def edit(content: Path) -> Edit:
    """Return a function that replaces a text, which must stand there, in a file of the copy."""

    def replace(name: str, old: str, new: str) -> Path:
        path = content / "scenarios" / name
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return replace
