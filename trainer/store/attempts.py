"""Attempts: from briefing to grade, with what was said, the self-rating and the notes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import JSON, Index, Row, Select, func, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, col, select

from trainer.core.assessment import Assessment
from trainer.core.attempt import Attempt, Exchange, Phase, SelfRating, Status
from trainer.core.base import Language, Value
from trainer.core.rubric import BandName
from trainer.core.scenario import LevelName
from trainer.core.selfview import Rated
from trainer.core.usage import Usage
from trainer.errors import ConflictError, NotFoundError
from trainer.store import turns, usage
from trainer.store.assessments import AssessmentRow
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.turns import TurnRow

OPEN: tuple[Status, ...] = ("briefing", "talking")
"""While an attempt is this, something can still be said."""


class AttemptRow(Table, table=True):
    """An attempt as it is kept; what was said stands in ``turn``."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_person_id_begun", "person_id", "begun"),
        Index("ix_attempt_status", "status"),
    )

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE")
    scenario: str
    scenario_version: int
    scenario_hash: str
    rubric: str
    level: str
    language: str
    seed: int
    status: str
    counts: bool
    parent: str | None = None
    parent_exchanges: int = 0
    start: dict[str, Any] = Field(sa_type=JSON)
    hinted: list[str] = Field(default_factory=list, sa_type=JSON)
    begun: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(default=None, sa_type=Utc)


class SelfRatingRow(Table, table=True):
    """How the trainee rated themselves."""

    __tablename__ = "self_rating"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    levels: dict[str, int] = Field(sa_type=JSON)
    remark: str
    at: datetime = Field(sa_type=Utc)

    def value(self) -> SelfRating:
        """Return the rating."""
        return SelfRating(levels=self.levels, remark=self.remark)


class NoteRow(Table, table=True):
    """A remark about what happened on the way."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", index=True)
    text: str
    at: datetime = Field(sa_type=Utc)


class Summary(Value):
    """An attempt as a list shows it."""

    id: str
    person: str
    scenario: str
    level: LevelName
    language: Language
    status: Status
    begun: datetime
    ended: datetime | None
    counts: bool = True
    """False in practice mode and for a fork."""
    parent: str | None = None
    """The attempt that this one was forked from."""
    parent_exchanges: int = 0
    bands: dict[str, BandName | None] = {}
    """The band of each dimension, once graded."""


SHOWN = tuple(Summary.model_fields.keys() - {"person", "bands"})


@dataclass(frozen=True)
class Attempts:
    """Keeps attempts; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, attempt: Attempt) -> None:
        """Keep a new attempt, with what it took over where it is a fork."""
        same = AttemptRow.model_fields.keys() & Attempt.model_fields.keys() - {"start", "hinted"}
        row = AttemptRow(
            person_id=attempt.person,
            start=attempt.start.model_dump(mode="json"),
            hinted=list(attempt.hinted),
            **{name: getattr(attempt, name) for name in same},
        )
        said = turns.rows(attempt.id, 0, attempt.exchanges, attempt.begun)
        async with self.database.writing() as session:
            session.add(row)
            await session.flush()
            session.add_all([turns.opening(attempt.id, attempt.opening, attempt.begun), *said])

    async def get(self, id: str) -> Attempt:
        """Return an attempt with all that was said; ``NotFoundError`` where there is none."""
        # One query for all: somebody waits for the citizen's first word.
        query = (
            select(AttemptRow, TurnRow, SelfRatingRow)
            .join(TurnRow, col(TurnRow.attempt_id) == AttemptRow.id)
            .outerjoin(SelfRatingRow, col(SelfRatingRow.attempt_id) == AttemptRow.id)
            .where(AttemptRow.id == id)
            .order_by(col(TurnRow.position))
        )
        async with self.database.reading() as session:
            found = (await session.execute(query)).all()
            if not found:
                raise NotFoundError("attempt-unknown")
            row, _, rating = found[0]
            return await _whole(session, row, [turn for _, turn, _ in found], rating)

    async def append(self, id: str, position: int, exchange: Exchange) -> None:
        """Keep exchange number ``position`` (0-based): both turns or none.

        Raises ``ConflictError`` where that position is taken, or the talk is over.
        """
        try:
            async with self.database.writing() as session:
                # The lock on the row also keeps a finish from coming in between.
                row = await session.get(AttemptRow, id, with_for_update=True)
                if row is None:
                    raise NotFoundError("attempt-unknown")
                if row.status not in OPEN:
                    raise ConflictError("talk-is-over")
                session.add_all(turns.rows(id, position, [exchange], self.now()))
        except IntegrityError as error:
            raise ConflictError("turn-taken") from error

    async def move(self, id: str, status: Status, ended: datetime | None = None) -> None:
        """Change the status, which is final once graded; back in the talk, it has not ended."""
        values: dict[str, object] = {"status": status}
        if ended or status == "talking":
            values["ended"] = ended
        async with self.database.writing() as session:
            # Two clicks at once: what came first is graded, and the second changes nothing.
            open = (col(AttemptRow.id) == id, col(AttemptRow.status) != "graded")
            await session.execute(update(AttemptRow).where(*open).values(values))

    async def hinted(self, id: str, phase: Phase, most: int) -> int | None:
        """Keep that a hint was asked for in a phase; return the how manieth there it is.

        None, and nothing is kept, where there were ``most`` already.
        """
        async with self.database.writing() as session:
            row = await session.get(AttemptRow, id, with_for_update=True)
            if row is None:
                raise NotFoundError("attempt-unknown")
            count = row.hinted.count(phase) + 1
            if count > most:
                return None
            row.hinted = [*row.hinted, phase]
            session.add(row)
        return count

    async def rate(self, id: str, rating: SelfRating) -> None:
        """Keep the trainee's own rating; a second one replaces the first."""
        row = SelfRatingRow(
            attempt_id=id, levels=dict(rating.levels), remark=rating.remark, at=self.now()
        )
        async with self.database.writing() as session:
            await session.merge(row)

    async def grade(self, id: str, assessment: Assessment) -> bool:
        """Keep the assessment once; return False where there was one already."""
        try:
            async with self.database.writing() as session:
                session.add(AssessmentRow.of(id, assessment, self.now()))
                session.add_all(usage.rows(id, assessment.usage, self.now()))
                await session.flush()
                await session.execute(
                    update(AttemptRow).where(col(AttemptRow.id) == id).values(status="graded")
                )
        except IntegrityError:
            return False
        return True

    async def used(self, id: str, calls: Sequence[Usage]) -> None:
        """Keep what calls of a model took."""
        async with self.database.writing() as session:
            session.add_all(usage.rows(id, calls, self.now()))

    async def note(self, id: str, note: str) -> None:
        """Keep a remark about what happened on the way."""
        async with self.database.writing() as session:
            session.add(NoteRow(attempt_id=id, text=note, at=self.now()))

    async def of_person(
        self,
        person: str,
        limit: int = 200,
        statuses: Sequence[Status] = get_args(Status),
        forks: bool = True,
    ) -> tuple[Summary, ...]:
        """Return a person's attempts, the newest first, with or without forks of them."""
        some = [] if forks else [col(AttemptRow.parent).is_(None)]
        mine = (AttemptRow.person_id == person, col(AttemptRow.status).in_(statuses), *some)
        return await self._listed(*mine, limit=limit)

    async def rated(self, person: str, most: int) -> tuple[Rated, ...]:
        """Return a person's last talks that count, as they and the grade saw them, in order."""
        query = (
            select(SelfRatingRow.levels, AssessmentRow.bands)
            .join(AttemptRow, col(AttemptRow.id) == SelfRatingRow.attempt_id)
            .join(AssessmentRow, col(AssessmentRow.attempt_id) == AttemptRow.id)
            .where(AttemptRow.person_id == person, col(AttemptRow.counts))
            .order_by(col(AttemptRow.begun).desc())
            .limit(most)
        )
        async with self.database.reading() as session:
            found = (await session.execute(query)).all()
        return tuple(Rated(own=own, bands=bands) for own, bands in reversed(found))

    async def forks(self, person: str, id: str) -> tuple[Summary, ...]:
        """Return the other tries that a person took from an attempt, the newest first."""
        return await self._listed(AttemptRow.person_id == person, AttemptRow.parent == id)

    async def _listed(self, *where: Any, limit: int | None = None) -> tuple[Summary, ...]:
        query = listed().where(*where).order_by(col(AttemptRow.begun).desc()).limit(limit)
        async with self.database.reading() as session:
            found = (await session.execute(query)).all()
        return tuple(summary(row) for row in found)

    async def played(self, person: str) -> dict[str, int]:
        """Return how often a person was graded on each case; another try is not one more."""
        query = (
            select(AttemptRow.scenario, func.count())
            .where(
                AttemptRow.person_id == person,
                AttemptRow.status == "graded",
                col(AttemptRow.parent).is_(None),
            )
            .group_by(AttemptRow.scenario)
        )
        async with self.database.reading() as session:
            return {case: count for case, count in (await session.execute(query)).all()}

    async def assessments(self, ids: Iterable[str]) -> dict[str, Assessment]:
        """Return the assessments of some attempts; what is not graded is left out."""
        query = select(AssessmentRow).where(col(AssessmentRow.attempt_id).in_(tuple(ids)))
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return {row.attempt_id: row.value() for row in rows}

    async def last_seen(self, people: Iterable[str]) -> dict[str, datetime]:
        """Return when each of some people last practised; who never did is left out."""
        query = (
            select(AttemptRow.person_id, func.max(AttemptRow.begun, type_=Utc()))
            .where(
                col(AttemptRow.person_id).in_(tuple(people)),
                AttemptRow.status != "briefing",
            )
            .group_by(col(AttemptRow.person_id))
        )
        async with self.database.reading() as session:
            return {person: at for person, at in (await session.execute(query)).all()}

    async def count_in(self, id: str, counts: bool) -> None:
        """Keep whether an attempt counts; once the talk has begun that stays as it is."""
        change = (
            update(AttemptRow)
            .where(
                col(AttemptRow.id) == id,
                col(AttemptRow.status) == "briefing",
                col(AttemptRow.parent).is_(None),
            )
            .values(counts=counts)
        )
        async with self.database.writing() as session:
            await session.execute(change)

    async def ungraded(self) -> tuple[str, ...]:
        """Return the attempts that wait for their grade, the oldest first."""
        query = (
            select(AttemptRow.id)
            .where(AttemptRow.status == "grading")
            .order_by(col(AttemptRow.begun))
        )
        async with self.database.reading() as session:
            return tuple((await session.scalars(query)).all())

    async def count(self, person: str) -> int:
        """Return how many attempts a person has."""
        query = select(func.count()).where(AttemptRow.person_id == person)
        async with self.database.reading() as session:
            return (await session.execute(query)).scalar_one()

    async def versions(self) -> dict[str, dict[int, int]]:
        """Return how many attempts stand on each version of each scenario."""
        scenario, version = col(AttemptRow.scenario), col(AttemptRow.scenario_version)
        query = select(scenario, version, func.count()).group_by(scenario, version)
        found: dict[str, dict[int, int]] = {}
        async with self.database.reading() as session:
            for id, number, count in (await session.execute(query.order_by(version))).all():
                found.setdefault(id, {})[number] = count
        return found


async def _whole(
    session: AsyncSession, row: AttemptRow, said: Sequence[TurnRow], rating: SelfRatingRow | None
) -> Attempt:
    noted = select(NoteRow.text).where(NoteRow.attempt_id == row.id).order_by(col(NoteRow.id))
    # While somebody waits for a reply there is none yet.
    graded = None if row.status in OPEN else await session.get(AssessmentRow, row.id)
    own = row.model_dump(exclude={"person_id"})
    return Attempt.model_validate(
        {
            **own,
            "person": row.person_id,
            "opening": said[0].text,
            "exchanges": turns.exchanges(said),
            "self_rating": rating.value() if rating else None,
            "assessment": graded.value() if graded else None,
            "notes": tuple((await session.scalars(noted)).all()),
        }
    )


def listed(*more: Any) -> Select[Any]:
    """Return the query of what a list shows of attempts, and of more columns beside."""
    shown = [col(getattr(AttemptRow, name)) for name in ("person_id", *SHOWN)]
    return (
        select(AttemptRow.id)
        .with_only_columns(*shown, col(AssessmentRow.bands), *more)
        .select_from(AttemptRow)
        .outerjoin(AssessmentRow, col(AssessmentRow.attempt_id) == AttemptRow.id)
    )


def summary(row: Row[Any]) -> Summary:
    """Return an attempt's summary from what is ``listed`` and its bands; None while ungraded."""
    own = {name: getattr(row, name) for name in SHOWN}
    return Summary(person=row.person_id, bands=row.bands or {}, **own)
