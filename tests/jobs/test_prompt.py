import asyncio
from pathlib import Path

from trainer.core.attempt import SelfRating
from trainer.errors import ModelError, TrainerError
from trainer.jobs.background import in_background
from trainer.jobs.prompt import PromptGrading
from trainer.practice import Engine
from trainer.web.site import Site
from web.conftest import CASE, TALK, site_on


async def waiting(site: Site) -> str:
    """Return the id of an attempt that waits for its grade."""
    await site.store.database.migrate()
    person = await site.store.people.add("Sanne", "sanne", "trainee")
    attempt = await site.practice.start(person.id, CASE, "nl", "easy", seed=1)
    async for _ in site.practice.turn(attempt.id, TALK[0]):
        pass
    await site.practice.finish(attempt.id)
    await site.practice.rate(attempt.id, SelfRating(levels={}))
    return attempt.id


class Slow:
    """Grades as the real one, and counts how often."""

    def __init__(self, site: Site, seconds: float = 0.05) -> None:
        self.seconds = seconds
        self.real = site.practice.engine.grader
        self.times = 0

    async def grade(self, *parts: object) -> object:
        self.times += 1
        await asyncio.sleep(self.seconds)
        return await self.real.grade(*parts)  # type: ignore[arg-type]


async def test_what_a_stopped_server_left_is_graded_at_the_next_start(tmp_path: Path) -> None:
    site = site_on(tmp_path)
    id = await waiting(site)
    again = PromptGrading(site.practice, site.store.attempts)
    await again.start()
    assert await again.wait(id, 10)
    assert (await site.store.attempts.get(id)).status == "graded"
    await site.store.database.close()


async def test_however_often_it_is_asked_for_one_grading_runs(tmp_path: Path) -> None:
    site = site_on(tmp_path)
    id = await waiting(site)
    engine = site.practice.engine
    slow = Slow(site)
    object.__setattr__(site.practice, "engine", Engine(engine.reader, engine.citizen, slow))  # type: ignore[arg-type]
    assert not await site.grading.wait(id, 0.001), "it is still going on"
    await asyncio.gather(*(site.grading.wait(id, 10) for _ in range(8)))
    assert slow.times == 1
    await site.store.database.close()


async def test_a_closed_server_leaves_it_for_the_next(tmp_path: Path) -> None:
    site = site_on(tmp_path)
    id = await waiting(site)
    engine = site.practice.engine
    slow = Slow(site, 60)
    object.__setattr__(site.practice, "engine", Engine(engine.reader, engine.citizen, slow))  # type: ignore[arg-type]
    grading = PromptGrading(site.practice, site.store.attempts, patience=0.5)
    await grading.begin(id)
    await grading.close()
    assert slow.times == 1 and await site.store.attempts.ungraded() == (id,)
    await site.store.database.close()


async def test_what_fails_is_remembered_until_it_is_tried_again(tmp_path: Path) -> None:
    class Broken:
        async def grade(self, *_: object) -> None:
            raise TrainerError("no such rubric")

    site = site_on(tmp_path)
    id = await waiting(site)
    engine = site.practice.engine
    object.__setattr__(site.practice, "engine", Engine(engine.reader, engine.citizen, Broken()))  # type: ignore[arg-type]
    await site.grading.wait(id, 10)
    assert (await site.grading.progress(id)).failed
    object.__setattr__(site.practice, "engine", engine)
    await site.grading.wait(id, 10)
    assert not (await site.grading.progress(id)).failed
    assert (await site.store.attempts.get(id)).status == "graded"
    await site.store.database.close()


async def test_a_model_without_an_answer_leaves_the_grade_to_the_embedded_engine(
    tmp_path: Path,
) -> None:
    class Silent:
        async def grade(self, *_: object) -> None:
            raise ModelError("no answer")

    site = site_on(tmp_path)
    id = await waiting(site)
    engine = site.practice.engine
    object.__setattr__(site.practice, "engine", Engine(engine.reader, engine.citizen, Silent()))  # type: ignore[arg-type]
    await site.grading.wait(id, 10)
    attempt = await site.store.attempts.get(id)
    assert attempt.assessment and attempt.assessment.engine == "embedded"
    assert attempt.notes == ("embedded grader took over: no answer",)
    await site.store.database.close()


async def test_what_goes_wrong_in_the_background_stops_nothing_else() -> None:
    async def wrong() -> None:
        raise RuntimeError("on purpose")

    await in_background(wrong)
