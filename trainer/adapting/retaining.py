"""Retaining: what is past its time goes, and ratings stand on what is left."""

from dataclasses import dataclass
from pathlib import Path

from trainer.adapting.counting import Counting
from trainer.store.audit import Audit
from trainer.store.retention import Gone, Retention


@dataclass(frozen=True)
class Retaining:
    """Removes what is past its time."""

    retention: Retention
    counting: Counting
    audit: Audit
    lessons: Path
    """Sentences from practice to train the reader on; written anew before each training."""

    async def run(self, by: str | None = None) -> Gone:
        """Remove it, write it in the audit log, and return what went in numbers."""
        due = await self.retention.due()
        await self.retention.clear(due)
        for person in due.people:
            await self.counting.again(person)
        if due.attempts:
            self.lessons.unlink(missing_ok=True)
        gone = due.numbers
        numbers = f"{gone.transcripts}/{gone.levels}/{gone.unfinished}/{gone.exercises}"
        await self.audit.write("retention-run", by=by, thing=numbers)
        return gone
