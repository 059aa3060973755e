"""What all tables share: named constraints, times in UTC, and how much a statement holds."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, DateTime, Dialect, MetaData, TypeDecorator, or_
from sqlalchemy.orm import Mapped
from sqlmodel import SQLModel


class Utc(TypeDecorator[datetime]):
    """A moment; always aware and in UTC, also on SQLite, which keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone, and turn the rest into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the time in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(SQLModel):
    """The base of every table."""

    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def one_of(column: Mapped[str], values: Iterable[str]) -> ColumnElement[bool]:
    """Return whether a column is one of a few values that a query always asks for.

    As ``in_``, whose list is put into the statement anew each time that it is asked.
    """
    return or_(*(column == value for value in values))


def portions(ids: Sequence[str], most: int = 500) -> list[Sequence[str]]:
    """Return ids in portions that a statement can hold."""
    return [ids[i : i + most] for i in range(0, len(ids), most)]
