"""Charts of a group: where each point began and stands now, and when people practised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from trainer.core.cell import HIGHEST, LOWEST, Cell
from trainer.core.growth import Growth, Point
from trainer.core.skill import TOP
from trainer.core.week import WEEK

WIDTH, MARGIN = 320, 14
TALL = 90
"""The height of the practice chart."""


@dataclass(frozen=True)
class Line:
    """Where one criterion began and stands now, in cases of the same difficulty."""

    growth: Growth

    @property
    def first(self) -> float:
        """The level at first, 0-3."""
        return self._level(self.growth.first)

    @property
    def now(self) -> float:
        """The level now, 0-3."""
        return self._level(self.growth.now)

    def _level(self, point: Point) -> float:
        """Return a level as it would be in cases as hard as the group had on average."""
        growth = self.growth
        usual = (growth.first.beginner + growth.now.beginner) / 2
        return min(HIGHEST, max(LOWEST, point.above + usual))

    @property
    def ends(self) -> tuple[float, float]:
        """The levels between which it now lies."""
        margin = self.growth.now.margin
        return max(0.0, self.now - margin), min(float(TOP), self.now + margin)


@dataclass(frozen=True)
class Block:
    """A period in which enough people practised, as it is drawn."""

    cell: Cell
    x: float
    width: float
    y: float
    height: float


@dataclass(frozen=True)
class Blocks:
    """The periods in which enough people practised."""

    shown: tuple[Block, ...]
    width: int = WIDTH
    height: int = TALL


def x(level: float) -> float:
    """Return where a level of 0-3 stands across a line's drawing."""
    return MARGIN + (WIDTH - 2 * MARGIN) * level / TOP


def blocks(cells: Sequence[Cell]) -> Blocks:
    """Return the periods as blocks: as wide as they took, as high as people were many."""
    if not cells:
        return Blocks(())
    begin, end = cells[0].first, cells[-1].last + WEEK
    most = max(one.people for one in cells)
    made = [_block(one, begin, (end - begin).days, most) for one in cells]
    return Blocks(tuple(made))


def _block(one: Cell, begin: date, days: int, most: int) -> Block:
    height = TALL * one.people / most
    return Block(
        cell=one,
        x=WIDTH * (one.first - begin).days / days,
        width=WIDTH * (one.last + WEEK - one.first).days / days - 2,
        y=TALL - height,
        height=height,
    )
