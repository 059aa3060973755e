"""Grading as a durable job: what a model judged before a kill is kept, and not paid for twice.

A job's id is its attempt's, so an attempt has one. DBOS keeps what each step gave in a database of
its own. The jobs run on the loop that ``start`` was called in, beside the pages. On PostgreSQL
several processes share them, and one that lives takes over what a dead one left.
"""

import asyncio
import logging
import sqlite3
import time
import uuid
from collections.abc import Awaitable, Callable, Collection
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from trainer.errors import TrainerError
from trainer.jobs.background import PATIENCE, finished, in_background
from trainer.jobs.grading import Progress, Waiting
from trainer.jobs.living import Living
from trainer.practice import Practice

log = logging.getLogger(__name__)
JOB = "grade"
QUEUE = "grading"
AT_A_TIME = 4
"""The most attempts that one process grades at once."""
FORM = "1"
"""Of the jobs as they are kept: another number leaves older ones to be begun anew."""
POLLING = 0.5
"""Seconds between two looks at what is to be done."""
TIDYING = 60.0
"""Seconds between two rounds in which what is graded is forgotten: it holds people's words."""
LOOKING = 5.0
"""Seconds between two looks at what dead processes left."""
ALONE = "local"
"""The name of the one process that works on a SQLite file."""
ACTIVE = ("ENQUEUED", "DELAYED", "PENDING")
"""How DBOS calls what is not over."""
KEPT = 24 * 3600
"""Seconds that a failed job is kept; after that a look at the page begins it anew."""


@dataclass(frozen=True)
class DurableGrading:
    """Grades attempts as jobs of DBOS, of which a process can have one only."""

    practice: Practice
    waiting: Waiting
    url: str
    """SQLAlchemy address of the jobs' own database."""
    patience: float = PATIENCE
    """Seconds that closing waits."""
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Of this process, among those that share the jobs."""
    _tasks: set[asyncio.Task[Any]] = field(default_factory=set)
    """What goes on in this process: jobs, and the tidying."""

    async def start(self) -> None:
        """Take up what was left when the server stopped."""
        # Imported here: it takes half a second, which whoever has no model need not wait.
        from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

        async def grade(id: str) -> str:
            return await self._grade(id)

        DBOS(
            config=DBOSConfig(
                name="oefenbalie",
                system_database_url=self.url,
                application_version=FORM,
                executor_id=self._executor,
                serializer=DBOSPortableJSONSerializer(),
                log_level="ERROR",
            )
        )
        DBOS.workflow(name=JOB)(grade)
        living = Living(self.url, self.name) if self._shared else None
        if living:
            living.hold()
        DBOS.launch()
        await _leave_older()
        await DBOS.register_queue_async(
            QUEUE, worker_concurrency=AT_A_TIME, polling_interval_sec=POLLING
        )
        for id in await self.waiting.ungraded():
            await self.begin(id)
        self._goes_on(in_background(self._tidy))
        if living:
            self._goes_on(in_background(partial(self._survive, living)))

    @property
    def _shared(self) -> bool:
        return self.url.startswith("postgresql")

    @property
    def _executor(self) -> str:
        return self.name if self._shared else ALONE

    async def begin(self, id: str) -> None:
        """Begin to grade an attempt, unless there is a job for it already."""
        from dbos import DBOS

        await DBOS.enqueue_workflow_with_options_async(
            {"queue_name": QUEUE, "workflow_name": JOB, "workflow_id": id, "app_version": FORM},
            id,
        )

    async def wait(self, id: str, seconds: float) -> bool:
        """Begin grading and wait for it at most so long; tell whether it is over."""
        await self.begin(id)
        end = time.monotonic() + seconds
        while await self._active(id):
            if time.monotonic() >= end:
                return False
            await asyncio.sleep(0.1)
        return True

    async def progress(self, id: str) -> Progress:
        """Return how far it is, whichever process grades."""
        from dbos import DBOS

        job = await DBOS.get_workflow_status_async(id)
        if job is None:
            return Progress()
        over = job.status not in ACTIVE
        steps = await DBOS.list_workflow_steps_async(id)
        done = tuple(s["function_name"] for s in steps if s["completed_at_epoch_ms"])
        return Progress(True, over and (job.status != "SUCCESS" or bool(job.output)), done)

    async def again(self, id: str) -> None:
        """Begin anew what failed."""
        from dbos import DBOS

        if (await self.progress(id)).failed:
            await DBOS.delete_workflow_async(id)
        await self.begin(id)

    async def forget(self, ids: Collection[str]) -> None:
        """Stop grading attempts that are erased, and remove their jobs and all that these kept."""
        from dbos import DBOS

        if not ids:
            return
        await DBOS.cancel_workflows_async(list(ids))
        await finished([task for task in self._tasks if task.get_name() in ids], 0)
        await DBOS.delete_workflows_async(list(ids))
        if not self._shared:
            await asyncio.to_thread(_overwrite, Path(self.url.partition("///")[2]))

    async def close(self) -> None:
        """Let what is nearly done end, and leave the rest for the next start."""
        from dbos import DBOS

        end = time.monotonic() + self.patience
        while time.monotonic() < end and await _pending(self._executor):
            await asyncio.sleep(0.1)
        # A job whose task is cancelled counts as unfinished; one that fails would not.
        await finished(list(self._tasks), 0)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)

    def _goes_on(self, task: asyncio.Task[Any] | None, name: str = "") -> None:
        if task:
            task.set_name(name)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _grade(self, id: str) -> str:
        """Return nothing, or the sentence that says why there is no grade."""
        self._goes_on(asyncio.current_task(), id)
        try:
            await self.practice.grade(id, _kept)
        except TrainerError as error:
            log.warning("attempt %s was not graded: %s", id, error)
            return str(error) or "failed"
        return ""

    async def _active(self, id: str) -> bool:
        from dbos import DBOS

        job = await DBOS.get_workflow_status_async(id)
        return job is not None and job.status in ACTIVE

    async def _survive(self, living: Living) -> None:
        """Take over what dead processes left, until this one ends."""
        try:
            while True:
                try:
                    await asyncio.to_thread(living.hold)
                    await self._take_over(living)
                except SQLAlchemyError:
                    log.warning("the jobs' database cannot be reached; trying again")
                await asyncio.sleep(LOOKING)
        finally:
            living.end()

    async def _take_over(self, living: Living) -> None:
        from dbos import DBOS

        jobs = await DBOS.list_workflows_async(status="PENDING", load_input=False)
        for other in sorted({job.executor_id for job in jobs if job.executor_id} - {self.name}):
            with living.taking_over(other) as dead:
                # Looked up again: another survivor may have been quicker.
                left = await _pending(other) if dead else []
                if left:
                    log.warning("%d jobs of a process that ended are taken over", len(left))
                    await DBOS.resume_workflows_async(left, queue_name=QUEUE)

    async def _tidy(self) -> None:
        """Forget what is graded, and what failed long ago."""
        from dbos import DBOS

        while True:
            long_ago = (time.time() - KEPT) * 1000
            done = [
                job.workflow_id
                for job in await DBOS.list_workflows_async(load_input=False)
                if (job.status == "SUCCESS" and not job.output)
                or (job.status not in ACTIVE and (job.completed_at or 0) < long_ago)
            ]
            if done:
                await DBOS.delete_workflows_async(done)
            await asyncio.sleep(TIDYING)


def _overwrite(path: Path) -> None:
    """Leave nothing in the file of what was removed from it."""
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.execute("VACUUM")


async def _pending(executor: str) -> list[str]:
    """Return the jobs that a process works on, or worked on when it ended."""
    from dbos import DBOS

    jobs = await DBOS.list_workflows_async(status="PENDING", executor_id=executor, load_input=False)
    return [job.workflow_id for job in jobs]


async def _leave_older() -> None:
    """Forget what an older form of jobs left unfinished: it is begun anew."""
    from dbos import DBOS

    jobs = await DBOS.list_workflows_async(status=list(ACTIVE), load_input=False)
    older = [job.workflow_id for job in jobs if job.app_version != FORM]
    if older:
        await DBOS.delete_workflows_async(older)


def _kept(name: str, work: Callable[[], Awaitable[str]]) -> Awaitable[str]:
    """Do a step of a job, or give what it gave before a kill."""
    from dbos import DBOS

    async def run() -> str:
        return await work()

    # Its place among the steps is taken now: when it runs is the loop's business.
    return DBOS.reserve_step().run_async({"name": name}, run)
