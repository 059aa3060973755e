"""Training the reader: the command, and whether it has to be trained anew."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

import typer
from threadpoolctl import threadpool_limits

from trainer import build
from trainer.cli.parts import loaded
from trainer.cli.screen import progress
from trainer.content.judged import load_judged
from trainer.content.moves import load_asides, load_opportunities
from trainer.content.reading import load_plain, load_signals
from trainer.core.lesson import Lesson, taught
from trainer.engines.embedded import impression, weights
from trainer.errors import Fault
from trainer.exchange import lessons
from trainer.settings import Settings

Progress = Callable[[int, int, str], None]


def train_reader(
    marks: Annotated[
        bool,
        typer.Option("--marks", help="Only on asides, opportunities and whole talks: on no moves."),
    ] = False,
) -> None:
    """Train the reader anew on the moves' examples; what is held back is never looked at.

    trainer train-reader --marks
    """
    parts = loaded(tolerant=True)
    # Nothing else runs in this process: the products may take every core.
    with progress("training") as step, threadpool_limits(limits=os.cpu_count(), user_api="blas"):
        count = 0 if marks else asyncio.run(_trained(parts, step))
        _trained_marks(parts, step)
    if not marks:
        typer.echo(f"trained, with {count} sentences from practice on which a coach agreed")
    typer.echo("`python bench/reader.py` says how well it reads")


def weights_faults(parts: build.Parts) -> list[Fault]:
    """Return the fault where the reader was trained on other content than there is now."""
    root = parts.catalog.root
    talks = load_judged(root)
    known = weights.load()
    read = load_signals(root), load_plain(root)
    wrong = "the reader was trained on other examples than these"
    current = {
        "rubrics/moves": known.is_current(parts.moves, *read),
        "rubrics/asides": weights.load(weights.ASIDES).is_current(load_asides(root), *read),
        "rubrics/opportunities": weights.load(weights.OPPORTUNITIES).is_current(
            load_opportunities(root), *read
        ),
        "rubrics/judged": not talks or impression.load().trained_on == impression.talks_hash(talks),
    }
    mend = "run `trainer train-reader`"
    return [Fault(folder, 1, wrong, mend) for folder, good in current.items() if not good]


async def _trained(parts: build.Parts, progress: Progress) -> int:
    """Train the reader on the moves, and on what coaches agreed was read wrong.

    Returns how many sentences came from practice. The weights are stamped with the content alone,
    so that `check` still knows them where nobody practises.
    """
    from trainer.engines.embedded.train import train

    root = parts.catalog.root
    signals, plain = load_signals(root), load_plain(root)
    known = await _lessons(parts.settings)
    found = train(
        taught(parts.moves, known),
        signals,
        plain,
        build.embedding(parts.settings),
        lambda what, done, total: progress(done, total, what),
    )
    content = weights.content_hash(parts.moves, signals, plain)
    weights.save(replace(found, trained_on=content))
    return len(known)


def _trained_marks(parts: build.Parts, progress: Progress) -> None:
    """Train the reader on what is no move, beside the means that its weights have now."""
    from trainer.engines.embedded.marks import Training

    root = parts.catalog.root
    on_marks = Training(
        weights.load().means,
        load_signals(root),
        load_plain(root),
        build.embedding(parts.settings),
        lambda what, done, total: progress(done, total, what),
    )
    weights.save(on_marks.asides(load_asides(root), parts.moves), weights.ASIDES)
    weights.save(on_marks.opportunities(load_opportunities(root)), weights.OPPORTUNITIES)
    if talks := load_judged(root):  # without any the package's impressions stand
        impression.save(on_marks.impressions(talks))


async def _lessons(settings: Settings) -> tuple[Lesson, ...]:
    """Return what coaches agreed on, and keep it as a file in the variable folder."""
    async with build.opened(settings) as store:
        return await lessons.export(store.misreadings, settings.var / build.LESSONS)
