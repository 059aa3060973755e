"""The moves, one file each in ``rubrics/moves``, and asides, in ``rubrics/asides``."""

from pathlib import Path

from trainer.content.load import load_model
from trainer.core.move import Aside, Move


def load_moves(content: Path) -> tuple[Move, ...]:
    """Return all moves by id; ``ContentError`` where a file does not fit."""
    return tuple(
        load_model(path, Move) for path in sorted((content / "rubrics" / "moves").glob("*.yaml"))
    )


def load_asides(content: Path) -> tuple[Aside, ...]:
    """Return all asides by id; ``ContentError`` where a file does not fit."""
    return tuple(
        load_model(path, Aside) for path in sorted((content / "rubrics" / "asides").glob("*.yaml"))
    )
