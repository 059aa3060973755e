"""The report on difficulties."""

from rich.console import Console

import example
from trainer.core.difficulty import Shift, declared
from trainer.exchange.difficulty import rows, table

SCENARIO = example.case().scenario
CRITERION, OTHER, *_ = SCENARIO.skills


def test_what_moved_most_comes_first_and_cases_that_are_gone_are_left_out() -> None:
    shifts = {
        (SCENARIO.id, "standard", CRITERION): Shift(by=0.1, seen=3),
        (SCENARIO.id, "hard", OTHER): Shift(by=-0.4, seen=9),
        ("gone", "easy", CRITERION): Shift(by=0.7, seen=2),
    }
    first, second = rows([SCENARIO], shifts)  # type: ignore[arg-type]
    assert (first.place, first.seen) == ((SCENARIO.id, "hard", OTHER), 9)
    assert first.said == declared(SCENARIO, "hard", OTHER).difficulty
    assert round(first.now - first.said, 6) == -0.4
    assert second.as_json()["attempts"] == 3


def test_it_can_be_read() -> None:
    shifts = {(SCENARIO.id, "standard", CRITERION): Shift(by=0.25, seen=3)}
    console = Console(width=120, record=True, file=None, quiet=False)
    with console.capture() as shown:
        console.print(table(rows([SCENARIO], shifts)))  # type: ignore[arg-type]
    assert "+0.25" in shown.get()
    assert CRITERION in shown.get()


def test_nobody_met_anything() -> None:
    assert rows([SCENARIO], {}) == ()
