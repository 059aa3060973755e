"""Commands about talks: practise one, play one, read and grade what was said."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from trainer import build, proof
from trainer.cli.options import AsJson, Lang, Lev, Seed, language_of, level_of
from trainer.cli.parts import loaded
from trainer.cli.screen import out, progress, say
from trainer.errors import TrainerError
from trainer.exchange import transcripts
from trainer.exchange.batch import Batch, Work, ahead
from trainer.terminal import Terminal

Files = Annotated[list[Path], typer.Argument(help="Transcripts: JSON, or Citizen:/Trainee: lines.")]


def practise(
    scenario: Annotated[str, typer.Argument(help="A scenario's id.")] = "angry-resident",
    language: Lang = "nl",
    level: Lev = "standard",
    why: Annotated[bool, typer.Option("--why", help="Show after each reply why it came.")] = False,
    seed: Seed = None,
) -> None:
    """Practise in the terminal; with --why it is the author's workbench.

    trainer practise stuck-entrepreneur --language en --level easy --why
    """
    chosen = language_of(language), level_of(level)

    async def play() -> None:
        parts = loaded()
        async with parts.scratch() as (practice, person):
            attempt = await practice.start(person, scenario, *chosen, seed=seed, counts=False)
            await Terminal(practice, out, why, parts.catalog.reload).play(attempt)

    asyncio.run(play())


def read(files: Files, as_json: AsJson = False) -> None:
    """Print the moves found in transcripts, one transcript a line.

    trainer read talk.json --json
    """
    _each(files, "reading", as_json, lambda batch: batch.read, _print_read)


def grade(files: Files, as_json: AsJson = False) -> None:
    """Grade transcripts, one JSON object a line.

    trainer grade talks/*.json --json
    """
    _each(files, "grading", as_json, lambda batch: batch.grade, _print_grade)


def simulate(
    scenario: Annotated[str, typer.Argument(help="A scenario's id.")],
    trainee: Annotated[
        str, typer.Option(help="skilled, middling, poor, or a file with messages or beats.")
    ] = "skilled",
    language: Lang = "nl",
    level: Lev = "standard",
    seed: Seed = 1,
    as_json: AsJson = False,
) -> None:
    """Play a scripted trainee through a case and grade the talk.

    trainer simulate angry-resident --trainee poor --level hard --language da --json
    """
    parts = loaded()
    case = parts.catalog.case(scenario, language_of(language), level_of(level))
    beats = build.beats(parts, case, trainee)

    async def play() -> dict[str, object]:
        attempt = await proof.simulate(parts.engine, case, beats, seed or 1)
        batch = Batch(parts.engine, parts.catalog, say, parts.cues, parts.embedded)
        assessment = await batch.assess(attempt.record(case))
        shape = transcripts.grade_json(f"{scenario}/{trainee}", assessment)
        return proof.simulation_json(case, attempt, trainee, shape)

    found = asyncio.run(play())
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        _print_simulation(found)


def _each(
    files: list[Path],
    what: str,
    as_json: bool,
    work: Callable[[Batch], Work],
    show: Callable[[dict[str, object]], None],
) -> None:
    """Do the same with every file; one that fails says so and the others go on."""
    parts = loaded(keep=True)
    one = work(Batch(parts.engine, parts.catalog, say, parts.cues, parts.embedded))
    failed = 0

    async def run() -> None:
        nonlocal failed
        with progress(what) as step:
            i = 0
            async for path, task in ahead(one, files):
                step(i, len(files), path.name)
                i += 1
                try:
                    found = await task
                except TrainerError as error:
                    failed += 1
                    say(str(error))
                    continue
                if as_json:
                    typer.echo(json.dumps(found, ensure_ascii=False))
                else:
                    show(found)
            step(len(files), len(files), "")

    asyncio.run(run())
    if failed:
        raise typer.Exit(1)


def _print_read(found: dict[str, object]) -> None:
    out.print(str(found["file"]), style="bold", markup=False)
    for turn in found["turns"]:  # type: ignore[attr-defined]
        for move in turn["moves"]:
            out.print(f"  {turn['turn']:>3}  {move['id']:<22} {move['text']}", markup=False)


def _print_grade(found: dict[str, object]) -> None:
    out.print(str(found["file"]), style="bold", markup=False)
    for id, dimension in found["dimensions"].items():  # type: ignore[attr-defined]
        out.print(f"  {id:<24} {dimension['band'] or 'not assessed'}", markup=False)
    for id, verdict in found["criteria"].items():  # type: ignore[attr-defined]
        out.print(f"    {id:<22} {verdict['band'] or '-':<10} {verdict['reason']}", markup=False)


def _print_simulation(found: dict[str, object]) -> None:
    for turn in found["turns"]:  # type: ignore[attr-defined]
        style = "bold" if turn["speaker"] == "citizen" else ""
        out.print(f"{turn['speaker']}: {turn['text']}", style=style, markup=False)
    out.print(f"ending: {found['ending']}; told: {', '.join(found['told'])}", markup=False)  # type: ignore[arg-type]
    _print_grade(found["assessment"])  # type: ignore[arg-type]
