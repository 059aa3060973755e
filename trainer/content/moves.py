"""The moves: one file each in ``rubrics/moves``."""

from pathlib import Path

from trainer.content.load import load_model
from trainer.core.move import Move


def load_moves(content: Path) -> tuple[Move, ...]:
    """Return all moves by id; ``ContentError`` where a file does not fit."""
    return tuple(
        load_model(path, Move) for path in sorted((content / "rubrics" / "moves").glob("*.yaml"))
    )
