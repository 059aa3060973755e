"""An attempt: one person's go at a scenario at a level, from briefing to feedback."""

from datetime import datetime
from typing import Literal

from trainer.core.assessment import Assessment, Level, Record
from trainer.core.base import Language, Value
from trainer.core.case import Case
from trainer.core.direction import Direction
from trainer.core.reading import Reading
from trainer.core.scenario import LevelName
from trainer.core.state import State
from trainer.core.transcript import Transcript, Turn
from trainer.errors import ConflictError

Status = Literal["briefing", "talking", "rating", "grading", "graded", "stopped"]
"""briefing: not begun. talking. rating: ended, the trainee rates themselves first.
grading: waits for its grade. graded. stopped: left without feedback being asked; never counts."""


Phase = Literal["early", "middle", "late"]
"""Where a conversation stands for its hints."""
STEPS = 3
"""Hints for each phase: what is going on, which move, how it could sound."""
KEPT_BY_FORK = (
    "person",
    "scenario",
    "rubric",
    "level",
    "language",
    "seed",
    "opening",
    "start",
)
"""What a fork has from the attempt that it is taken from, beside what was said."""


class Exchange(Value):
    """A message of the trainee and the citizen's reply: two turns stored together."""

    message: str
    reply: str
    lines: tuple[str, ...] = ()
    """Ids of the lines of the reply."""
    reading: Reading
    direction: Direction
    state: State
    """After the reply."""
    by: str = "embedded"
    """The engine that spoke."""


class SelfRating(Value):
    """How the trainee rates themselves before the machine does: a level a dimension."""

    levels: dict[str, Level]
    remark: str = ""


class Attempt(Value):
    """One attempt with all that was said."""

    id: str
    person: str
    """The person's id."""
    scenario: str
    scenario_version: int
    scenario_hash: str
    rubric: str
    level: LevelName
    language: Language
    seed: int
    status: Status
    counts: bool = True
    """False in practice mode and for a fork."""
    parent: str | None = None
    """The attempt that this one was forked from."""
    parent_exchanges: int = 0
    """How many of the parent's exchanges it took over."""
    opening: str
    """What the citizen said first."""
    start: State
    exchanges: tuple[Exchange, ...] = ()
    hinted: tuple[Phase, ...] = ()
    """For each hint that was asked for, where the conversation stood."""
    self_rating: SelfRating | None = None
    assessment: Assessment | None = None
    notes: tuple[str, ...] = ()
    """What happened on the way: the embedded citizen took over, ..."""
    begun: datetime
    """UTC."""
    ended: datetime | None = None

    @property
    def state(self) -> State:
        """Where the conversation stands."""
        return self.exchanges[-1].state if self.exchanges else self.start

    @property
    def hints(self) -> int:
        """How many hints were asked for."""
        return len(self.hinted)

    @property
    def own(self) -> tuple[Exchange, ...]:
        """What was said here: all, without what a fork took over."""
        return self.exchanges[self.parent_exchanges :]

    @property
    def after_talk(self) -> Status:
        """What comes when the talk is over; of a fork nobody asks how it went."""
        return "grading" if self.parent else "rating"

    def fork(self, id: str, exchanges: int, case: Case, begun: datetime) -> "Attempt":
        """Return another try with the citizen as they were after so many exchanges.

        It never counts. ``ConflictError`` where this is not graded yet, is a fork itself, or said
        nothing more after that.
        """
        if self.assessment is None or self.parent or not 0 <= exchanges < len(self.exchanges):
            raise ConflictError("no-fork")
        return Attempt(
            **{name: getattr(self, name) for name in KEPT_BY_FORK},
            id=id,
            scenario_version=case.scenario.version,
            scenario_hash=case.hash,
            status="briefing",
            counts=False,
            parent=self.id,
            parent_exchanges=exchanges,
            exchanges=self.exchanges[:exchanges],
            begun=begun,
        )

    @property
    def transcript(self) -> Transcript:
        """All turns, the opening first; exchange ``i`` is turns ``2i + 1`` and ``2i + 2``."""
        turns = [Turn(speaker="citizen", text=self.opening, lines=("opening",))]
        for exchange in self.exchanges:
            turns.append(Turn(speaker="trainee", text=exchange.message))
            turns.append(Turn(speaker="citizen", text=exchange.reply, lines=exchange.lines))
        return Transcript(language=self.language, scenario=self.scenario, turns=tuple(turns))

    def record(self, case: Case) -> Record:
        """Return the attempt as a grader sees it."""
        told = {
            exchange.direction.tell: 2 * i + 2
            for i, exchange in enumerate(self.exchanges)
            if exchange.direction.tell
        }
        return Record(
            transcript=self.transcript,
            readings={2 * i + 1: e.reading for i, e in enumerate(self.exchanges)},
            case=case,
            state=self.state,
            moods={2 * i + 1: e.state.mood for i, e in enumerate(self.exchanges)},
            told=told,
            seed=self.seed,
        )
