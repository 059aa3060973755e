"""Exercises: what people did with drills and letters. Nobody but they themselves gets to see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Row, bindparam, func, update
from sqlmodel import Field, col, select

from trainer.core.base import Language
from trainer.core.exercise import Answer, Exercise, Kind, Result
from trainer.errors import ConflictError, NotFoundError
from trainer.store.base import Table, Utc
from trainer.store.database import Database
from trainer.store.read import Read, Rows

MOST = 50
"""How many goes at one drill or letter are told at the most."""


class ExerciseRow(Table, table=True):
    """An exercise as it is kept."""

    __tablename__ = "exercise"

    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    kind: str
    task: str
    version: int
    hash: str
    language: str
    answer: dict[str, Any] = Field(sa_type=JSON)
    result: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    begun: datetime = Field(sa_type=Utc)
    ended: datetime | None = Field(default=None, sa_type=Utc)


DONE = (
    select(ExerciseRow.kind, ExerciseRow.task, func.count())
    .where(col(ExerciseRow.person_id) == bindparam("person"), col(ExerciseRow.ended).is_not(None))
    .group_by(col(ExerciseRow.kind), col(ExerciseRow.task))
)


LATEST = (col(ExerciseRow.begun).desc(), col(ExerciseRow.id))
UNFINISHED = (
    select(ExerciseRow)
    .where(col(ExerciseRow.person_id) == bindparam("person"), col(ExerciseRow.ended).is_(None))
    .order_by(*LATEST)
    .limit(MOST)
)


@dataclass(frozen=True)
class Exercises:
    """Keeps exercises; each call is one transaction."""

    database: Database
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def begin(
        self, person: str, kind: Kind, task: str, version: int, hash: str, language: Language
    ) -> Exercise:
        """Keep an exercise that begins now."""
        row = ExerciseRow(
            id=uuid4().hex,
            person_id=person,
            kind=kind,
            task=task,
            version=version,
            hash=hash,
            language=language,
            answer={},
            begun=self.now(),
        )
        async with self.database.writing() as session:
            session.add(row)
        return _value(row)

    async def get(self, person: str, id: str) -> Exercise:
        """Return one of somebody's own; ``NotFoundError`` where it is not theirs."""
        async with self.database.reading() as session:
            row = await session.get(ExerciseRow, id)
        if row is None or row.person_id != person:
            raise NotFoundError("exercise-unknown")
        return _value(row)

    async def done(self, person: str) -> Mapping[tuple[str, str], int]:
        """Return how often somebody did each drill and letter to the end, by kind and id."""
        rows = await self.database.rows(DONE, person=person)
        return {(kind, task): count for kind, task, count in rows}

    async def of_person(self, person: str) -> tuple[Exercise, ...]:
        """Return all that somebody did, the latest first."""
        return await self._found(ExerciseRow.person_id == person, most=None)

    def unfinished(self, person: str) -> Read[tuple[Exercise, ...]]:
        """Return what somebody began and did not finish, the latest first."""
        return self.database.read(_values, UNFINISHED, person=person)

    async def of_task(self, person: str, kind: Kind, task: str) -> tuple[Exercise, ...]:
        """Return what somebody did with a drill or letter, the latest first."""
        mine = ExerciseRow.person_id == person
        return await self._found(mine, ExerciseRow.kind == kind, ExerciseRow.task == task)

    async def keep(self, id: str, answer: Answer) -> None:
        """Keep what was done so far; ``ConflictError`` where it is done already."""
        await self._change(id, answer=answer.model_dump(mode="json"))

    async def finish(self, id: str, answer: Answer, result: Result) -> None:
        """Keep what came of it; ``ConflictError`` where it is done already."""
        found = {"answer": answer.model_dump(mode="json"), "result": result.model_dump(mode="json")}
        await self._change(id, **found, ended=self.now())

    async def _found(self, *where: Any, most: int | None = MOST) -> tuple[Exercise, ...]:
        query = select(ExerciseRow).where(*where).order_by(*LATEST).limit(most)
        return _values(await self.database.rows(query))

    async def _change(self, id: str, **values: Any) -> None:
        """Change an exercise that is not done yet."""
        change = update(ExerciseRow).where(
            col(ExerciseRow.id) == id, col(ExerciseRow.ended).is_(None)
        )
        async with self.database.writing() as session:
            kept = change.values(**values).returning(col(ExerciseRow.id))
            done = (await session.scalars(kept)).first()
        if done is None:
            raise ConflictError("exercise-done")


def _values(rows: Rows) -> tuple[Exercise, ...]:
    return tuple(_value(row) for row in rows)


def _value(row: ExerciseRow | Row[Any]) -> Exercise:
    values = {name: getattr(row, name) for name in Exercise.model_fields.keys() - {"person"}}
    return Exercise.model_validate({**values, "person": row.person_id}, by_name=True)
