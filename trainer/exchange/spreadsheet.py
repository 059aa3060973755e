"""Tables that a spreadsheet opens as they are meant: no cell of them is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

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


def as_xlsx(rows: Iterable[Sequence[Cell]], name: str) -> bytes:
    """Return rows, the first of them headings, as a workbook with one sheet called ``name``.

    The sheet's name is at most 31 characters, without brackets, slashes and ``:*?``.
    """
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, _harmless(cell), None if number else bold)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return made.getvalue()


def _text(cell: Cell, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _harmless(cell)
    return str(cell).replace(".", decimal)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
