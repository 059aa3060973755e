"""Translations: each is stamped with the hash of the source texts that it was checked against."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from trainer.content.library import Library
from trainer.content.load import Loaded
from trainer.core.base import Language
from trainer.core.drill import DrillWords
from trainer.core.letter import LetterWords
from trainer.core.rubric import RubricWords
from trainer.core.script import Script
from trainer.errors import Fault

Texts = Script | RubricWords | DrillWords | LetterWords
Words = Loaded[Script] | Loaded[RubricWords] | Loaded[DrillWords] | Loaded[LetterWords]
RUBRIC_SOURCE: Language = "nl"
"""The language in which rubrics are written first."""
LATER = ("guide", "note")
"""Keys that a script need not have; a stamp that was given before there were any still holds."""
_STAMP = re.compile(r"^translates:.*$", re.MULTILINE)
_BEFORE_FIRST_KEY = re.compile(r"^(?=[a-z])", re.MULTILINE)


def texts_hash(words: Texts) -> str:
    """Return the hash of all texts; layout, comments and the stamp itself do not change it."""
    empty = {key for key in LATER if not getattr(words, key, None)}
    texts = words.model_dump_json(by_alias=True, exclude={"translates", *empty})
    return hashlib.sha256(texts.encode()).hexdigest()[:12]


def outdated(library: Library) -> Iterator[Fault]:
    """Yield a fault for each translation that was not checked against the source as it is now."""
    for source, translation in _pairs(library):
        expected = texts_hash(source.model)
        if str(translation.model.translates) != expected:
            wrong = f"not checked against {source.document.path} as it is now"
            instead = "bring the texts in line, then run `trainer check --stamp`"
            yield translation.document.fault(("translates",), wrong, instead)
    for source in _sources(library):
        if source.model.translates is not None:
            wrong = "`translates` stands in the source language itself"
            yield source.document.fault(("translates",), wrong, "take it out")


def stamp(library: Library, named: Collection[str] = ()) -> list[Path]:
    """Stamp every translation with its source's hash; return the files that changed.

    ``named`` holds ids of cases, drills and letters, and leaves all else as it is; empty: all.
    Call it only when somebody has compared the texts: the stamp says just that.
    """
    changed = []
    for source, translation in _pairs(library, named):
        expected = texts_hash(source.model)
        if str(translation.model.translates) != expected:
            file = translation.document.file
            file.write_text(_stamped(file.read_text("utf-8"), expected), "utf-8")
            changed.append(file)
    return changed


def _stamped(text: str, expected: str) -> str:
    line = f'translates: "{expected}"'
    if _STAMP.search(text):
        return _STAMP.sub(line, text, count=1)
    return _BEFORE_FIRST_KEY.sub(f"{line}\n", text, count=1)


def _sources(library: Library) -> Iterator[Words]:
    for _, source, words in _folders(library):
        if source in words:
            yield words[source]


def _pairs(library: Library, named: Collection[str] = ()) -> Iterator[tuple[Words, Words]]:
    for id, source, words in _folders(library):
        if named and id not in named:
            continue
        for language, translation in words.items():
            if language != source and source in words:
                yield words[source], translation


def _folders(library: Library) -> Iterator[tuple[str, Language, Mapping[Language, Words]]]:
    """Yield the id, the source language and the words of everything that is translated."""
    for files in library.scenarios.values():
        yield files.id, files.structure.model.source, files.scripts
    for rubric in library.rubrics.values():
        yield rubric.id, RUBRIC_SOURCE, rubric.words
    for drill in library.drills.values():
        yield drill.id, drill.structure.model.source, drill.words
    for letter in library.letters.values():
        yield letter.id, letter.structure.model.source, letter.words
