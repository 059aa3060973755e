"""Work beside the pages."""

import asyncio

import pytest

from trainer.jobs import background


async def test_each_hour_it_is_done_after_a_fault_too_until_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "HOUR", 0.0)
    stopping, done = asyncio.Event(), list[int]()

    async def work() -> None:
        done.append(len(done))
        if len(done) == 2:
            raise OSError("the disk is full")
        if len(done) == 3:
            stopping.set()

    await background.hourly(work, stopping, "a week could not be closed")
    assert done == [0, 1, 2]
    assert "a week could not be closed" in caplog.text and "the disk is full" in caplog.text


async def test_who_is_told_before_the_first_time_does_nothing() -> None:
    stopping, done = asyncio.Event(), list[int]()

    async def work() -> None:
        done.append(1)

    rounds = asyncio.create_task(background.hourly(work, stopping, "", first=background.HOUR))
    await asyncio.sleep(0)
    stopping.set()
    await rounds
    assert done == []
