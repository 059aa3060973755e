"""Summaries: attempts as lists and counts show them, without what was said."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, get_args

import sqlalchemy
from sqlalchemy import Row, Select, bindparam, func
from sqlmodel import col, select

from trainer.core.attempt import Status
from trainer.core.base import Language, Value
from trainer.core.illustration import showing
from trainer.core.rubric import BandName
from trainer.core.scenario import LevelName
from trainer.core.selfview import Rated
from trainer.store.assessments import AssessmentRow
from trainer.store.attempts import AttemptRow, SelfRatingRow
from trainer.store.base import Utc, one_of
from trainer.store.database import Database
from trainer.store.read import Read, Rows


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


SHOWN = tuple(name for name in Summary.model_fields if name not in ("person", "bands"))
LISTED = ("person", *SHOWN, "bands")
"""What is ``listed``, in order."""
MINE = col(AttemptRow.person_id) == bindparam("person")
PLAYED = (
    select(AttemptRow.scenario, func.count())
    .where(MINE, AttemptRow.status == "graded", col(AttemptRow.parent).is_(None))
    .group_by(AttemptRow.scenario)
)
LAST_SEEN = (
    select(AttemptRow.person_id, func.max(AttemptRow.begun, type_=Utc()))
    .where(
        col(AttemptRow.person_id).in_(bindparam("people", expanding=True)),
        AttemptRow.status != "briefing",
    )
    .group_by(col(AttemptRow.person_id))
)
RATED = (
    select(SelfRatingRow.levels, AssessmentRow.bands)
    .join(AttemptRow, col(AttemptRow.id) == SelfRatingRow.attempt_id)
    .join(AssessmentRow, col(AssessmentRow.attempt_id) == AttemptRow.id)
    .where(MINE, col(AttemptRow.counts))
    .order_by(col(AttemptRow.begun).desc())
)


BODIES = select(AssessmentRow.attempt_id, AssessmentRow.body).where(
    col(AssessmentRow.attempt_id).in_(bindparam("ids", expanding=True))
)


@dataclass(frozen=True)
class Summaries:
    """Tells what people did; each call is one transaction."""

    database: Database

    def of_person(
        self,
        person: str,
        limit: int = 200,
        statuses: Sequence[Status] = get_args(Status),
        forks: bool = True,
    ) -> Read[tuple[Summary, ...]]:
        """Return a person's attempts, the newest first, with or without forks of them."""
        query = _own(limit, tuple(statuses), forks)
        return self.database.read(_summaries, query, person=person)

    def rated(self, person: str, most: int) -> Read[tuple[Rated, ...]]:
        """Return a person's last talks that count, as they and the grade saw them, in order."""
        return self.database.read(_views, _rated(most), person=person)

    async def forks(self, person: str, id: str) -> tuple[Summary, ...]:
        """Return the other tries that a person took from an attempt, the newest first."""
        mine = (col(AttemptRow.person_id) == person, col(AttemptRow.parent) == id)
        query = listed().where(*mine).order_by(col(AttemptRow.begun).desc())
        return _summaries(await self.database.rows(query))

    async def played(self, person: str) -> dict[str, int]:
        """Return how often a person was graded on each case; another try is not one more."""
        return {case: count for case, count in await self.database.rows(PLAYED, person=person)}

    async def quotes(self, ids: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        """Return the quotes that show each criterion of some attempts, the most telling first."""
        found = await self.database.rows(BODIES, ids=tuple(ids))
        return {
            id: {one: _showing(it) for one, it in body["verdicts"].items()} for id, body in found
        }

    async def last_seen(self, people: Iterable[str]) -> dict[str, datetime]:
        """Return when each of some people last practised; who never did is left out."""
        rows = await self.database.rows(LAST_SEEN, people=tuple(people))
        return {person: at for person, at in rows}

    async def versions(self) -> dict[str, dict[int, int]]:
        """Return how many attempts stand on each version of each scenario."""
        scenario, version = col(AttemptRow.scenario), col(AttemptRow.scenario_version)
        query = select(scenario, version, func.count()).group_by(scenario, version)
        found: dict[str, dict[int, int]] = {}
        async with self.database.reading() as session:
            for id, number, count in (await session.execute(query.order_by(version))).all():
                found.setdefault(id, {})[number] = count
        return found


@cache
def _own(limit: int, statuses: tuple[Status, ...], forks: bool) -> Select[Any]:
    """Return the query of a person's attempts with some statuses, the newest first."""
    query = listed().where(MINE, one_of(col(AttemptRow.status), statuses))
    if not forks:
        query = query.where(col(AttemptRow.parent).is_(None))
    return query.order_by(col(AttemptRow.begun).desc()).limit(limit)


@cache
def _rated(most: int) -> Any:
    """Return the query of how a person and the grade saw the last talks that count."""
    return RATED.limit(most)


def _showing(verdict: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the quotes of a verdict, as it was kept, that show its criterion."""
    quotes = [one["text"] for one in verdict.get("quotes") or ()]
    return showing(verdict.get("level"), quotes, verdict.get("praise"))


def _summaries(rows: Rows) -> tuple[Summary, ...]:
    return tuple(summary(row) for row in rows)


def _views(rows: Rows) -> tuple[Rated, ...]:
    return tuple(Rated(own=own, bands=bands) for own, bands in reversed(rows))


def listed(*more: Any) -> Select[Any]:
    """Return the query of what a list shows of attempts, and of more columns beside."""
    shown = [col(getattr(AttemptRow, name)) for name in ("person_id", *SHOWN)]
    query = sqlalchemy.select(*shown, col(AssessmentRow.bands), *more).select_from(AttemptRow)
    return query.outerjoin(AssessmentRow, col(AssessmentRow.attempt_id) == AttemptRow.id)


def summary(row: Row[Any]) -> Summary:
    """Return an attempt's summary from a row that begins with what is ``listed``."""
    values = dict(zip(LISTED, row, strict=False))
    return Summary.model_validate({**values, "bands": values["bands"] or {}}, by_name=True)
