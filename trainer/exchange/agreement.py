"""``trainer report agreement``: how far coaches and the machine agree, by criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from rich.table import Table

from trainer.core.agreement import (
    LINE_FROM,
    OFFSET_FROM,
    Agreement,
    Calibration,
    Pair,
    agreement,
    calibrate,
)
from trainer.core.port import Reviews
from trainer.core.rubric import Rubric

NOTHING = (
    "No coach has reviewed an attempt yet: once a trainee shares one, "
    "the coach gives levels on the page of that attempt."
)
COLUMNS = ("criterion", "n", "kappa", "95 % interval", "exact", "calibration", "advisory")


@dataclass(frozen=True)
class Row:
    """One criterion."""

    criterion: str
    agreement: Agreement
    calibration: Calibration

    def as_json(self) -> dict[str, object]:
        """Return the row for other tools."""
        found, fitted = self.agreement, self.calibration
        return {
            "n": found.n,
            "kappa": _rounded(found.kappa),
            "interval": None if found.low is None else [_rounded(found.low), _rounded(found.high)],
            "exact": _rounded(found.exact),
            "calibration": {
                "kind": fitted.kind,
                "intercept": _rounded(fitted.intercept),
                "slope": _rounded(fitted.slope),
            },
            "advisory": found.advisory,
        }


@dataclass(frozen=True)
class Report:
    """All criteria of a rubric, as one engine judges them."""

    rubric: str
    engine: str
    rows: tuple[Row, ...]

    def as_json(self) -> dict[str, object]:
        """Return the report for other tools."""
        return {
            "rubric": self.rubric,
            "engine": self.engine,
            "criteria": {row.criterion: row.as_json() for row in self.rows},
        }

    def table(self) -> Table:
        """Return the report for people."""
        table = Table(title=f"{self.rubric}, {self.engine} engine", title_justify="left", box=None)
        for name in COLUMNS:
            table.add_column(name, justify="left" if name in ("criterion", "advisory") else "right")
        for row in self.rows:
            table.add_row(row.criterion, *_cells(row.agreement, row.calibration))
        table.caption = (
            f"kappa: quadratic weights, bootstrap interval; an offset from {OFFSET_FROM} levels, "
            f"a line from {LINE_FROM}; too few levels are never advisory"
        )
        table.caption_justify = "left"
        return table


class Judged(Reviews, Protocol):
    """Coaches' levels, and whose verdicts they stand beside."""

    async def judged(self) -> tuple[tuple[str, str], ...]:
        """Return each rubric and engine that coaches reviewed."""
        ...


async def reports(reviews: Judged, rubric: Rubric) -> tuple[Report, ...]:
    """Return a report for each engine that coaches reviewed by a rubric; none where none was."""
    engines = [engine for id, engine in await reviews.judged() if id == rubric.id]
    return tuple(
        [report_of(rubric, engine, await reviews.pairs(rubric.id, engine)) for engine in engines]
    )


def report_of(rubric: Rubric, engine: str, pairs: Mapping[str, Sequence[Pair]]) -> Report:
    """Return the report on pairs of levels; criteria that the rubric no longer has come last."""
    ids = list(dict.fromkeys((*rubric.criteria, *pairs)))
    rows = [Row(id, agreement(pairs.get(id, ())), calibrate(pairs.get(id, ()))) for id in ids]
    return Report(rubric.id, engine, tuple(rows))


def _cells(found: Agreement, fitted: Calibration) -> tuple[str, ...]:
    between = "-" if found.low is None else f"{found.low:.2f} to {found.high:.2f}"
    return (
        str(found.n),
        "-" if found.kappa is None else f"{found.kappa:.2f}",
        between,
        "-" if found.exact is None else f"{found.exact:.0%}",
        _fit(fitted),
        "advisory" if found.advisory else "",
    )


def _fit(fitted: Calibration) -> str:
    if fitted.kind == "none":
        return "none"
    if fitted.kind == "offset":
        return f"{fitted.intercept:+.2f}"
    return f"{fitted.intercept:+.2f} and x {fitted.slope:.2f}"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
