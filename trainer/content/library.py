"""All content files of a folder, read; what is broken is left out and told as faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.content import exercises
from trainer.content.document import named
from trainer.content.exercises import DrillFiles, LetterFiles, read_drills, read_letters
from trainer.content.files import folders, languages, loaded, misnamed, strangers
from trainer.content.ids import joined, resolved
from trainer.content.load import Loaded
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Defaults
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.scenario import Scenario
from trainer.core.script import Script, SharedScript, Trainees
from trainer.errors import Fault

ALLOWED = {"scenario.yaml"} | {
    f"{before}{language}.yaml" for before in ("", "trainees.") for language in LANGUAGES
}
"""The files that a scenario's folder may hold."""


@dataclass(frozen=True)
class ScenarioFiles:
    """One scenario: its structure, and its words and scripted trainees a language."""

    id: str
    structure: Loaded[Scenario]
    scripts: Mapping[Language, Loaded[Script]]
    trainees: Mapping[Language, Loaded[Trainees]]


@dataclass(frozen=True)
class RubricFiles:
    """One rubric: its structure, and its words a language."""

    id: str
    structure: Loaded[Rubric]
    words: Mapping[Language, Loaded[RubricWords]]


@dataclass(frozen=True)
class Library:
    """Everything that could be read, and the faults of the rest."""

    root: Path
    scenarios: Mapping[str, ScenarioFiles] = field(default_factory=dict)
    shared: Mapping[Language, Loaded[SharedScript]] = field(default_factory=dict)
    defaults: Loaded[Defaults] | None = None
    rubrics: Mapping[str, RubricFiles] = field(default_factory=dict)
    drills: Mapping[str, DrillFiles] = field(default_factory=dict)
    letters: Mapping[str, LetterFiles] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def keeping(self, before: "Library") -> "Library":
        """Return this library with what ``before`` had in place of what is broken now."""
        return Library(
            root=self.root,
            scenarios={
                id: _kept_scenario(self.scenarios.get(id), before.scenarios.get(id))
                for id in folders(self.root / "scenarios", "*.yaml")
                if id in self.scenarios or id in before.scenarios
            },
            shared={**before.shared, **self.shared},
            defaults=self.defaults or before.defaults,
            rubrics={
                id: _kept_rubric(self.rubrics.get(id), before.rubrics.get(id))
                for id in folders(self.root / "rubrics", "rubric.yaml")
                if id in self.rubrics or id in before.rubrics
            },
            drills=exercises.kept(self.drills, before.drills, self.root / "drills"),
            letters=exercises.kept(self.letters, before.letters, self.root / "letters"),
            faults=self.faults,
        )


def read_library(root: Path) -> Library:
    """Read every scenario, rubric, drill and letter below ``root``; no fault stops the others."""
    faults: list[Fault] = []
    folder = root / "scenarios"
    scenarios = {
        id: found
        for id in folders(folder, "*.yaml")
        if (found := _scenario(folder / id, faults)) is not None
    }
    shared = languages(folder, "shared.{}.yaml", SharedScript, faults)
    defaults = loaded(folder / "defaults.yaml", Defaults, faults)
    rubrics = {
        id: files
        for id in folders(root / "rubrics", "rubric.yaml")
        if (files := _rubric(root / "rubrics" / id, faults)) is not None
    }
    drills, letters = read_drills(root, faults), read_letters(root, faults)
    if not scenarios and not faults:
        faults.append(Fault(named(folder), 1, "no scenario", "put one in a folder of its own"))
    told = tuple(sorted_faults(faults))
    return Library(root, scenarios, shared, defaults, rubrics, drills, letters, told)


def sorted_faults(faults: list[Fault]) -> list[Fault]:
    """Return the faults by path and line, each once."""
    return sorted(dict.fromkeys(faults), key=lambda f: (f.path, f.line, f.wrong))


def _scenario(folder: Path, faults: list[Fault]) -> ScenarioFiles | None:
    faults.extend(strangers(folder, ALLOWED, "scenario"))
    structure = loaded(folder / "scenario.yaml", Scenario, faults)
    scripts = languages(folder, "{}.yaml", Script, faults)
    trainees = languages(folder, "trainees.{}.yaml", Trainees, faults)
    if structure is None:
        return None
    own = [*resolved(structure), *misnamed(structure, structure.model.id, folder)]
    faults.extend(own)
    if own:
        return None
    playable = {}
    for language, script in scripts.items():
        apart = list(joined(structure, script))
        faults.extend(apart)
        if not apart:
            playable[language] = script
    return ScenarioFiles(folder.name, structure, playable, trainees)


def _rubric(folder: Path, faults: list[Fault]) -> RubricFiles | None:
    structure = loaded(folder / "rubric.yaml", Rubric, faults)
    words = languages(folder, "{}.yaml", RubricWords, faults)
    return RubricFiles(folder.name, structure, words) if structure else None


def _kept_scenario(now: ScenarioFiles | None, before: ScenarioFiles | None) -> ScenarioFiles:
    if now is None or before is None:
        found = now or before
        assert found is not None  # noqa: S101 - the caller asks only for ids that one of them has
        return found
    # The words of before fit the structure of before only.
    kept = {
        language: script
        for language, script in before.scripts.items()
        if language not in now.scripts and not list(joined(now.structure, script))
    }
    return ScenarioFiles(
        now.id, now.structure, {**kept, **now.scripts}, {**before.trainees, **now.trainees}
    )


def _kept_rubric(now: RubricFiles | None, before: RubricFiles | None) -> RubricFiles:
    if now is None or before is None:
        found = now or before
        assert found is not None  # noqa: S101 - the caller asks only for ids that one of them has
        return found
    return RubricFiles(now.id, now.structure, {**before.words, **now.words})
