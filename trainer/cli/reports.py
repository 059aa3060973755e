"""Commands that report what the store tells of cases, coaches and models."""

import asyncio
import json

import typer

from trainer import build, settings
from trainer.cli.options import AsJson
from trainer.cli.parts import loaded
from trainer.cli.screen import out
from trainer.core.usage import Usage
from trainer.exchange import agreement as agreements
from trainer.exchange import consumption
from trainer.exchange import difficulty as difficulties


def agreement(as_json: AsJson = False) -> None:
    """Print how far coaches and the machine agree, by criterion.

    trainer report agreement --json
    """
    found = asyncio.run(_agreement(loaded()))
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
    found = asyncio.run(_difficulties(loaded()))
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in found]))
    elif found:
        out.print(difficulties.table(found))
    else:
        typer.echo(difficulties.NOTHING)


def usage(as_json: AsJson = False) -> None:
    """Print what language models took: calls, tokens, and cost where a price is set.

    Costs are in the currency of the prices in TRAINER_MODEL_PRICES.

    trainer report usage --json
    """
    found = asyncio.run(_consumption())
    if as_json:
        typer.echo(json.dumps(consumption.as_json(found)))
    elif found:
        out.print(consumption.table(found))
    else:
        typer.echo(consumption.NOTHING)


async def _agreement(parts: build.Parts) -> tuple[agreements.Report, ...]:
    """Return how far coaches and each engine that they reviewed agree."""
    async with build.opened(parts.settings) as store:
        rubric, _, _ = parts.catalog.rubric(build.RUBRIC, "en")
        return await agreements.reports(store.reviews, rubric)


async def _difficulties(parts: build.Parts) -> tuple[difficulties.Row, ...]:
    """Return how hard cases are, by their authors and by what people do."""
    async with build.opened(parts.settings) as store:
        cases = [entry.scenario for entry in parts.catalog.scenarios()]
        return difficulties.rows(cases, await store.difficulties.shifts())


async def _consumption() -> tuple[tuple[str, Usage], ...]:
    """Return what models took, call by call with its attempt."""
    async with build.opened(settings.from_environment()) as store:
        return await store.usages.all()
