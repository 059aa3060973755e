"""Assessments: one a graded attempt, never replaced."""

from datetime import datetime
from typing import Any, Self

from sqlalchemy import JSON
from sqlmodel import Field

from trainer.core.assessment import Assessment
from trainer.store.base import Table, Utc


class AssessmentRow(Table, table=True):
    """An assessment as it is kept; the attempt can have one only."""

    __tablename__ = "assessment"

    attempt_id: str = Field(foreign_key="attempt.id", ondelete="CASCADE", primary_key=True)
    bands: dict[str, str | None] = Field(sa_type=JSON)
    """By dimension, so that a list need not read the whole."""
    body: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=Utc)

    @classmethod
    def of(cls, attempt: str, assessment: Assessment, at: datetime) -> Self:
        """Return the row for an attempt's assessment."""
        bands: dict[str, str | None] = {
            id: score.band for id, score in assessment.dimensions.items()
        }
        body = assessment.model_dump(mode="json", exclude={"usage"})
        return cls(attempt_id=attempt, bands=bands, body=body, at=at)

    def value(self) -> Assessment:
        """Return the assessment."""
        return Assessment.model_validate(self.body)
