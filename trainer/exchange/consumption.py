"""The report on what language models took: by model and part for people, by attempt for tools."""

from collections.abc import Callable, Iterable, Sequence

from rich.table import Table

from trainer.core.base import Value
from trainer.core.usage import Usage

NOTHING = "no language model was used yet"
COLUMNS = (
    "model",
    "part",
    "attempts",
    "calls",
    "unusable",
    "in",
    "cached",
    "out",
    "cost",
    "prompts",
)
Calls = Sequence[tuple[str, Usage]]


class Total(Value):
    """What one model took for one part."""

    model: str
    part: str
    attempts: int
    calls: int
    unusable: int
    """Calls that gave nothing that could be used."""
    tokens_in: float | None
    """As the provider counts them; None where it did not say."""
    tokens_cached: float | None
    tokens_out: float | None
    cost: float | None
    """None where no price is set."""
    prompts: tuple[str, ...]
    """Hashes of the prompts' fixed text, in the order in which each came first."""


def totals(calls: Calls) -> tuple[Total, ...]:
    """Return what was taken by model and part."""
    return tuple(
        Total(
            model=model,
            part=part,
            attempts=len({id for id, _ in some}),
            calls=len(some),
            unusable=sum(use.failed for _, use in some),
            tokens_in=_sum(use.tokens_in for _, use in some),
            tokens_cached=_sum(use.tokens_cached for _, use in some),
            tokens_out=_sum(use.tokens_out for _, use in some),
            cost=_sum(use.cost for _, use in some),
            prompts=tuple(dict.fromkeys(use.prompt for _, use in some)),
        )
        for (model, part), some in grouped(calls, lambda _, use: (use.model, use.part)).items()
    )


def table(calls: Calls) -> Table:
    """Return the report by model and part."""
    found = Table(box=None, title="What language models took", title_justify="left")
    for name in COLUMNS:
        found.add_column(name, justify="left" if name in ("model", "part") else "right")
    for one in totals(calls):
        tokens = (one.tokens_in, one.tokens_cached, one.tokens_out)
        found.add_row(
            one.model,
            one.part,
            str(one.attempts),
            str(one.calls),
            str(one.unusable),
            *("-" if number is None else f"{number:.0f}" for number in tokens),
            "-" if one.cost is None else f"{one.cost:.4f}",
            " ".join(one.prompts),
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
