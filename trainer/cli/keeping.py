"""Commands for whoever keeps the store: accounts, what is past its time, the audit log."""

import asyncio
import sys
from typing import Annotated, get_args

import typer

from trainer import build, settings
from trainer.cli.options import one_of
from trainer.cli.parts import loaded
from trainer.errors import TrainerError
from trainer.store.people import Role

ROLES: tuple[Role, ...] = get_args(Role)


def add(
    name: Annotated[str, typer.Argument(help="The person's name.")],
    sign_in: Annotated[str, typer.Argument(help="What they type to sign in.")],
    role: Annotated[str, typer.Option(help="trainee, coach, manager or admin.")] = "trainee",
    coach: Annotated[str, typer.Option(help="The sign-in name of their coach.")] = "",
) -> None:
    """Make an account; the password is asked for, or read from standard input.

    trainer user add "Sanne de Boer" sanne --role trainee
    """
    chosen = one_of("--role", role, ROLES)
    typed = sys.stdin.isatty()
    password = typer.prompt("Password", hide_input=True) if typed else sys.stdin.readline()
    kept = settings.from_environment()
    asyncio.run(build.add_person(kept, name, sign_in, chosen, password.strip(), coach))
    typer.echo(f"{name} can sign in as {sign_in}")


def retain(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
) -> None:
    """Remove what is past its time: conversations first, levels later.

    trainer retain --dry-run
    """
    gone = asyncio.run(build.retain(loaded(), dry_run))
    for count, what in (
        (gone.transcripts, "conversations lose their words and keep their levels"),
        (gone.levels, "conversations go with their levels"),
        (gone.unfinished, "conversations without a grade go"),
        (gone.people, "people are concerned"),
    ):
        typer.echo(f"{count:>6} {what}")
    typer.echo("nothing was removed" if dry_run else "done; the audit log says so")


def verify(
    noted: Annotated[str, typer.Option(help="A hash printed earlier, kept elsewhere.")] = "",
) -> None:
    """Check the chain of the audit log, and say which row was changed, removed or inserted.

    trainer audit verify
    """
    broken, head = asyncio.run(build.audited(settings.from_environment(), noted))
    if broken and broken.how == "lost":
        raise TrainerError(f"the audit log is whole, but {noted!r} is not in it")
    if broken:
        raise TrainerError(f"the audit log is broken: row {broken.number} was {broken.how}")
    typer.echo(f"{head.number} rows, whole; the last hash is {head.hash}")
