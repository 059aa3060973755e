"""The command line. An expected failure is one sentence on standard error and exit code 1."""

import sys
from collections.abc import Callable

import typer

from trainer.cli import authoring, keeping, reports, serving, talks, training
from trainer.cli.screen import say
from trainer.errors import TrainerError

COMMANDS: tuple[Callable[..., None], ...] = (
    serving.demo,
    serving.serve,
    talks.practise,
    talks.read,
    talks.grade,
    talks.simulate,
    authoring.check,
    authoring.draft,
    authoring.schema,
    training.train_reader,
    keeping.retain,
)
GROUPS: tuple[tuple[str, str, tuple[Callable[..., None], ...]], ...] = (
    ("user", "Accounts.", (keeping.add,)),
    ("audit", "The audit log.", (keeping.verify,)),
    ("report", "Reports.", (reports.agreement, reports.difficulty, reports.usage)),
)

app = typer.Typer(
    name="trainer",
    help="Practise conversations with simulated citizens, and get feedback worth having.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in COMMANDS:
    app.command()(command)
for name, about, commands in GROUPS:
    app.add_typer(group := typer.Typer(help=about, no_args_is_help=True), name=name)
    for command in commands:
        group.command()(command)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except TrainerError as error:
        say(str(error))
        sys.exit(1)
