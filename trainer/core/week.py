"""Weeks: group figures know no days. A week is named by its Monday, in UTC."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

WEEK = timedelta(days=7)
GRACE = timedelta(days=7)
"""How long a week may still change after its end: grades come in, and a coach has the last word."""


def week_of(moment: datetime) -> date:
    """Return the Monday of a moment's week."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def settled(now: datetime) -> date:
    """Return the last week that is over, and in which nothing will change any more."""
    return week_of(now - GRACE) - WEEK


def weeks(first: date, last: date) -> Iterator[date]:
    """Yield the weeks from ``first`` to ``last``, both included."""
    while first <= last:
        yield first
        first += WEEK


def begins(week: date) -> datetime:
    """Return the moment at which a week begins."""
    return datetime(week.year, week.month, week.day, tzinfo=UTC)
