"""Commands that report what the store tells of cases, coaches and models."""

import asyncio
import json

import typer

from trainer import build, settings
from trainer.cli.options import AsJson
from trainer.cli.parts import loaded
from trainer.cli.screen import out
from trainer.exchange import agreement as agreements
from trainer.exchange import consumption
from trainer.exchange import difficulty as difficulties


def agreement(as_json: AsJson = False) -> None:
    """Print how far coaches and the machine agree, by criterion.

    trainer report agreement --json
    """
    found = asyncio.run(build.agreement(loaded()))
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in found]))
    elif found:
        for one in found:
            out.print(one.table())
    else:
        typer.echo(agreements.NOTHING)


def difficulty(as_json: AsJson = False) -> None:
    """Print how hard cases are: by their authors, and by what people do.

    trainer report difficulty --json
    """
    found = asyncio.run(build.difficulties(loaded()))
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in found]))
    elif found:
        out.print(difficulties.table(found))
    else:
        typer.echo(difficulties.NOTHING)


def usage(as_json: AsJson = False) -> None:
    """Print what language models took: calls, tokens, and cost where a price is set.

    trainer report usage --json
    """
    found = asyncio.run(build.consumption(settings.from_environment()))
    if as_json:
        typer.echo(json.dumps(consumption.as_json(found)))
    elif found:
        out.print(consumption.table(found))
    else:
        typer.echo(consumption.NOTHING)
