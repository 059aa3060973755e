"""Chances: the moments at which more was possible, those first in which it mattered most."""

from collections.abc import Iterable, Mapping

from trainer.core.assessment import Quote
from trainer.engines.embedded.grading.act import surely
from trainer.engines.embedded.grading.finding import Chance, chance_at
from trainer.engines.embedded.grading.moment import KINDLY, Moment
from trainer.engines.embedded.grading.scene import Scene

HURT = 0.3
"""What was said against somebody, from which a moment is one that hurt."""
ANGERED = 0.5
"""What anger that rose by as much as it can weighs beside what was said."""


def chances(
    scene: Scene, own: Iterable[Moment], harm: Mapping[str, float], felt: bool = True
) -> tuple[Chance, ...]:
    """Return the chances of a criterion, best first, each moment once.

    Args:
        scene: The conversation.
        own: The moments at which the criterion itself asked for more, best first.
        harm: What counts against the criterion, by move: who did that hurt somebody.
        felt: Whether a feeling that was passed over is a chance for this criterion.
    """
    hurt = [m for m in scene.moments if _harm(m, harm) > HURT]
    found = sorted(hurt, key=lambda m: -_harm(m, harm))
    if felt:
        found += sorted((m for m in scene.moments if m.passes_over), key=lambda m: -m.need)
    unique = {id(moment): moment for moment in (*found, *own)}
    return tuple(chance_at(moment, said=worst(moment, harm)) for moment in unique.values())


def worst(moment: Moment, harm: Mapping[str, float]) -> Quote | None:
    """Return the words of a moment that hurt most, None where none surely did."""
    acts = surely(moment.of(*harm))
    return max(acts, key=lambda a: harm[a.move] * a.sure).quote if acts else None


def _harm(moment: Moment, harm: Mapping[str, float]) -> float:
    """Return how much a moment hurt: by what was said, and by the anger that rose from it."""
    said = max((harm[a.move] * a.sure for a in moment.of(*harm)), default=0.0)
    rose = ANGERED * moment.angered if said or moment.listens < KINDLY else 0.0
    return said + rose
