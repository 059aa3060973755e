"""The chain of the audit log: each row holds the hash of the row before, so a change is seen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlmodel import Field

from trainer.core.base import Value
from trainer.store.base import Table, Utc

FIRST = "0" * 64
"""What the first row is chained to."""


class AuditRow(Table, table=True):
    """A row of the log; rows are only ever appended."""

    __tablename__ = "audit"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    """1, 2, 3 ...: a gap is a row that was removed."""
    at: datetime = Field(sa_type=Utc)
    act: str
    by: str | None = None
    """The pseudonym of who did it; none for the command line, and before signing in."""
    about: str | None = None
    """The pseudonym of whom it concerns."""
    thing: str | None = None
    """What it concerns: a group, a role, a number; an attempt by a mark of its own."""
    before: str
    """The hash of the row before."""
    hash: str


class AuditHeadRow(Table, table=True):
    """Where the log ends: its one row is the lock of those who write, and tells of a lost end."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True)
    number: int
    hash: str


class Broken(Value):
    """The first fault in the log."""

    number: int
    """The row at which the chain breaks, from 1."""
    how: Literal["changed", "removed", "inserted", "lost"]
    """lost: the chain is whole, but is not the one whose hash was noted."""


def hash_of(row: AuditRow) -> str:
    """Return a row's hash; its number is left out, since rows could be counted anew."""
    own = row.model_dump(exclude={"hash", "at", "number"})
    text = json.dumps(own | {"at": row.at.astimezone(UTC).isoformat()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def broken(rows: Sequence[AuditRow], head: AuditHeadRow | None) -> Broken | None:
    """Return the first row that does not follow from the one before it."""
    fewer = head is not None and len(rows) < head.number
    known = {FIRST: 0}
    for place, row in enumerate(rows, 1):
        if row.hash != hash_of(row):
            return Broken(number=row.number, how="changed")
        if known.get(row.before) != place - 1:
            follows = rows[place].before if place < len(rows) else head.hash if head else ""
            if follows == (rows[place - 2].hash if place > 1 else FIRST):
                return Broken(number=row.number, how="inserted")
            return _between(row, place, known, fewer)
        known[row.hash] = place
    if head is None or (head.number, head.hash) == (len(rows), rows[-1].hash if rows else FIRST):
        return None if head else Broken(number=1, how="removed")
    if fewer:
        return Broken(number=len(rows) + 1, how="removed")
    inserted = len(rows) > head.number
    return Broken(number=len(rows), how="inserted" if inserted else "changed")


def _between(row: AuditRow, place: int, known: Mapping[str, int], fewer: bool) -> Broken:
    """Return what came between a row and the one that it was chained to."""
    if row.before in known:
        return Broken(number=known[row.before] + 1, how="inserted")
    if row.number > place or fewer:
        return Broken(number=place, how="removed")
    return Broken(number=place - 1, how="changed")
