"""Lessons written to a file and read back."""

from pathlib import Path

import pytest
import yaml

from trainer.core.lesson import Lesson
from trainer.errors import TrainerError
from trainer.exchange.lessons import export, load

LESSONS = (
    Lesson(language="da", text="Hvad skete der så?", after="Det gik galt.", holds=("asks-open",)),
    Lesson(language="nl", text="- 'Nee: echt?'", near=("argues", "dismisses")),
)


class Kept:
    """A store with these lessons."""

    def __init__(self, *lessons: Lesson) -> None:
        self.kept = lessons

    async def lessons(self) -> tuple[Lesson, ...]:
        return self.kept


async def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "from-practice.yaml"
    assert await export(Kept(*LESSONS), path) == LESSONS
    assert load(path) == LESSONS
    assert yaml.safe_load(path.read_text())["batch"] == "from-practice"
    assert path.stat().st_mode & 0o077 == 0


async def test_what_was_erased_is_gone_at_the_next_export(tmp_path: Path) -> None:
    path = tmp_path / "from-practice.yaml"
    await export(Kept(*LESSONS), path)
    await export(Kept(), path)
    assert load(path) == ()
    assert "gik galt" not in path.read_text()


def test_no_file_is_no_lessons(tmp_path: Path) -> None:
    assert load(tmp_path / "nowhere.yaml") == ()


@pytest.mark.parametrize("text", ["", "[", "format: 2", "labelled: [{language: fr, text: oui}]"])
def test_what_is_no_such_file_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "from-practice.yaml"
    path.write_text(text)
    with pytest.raises(TrainerError, match="holds no lessons"):
        load(path)
