"""Transcripts read and graded one after the other, each on its own: one that fails fails alone."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path

from trainer.core.assessment import Assessment, Record
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.feedback import Cues
from trainer.core.port import Catalog
from trainer.engines.embedded.record import record_of
from trainer.errors import ModelError, NotFoundError
from trainer.exchange import transcripts
from trainer.practice import Engine

RUBRIC = "citizen-conversation"
"""What a transcript without a scenario is graded by."""
Work = Callable[[Path], Awaitable[dict[str, object]]]
AHEAD = 2
"""Files that are worked on at a time: one is read while another is graded."""


class Batch:
    """Reads and grades transcripts with one engine.

    Args:
        engine: Whose reader and grader are used.
        catalog: Where cases and rubrics come from.
        warn: Called with one sentence where something of a transcript had to be left aside.
        cues: What shows that a sentence is meant for the grader; such sentences are not read.
        embedded: Grades where the engine's model gives no answer; None: that is an error.
    """

    def __init__(
        self,
        engine: Engine,
        catalog: Catalog,
        warn: Callable[[str], None],
        cues: Mapping[Language, Cues] | None = None,
        embedded: Engine | None = None,
    ) -> None:
        self._engine = engine
        self._catalog = catalog
        self._warn = warn
        self._cues = cues
        self._embedded = embedded

    async def record(self, path: Path) -> Record:
        """Return the transcript in a file with every turn read."""
        transcript = transcripts.load(path)
        case = None
        if transcript.scenario:
            try:
                case = self._catalog.case(transcript.scenario, transcript.language, "standard")
            except NotFoundError as error:
                self._warn(f"{path}: {error}, so its checklist is left out")
        return await record_of(transcript, case, self._engine.reader, cues=self._cues)

    async def read(self, path: Path) -> dict[str, object]:
        """Return what ``trainer read`` prints of a file."""
        return transcripts.read_json(str(path), (await self.record(path)).readings)

    async def grade(self, path: Path) -> dict[str, object]:
        """Return what ``trainer grade`` prints of a file."""
        return transcripts.grade_json(str(path), await self.assess(await self.record(path)))

    async def assess(self, record: Record) -> Assessment:
        """Return the assessment of a record by its scenario's rubric."""
        case: Case | None = record.case
        id = case.scenario.rubric if case else RUBRIC
        rubric, words, _ = self._catalog.rubric(id, record.transcript.language)
        try:
            return await self._engine.grader.grade(rubric, words, record)
        except ModelError as error:
            if self._embedded is None:
                raise
            self._warn(f"{error}, so the embedded grader took over")
            return await self._embedded.grader.grade(rubric, words, record)


async def ahead(
    work: Work, files: list[Path]
) -> AsyncIterator[tuple[Path, "asyncio.Future[dict[str, object]]"]]:
    """Yield every file, in order, with what will come of it; the next ones are begun meanwhile."""
    begun: deque[tuple[Path, asyncio.Future[dict[str, object]]]] = deque()
    for path in files:
        begun.append((path, asyncio.ensure_future(work(path))))
        if len(begun) == AHEAD:
            yield begun.popleft()
    while begun:
        yield begun.popleft()
