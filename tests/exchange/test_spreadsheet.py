"""Spreadsheets: opened as they are meant."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from trainer.exchange.spreadsheet import Cell, as_csv, as_xlsx

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def workbook(made: bytes) -> list[list[str]]:
    """Return the cells of a workbook's first sheet as texts, row by row; none is a formula."""
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
    assert sheet.find(f".//{SHEET}f") is None
    texts = ["".join(one.itertext()) for one in strings.findall(f"{SHEET}si")]
    rows = [list(row) for row in sheet.iter(f"{SHEET}row")]
    width = max((len(row) for row in rows), default=0)
    found = []
    for row in rows:
        cells = [""] * width
        for one in row:
            value = one.findtext(f"{SHEET}v") or ""
            place = ord(one.attrib["r"][0]) - ord("A")
            cells[place] = texts[int(value)] if one.get("t") == "s" else value
        found.append(cells)
    return found


def test_a_workbook_holds_texts_and_numbers_and_no_formula() -> None:
    made = as_xlsx([("naam", "niveau"), ("=1+1", 1.5), ("-x", None), ("http://x.example", 2)], "A")
    assert workbook(made) == [
        ["naam", "niveau"],
        ["'=1+1", "1.5"],
        ["'-x", ""],
        ["http://x.example", "2"],
    ]


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("Balie", ".", "Balie"),
        (None, ".", ""),
        (2, ".", "2"),
        (1.5, ".", "1.5"),
        (1.5, ",", "1,5"),
        (-0.5, ".", "-0.5"),
        ("=1+1", ".", "'=1+1"),
        ("@x", ".", "'@x"),
        ("-x", ".", "'-x"),
        ("a;b", ",", '"a;b"'),
    ],
)
def test_a_cell(cell: Cell, decimal: str, expected: str) -> None:
    assert as_csv([(cell, "x")], decimal).decode("utf-8-sig") == (
        f"{expected}{';' if decimal == ',' else ','}x\r\n"
    )
