"""Practised: each graded attempt as it counts, with what it did to ratings."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from trainer.core.progress import Practised
from trainer.core.skill import Update
from trainer.store.base import Table, Utc


class PractisedRow(Table, table=True):
    """A graded attempt as it counts, with all that went into its updates."""

    __tablename__ = "practised"
    __table_args__ = (
        Index("ix_practised_person_id_at_attempt_id", "person_id", "at", "attempt_id"),
    )

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE")
    scenario: str
    level: str
    at: datetime = Field(sa_type=Utc)
    review: int
    updates: list[dict[str, Any]] = Field(sa_type=JSON)
    levels: dict[str, int] = Field(sa_type=JSON)
    """The levels of the updates, by criterion: where several people stand is read from these alone,
    without all that went into them."""

    def value(self) -> Practised:
        """Return the attempt as it counts."""
        return Practised.model_validate(
            {
                "attempt": self.attempt_id,
                "scenario": self.scenario,
                "level": self.level,
                "at": self.at,
                "review": self.review,
                "updates": self.updates,
            }
        )


def practised_row(person: str, one: Practised) -> PractisedRow:
    """Return the row that keeps what somebody practised."""
    return PractisedRow(
        attempt_id=one.attempt,
        person_id=person,
        scenario=one.scenario,
        level=one.level,
        at=one.at,
        review=one.review,
        updates=_json(one.updates),
        levels={update.criterion: update.level for update in one.updates},
    )


def _json(updates: Iterable[Update]) -> list[dict[str, Any]]:
    return [update.model_dump(mode="json") for update in updates]
