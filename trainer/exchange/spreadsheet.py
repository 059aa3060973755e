"""Tables that a spreadsheet opens as they are meant: no cell of them is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a text must not begin with: a spreadsheet would calculate it."""


def as_csv(rows: Iterable[Sequence[Cell]], decimal: str = ".") -> bytes:
    """Return rows as CSV in UTF-8, with the mark by which spreadsheets know that it is.

    Where numbers are written with a comma, a semicolon parts the cells.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";" if decimal == "," else ",")
    writer.writerows([_text(cell, decimal) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _text(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(RISKY) else cell
    return str(cell).replace(".", decimal)
