"""The report on what language models took: by model and part for people, by attempt for tools."""

from collections.abc import Callable, Iterable, Sequence

from rich.table import Table

from trainer.core.usage import Usage

NOTHING = "no language model was used yet"
COLUMNS = ("model", "part", "attempts", "calls", "unusable", "in", "cached", "out", "cost")
Calls = Sequence[tuple[str, Usage]]


def table(calls: Calls) -> Table:
    """Return the report by model and part."""
    found = Table(box=None, title="What language models took", title_justify="left")
    for name in COLUMNS:
        found.add_column(name, justify="left" if name in ("model", "part") else "right")
    for (model, part), some in grouped(calls, lambda _, use: (use.model, use.part)).items():
        uses = [use for _, use in some]
        attempts, unusable = {id for id, _ in some}, sum(use.failed for use in uses)
        tokens = (_sum(getattr(u, f"tokens_{n}") for u in uses) for n in ("in", "cached", "out"))
        cost = _sum(use.cost for use in uses)
        found.add_row(
            model,
            part,
            str(len(attempts)),
            str(len(uses)),
            str(unusable),
            *("-" if number is None else f"{number:.0f}" for number in tokens),
            "-" if cost is None else f"{cost:.4f}",
        )
    found.caption = "tokens as the provider counts them; - where it did not say, or no price is set"
    found.caption_justify = "left"
    return found


def as_json(calls: Calls) -> list[dict[str, object]]:
    """Return the report by attempt, model, part and prompt."""
    rows = []
    for key, some in grouped(calls, lambda id, u: (id, u.model, u.part, u.prompt)).items():
        uses = [use for _, use in some]
        row: dict[str, object] = dict(zip(("attempt", "model", "part", "prompt"), key, strict=True))
        row |= {"calls": len(uses), "unusable": sum(use.failed for use in uses)}
        for name in ("tokens_in", "tokens_cached", "tokens_out", "cost", "seconds"):
            row[name] = _sum(getattr(use, name) for use in uses)
        rows.append(row)
    return rows


def grouped(
    calls: Calls, key: Callable[[str, Usage], tuple[str, ...]]
) -> dict[tuple[str, ...], list[tuple[str, Usage]]]:
    """Return the calls by ``key``, in the order in which each came first."""
    found: dict[tuple[str, ...], list[tuple[str, Usage]]] = {}
    for id, use in calls:
        found.setdefault(key(id, use), []).append((id, use))
    return found


def _sum(numbers: Iterable[float | None]) -> float | None:
    """Return the sum of what is known; None where nothing is."""
    known = [number for number in numbers if number is not None]
    return round(sum(known), 6) if known else None
