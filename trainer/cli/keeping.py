"""Commands for whoever keeps the store: accounts, what is past its time, the audit log."""

import asyncio
import sys
from typing import Annotated, get_args

import typer

from trainer import build, settings
from trainer.cli.options import one_of
from trainer.cli.parts import loaded
from trainer.errors import NotFoundError, TrainerError
from trainer.store.audit import Head
from trainer.store.chain import Broken
from trainer.store.people import Person, Role
from trainer.store.retention import Gone
from trainer.store.store import Store

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
    asyncio.run(_add(name, sign_in, chosen, password.strip(), coach))
    typer.echo(f"{name} can sign in as {sign_in}")


def retain(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would go.")] = False,
) -> None:
    """Remove what is past its time: conversations first, levels later.

    trainer retain --dry-run
    """
    gone = asyncio.run(_retained(loaded(), dry_run))
    for count, what in (
        (gone.transcripts, "conversations lose their words and keep their levels"),
        (gone.levels, "conversations go with their levels"),
        (gone.unfinished, "conversations without a grade go"),
        (gone.exercises, "drills and letters go"),
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
    broken, head = asyncio.run(_verified(noted))
    if broken and broken.how == "lost":
        raise TrainerError(f"the audit log is whole, but {noted!r} is not in it")
    if broken:
        raise TrainerError(f"the audit log is broken: row {broken.number} was {broken.how}")
    typer.echo(f"{head.number} rows, whole; the last hash is {head.hash}")


async def _add(name: str, sign_in: str, role: Role, password: str, coach: str) -> None:
    async with build.opened(settings.from_environment()) as store:
        by = await _named(store, coach) if coach else None
        person = await store.people.add(name, sign_in, role, password)
        await store.audit.write("person-added", about=person.id, thing=role)
        if by:
            await store.coaching.give(person.id, by.id)


async def _named(store: Store, coach: str) -> Person:
    try:
        return await store.people.named(coach)
    except NotFoundError as error:
        raise TrainerError(f"--coach is {coach!r}; nobody signs in with that name") from error


async def _retained(parts: build.Parts, dry: bool) -> Gone:
    """Remove what is past its time; where ``dry``, only tell in numbers what would go."""
    async with build.opened(parts.settings) as store:
        if dry:
            return (await store.retention.due()).numbers
        return await build.retaining(parts.settings, store, parts.catalog).run()


async def _verified(noted: str) -> tuple[Broken | None, Head]:
    """Return the first fault in the audit log, or None, and where the log ends."""
    async with build.opened(settings.from_environment()) as store:
        return await store.audit.verify(noted), await store.audit.head()
