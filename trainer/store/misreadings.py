"""Misreadings: what a trainee says was read wrong, and what a coach thinks of that."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import JSON, Row, UniqueConstraint, bindparam, delete, exists, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, col, select

from trainer.core.base import Language, Value
from trainer.core.lesson import Lesson
from trainer.errors import ConflictError
from trainer.store.attempts import AttemptRow
from trainer.store.base import Table, Utc
from trainer.store.coaching import CoachingRow
from trainer.store.database import Database
from trainer.store.people import PersonRow
from trainer.store.turns import TurnRow

Status = Literal["open", "agreed", "declined"]
Answer = Literal["agreed", "declined"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


class MisreadingRow(Table, table=True):
    """A misreading as it is kept; there is one at most of the same words."""

    __tablename__ = "misreading"
    __table_args__ = (UniqueConstraint("attempt_id", "turn", "text"),)

    id: str = Field(primary_key=True)
    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE")
    turn: int
    text: str
    criterion: str | None = None
    read: list[str] = Field(sa_type=JSON)
    claimed: str | None = None
    remark: str
    status: str
    answer: str
    coach_id: str | None = Field(
        default=None, foreign_key="person.id", ondelete="SET NULL", index=True
    )
    """Who decided."""
    at: datetime = Field(sa_type=Utc)
    decided: datetime | None = Field(default=None, sa_type=Utc)


class Claim(Value):
    """What a trainee says of a quote."""

    turn: int
    """The 0-based index in the transcript."""
    text: str
    """The quote, and all that a coach sees."""
    criterion: str | None = None
    """The criterion under which it was quoted."""
    read: tuple[str, ...] = ()
    """The moves that it was read as."""
    claimed: str | None = None
    """The move that it was; None where it was none of them."""
    remark: str = ""
    """What the trainee adds."""


class Misreading(Claim):
    """A claim, and where it stands."""

    id: str
    attempt: str
    language: Language
    trainee: str
    """The trainee's name."""
    status: Status = "open"
    answer: str = ""
    """What the coach adds."""
    at: datetime


SAME = tuple(Misreading.model_fields.keys() - {"attempt", "trainee"})
FOUND = (
    select(MisreadingRow, AttemptRow.language, PersonRow.name)
    .join(AttemptRow, col(AttemptRow.id) == MisreadingRow.attempt_id)
    .join(PersonRow, col(PersonRow.id) == AttemptRow.person_id)
    .order_by(col(MisreadingRow.at), col(MisreadingRow.turn))
)
OF_ATTEMPT = FOUND.where(col(MisreadingRow.attempt_id) == bindparam("attempt"))
FROM_OWN = col(AttemptRow.person_id).in_(
    select(CoachingRow.person_id).where(col(CoachingRow.coach_id) == bindparam("coach"))
)
FOR_COACH = FOUND.where(FROM_OWN, col(MisreadingRow.status) == bindparam("status"))
LATELY = FOUND.where(
    FROM_OWN,
    col(MisreadingRow.coach_id) == bindparam("coach"),
    col(MisreadingRow.decided) >= bindparam("since"),
)


@dataclass(frozen=True)
class Misreadings:
    """Keeps misreadings; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def add(self, attempt: str, claim: Claim) -> None:
        """Keep a claim; ``ConflictError`` where there is one of these words already."""
        row = MisreadingRow(
            id=uuid.uuid4().hex,
            attempt_id=attempt,
            status="open",
            answer="",
            at=self.now(),
            **{**claim.model_dump(), "read": list(claim.read)},
        )
        try:
            async with self.database.writing() as session:
                session.add(row)
        except IntegrityError as error:
            raise ConflictError("misreading-known") from error

    async def take_back(self, attempt: str, id: str) -> None:
        """Forget a claim on which nobody decided yet."""
        open_one = delete(MisreadingRow).where(
            col(MisreadingRow.id) == id,
            col(MisreadingRow.attempt_id) == attempt,
            col(MisreadingRow.status) == "open",
        )
        async with self.database.writing() as session:
            await session.execute(open_one)

    async def of_attempt(self, attempt: str) -> tuple[Misreading, ...]:
        """Return an attempt's misreadings, in the order of the talk."""
        found = await self.database.rows(OF_ATTEMPT, attempt=attempt)
        return tuple(_misreading(row) for row in found)

    async def for_coach(self, coach: str, status: Status = "open") -> tuple[Misreading, ...]:
        """Return what a coach's own trainees say was read wrong, the oldest first."""
        found = await self.database.rows(FOR_COACH, coach=coach, status=status)
        return tuple(_misreading(row) for row in found)

    async def decide(self, id: str, coach: str, status: Answer, answer: str = "") -> None:
        """Agree or decline, once.

        Raises ``ConflictError`` where it is decided, taken back, or not from an own trainee.
        """
        own = exists().where(
            col(AttemptRow.id) == MisreadingRow.attempt_id,
            col(CoachingRow.person_id) == AttemptRow.person_id,
            col(CoachingRow.coach_id) == coach,
        )
        change = (
            update(MisreadingRow)
            .where(col(MisreadingRow.id) == id, col(MisreadingRow.status) == "open", own)
            .values(status=status, answer=answer, coach_id=coach, decided=self.now())
            .returning(col(MisreadingRow.id))
        )
        async with self.database.writing() as session:
            if (await session.execute(change)).scalar_one_or_none() is None:
                raise ConflictError("misreading-decided")

    async def reopen(self, id: str, coach: str) -> None:
        """Undo a decision of one's own; ``ConflictError`` where there is none to undo."""
        own = select(CoachingRow.person_id).where(CoachingRow.coach_id == coach)
        attempts = select(AttemptRow.id).where(col(AttemptRow.person_id).in_(own))
        change = (
            update(MisreadingRow)
            .where(
                col(MisreadingRow.id) == id,
                col(MisreadingRow.status) != "open",
                col(MisreadingRow.coach_id) == coach,
                col(MisreadingRow.attempt_id).in_(attempts),
            )
            .values(status="open", answer="", coach_id=None, decided=None)
            .returning(col(MisreadingRow.id))
        )
        async with self.database.writing() as session:
            if (await session.execute(change)).scalar_one_or_none() is None:
                raise ConflictError("misreading-open")

    async def lately(self, coach: str, since: datetime) -> tuple[Misreading, ...]:
        """Return what a coach decided since a moment and can still undo, the oldest first."""
        found = await self.database.rows(LATELY, coach=coach, since=since)
        return tuple(_misreading(row) for row in found)

    async def lessons(self) -> tuple[Lesson, ...]:
        """Return the labelled sentences on which a coach agreed, the oldest first."""
        query = (
            select(MisreadingRow, AttemptRow.language, TurnRow.text)
            .join(AttemptRow, col(AttemptRow.id) == MisreadingRow.attempt_id)
            .outerjoin(
                TurnRow,
                (col(TurnRow.attempt_id) == MisreadingRow.attempt_id)
                & (col(TurnRow.position) == MisreadingRow.turn - 1),
            )
            .where(MisreadingRow.status == "agreed")
            .order_by(col(MisreadingRow.at), col(MisreadingRow.id))
        )
        async with self.database.reading() as session:
            found = (await session.execute(query)).all()
        lessons = (_lesson(row, language, heard) for row, language, heard in found)
        return tuple(one for one in lessons if one.holds or one.near)


def _misreading(row: Row[Any]) -> Misreading:
    own = {name: getattr(row, name) for name in SAME}
    return Misreading.model_validate({**own, "attempt": row.attempt_id, "trainee": row.name})


def _lesson(row: MisreadingRow, language: str, heard: str | None) -> Lesson:
    holds = (row.claimed,) if row.claimed else ()
    near = tuple(id for id in row.read if id not in holds)
    return Lesson.model_validate(
        {
            "language": language,
            "text": row.text,
            "after": heard,
            "holds": holds,
            "near": near,
        }
    )
