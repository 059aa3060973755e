"""The state of a conversation: a value that each turn replaces."""

from typing import Literal

from trainer.core.base import Value
from trainer.core.case import Case
from trainer.core.scenario import Mood
from trainer.core.script import Band

EndingKind = Literal["settled", "unsettled", "leaves", "limit", "stopped", "out-of-turns"]


class Ending(Value):
    """How a conversation ended."""

    kind: EndingKind
    warranted: bool | None = None
    """Where the trainee ended it: whether the citizen's behaviour made that right."""


class State(Value):
    """Where a conversation stands after a message or a reply."""

    mood: Mood
    turns: int = 0
    """Messages of the trainee so far."""
    told: tuple[str, ...] = ()
    """Facts spoken in a stored turn."""
    asked: dict[str, int] = {}
    """Facts asked for and not told yet, with the trainee's message in which they were."""
    held: dict[str, int] = {}
    """How often each fact was held back."""
    said: tuple[str, ...] = ()
    """Checklist items said."""
    fresh: tuple[str, ...] = ()
    """Those said for the first time in the last message."""
    understood: tuple[str, ...] = ()
    """Checklist items said and understood."""
    wrong: tuple[str, ...] = ()
    """Checklist items of which something false was said."""
    paid: dict[str, int] = {}
    """Progress at which a move last paid."""
    stale: tuple[str, ...] = ()
    """Moves of the last message that paid nothing, since nothing new came after they last did."""
    idle: int = 0
    """Messages in a row that held nothing useful."""
    waited: bool = False
    """Being asked to wait was excused once."""
    still: int = 0
    """Turns in a row that added nothing."""
    warning: bool = False
    """The citizen is about to leave and says so now."""
    limit_set: bool = False
    """The trainee has set a limit."""
    replied: Band | None = None
    """The band that the citizen last showed; None before the first."""
    wanted: int = -2
    """The trainee's message after which the citizen last said what they want."""
    pending: str | None = None
    """The id of a line that asked something and waits for an answer."""
    used: tuple[str, ...] = ()
    """Ids of the lines spoken."""
    ending: Ending | None = None

    @property
    def progress(self) -> int:
        """Facts told plus items said."""
        return len(self.told) + len(self.said)

    def done(self, case: Case) -> tuple[str, ...]:
        """Return the checklist items that are done: learned, or said and understood."""
        return tuple(
            id
            for id, item in case.scenario.checklist.items()
            if (item.learned in self.told if item.learned else id in self.understood)
        )

    def settleable(self, case: Case) -> bool:
        """Tell whether every required item is done."""
        return set(case.required) <= set(self.done(case))
