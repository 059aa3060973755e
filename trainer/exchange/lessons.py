"""Lessons as a file: sentences from practice on which a coach agreed, to train the reader on.

The file is personal data of trainees. It is written anew from the store before each training, so
that what was erased there is gone here too.
"""

from pathlib import Path
from typing import Literal, Protocol

import yaml
from pydantic import ValidationError

from trainer.core.base import Value
from trainer.core.lesson import BATCH, Lesson
from trainer.errors import TrainerError


class Misreadings(Protocol):
    """Where the lessons come from."""

    async def lessons(self) -> tuple[Lesson, ...]:
        """Return the labelled sentences on which a coach agreed."""
        ...


class Lessons(Value):
    """The file."""

    format: Literal[1] = 1
    batch: Literal["from-practice"] = BATCH
    labelled: tuple[Lesson, ...] = ()


async def export(misreadings: Misreadings, path: Path) -> tuple[Lesson, ...]:
    """Write what coaches agreed on to ``path``, in place of what stood there, and return it."""
    lessons = await misreadings.lessons()
    tree = Lessons(labelled=lessons).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    whole = {"format": 1, "batch": BATCH, "labelled": tree.get("labelled", [])}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=100))
    path.chmod(0o600)
    return lessons


def load(path: Path) -> tuple[Lesson, ...]:
    """Return the lessons in a file; none where it is not there."""
    if not path.exists():
        return ()
    try:
        return Lessons.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).labelled
    except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise TrainerError(f"{path} holds no lessons; remove it, and it is made anew") from error
