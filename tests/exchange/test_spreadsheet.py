"""Spreadsheets: opened as they are meant."""

import pytest

from trainer.exchange.spreadsheet import Cell, as_csv


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
