"""The figures of a group: worked out once from its cells, and again when new ones are closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from trainer.core.cell import Cell
from trainer.core.growth import Growth, growth
from trainer.core.pattern import Pattern, patterns
from trainer.store.cells import Cells

Themes = Mapping[str, tuple[str, ...]]
"""The themes of each case."""


@dataclass(frozen=True)
class Figures:
    """All that is shown of a group, or of the whole house."""

    growth: tuple[Growth, ...] = ()
    """How each criterion grew that something is known of."""
    patterns: tuple[Pattern, ...] = ()
    practised: tuple[Cell, ...] = ()
    """When enough people practised, the earliest first."""
    last: Mapping[tuple[str, str | None], Cell] = field(default_factory=dict)
    """The last cell of each kind and case."""

    @property
    def known(self) -> bool:
        """Tell whether there is anything."""
        return bool(self.last)


@dataclass(frozen=True)
class Reckoning:
    """Works figures out, and keeps them as long as no cell is added: cells never change."""

    cells: Cells
    _kept: dict[str | None, tuple[int, Themes, Figures]] = field(default_factory=dict)

    async def of_group(self, group: str | None, criteria: Sequence[str], themes: Themes) -> Figures:
        """Return a group's figures; those of the whole house for None."""
        return await self._of(group, await self.cells.newest(group), criteria, themes)

    async def beside_house(
        self, group: str, criteria: Sequence[str], themes: Themes
    ) -> tuple[Figures, Figures]:
        """Return a group's figures, and those of the whole house without its criteria."""
        newest, of_house = await (self.cells.newest(group) & self.cells.newest(None))
        own = await self._of(group, newest, criteria, themes)
        return own, await self._of(None, of_house, (), themes)

    async def _of(
        self, group: str | None, newest: int, criteria: Sequence[str], themes: Themes
    ) -> Figures:
        known = self._kept.get(group)
        if known and known[:2] == (newest, themes):
            return known[2]
        found = _figures(await self.cells.of_group(group), criteria, themes)
        self._kept[group] = (newest, themes, found)
        return found


def _figures(cells: Sequence[Cell], criteria: Sequence[str], themes: Themes) -> Figures:
    grown = (growth(cells, id) for id in criteria)
    return Figures(
        growth=tuple(one for one in grown if one),
        patterns=patterns(cells, themes),
        practised=tuple(one for one in cells if one.kind == "practice"),
        last={(one.kind, one.scenario): one for one in cells},
    )
