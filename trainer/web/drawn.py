"""The figures of groups as they were drawn last, which takes longer than all else on their page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from trainer.core.base import Language

MadeOf = tuple[object, ...]


@dataclass(frozen=True)
class Drawn:
    """Keeps what was drawn as long as all that it was made of stays the same.

    Figures are of closed cells alone: what is kept here is of nobody in particular.
    """

    _kept: dict[tuple[str, Language], tuple[MadeOf, Markup]] = field(default_factory=dict)

    def of(
        self, group: str, language: Language, made_of: MadeOf, draw: Callable[[], Markup]
    ) -> Markup:
        """Return a group's figures in a language, drawn again where they must be."""
        kept = self._kept.get((group, language))
        if kept and kept[0] == made_of:
            return kept[1]
        drawn = draw()
        self._kept[group, language] = (made_of, drawn)
        return drawn
