"""Drills and letters, read; what is broken is left out and told as faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from trainer.content.files import folders, languages, loaded, misnamed, strangers
from trainer.content.ids import same_ids
from trainer.content.load import Loaded
from trainer.core.base import LANGUAGES, Language
from trainer.core.drill import Drill, DrillWords
from trainer.core.exercise import Structure, Words
from trainer.core.letter import Letter, LetterWords
from trainer.errors import Fault

S = TypeVar("S", bound=Structure)
W = TypeVar("W", bound=Words)
PARTS = ("faults", "points")


@dataclass(frozen=True)
class ExerciseFiles(Generic[S, W]):
    """One drill or letter: its structure, and its words a language."""

    id: str
    structure: Loaded[S]
    words: Mapping[Language, Loaded[W]]


DrillFiles = ExerciseFiles[Drill, DrillWords]
LetterFiles = ExerciseFiles[Letter, LetterWords]


def read_drills(root: Path, faults: list[Fault]) -> dict[str, DrillFiles]:
    """Return the drills below ``root`` by id; add what is wrong to ``faults``."""
    return dict(_read(root / "drills", "drill", Drill, DrillWords, faults))


def read_letters(root: Path, faults: list[Fault]) -> dict[str, LetterFiles]:
    """Return the letters below ``root`` by id; add what is wrong to ``faults``."""
    return dict(_read(root / "letters", "letter", Letter, LetterWords, faults))


def kept(
    now: Mapping[str, ExerciseFiles[S, W]], before: Mapping[str, ExerciseFiles[S, W]], folder: Path
) -> dict[str, ExerciseFiles[S, W]]:
    """Return what can be read now, and what was good before of what cannot."""
    found = {id: now.get(id, before.get(id)) for id in folders(folder, "*.yaml")}
    return {id: files for id, files in found.items() if files is not None}


def _read(
    root: Path, name: str, structure: type[S], words: type[W], faults: list[Fault]
) -> Iterator[tuple[str, ExerciseFiles[S, W]]]:
    for id in folders(root, "*.yaml"):
        own: list[Fault] = []
        files = _one(root / id, name, structure, words, own)
        faults.extend(own)
        if files is not None and not own:
            yield id, files


def _one(
    folder: Path, name: str, structure: type[S], words: type[W], faults: list[Fault]
) -> ExerciseFiles[S, W] | None:
    allowed = {f"{name}.yaml"} | {f"{language}.yaml" for language in LANGUAGES}
    faults.extend(strangers(folder, allowed, name))
    made = loaded(folder / f"{name}.yaml", structure, faults)
    said = languages(folder, "{}.yaml", words, faults)
    if made is None:
        return None
    faults.extend(misnamed(made, made.model.id, folder))
    for one in said.values():
        faults.extend(same_ids(made, one, PARTS, "structure"))
    return ExerciseFiles(folder.name, made, said)
