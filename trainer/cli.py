"""The command line. An expected failure is one sentence on standard error and exit code 1."""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from trainer import build, settings
from trainer.content import check as content_check
from trainer.content import schema as content_schema
from trainer.content import translations
from trainer.content.gaps import is_unfinished
from trainer.content.library import read_library
from trainer.core.base import LANGUAGES, Language
from trainer.core.scenario import LEVELS, LevelName
from trainer.drafting.draft import read_brief
from trainer.errors import ConflictError, ContentError, Fault, TrainerError
from trainer.exchange import agreement, consumption, difficulty, transcripts
from trainer.exchange.batch import Batch, Work, ahead
from trainer.proof import Proof, simulate, simulation_json
from trainer.store.people import Role
from trainer.terminal import Terminal

app = typer.Typer(
    name="trainer",
    help="Practise conversations with simulated citizens, and get feedback worth having.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
user = typer.Typer(help="Accounts.", no_args_is_help=True)
report = typer.Typer(help="Reports.", no_args_is_help=True)
audit = typer.Typer(help="The audit log.", no_args_is_help=True)
app.add_typer(user, name="user")
app.add_typer(audit, name="audit")
app.add_typer(report, name="report")
out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)

SHOWN = 20
"""Faults of a draft that are shown at once."""
Lang = Annotated[str, typer.Option("--language", help="nl, en or da.")]
Lev = Annotated[str, typer.Option("--level", help="easy, standard or hard.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for other tools.")]
Files = Annotated[list[Path], typer.Argument(help="Transcripts: JSON, or Citizen:/Trainee: lines.")]
Seed = Annotated[int | None, typer.Option(help="The same seed gives the same replies.")]


def main() -> None:
    """Run the command line."""
    try:
        app()
    except TrainerError as error:
        _say(str(error))
        sys.exit(1)


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="The port on this machine.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser where there is one.")] = True,
) -> None:
    """Try it on this machine alone, with fictional people.

    trainer demo --port 8080
    """
    from trainer.web.server import run_demo

    run_demo(_parts(), port, browser, out)


@app.command()
def serve() -> None:
    """Serve it for real: no fictional people, and weak secrets are refused.

    TRAINER_SECRET=$(openssl rand -hex 32) trainer serve
    """
    from trainer.web.server import run_server

    run_server(_parts(), out)


@app.command()
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
    chosen = _language(language), _level(level)

    async def play() -> None:
        parts = _parts()
        async with parts.scratch() as (practice, person):
            attempt = await practice.start(person, scenario, *chosen, seed=seed, counts=False)
            await Terminal(practice, out, why, parts.catalog.reload).play(attempt)

    asyncio.run(play())


@app.command()
def read(files: Files, as_json: AsJson = False) -> None:
    """Print the moves found in transcripts, one transcript a line.

    trainer read talk.json --json
    """
    _each(files, "reading", as_json, lambda batch: batch.read, _print_read)


@app.command()
def grade(files: Files, as_json: AsJson = False) -> None:
    """Grade transcripts, one JSON object a line.

    trainer grade talks/*.json --json
    """
    _each(files, "grading", as_json, lambda batch: batch.grade, _print_grade)


@app.command(name="simulate")
def simulate_(
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
    parts = _parts()
    case = parts.catalog.case(scenario, _language(language), _level(level))
    beats = build.beats(parts, case, trainee)

    async def play() -> dict[str, object]:
        attempt = await simulate(parts.engine, case, beats, seed or 1)
        batch = Batch(parts.engine, parts.catalog, _say, parts.cues, parts.embedded)
        assessment = await batch.assess(attempt.record(case))
        shape = transcripts.grade_json(f"{scenario}/{trainee}", assessment)
        return simulation_json(case, attempt, trainee, shape)

    found = asyncio.run(play())
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        _print_simulation(found)


@app.command()
def check(
    scenarios: Annotated[
        list[str] | None, typer.Argument(help="Cases by their ids; all content where none is.")
    ] = None,
    level: Annotated[str, typer.Option(help="Play one level only: easy, standard, hard.")] = "",
    play: Annotated[bool, typer.Option(help="Play the scripted trainees as well.")] = True,
    stamp: Annotated[
        bool, typer.Option("--stamp", help="First say that every translation was compared.")
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
    levels = (_level(level),) if level else LEVELS
    root = build.content_folder(_settings())
    known = read_library(root)
    for id in scenarios or ():
        if not (root / "scenarios" / id).is_dir():
            raise TrainerError(f"there is no case {id!r} in {root / 'scenarios'}")
    if stamp:
        for path in translations.stamp(known):
            typer.echo(f"stamped {path}")
    parts, faults = _checked(root, scenarios or [], levels if play else ())
    if faults:
        raise ContentError(faults)
    cases = len(scenarios or parts.catalog.scenarios())
    typer.echo(f"{cases} cases, {len(LANGUAGES)} languages: nothing to mend")


@app.command()
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
    parts = _parts(tolerant=True)
    folder = parts.catalog.root / "scenarios"
    if lines:
        proposal = asyncio.run(build.more_lines(parts, lines, _language(language)))
        typer.echo(f"wrote {proposal.keep(folder)}")
        for line in proposal.told():
            typer.echo(line)
        return
    told = read_brief(Path(str(brief)), _language(language), name)
    if (folder / told.id).exists():
        raise ConflictError(f"{folder / told.id} is there already; give the draft another --name")
    with _progress("drafting") as step:
        made = asyncio.run(build.drafted(parts, told, step))
    for path in made.keep(folder):
        typer.echo(f"wrote {path}")
    _, faults = _checked(parts.catalog.root, [made.id], ("standard",))
    for line in (*made.told(), "", *map(str, faults[:SHOWN])):
        typer.echo(line)
    if len(faults) > SHOWN:
        typer.echo(f"and {len(faults) - SHOWN} more; `trainer check {made.id}` tells them all")


@app.command()
def schema(
    check: Annotated[bool, typer.Option("--check", help="Only tell whether they are.")] = False,
) -> None:
    """Write the JSON Schemas that give editors completion.

    trainer schema --check
    """
    root = build.content_folder(_settings())
    if not check:
        for path in content_schema.write(root):
            typer.echo(f"wrote {path}")
    elif faults := content_schema.outdated(root):
        raise ContentError(faults)


@app.command(name="train-reader")
def train_reader() -> None:
    """Train the reader anew on the moves' examples; what is held back is never looked at.

    trainer train-reader
    """
    with _progress("training") as step:
        taught = asyncio.run(build.train_reader(_parts(tolerant=True), step))
    typer.echo(f"trained, with {taught} sentences from practice on which a coach agreed")
    typer.echo("`python bench/reader.py` says how well it reads")


@user.command()
def add(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    sign_in: Annotated[str, typer.Argument(help="What they type to sign in.")],
    role: Annotated[str, typer.Option(help="trainee, coach, manager or admin.")] = "trainee",
    coach: Annotated[str, typer.Option(help="The sign-in name of their coach.")] = "",
) -> None:
    """Make an account; the password is asked for, or read from standard input.

    trainer user add "Sanne de Boer" sanne --role trainee
    """
    roles: dict[str, Role] = {
        "trainee": "trainee",
        "coach": "coach",
        "manager": "manager",
        "admin": "admin",
    }
    if role not in roles:
        raise TrainerError(f"--role is {role!r}; write {', '.join(roles)}")
    typed = sys.stdin.isatty()
    password = typer.prompt("Password", hide_input=True) if typed else sys.stdin.readline()
    asyncio.run(build.add_person(_settings(), name, sign_in, roles[role], password.strip(), coach))
    typer.echo(f"{name} can sign in as {sign_in}")


@app.command()
def retain(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
) -> None:
    """Remove what is past its time: conversations first, levels later.

    trainer retain --dry-run
    """
    gone = asyncio.run(build.retain(_parts(), dry_run))
    for count, what in (
        (gone.transcripts, "conversations lose their words and keep their levels"),
        (gone.levels, "conversations go with their levels"),
        (gone.unfinished, "conversations without a grade go"),
        (gone.people, "people are concerned"),
    ):
        typer.echo(f"{count:>6} {what}")
    typer.echo("nothing was removed" if dry_run else "done; the audit log says so")


@audit.command()
def verify(
    noted: Annotated[str, typer.Option(help="A hash printed earlier, kept elsewhere.")] = "",
) -> None:
    """Check the chain of the audit log, and say which row was changed, removed or inserted.

    trainer audit verify
    """
    broken, head = asyncio.run(build.audited(_settings(), noted))
    if broken and broken.how == "lost":
        raise TrainerError(f"the audit log is whole, but {noted!r} is not in it")
    if broken:
        raise TrainerError(f"the audit log is broken: row {broken.number} was {broken.how}")
    typer.echo(f"{head.number} rows, whole; the last hash is {head.hash}")


@report.command(name="agreement")
def agreement_(as_json: AsJson = False) -> None:
    """Print how far coaches and the machine agree, by criterion.

    trainer report agreement --json
    """
    found = asyncio.run(build.agreement(_parts()))
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in found]))
    elif found:
        for one in found:
            out.print(one.table())
    else:
        typer.echo(agreement.NOTHING)


@report.command(name="difficulty")
def difficulty_(as_json: AsJson = False) -> None:
    """Print how hard cases are: by their authors, and by what people do.

    trainer report difficulty --json
    """
    found = asyncio.run(build.difficulties(_parts()))
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in found]))
    elif found:
        out.print(difficulty.table(found))
    else:
        typer.echo(difficulty.NOTHING)


@report.command(name="usage")
def usage_(as_json: AsJson = False) -> None:
    """Print what language models took: calls, tokens, and cost where a price is set.

    trainer report usage --json
    """
    found = asyncio.run(build.consumption(_settings()))
    if as_json:
        typer.echo(json.dumps(consumption.as_json(found)))
    elif found:
        out.print(consumption.table(found))
    else:
        typer.echo(consumption.NOTHING)


def _try_models() -> None:
    trials = asyncio.run(build.model_trials(_settings()))
    if not trials:
        raise TrainerError("no language model is set; name one with TRAINER_MODEL")
    for trial in trials:
        typer.echo(trial.says)
    if not all(trial.works for trial in trials):
        raise typer.Exit(1)


def _settings() -> settings.Settings:
    return settings.from_environment()


def _parts(tolerant: bool = False, keep: bool = False) -> build.Parts:
    parts = build.parts(_settings(), keep)
    if parts.catalog.faults and not tolerant:
        for fault in parts.catalog.faults:
            _say(str(fault))
    return parts


def _each(
    files: list[Path],
    what: str,
    as_json: bool,
    work: Callable[[Batch], Work],
    show: Callable[[dict[str, object]], None],
) -> None:
    """Do the same with every file; one that fails says so and the others go on."""
    parts = _parts(keep=True)
    one = work(Batch(parts.engine, parts.catalog, _say, parts.cues, parts.embedded))
    failed = 0

    async def run() -> None:
        nonlocal failed
        with _progress(what) as step:
            i = 0
            async for path, task in ahead(one, files):
                step(i, len(files), path.name)
                i += 1
                try:
                    found = await task
                except TrainerError as error:
                    failed += 1
                    _say(str(error))
                    continue
                if as_json:
                    typer.echo(json.dumps(found, ensure_ascii=False))
                else:
                    show(found)
            step(len(files), len(files), "")

    asyncio.run(run())
    if failed:
        raise typer.Exit(1)


def _checked(
    root: Path, scenarios: Sequence[str], levels: Sequence[LevelName]
) -> tuple[build.Parts, list[Fault]]:
    """Return all faults of some cases, or of all content where none is named.

    A case with gaps is not played, nor is any where ``levels`` is empty.
    """
    faults = content_check.of_cases(root, scenarios, content_check.check(root))
    try:
        parts = _parts(tolerant=True)
    except ContentError as error:
        raise ContentError(list(dict.fromkeys([*faults, *error.faults]))) from error
    if not scenarios:
        faults += build.weights_faults(parts)
    known = parts.catalog.library.scenarios
    played = [id for id in scenarios or known if id in known and not is_unfinished(known[id])]
    if played and levels:
        with _progress("playing") as step:
            proof = Proof(parts.catalog, parts.embedded)
            faults += asyncio.run(proof.prove(played, levels=levels, progress=step))
    return parts, list(dict.fromkeys(faults))


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar on standard error where somebody looks at it."""
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[now]}"),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=None, now="")
        yield lambda done, total, now: bar.update(task, completed=done, total=total, now=now)


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


def _say(sentence: str) -> None:
    err.print(sentence, markup=False, highlight=False)


def _language(text: str) -> Language:
    for language in LANGUAGES:
        if text == language:
            return language
    raise TrainerError(f"--language is {text!r}; write {', '.join(LANGUAGES)}")


def _level(text: str) -> LevelName:
    for level in LEVELS:
        if text == level:
            return level
    raise TrainerError(f"--level is {text!r}; write {', '.join(LEVELS)}")
