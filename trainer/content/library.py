"""All content files of a folder, read; what is broken is left out and told as faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from trainer.content.document import named
from trainer.content.ids import joined, resolved
from trainer.content.load import Loaded, load
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Defaults
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.scenario import Scenario
from trainer.core.script import Script, SharedScript, Trainees
from trainer.errors import ContentError, Fault

M = TypeVar("M", bound=BaseModel)
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
    faults: tuple[Fault, ...] = ()

    def keeping(self, before: "Library") -> "Library":
        """Return this library with what ``before`` had in place of what is broken now."""
        return Library(
            root=self.root,
            scenarios={
                id: _kept_scenario(self.scenarios.get(id), before.scenarios.get(id))
                for id in _folders(self.root / "scenarios", "*.yaml")
                if id in self.scenarios or id in before.scenarios
            },
            shared={**before.shared, **self.shared},
            defaults=self.defaults or before.defaults,
            rubrics={
                id: _kept_rubric(self.rubrics.get(id), before.rubrics.get(id))
                for id in _folders(self.root / "rubrics", "rubric.yaml")
                if id in self.rubrics or id in before.rubrics
            },
            faults=self.faults,
        )


def read_library(root: Path) -> Library:
    """Read every scenario and rubric below ``root``; no fault stops the others."""
    faults: list[Fault] = []
    folder = root / "scenarios"
    scenarios = {
        id: found
        for id in _folders(folder, "*.yaml")
        if (found := _scenario(folder / id, faults)) is not None
    }
    shared = languages(folder, "shared.{}.yaml", SharedScript, faults)
    defaults = _loaded(folder / "defaults.yaml", Defaults, faults)
    rubrics = {
        id: files
        for id in _folders(root / "rubrics", "rubric.yaml")
        if (files := _rubric(root / "rubrics" / id, faults)) is not None
    }
    if not scenarios and not faults:
        faults.append(Fault(named(folder), 1, "no scenario", "put one in a folder of its own"))
    return Library(root, scenarios, shared, defaults, rubrics, tuple(sorted_faults(faults)))


def sorted_faults(faults: list[Fault]) -> list[Fault]:
    """Return the faults by path and line, each once."""
    return sorted(dict.fromkeys(faults), key=lambda f: (f.path, f.line, f.wrong))


def _folders(folder: Path, holding: str) -> Iterator[str]:
    if folder.is_dir():
        yield from sorted(p.name for p in folder.iterdir() if p.is_dir() and any(p.glob(holding)))


def _loaded(path: Path, model: type[M], faults: list[Fault]) -> Loaded[M] | None:
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
        elif loaded := _loaded(path, model, faults):
            found[language] = loaded
    return found


def _scenario(folder: Path, faults: list[Fault]) -> ScenarioFiles | None:
    for path in sorted(folder.iterdir()):
        if path.name not in ALLOWED and not path.name.startswith("."):
            wrong = "this file has no place in a scenario's folder"
            instead = f"the files are {', '.join(sorted(ALLOWED))}"
            faults.append(Fault(named(path), 1, wrong, instead))
    structure = _loaded(folder / "scenario.yaml", Scenario, faults)
    scripts = languages(folder, "{}.yaml", Script, faults)
    trainees = languages(folder, "trainees.{}.yaml", Trainees, faults)
    if structure is None:
        return None
    own = [*resolved(structure)]
    if structure.model.id != folder.name:
        wrong = f"the id is {structure.model.id!r} and the folder {folder.name!r}"
        own.append(structure.document.fault(("id",), wrong, "give both the same name"))
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
    structure = _loaded(folder / "rubric.yaml", Rubric, faults)
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
