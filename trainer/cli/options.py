"""Options that several commands share."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import typer

from trainer.core.base import LANGUAGES, Language
from trainer.core.scenario import LEVELS, LevelName
from trainer.errors import TrainerError

Lang = Annotated[str, typer.Option("--language", help="nl, en or da.")]
Lev = Annotated[str, typer.Option("--level", help="easy, standard or hard.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other tools.")]
Seed = Annotated[int | None, typer.Option(help="The same seed gives the same replies.")]

T = TypeVar("T", bound=str)


def language_of(text: str) -> Language:
    """Return the language that ``--language`` names; ``TrainerError`` where there is none."""
    return one_of("--language", text, LANGUAGES)


def level_of(text: str) -> LevelName:
    """Return the level that ``--level`` names; ``TrainerError`` where there is none."""
    return one_of("--level", text, LEVELS)


def one_of(option: str, text: str, known: Sequence[T]) -> T:
    """Return which of the ``known`` words ``text`` is; ``TrainerError`` where it is none."""
    for one in known:
        if text == one:
            return one
    raise TrainerError(f"{option} is {text!r}; write {', '.join(known)}")
