"""Standings: the ratings and the latest attempts of several people at once, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from trainer.core.assessment import Level
from trainer.core.progress import Practised
from trainer.store.attempts import AttemptRow
from trainer.store.database import Database
from trainer.store.practised import PractisedRow
from trainer.store.skills import Mastery, SkillRow, mastery
from trainer.store.uncounted import last_review

RATINGS = select(SkillRow).where(col(SkillRow.person_id).in_(bindparam("people", expanding=True)))


@dataclass(frozen=True)
class Standings:
    """Gives where several people stand; each call is one transaction."""

    database: Database

    async def behind(self, people: Iterable[str]) -> frozenset[str]:
        """Return who of some people has graded attempts that are not counted as they stand."""
        rows = await self.database.rows(_behind(), people=tuple(people))
        return frozenset(person for (person,) in rows)

    async def of_people(self, people: Iterable[str]) -> dict[str, dict[str, Mastery]]:
        """Return the ratings of some people, by person and criterion."""
        found: dict[str, dict[str, Mastery]] = {}
        for row in await self.database.rows(RATINGS, people=tuple(people)):
            found.setdefault(row.person_id, {})[row.criterion] = mastery(row)
        return found

    async def recent(self, people: Iterable[str], each: int) -> dict[str, dict[str, list[Level]]]:
        """Return the levels of some people's last attempts that count, so many attempts each.

        By person and criterion, the earliest first.
        """
        found: dict[str, dict[str, list[Level]]] = {}
        rows = await self.database.rows(_recent(), people=tuple(people), each=each)
        for person, levels in rows:
            own = found.setdefault(person, {})
            for criterion, level in levels.items():
                own.setdefault(criterion, []).append(level)
        return found

    async def between(
        self, people: Iterable[str], first: datetime, end: datetime
    ) -> tuple[tuple[str, Practised], ...]:
        """Return what some people did that counts, from ``first`` to before ``end``, in order."""
        query = (
            select(PractisedRow)
            .where(
                col(PractisedRow.person_id).in_(tuple(people)),
                col(PractisedRow.at) >= first,
                col(PractisedRow.at) < end,
            )
            .order_by(col(PractisedRow.at), col(PractisedRow.attempt_id))
        )
        async with self.database.reading() as session:
            rows = (await session.scalars(query)).all()
        return tuple((row.person_id, row.value()) for row in rows)


@cache
def _behind() -> Any:
    """Return the query of who has attempts that are not counted as they stand."""
    return (
        select(AttemptRow.person_id)
        .outerjoin(PractisedRow, col(PractisedRow.attempt_id) == AttemptRow.id)
        .where(
            col(AttemptRow.person_id).in_(bindparam("people", expanding=True)),
            AttemptRow.status == "graded",
            col(AttemptRow.counts),
            (col(PractisedRow.attempt_id).is_(None)) | (col(PractisedRow.review) < last_review()),
        )
        .distinct()
    )


@cache
def _recent() -> Any:
    """Return the query of people's last attempts, so many each, the earliest first."""
    order = (col(PractisedRow.at).desc(), col(PractisedRow.attempt_id).desc())
    nth = func.row_number().over(partition_by=col(PractisedRow.person_id), order_by=order)
    numbered = (
        select(PractisedRow.attempt_id, nth.label("nth"))
        .where(col(PractisedRow.person_id).in_(bindparam("people", expanding=True)))
        .subquery()
    )
    return (
        select(col(PractisedRow.person_id), col(PractisedRow.levels))
        .join(numbered, numbered.c.attempt_id == col(PractisedRow.attempt_id))
        .where(numbered.c.nth <= bindparam("each"))
        .order_by(col(PractisedRow.at), col(PractisedRow.attempt_id))
    )
