"""Retaining: once a day what is past its time goes, and ratings stand on what is left."""

from dataclasses import dataclass
from pathlib import Path

from trainer.adapting.counting import Counting
from trainer.store.audit import Audit
from trainer.store.retention import Gone, Retention
from trainer.store.runs import Runs


@dataclass(frozen=True)
class Retaining:
    """Removes what is past its time."""

    retention: Retention
    runs: Runs
    counting: Counting
    audit: Audit
    lessons: Path
    """Sentences from practice to train the reader on; written anew before each training."""

    async def run(self, by: str | None = None, daily: bool = False) -> Gone:
        """Remove it, write it in the audit log, and return what went in numbers.

        A ``daily`` run that found nothing stands in no log.
        """
        due = await self.retention.due()
        await self.retention.clear(due)
        for person in due.people:
            await self.counting.again(person)
        if due.attempts:
            self.lessons.unlink(missing_ok=True)
        gone = due.numbers
        numbers = f"{gone.transcripts}/{gone.levels}/{gone.unfinished}/{gone.exercises}"
        if due.attempts or due.exercises or not daily:
            await self.audit.write("retention-run", by=by, thing=numbers)
        await self.runs.ended(gone)
        return gone

    async def today(self) -> None:
        """Run where no server did today."""
        if not await self.runs.claim():
            return
        try:
            await self.run(daily=True)
        except BaseException:
            await self.runs.unclaim()
            raise
