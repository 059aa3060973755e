"""What a citizen's mood can come to, by the numbers alone: which bands, and which facts open."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import combinations_with_replacement

from trainer.core.case import Defaults
from trainer.core.mood import band, meets
from trainer.core.scenario import Effects, LevelName, Mood, Scenario, Variable
from trainer.core.script import Band

Change = tuple[int, int]
MOST = 3
"""The most that a variable moves in one message."""


class Reach:
    """The moods that a conversation at a level can come to; overload is left aside."""

    def __init__(self, scenario: Scenario, defaults: Defaults, level: LevelName) -> None:
        self.scenario = scenario
        self.effects: Mapping[str, Effects] = {
            move: {**own, **scenario.reactions.get(move, {})}
            for move, own in defaults.reactions.items()
        }
        change = getattr(scenario.levels, level).mood
        self._after: dict[frozenset[Change], frozenset[Band]] = {}
        self.start: Mood = scenario.mood.model_copy(update=change.model_dump(exclude_none=True))

    @cached_property
    def moods(self) -> frozenset[Mood]:
        """Every mood after some number of messages, the start included."""
        found = {(self.start.trust, self.start.anger)}
        new = set(found)
        changes = self._changes(combinations_with_replacement(self.effects, 2))
        while new:
            new = {_moved(mood, by) for mood in new if mood[1] < 10 for by in changes} - found
            found |= new
        return frozenset(_mood(*pair) for pair in found)

    @cached_property
    def bands(self) -> frozenset[Band]:
        """The bands that a reply can be in."""
        return frozenset(band(mood) for mood in self.moods)

    def bands_after(self, move: str) -> frozenset[Band]:
        """The bands in which a reply to a message with ``move`` can be."""
        changes = self._changes((move, other) for other in self.effects)
        if changes not in self._after:  # several moves do the same
            before = [(mood.trust, mood.anger) for mood in self.moods if mood.anger < 10]
            after = {_moved(pair, by) for pair in before for by in changes}
            self._after[changes] = frozenset(band(_mood(*pair)) for pair in after)
        return self._after[changes]

    def opens(self, fact: str) -> bool:
        """Tell whether some mood within reach meets the numbers of a fact."""
        told = self.scenario.facts[fact].told
        numbers: dict[Variable, int] = {
            name: n for name, n in told.at_least.items() if name != "overload"
        }
        return any(meets(mood, numbers, told.at_most) for mood in self.moods)

    def _changes(self, messages: Iterable[tuple[str, str]]) -> frozenset[Change]:
        found = set()
        for moves in messages:
            effects = [self.effects.get(move, {}) for move in moves]
            found.add(
                (
                    _swing([effect.get("trust", 0) for effect in effects]),
                    _swing([effect.get("anger", 0) for effect in effects]),
                )
            )
        return frozenset(found)


def _swing(changes: list[int]) -> int:
    return max(-MOST, min(MOST, max([0, *changes]) + min([0, *changes])))


def _moved(mood: Change, by: Change) -> Change:
    return (max(0, min(10, mood[0] + by[0])), max(0, min(10, mood[1] + by[1])))


@lru_cache(maxsize=121)
def _mood(trust: int, anger: int) -> Mood:
    return Mood(trust=trust, anger=anger, overload=0)
