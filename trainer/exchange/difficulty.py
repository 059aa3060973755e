"""``trainer report difficulty``: how hard cases are, by their authors and by what people do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.table import Table

from trainer.core.difficulty import BOUND, Shift, believed, declared
from trainer.core.scenario import Scenario
from trainer.store.difficulties import Place

NOTHING = "Nobody was graded yet, so every case is as hard as its author says."
COLUMNS = ("case", "level", "criterion", "author", "now", "moved", "attempts")


@dataclass(frozen=True)
class Row:
    """One criterion of a case at a level, in logits: more is harder."""

    place: Place
    said: float
    """By the author."""
    now: float
    seen: int
    """How many graded attempts moved it."""

    def as_json(self) -> dict[str, object]:
        """Return the row for other tools."""
        scenario, level, criterion = self.place
        return {
            "scenario": scenario,
            "level": level,
            "criterion": criterion,
            "author": round(self.said, 4),
            "now": round(self.now, 4),
            "attempts": self.seen,
        }


def rows(scenarios: Iterable[Scenario], shifts: Mapping[Place, Shift]) -> tuple[Row, ...]:
    """Return what somebody met in a case that still is there, what moved most first."""
    known = {one.id: one for one in scenarios}
    found = []
    for place, shift in shifts.items():
        if place[0] in known:
            skill = declared(known[place[0]], place[1], place[2])
            found.append(Row(place, skill.difficulty, believed(skill, shift).mean, shift.seen))
    return tuple(sorted(found, key=lambda row: (-abs(row.now - row.said), row.place)))


def table(found: Iterable[Row]) -> Table:
    """Return the rows for people."""
    made = Table(title="How hard cases are, in logits", title_justify="left", box=None)
    for name in COLUMNS:
        made.add_column(name, justify="left" if name in COLUMNS[:3] else "right")
    for row in found:
        moved = row.now - row.said
        numbers = (f"{row.said:+.2f}", f"{row.now:+.2f}", f"{moved:+.2f}", str(row.seen))
        made.add_row(*row.place, *numbers)
    made.caption = (
        f"more is harder; people move what an author says slowly, and by {BOUND} at the most"
    )
    made.caption_justify = "left"
    return made
