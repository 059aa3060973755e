"""Files of a folder, read one by one; what is broken is told and does not stop the others."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from trainer.content.document import named
from trainer.content.load import Loaded, load
from trainer.core.base import LANGUAGES, Language
from trainer.errors import ContentError, Fault

M = TypeVar("M", bound=BaseModel)


def folders(folder: Path, holding: str) -> Iterator[str]:
    """Yield the names of the folders that hold a file of that name, in order."""
    if folder.is_dir():
        yield from sorted(p.name for p in folder.iterdir() if p.is_dir() and any(p.glob(holding)))


def loaded(path: Path, model: type[M], faults: list[Fault]) -> Loaded[M] | None:
    """Return what a file holds, or None; add to ``faults`` what is broken."""
    try:
        return load(path, model)
    except ContentError as error:
        faults.extend(error.faults)
        return None


def languages(
    folder: Path, name: str, model: type[M], faults: list[Fault]
) -> dict[Language, Loaded[M]]:
    """Return what each language's file holds; add to ``faults`` what is missing or broken."""
    found = {}
    for language in LANGUAGES:
        path = folder / name.format(language)
        if not path.exists():
            wrong = f"the file for the language {language} is missing"
            faults.append(Fault(named(path), 1, wrong, "write it; see the others beside it"))
        elif one := loaded(path, model, faults):
            found[language] = one
    return found


def strangers(folder: Path, allowed: set[str], what: str) -> Iterator[Fault]:
    """Yield a fault for each file that has no place in a folder."""
    for path in sorted(folder.iterdir()):
        if path.name not in allowed and not path.name.startswith("."):
            wrong = f"this file has no place in a {what}'s folder"
            yield Fault(named(path), 1, wrong, f"the files are {', '.join(sorted(allowed))}")


def misnamed(structure: Loaded[M], id: str, folder: Path) -> Iterator[Fault]:
    """Yield a fault where a folder has another name than the id in its file."""
    if id != folder.name:
        wrong = f"the id is {id!r} and the folder {folder.name!r}"
        yield structure.document.fault(("id",), wrong, "give both the same name")
