"""Commands for whoever writes content: check it, draft it, and give editors its schemas."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from trainer import build, settings
from trainer.cli.options import Lang, language_of, level_of
from trainer.cli.parts import loaded
from trainer.cli.screen import progress
from trainer.cli.training import weights_faults
from trainer.content import check as content_check
from trainer.content import schema as content_schema
from trainer.content import translations
from trainer.content.gaps import is_unfinished
from trainer.content.library import read_library
from trainer.core.base import LANGUAGES, Language
from trainer.core.scenario import LEVELS, LevelName
from trainer.drafting.draft import read_brief
from trainer.errors import ConflictError, ContentError, Fault, TrainerError
from trainer.exercising import Marking
from trainer.proof import ExerciseProof, Proof

SHOWN = 20
"""Faults of a draft that are shown at once."""


def check(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(help="Cases, drills or letters by their ids; all content where none is."),
    ] = None,
    level: Annotated[str, typer.Option(help="Play one level only: easy, standard, hard.")] = "",
    play: Annotated[bool, typer.Option(help="Play the scripted trainees as well.")] = True,
    sample: Annotated[
        bool,
        typer.Option("--sample", help="Play the first case once a language; levels take turns."),
    ] = False,
    stamp: Annotated[
        bool, typer.Option("--stamp", help="First say that these translations were compared.")
    ] = False,
    model: Annotated[
        bool,
        typer.Option("--model", help="Try the language models instead: one call of each kind."),
    ] = False,
) -> None:
    """Check all content: every fault at once, as path:line.

    trainer check angry-resident --level standard
    """
    if model:
        _try_models()
        return
    levels = (level_of(level),) if level else LEVELS
    root = build.content_folder(settings.from_environment())
    known = read_library(root)
    for id in scenarios or ():
        if not any((root / folder / id).is_dir() for folder in content_check.FOLDERS):
            raise TrainerError(f"there is no case, drill or letter {id!r} in {root}")
    if stamp:
        for path in translations.stamp(known, scenarios or ()):
            typer.echo(f"stamped {path}")
    parts, faults = _checked(root, scenarios or [], levels if play else (), sample)
    if faults:
        raise ContentError(faults)
    checked = len(scenarios or (*parts.catalog.scenarios(), *parts.catalog.exercises()))
    languages = len(LANGUAGES)
    typer.echo(f"{checked} cases, drills and letters in {languages} languages: nothing to mend")


def draft(
    brief: Annotated[
        Path | None, typer.Argument(help="A page of text: the case as a coach would tell it.")
    ] = None,
    language: Lang = "nl",
    name: Annotated[str, typer.Option(help="The id of the new case; else its heading.")] = "",
    lines: Annotated[
        str, typer.Option("--lines", metavar="SCENARIO", help="Write more lines for a case.")
    ] = "",
) -> None:
    """Draft a case from a brief, or more lines for a case; a skeleton where no model is set.

    trainer draft closed-bridge.md --language nl
    """
    if bool(brief) == bool(lines):
        raise TrainerError("name a brief, or a case after --lines")
    parts = loaded(tolerant=True)
    folder = parts.catalog.root / "scenarios"
    if lines:
        _more_lines(parts, lines, language_of(language), folder)
        return
    told = read_brief(Path(str(brief)), language_of(language), name)
    if (folder / told.id).exists():
        raise ConflictError(f"{folder / told.id} is there already; give the draft another --name")
    with progress("drafting") as step:
        made = asyncio.run(build.drafted(parts, told, step))
    for path in made.keep(folder):
        typer.echo(f"wrote {path}")
    _, found = _checked(parts.catalog.root, [made.id], ("standard",))
    faults = sorted(found, key=lambda fault: _later(fault, told.language))
    for line in (*made.told(), "", *map(str, faults[:SHOWN])):
        typer.echo(line)
    if len(faults) > SHOWN:
        typer.echo(f"and {len(faults) - SHOWN} more; `trainer check {made.id}` tells them all")


def _later(fault: Fault, language: Language) -> bool:
    """Tell whether a fault of a draft can wait: the language of the brief is written first."""
    name = Path(fault.path).name
    return name not in ("scenario.yaml", f"{language}.yaml", f"trainees.{language}.yaml")


def schema(
    check: Annotated[bool, typer.Option("--check", help="Only tell whether they are.")] = False,
) -> None:
    """Write the JSON Schemas that give editors completion.

    trainer schema --check
    """
    root = build.content_folder(settings.from_environment())
    if not check:
        for path in content_schema.write(root):
            typer.echo(f"wrote {path}")
    elif faults := content_schema.outdated(root):
        raise ContentError(faults)


def _more_lines(parts: build.Parts, scenario: str, language: Language, folder: Path) -> None:
    proposal = asyncio.run(build.more_lines(parts, scenario, language))
    typer.echo(f"wrote {proposal.keep(folder)}")
    for line in proposal.told():
        typer.echo(line)


def _checked(
    root: Path, scenarios: Sequence[str], levels: Sequence[LevelName], sample: bool = False
) -> tuple[build.Parts, list[Fault]]:
    """Return all faults of some cases, drills and letters, or of all where none is named.

    A case with gaps is not played, nor is anything where ``levels`` is empty.
    """
    faults = content_check.of_cases(root, scenarios, content_check.check(root))
    try:
        parts = loaded(tolerant=True)
    except ContentError as error:
        raise ContentError(list(dict.fromkeys([*faults, *error.faults]))) from error
    if not scenarios:
        faults += weights_faults(parts)
    known = parts.catalog.library.scenarios
    played = [id for id in scenarios or known if id in known and not is_unfinished(known[id])]
    if levels:
        with progress("reading") as step:
            read = ExerciseProof(parts.catalog, Marking(parts.proofreader))
            faults += asyncio.run(read.prove(scenarios, progress=step, sample=sample))
    if played and levels:
        with progress("playing") as step:
            proof = Proof(parts.catalog, parts.embedded)
            faults += asyncio.run(proof.prove(played, levels=levels, progress=step, sample=sample))
    return parts, list(dict.fromkeys(faults))


def _try_models() -> None:
    trials = asyncio.run(build.model_trials(settings.from_environment()))
    if not trials:
        raise TrainerError("no language model is set; name one with TRAINER_MODEL")
    for trial in trials:
        typer.echo(trial.says)
    if not all(trial.works for trial in trials):
        raise typer.Exit(1)
