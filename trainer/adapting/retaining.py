"""Retaining: once a day what is past its time goes, and ratings stand on what is left."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from trainer.adapting.counting import Counting
from trainer.store.audit import Audit
from trainer.store.retention import Gone, Retention
from trainer.store.runs import Runs

log = logging.getLogger(__name__)
MINUTE, HOUR = 60.0, 3600.0
"""Seconds."""


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
        if any((*due.attempts, *due.exercises)) or not daily:
            await self.audit.write("retention-run", by=by, thing=numbers)
        await self.runs.ended(gone)
        return gone

    async def go_on(self, stopping: asyncio.Event) -> None:
        """Run once a day until ``stopping``, whichever server comes first; it ends between two.

        What failed is tried an hour later. A server that has just started does other things first.
        """
        wait = MINUTE
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), wait)
            if stopping.is_set():
                return
            wait = HOUR
            try:
                await self._today()
            except Exception:
                log.exception("what is past its time could not be removed")

    async def _today(self) -> None:
        """Run where nobody did today."""
        if not await self.runs.claim():
            return
        try:
            await self.run(daily=True)
        except BaseException:
            await self.runs.unclaim()
            raise
