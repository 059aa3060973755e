"""What the reader reads from: signals and plain words, one file a language each."""

from pathlib import Path

from trainer.content.load import load_model
from trainer.core.base import LANGUAGES, Language
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals


def load_signals(content: Path) -> dict[Language, Signals]:
    """Return the signals of each language; ``ContentError`` where a file does not fit."""
    folder = content / "rubrics" / "patterns"
    return {language: load_model(folder / f"{language}.yaml", Signals) for language in LANGUAGES}


def load_plain(content: Path) -> dict[Language, PlainWords]:
    """Return the plain words of each language; ``ContentError`` where a file does not fit."""
    folder = content / "rubrics" / "plain"
    return {language: load_model(folder / f"{language}.yaml", PlainWords) for language in LANGUAGES}
