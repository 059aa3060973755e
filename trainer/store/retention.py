"""Retention: how long what people said and how they did is kept, and what goes after that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

from sqlalchemy import and_, delete, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlmodel import Field, col, select

from trainer.core.assessment import Assessment
from trainer.core.base import Value
from trainer.errors import ConflictError
from trainer.store.assessments import AssessmentRow
from trainer.store.attempts import AttemptRow, NoteRow, SelfRatingRow
from trainer.store.base import Table, portions
from trainer.store.casenotes import CaseNoteRow
from trainer.store.certificates import CertificateRow
from trainer.store.contests import ContestRow
from trainer.store.database import Database
from trainer.store.exercises import ExerciseRow
from trainer.store.misreadings import MisreadingRow
from trainer.store.notices import forget, forget_old
from trainer.store.remarks import RemarkRow, forget_removed
from trainer.store.reviews import ReviewRow
from trainer.store.suggestions import SuggestionRow
from trainer.store.turns import TurnRow

Kind = Literal["transcripts", "levels"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DEFAULTS: dict[Kind, int] = {"transcripts": 90, "levels": 365}
"""Days."""
LEAST, MOST = 1, 3650
WRITTEN: tuple[type[NoteRow | MisreadingRow | RemarkRow | CaseNoteRow], ...] = (
    NoteRow,
    MisreadingRow,
    RemarkRow,
    CaseNoteRow,
)
"""What was written about a talk, beside no level."""
BLANKS: tuple[tuple[type[SelfRatingRow | ReviewRow | ContestRow], dict[str, str]], ...] = (
    (SelfRatingRow, {"remark": ""}),
    (ReviewRow, {"reason": ""}),
    (ContestRow, {"reason": "", "answer": ""}),
)
"""What was written about a talk, beside a level that stays."""


class RetentionRow(Table, table=True):
    """A number of days that was chosen in place of the default."""

    __tablename__ = "retention"

    kind: str = Field(primary_key=True)
    days: int


class Gone(Value):
    """What goes, or would go, in numbers."""

    transcripts: int = 0
    """Attempts that lose all that was said and written, and keep their levels."""
    levels: int = 0
    """Attempts that go altogether, with their levels."""
    unfinished: int = 0
    """Attempts without a grade, and forks, that go altogether."""
    exercises: int = 0
    """Drills and letters that go altogether."""
    people: int = 0
    """How many people it concerns."""


class Due(Value):
    """What is past its time."""

    transcripts: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()
    exercises: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Ids: of attempts in the first three, of exercises in the fourth, of people here."""

    @property
    def numbers(self) -> Gone:
        """The same in numbers."""
        return Gone(**{name: len(getattr(self, name)) for name in Gone.model_fields})

    @property
    def attempts(self) -> tuple[str, ...]:
        """Every attempt of which something goes."""
        return (*self.transcripts, *self.levels, *self.unfinished)


@dataclass(frozen=True)
class Retention:
    """Keeps how long things are kept, and removes what is past it."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def days(self) -> dict[Kind, int]:
        """Return for how many days each kind is kept."""
        async with self.database.reading() as session:
            rows = {row.kind: row.days for row in await session.scalars(select(RetentionRow))}
        return {kind: rows.get(kind, DEFAULTS[kind]) for kind in KINDS}

    async def choose(self, days: dict[Kind, int]) -> None:
        """Keep other numbers of days; ``ConflictError`` where they cannot be."""
        checked(days)
        async with self.database.writing() as session:
            for kind in KINDS:
                await session.merge(RetentionRow(kind=kind, days=days[kind]))

    async def due(self, days: dict[Kind, int] | None = None) -> Due:
        """Return what is past its time, or would be with other numbers of days."""
        kept = days or await self.days()
        async with self.database.reading() as session:
            return await self._due(session, kept)

    async def clear(self, due: Due) -> None:
        """Remove what is ``due``, and what was made of levels as old as they, all or nothing."""
        long_ago = self.now() - timedelta(days=(await self.days())["levels"])
        past = col(SuggestionRow.status) != "open", col(SuggestionRow.at) < long_ago
        async with self.database.writing() as session:
            old_ones = (await session.scalars(select(SuggestionRow.id).where(*past))).all()
            await forget(session, {*due.attempts, *old_ones})
            await forget_old(session, self.now())
            await forget_removed(session, self.now())
            await session.execute(delete(SuggestionRow).where(*past))
            old = col(CertificateRow.at) < long_ago
            await session.execute(delete(CertificateRow).where(old))
            for ids in portions((*due.levels, *due.unfinished)):
                await session.execute(delete(AttemptRow).where(col(AttemptRow.id).in_(ids)))
            for ids in portions(due.exercises):
                await session.execute(delete(ExerciseRow).where(col(ExerciseRow.id).in_(ids)))
            for ids in portions(due.transcripts):
                await _silence(session, ids)

    async def _due(self, session: AsyncSession, days: dict[Kind, int]) -> Due:
        # What a fork took over was said in the attempt that it was taken from, and goes with that.
        first = aliased(AttemptRow)
        whens = [col(when) for one in (first, AttemptRow) for when in (one.ended, one.begun)]
        at = func.coalesce(*whens)
        old = {kind: self.now() - timedelta(days=days[kind]) for kind in KINDS}
        graded = and_(col(AttemptRow.status) == "graded", col(AttemptRow.parent).is_(None))
        said = select(TurnRow.attempt_id).where(
            TurnRow.attempt_id == AttemptRow.id, TurnRow.position > 0
        )
        long_ago = at < old["levels"]
        conditions = {
            "levels": (graded, long_ago),
            "unfinished": (~graded, at < old["transcripts"]),
            "transcripts": (graded, at < old["transcripts"], ~long_ago, said.exists()),
        }
        found: dict[str, tuple[str, ...]] = {}
        people: set[str] = set()
        for name, where in conditions.items():
            query = (
                select(AttemptRow.id, AttemptRow.person_id)
                .outerjoin(first, col(first.id) == AttemptRow.parent)
                .where(*where)
                .order_by(at)
            )
            rows = (await session.execute(query)).all()
            found[name] = tuple(id for id, _ in rows)
            people |= {person for _, person in rows}
        exercises = await _past_exercises(session, old["transcripts"])
        found["exercises"] = tuple(exercises)
        return Due(people=tuple(sorted(people | {*exercises.values()})), **found)


async def _past_exercises(session: AsyncSession, before: datetime) -> dict[str, str]:
    """Return the drills and letters that were last worked at before a moment, with whose each is.

    They count for nothing, so nothing of them is kept longer than words are.
    """
    at = func.coalesce(col(ExerciseRow.ended), col(ExerciseRow.begun))
    query = select(ExerciseRow.id, ExerciseRow.person_id).where(at < before).order_by(at)
    return {id: person for id, person in (await session.execute(query)).all()}


def checked(days: dict[Kind, int]) -> None:
    """Refuse numbers of days that cannot be."""
    if not all(LEAST <= days[kind] <= MOST for kind in KINDS):
        raise ConflictError("retention-days")
    if days["levels"] < days["transcripts"]:
        raise ConflictError("retention-order")


def silent(assessment: Assessment) -> Assessment:
    """Return an assessment with its levels, and without a word of the talk or about it."""
    verdicts = {
        id: verdict.model_copy(update={"quotes": (), "reason": "", "next": None, "praise": None})
        for id, verdict in assessment.verdicts.items()
    }
    return assessment.model_copy(
        update={
            "verdicts": verdicts,
            "try_next": None,
            "views": (),
            "critical": (),
            "flagged": (),
            "plainer": (),
        }
    )


async def _silence(session: AsyncSession, ids: Sequence[str]) -> None:
    """Remove what was said in some attempts, and what was written about it."""
    graded = select(AssessmentRow).where(col(AssessmentRow.attempt_id).in_(ids))
    for row in (await session.scalars(graded)).all():
        row.body = silent(row.value()).model_dump(mode="json", exclude={"usage"})
        session.add(row)
    # What the citizen opens with is the case's own, and says that there was a talk.
    said = col(TurnRow.attempt_id).in_(ids), col(TurnRow.position) > 0
    await session.execute(delete(TurnRow).where(*said))
    for table in WRITTEN:
        await session.execute(delete(table).where(col(table.attempt_id).in_(ids)))
    for blank, values in BLANKS:
        mine = col(blank.attempt_id).in_(ids)
        await session.execute(update(blank).where(mine).values(values))
