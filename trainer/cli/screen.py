"""The screen: what a command found on standard output, what went wrong beside it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

out, err = Console(soft_wrap=True), Console(stderr=True, soft_wrap=True)


def say(sentence: str) -> None:
    """Say a sentence on standard error."""
    err.print(sentence, markup=False, highlight=False)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
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
