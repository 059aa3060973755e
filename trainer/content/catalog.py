"""The catalogue: cases and rubrics to play, reloaded when a file changes, always the last good."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from watchfiles import awatch

from trainer.content.cases import case_of, content_hash
from trainer.content.exercises import DrillFiles, LetterFiles
from trainer.content.library import Library, read_library
from trainer.content.load import load_model
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Case
from trainer.core.casenote import NoteWords
from trainer.core.drill import Drill, DrillWords
from trainer.core.exercise import Kind
from trainer.core.letter import Letter, LetterWords
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.scenario import LevelName, Scenario
from trainer.core.script import Script
from trainer.errors import ContentError, Fault, NotFoundError

log = logging.getLogger(__name__)
Mark = dict[str, tuple[int, int]]
MADE_OF = ("scenarios", "rubrics", "drills", "letters")
"""What the catalogue is made of."""


@dataclass(frozen=True)
class Entry:
    """A scenario that can be played, and its words in each language that it can be played in."""

    scenario: Scenario
    scripts: Mapping[Language, Script]

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that it can be played in."""
        return tuple(language for language in LANGUAGES if language in self.scripts)


@dataclass(frozen=True)
class ExerciseEntry:
    """A drill or letter, and its words in each language."""

    kind: Kind
    structure: Drill | Letter
    words: Mapping[Language, DrillWords | LetterWords]

    @property
    def id(self) -> str:
        """Its id, which is one among its kind."""
        return self.structure.id

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that there are words in."""
        return tuple(language for language in LANGUAGES if language in self.words)

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/{self.kind}s/{self.id}"

    def hash(self, language: Language) -> str:
        """Return the hash of its content in a language."""
        return content_hash(self.structure, self.words[language])


class Listed(NamedTuple):
    """What there is to choose from, of one library."""

    library: Library
    entries: tuple[Entry, ...]
    exercises: tuple[ExerciseEntry, ...]


class Catalog:
    """Cases, drills, letters and rubrics below one folder, which holds a folder of each.

    What is broken is left out, or stays as it last was good; ``faults`` tells what and where.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._mark = _mark(root)
        self.library: Library = read_library(root)
        self._listed = _listed(self.library)
        self._cases: dict[tuple[str, Language, LevelName], Case] = {}
        self._rubrics: dict[tuple[str, Language], tuple[Rubric, RubricWords, str]] = {}
        self._note_words: dict[Language, NoteWords] = {}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong in the files as they were last read."""
        return self.library.faults

    def scenarios(self) -> tuple[Entry, ...]:
        """Return the scenarios to choose from, by id; a draft is played by its author alone."""
        return self._lists().entries

    def drafts(self) -> tuple[Entry, ...]:
        """Return the scenarios that are not tested yet, by id."""
        return _entries(self.library, "draft")

    def case(self, scenario: str, language: Language, level: LevelName) -> Case:
        """Return a case; ``NotFoundError`` where there is none to play."""
        key = (scenario, language, level)
        if key not in self._cases:
            self._cases[key] = self._made(*key)
        return self._cases[key]

    def exercises(self) -> tuple[ExerciseEntry, ...]:
        """Return the drills and letters to choose from, by id; drafts are left out."""
        return self._lists().exercises

    def exercise_drafts(self) -> tuple[ExerciseEntry, ...]:
        """Return the drills and letters that are not tested yet, by id."""
        return _exercises(self.library, "draft")

    def exercise(self, kind: Kind, id: str) -> ExerciseEntry:
        """Return a drill or letter; ``NotFoundError`` where there is none."""
        found = next((one for one in self.exercises() if (one.kind, one.id) == (kind, id)), None)
        if found is None:
            raise NotFoundError("exercise-unknown")
        return found

    def rubric(self, id: str, language: Language) -> tuple[Rubric, RubricWords, str]:
        """Return a rubric, its words and the hash of its content."""
        key = (id, language)
        if key not in self._rubrics:
            files = self.library.rubrics.get(id)
            if files is None or language not in files.words:
                raise NotFoundError(f"there is no rubric {id!r} in {language} that can be used")
            rubric, words = files.structure.model, files.words[language].model
            self._rubrics[key] = (rubric, words, content_hash(rubric, words))
        return self._rubrics[key]

    def note_words(self, language: Language) -> NoteWords:
        """Return what case notes are read by; ``ContentError`` where the file does not fit."""
        if language not in self._note_words:
            path = self.root / "rubrics" / "note" / f"{language}.yaml"
            self._note_words[language] = load_model(path, NoteWords)
        return self._note_words[language]

    def reload(self) -> bool:
        """Read the files again where one has changed; tell whether one had.

        Raises ``ContentError`` with the faults where the changed files have any; what was good
        before then still stands.
        """
        mark = _mark(self.root)
        if mark == self._mark:
            return False
        self._mark = mark
        self.library = read_library(self.root).keeping(self.library)
        self._cases.clear()
        self._rubrics.clear()
        self._note_words.clear()
        if self.faults:
            raise ContentError(list(self.faults))
        return True

    async def watch(self) -> None:
        """Reload whenever a file changes, and log the faults; ends when it is cancelled."""
        folders = [self.root / name for name in MADE_OF]
        async for _ in awatch(*[folder for folder in folders if folder.is_dir()]):
            try:
                if self.reload():
                    log.info("content reloaded")
            except ContentError as error:
                for fault in error.faults:
                    log.warning("%s", fault)

    def _lists(self) -> Listed:
        if self._listed.library is not self.library:
            self._listed = _listed(self.library)
        return self._listed

    def _made(self, scenario: str, language: Language, level: LevelName) -> Case:
        files = self.library.scenarios.get(scenario)
        if files is None:
            raise NotFoundError(f"there is no scenario {scenario!r} that can be played")
        case = case_of(self.library, files, language, level)
        if case is None:
            raise NotFoundError(f"the scenario {scenario!r} cannot be played in {language}")
        return case


def _listed(library: Library) -> Listed:
    return Listed(library, _entries(library), _exercises(library))


def _entries(library: Library, status: str = "tested") -> tuple[Entry, ...]:
    if library.defaults is None:
        return ()
    entries = (
        Entry(
            files.structure.model,
            {
                language: script.model
                for language, script in files.scripts.items()
                if language in library.shared
            },
        )
        for _, files in sorted(library.scenarios.items())
        if files.structure.model.status == status
    )
    return tuple(entry for entry in entries if entry.scripts)


def _exercises(library: Library, status: str = "tested") -> tuple[ExerciseEntry, ...]:
    drills = [_entry("drill", files) for _, files in sorted(library.drills.items())]
    letters = [_entry("letter", files) for _, files in sorted(library.letters.items())]
    some = (*drills, *letters)
    return tuple(one for one in some if one.structure.status == status and one.words)


def _entry(kind: Kind, files: DrillFiles | LetterFiles) -> ExerciseEntry:
    words = {language: loaded.model for language, loaded in files.words.items()}
    return ExerciseEntry(kind, files.structure.model, words)


def _mark(root: Path) -> Mark:
    """Return what tells whether a file that the catalogue reads has changed."""
    found = {}
    for pattern in ("scenarios/*.yaml", *(f"{folder}/*/*" for folder in MADE_OF)):
        for path in root.glob(pattern):
            if path.is_file() and path.parent.name != "moves":
                status = path.stat()
                found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found
