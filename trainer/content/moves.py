"""What sentences are told by: files of ``rubrics/moves``, ``asides`` and ``opportunities``."""

from pathlib import Path
from typing import TypeVar

from trainer.content.load import load_model
from trainer.core.move import Aside, Mark, Move, Opportunity

M = TypeVar("M", bound=Move | Mark)


def load_moves(content: Path) -> tuple[Move, ...]:
    """Return all moves by id; ``ContentError`` where a file does not fit."""
    return _loaded(content, "moves", Move)


def load_asides(content: Path) -> tuple[Aside, ...]:
    """Return all asides by id; ``ContentError`` where a file does not fit."""
    return _loaded(content, "asides", Aside)


def load_opportunities(content: Path) -> tuple[Opportunity, ...]:
    """Return all opportunities by id; ``ContentError`` where a file does not fit."""
    return _loaded(content, "opportunities", Opportunity)


def _loaded(content: Path, folder: str, model: type[M]) -> tuple[M, ...]:
    files = sorted((content / "rubrics" / folder).glob("*.yaml"))
    return tuple(load_model(path, model) for path in files)
