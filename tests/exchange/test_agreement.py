"""The report on agreement."""

import io
import json

from rich.console import Console

from trainer.core.agreement import Pair
from trainer.core.rubric import Rubric
from trainer.exchange.agreement import report_of, reports

RUBRIC = Rubric.model_validate(
    {
        "format": 1,
        "id": "citizen-conversation",
        "version": 1,
        "dimensions": ["tone"],
        "criteria": {
            id: {"dimension": "tone", "stands-on": "x"} for id in ("warm", "calm", "plain", "new")
        },
    }
)
PAIRS: dict[str, list[Pair]] = {
    "warm": [(0, 0), (1, 1), (2, 2), (3, 3)] * 5,
    "calm": [(3, 0), (0, 3), (2, 1), (1, 2), (3, 0)],
    "plain": [(2, 1)] * 4,
    "removed": [(1, 1)],
}


class Kept:
    """Reviews of one engine."""

    async def pairs(self, rubric: str, engine: str) -> dict[str, list[Pair]]:
        return PAIRS if (rubric, engine) == ("citizen-conversation", "embedded") else {}

    async def judged(self) -> tuple[tuple[str, str], ...]:
        return (("another", "x"), ("citizen-conversation", "embedded"), (RUBRIC.id, "model:y"))


def _text(engine: str = "embedded") -> str:
    console = Console(width=110, record=True, file=io.StringIO())
    console.print(report_of(RUBRIC, engine, PAIRS).table())
    return console.export_text()


def test_json_tells_every_criterion() -> None:
    found = report_of(RUBRIC, "embedded", PAIRS).as_json()
    assert json.loads(json.dumps(found)) == found
    criteria = found["criteria"]
    assert isinstance(criteria, dict)
    assert list(criteria) == ["warm", "calm", "plain", "new", "removed"]
    assert criteria["warm"]["kappa"] == 1.0
    assert criteria["warm"]["interval"] == [1.0, 1.0]
    kinds = {id: row["calibration"]["kind"] for id, row in criteria.items()}
    few = dict.fromkeys(("plain", "new", "removed"), "none")
    assert kinds == {"warm": "line", "calm": "offset", **few}
    assert [id for id, row in criteria.items() if row["advisory"]] == ["calm"]
    assert criteria["new"] == {
        "n": 0,
        "kappa": None,
        "interval": None,
        "exact": None,
        "calibration": {"kind": "none", "intercept": 0.0, "slope": 1.0},
        "advisory": False,
    }


def test_the_table_has_a_line_a_criterion() -> None:
    lines = {
        line.split()[0]: tuple(line.split()[1:]) for line in _text().splitlines() if line.strip()
    }
    assert lines["warm"] == (
        "20",
        "1.00",
        "1.00",
        "to",
        "1.00",
        "100%",
        "+0.00",
        "and",
        "x",
        "1.00",
    )
    assert lines["calm"][0] == "5" and lines["calm"][-1] == "advisory"
    assert lines["plain"] == ("4", "0.00", "0.00", "to", "0.00", "0%", "none")
    assert lines["new"] == ("0", "-", "-", "-", "none")


async def test_every_engine_that_was_reviewed_has_its_own() -> None:
    found = {one.engine: one for one in await reports(Kept(), RUBRIC)}
    assert list(found) == ["embedded", "model:y"]
    assert [row.agreement.n for row in found["embedded"].rows] == [20, 5, 4, 0, 1]
    assert all(row.agreement.n == 0 for row in found["model:y"].rows)
