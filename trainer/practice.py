"""An attempt from start to feedback, whatever engine plays and whatever store keeps it."""

import asyncio
import random
import uuid
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from trainer.core import conversation
from trainer.core.anchor import anchored
from trainer.core.assessment import Assessment
from trainer.core.attempt import STEPS, Attempt, Exchange, SelfRating
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.direction import Direction, Reply
from trainer.core.engine import Citizen, Grader, Reader, Step, at_once
from trainer.core.hint import given, hint, phase
from trainer.core.port import Attempts, Catalog, Reviews
from trainer.core.scenario import LevelName
from trainer.core.transcript import Transcript
from trainer.core.turn import turn
from trainer.errors import ConflictError, ModelError, TrainerError

LONGEST = 4000
"""The most characters in one message of the trainee."""


@dataclass(frozen=True)
class Engine:
    """The parts that play and judge."""

    reader: Reader
    citizen: Citizen
    grader: Grader
    name: str = "embedded"


@dataclass(frozen=True)
class Practice:
    """Attempts: start, turn, hint, fork, finish, grade."""

    engine: Engine
    embedded: Engine
    """Takes over where ``engine`` fails; the same one where no model is set."""
    attempts: Attempts
    catalog: Catalog
    reviews: Reviews | None = None
    """Coaches' levels, which anchor the machine's; None where nobody coaches."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    _preparing: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(
        self,
        person: str,
        scenario: str,
        language: Language,
        level: LevelName,
        seed: int | None = None,
        counts: bool = True,
    ) -> Attempt:
        """Begin an attempt at its briefing."""
        case = self.catalog.case(scenario, language, level)
        attempt = Attempt(
            id=uuid.uuid4().hex,
            person=person,
            scenario=scenario,
            scenario_version=case.scenario.version,
            scenario_hash=case.hash,
            rubric=case.scenario.rubric,
            level=level,
            language=language,
            seed=random.SystemRandom().randrange(2**31) if seed is None else seed,
            status="briefing",
            counts=counts,
            opening=case.script.opening.text,
            start=conversation.start(case),
            begun=self.now(),
        )
        await self.attempts.add(attempt)
        return attempt

    async def fork(self, id: str, exchanges: int) -> Attempt:
        """Begin another try from after so many exchanges of a graded attempt; it never counts."""
        attempt = await self.attempts.get(id)
        fork = attempt.fork(uuid.uuid4().hex, exchanges, self.case_of(attempt), self.now())
        await self.attempts.add(fork)
        return fork

    async def prepare(self, attempt: Attempt) -> None:
        """Begin, beside what goes on, to do what would keep an attempt's next message waiting."""
        self._ahead(self.case_of(attempt), attempt.transcript.heard)
        await asyncio.sleep(0)  # so that it has begun

    async def prepared(self) -> None:
        """Wait until all that was begun ahead is done."""
        await asyncio.gather(*self._preparing, return_exceptions=True)

    def _ahead(self, case: Case, heard: str) -> None:
        work = asyncio.create_task(self.engine.reader.prepare(case, heard))
        self._preparing.add(work)
        work.add_done_callback(self._preparing.discard)

    def case_of(self, attempt: Attempt) -> Case:
        """Return the case that an attempt plays."""
        return self.catalog.case(attempt.scenario, attempt.language, attempt.level)

    async def turn(self, id: str, message: str) -> AsyncIterator[str | Exchange]:
        """Take one message; yield the reply in pieces as it comes, then the stored exchange.

        Raises ``TrainerError`` with one sentence where the message cannot be taken; nothing is
        stored then. Nothing counts as said before both turns are stored.
        """
        async with self._locks.setdefault(id, asyncio.Lock()):
            attempt = await self.attempts.get(id)
            text = _accepted(attempt, message)
            case = self.case_of(attempt)
            reading = await self.engine.reader.read(case, attempt.transcript, text)
            if reading.usage:
                await self.attempts.used(id, reading.usage)
                reading = reading.model_copy(update={"usage": ()})
            speak = partial(self._speak, attempt.id)
            async for piece in turn(case, attempt, text, reading, speak):
                if isinstance(piece, Exchange):
                    await self._keep(attempt, piece)
                    if not piece.state.ending:
                        self._ahead(case, piece.reply)
                yield piece

    async def _speak(
        self,
        id: str,
        case: Case,
        transcript: Transcript,
        direction: Direction,
        used: tuple[str, ...],
        seed: int,
    ) -> AsyncIterator[str | Reply]:
        try:
            async for piece in self.engine.citizen.speak(case, transcript, direction, used, seed):
                if isinstance(piece, Reply) and piece.why:
                    await self.attempts.note(id, piece.why)
                if isinstance(piece, Reply) and piece.usage:
                    await self.attempts.used(id, piece.usage)
                yield piece
            return
        except ModelError as error:
            await self.attempts.note(id, f"embedded citizen took over: {error}")
        async for piece in self.embedded.citizen.speak(case, transcript, direction, used, seed):
            yield piece

    async def _keep(self, attempt: Attempt, said: Exchange) -> None:
        # With what it makes of the attempt: a server that is killed in between must find it so.
        after = (attempt.after_talk, self.now()) if said.state.ending else ()
        await self.attempts.append(attempt.id, len(attempt.exchanges), said, *after)

    async def hint(self, id: str) -> str:
        """Return the next hint of three for where the conversation stands.

        ``TrainerError`` where there are none at this level, or all three were given.
        """
        attempt = await self.attempts.get(id)
        case = self.case_of(attempt)
        if not case.hints:
            raise TrainerError("hints-off")
        where = phase(case, attempt.state)
        count = await self.attempts.hinted(id, where, STEPS)
        if count is None:
            raise TrainerError("hints-given")
        return hint(case, where, count)

    def hints(self, attempt: Attempt) -> tuple[str, ...]:
        """Return the hints that were given so far, in order."""
        return given(self.case_of(attempt), attempt.hinted)

    async def finish(self, id: str) -> Attempt:
        """End the talk because the trainee says so; they can still go back before rating.

        Raises ``ConflictError`` where nothing was said: feedback needs words. ``stop`` leaves.
        """
        attempt = await self.attempts.get(id)
        if attempt.status in ("briefing", "talking"):
            if not attempt.own:
                raise ConflictError("nothing-said")
            await self.attempts.move(id, attempt.after_talk, self.now())
        return await self.attempts.get(id)

    async def go_back(self, id: str) -> Attempt:
        """Undo an accidental finish, where the talk itself had not ended."""
        attempt = await self.attempts.get(id)
        if attempt.status == "rating" and not attempt.state.ending:
            await self.attempts.move(id, "talking")
        return await self.attempts.get(id)

    async def stop(self, id: str) -> None:
        """Leave the talk; it is never counted."""
        attempt = await self.attempts.get(id)
        if attempt.status in ("briefing", "talking", "rating"):
            await self.attempts.move(id, "stopped", self.now())

    async def rate(self, id: str, rating: SelfRating) -> None:
        """Keep the trainee's own rating; from here on the grade may be shown."""
        attempt = await self.attempts.get(id)
        if attempt.status not in ("rating", "grading"):
            raise ConflictError("not-rating")
        await self.attempts.rate(id, rating)
        await self.attempts.move(id, "grading", attempt.ended or self.now())

    async def grade(self, id: str, step: Step = at_once) -> Assessment:
        """Grade an attempt, once; a second call returns what the first one gave.

        A model that gives no usable answer leaves the grade to the embedded engine, and the attempt
        says so.
        """
        attempt = await self.attempts.get(id)
        if attempt.assessment:
            return attempt.assessment
        if not attempt.own:
            raise ConflictError("nothing-said")
        case = self.case_of(attempt)
        rubric, words, rubric_hash = self.catalog.rubric(attempt.rubric, attempt.language)
        record = attempt.record(case)
        try:
            assessment = await self.engine.grader.grade(rubric, words, record, step)
        except ModelError as error:
            await self._noted(attempt, f"embedded grader took over: {error}")
            assessment = await self.embedded.grader.grade(rubric, words, record)
        stamped = assessment.model_copy(update={"rubric_hash": rubric_hash})
        if self.reviews:
            pairs = await self.reviews.pairs(stamped.rubric, stamped.engine)
            stamped = anchored(stamped, pairs)
        await self.attempts.grade(id, stamped)
        kept = (await self.attempts.get(id)).assessment
        return kept or stamped

    async def _noted(self, attempt: Attempt, note: str) -> None:
        """Keep a remark, once: a job that was killed says it again."""
        if note not in attempt.notes:
            await self.attempts.note(attempt.id, note)


def _accepted(attempt: Attempt, message: str) -> str:
    """Return the message as it is stored, or say in one word why it cannot be taken."""
    if attempt.status not in ("briefing", "talking"):
        raise ConflictError("talk-is-over")
    text = message.strip()
    if not text:
        raise TrainerError("message-empty")
    if len(text) > LONGEST:
        raise TrainerError("message-too-long")
    return text
