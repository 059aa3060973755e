"""A scenario's files as a case to play, with the hash of what it was made from."""

import hashlib

from pydantic import BaseModel

from trainer.content.library import Library, ScenarioFiles
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.scenario import LevelName


def case_of(
    library: Library, files: ScenarioFiles, language: Language, level: LevelName
) -> Case | None:
    """Return a scenario as a case, or None where it cannot be played in that language."""
    script, shared = files.scripts.get(language), library.shared.get(language)
    if library.defaults is None or script is None or shared is None:
        return None
    parts = files.structure.model, script.model, shared.model, library.defaults.model
    return Case(
        scenario=parts[0],
        script=parts[1],
        shared=parts[2],
        defaults=parts[3],
        language=language,
        level=level,
        hash=content_hash(*parts),
    )


def content_hash(*parts: BaseModel) -> str:
    """Return a short hash of what models hold; layout and comments do not change it."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.model_dump_json(by_alias=True).encode())
    return digest.hexdigest()[:16]
