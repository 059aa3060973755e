"""Talks that are killed in mid-turn: what was heard stands, and the next goes on where it was."""

import json
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs.conftest import scripted
from jobs.talking import CASE, message
from trainer import build
from trainer.core.attempt import Attempt, Exchange
from trainer.core.case import Case
from trainer.core.turn import turn
from trainer.store.database import sqlite_url
from trainer.store.store import Store, open_store

SCRIPT = Path(__file__).parent / "talking.py"
MOST_HEARD = 4
"""Replies that are heard between two kills, at most."""
LATEST = 0.05
"""Seconds after the last of them, at most, that the kill comes."""


@dataclass
class Talking:
    """The process whose child talks, and what it told."""

    process: "subprocess.Popen[str]"
    log: Path
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Attempts and numbers of the messages that were sent."""
    heard: dict[tuple[str, int], str] = field(default_factory=dict)
    """By attempt and number, the replies that counted as said."""

    def ask(self, *words: object) -> None:
        """Start or kill the child; it is done when this returns."""
        assert self.process.stdin
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        while self.line():
            pass

    def line(self) -> str:
        """Take in what is told next; return which kind that is, nothing for an answer."""
        assert self.process.stdout
        told = self.process.stdout.readline()
        assert told, self.log.read_text()
        what, *rest = told.split(" ", 3) if told.strip() else [""]
        if what == "sends":
            self.sent.append((rest[0], int(rest[1])))
        elif what == "heard":
            key = (rest[0], int(rest[1]))
            assert key not in self.heard, "a message is answered once"
            self.heard[key] = json.loads(rest[2])
        return what


@contextmanager
def talking(var: Path) -> Iterator[Talking]:
    """Give the process whose child talks until it is killed."""
    with scripted(SCRIPT, var) as process:
        yield Talking(process, var / "log")


@pytest.mark.parametrize(
    ("kills", "seed"),
    [(10, 0), *(pytest.param(20, i, marks=pytest.mark.slow) for i in range(1, 11))],
)
async def test_killed_in_mid_turn(
    by_rules: build.Parts, empty: Path, tmp_path: Path, kills: int, seed: int
) -> None:
    store = open_store(sqlite_url(Path(shutil.copy(empty, tmp_path / "store.db"))))
    person = await store.people.add("Sanne", "sanne", "trainee")
    chance = random.Random(seed)
    cut = 0
    with talking(tmp_path) as talks:
        for number in range(kills):
            talks.ask("start", seed * kills + number)
            until = len(talks.heard) + chance.randint(1, MOST_HEARD)
            while len(talks.heard) < until:
                talks.line()
            time.sleep(chance.uniform(0, LATEST))
            talks.ask("kill")
            cut += len(set(talks.sent[-3:]) - talks.heard.keys())
    case = by_rules.catalog.case(CASE, "nl", "easy")
    attempts = [
        await store.attempts.get(one.id) for one in await store.summaries.of_person(person.id)
    ]
    kept = {(one.id, n): said for one in attempts for n, said in enumerate(one.exchanges)}
    assert {key: kept[key].reply for key in talks.heard} == talks.heard, "nothing heard is lost"
    assert all(said.message == message(n) for (_, n), said in kept.items())
    assert kept.keys() <= set(talks.sent), "and nothing was said that nobody said"
    for one in attempts:
        assert await positions(store, one.id) == list(range(2 * len(one.exchanges) + 1))
        assert await replayed(by_rules, case, one) == one.exchanges
        assert one.status == status_of(one)
    assert "Traceback" not in talks.log.read_text()
    print(f"{kills} kills, {cut} turns cut, {len(talks.heard)} heard, {len(kept)} kept")
    await store.database.close()


async def positions(store: Store, id: str) -> list[int]:
    """Return the places of an attempt's turns as they stand in the table."""
    async with store.database.reading() as session:
        query = text("SELECT position FROM turn WHERE attempt_id = :id ORDER BY position")
        return list((await session.execute(query, {"id": id})).scalars())


async def replayed(parts: build.Parts, case: Case, attempt: Attempt) -> tuple[Exchange, ...]:
    """Return the exchanges that the same messages make when nobody is killed."""
    now = attempt.model_copy(update={"exchanges": ()})
    reader, citizen = parts.embedded.reader, parts.embedded.citizen
    for said in attempt.exchanges:
        reading = await reader.read(case, now.transcript, said.message)
        async for piece in turn(case, now, said.message, reading, citizen.speak):
            if isinstance(piece, Exchange):
                now = now.model_copy(update={"exchanges": (*now.exchanges, piece)})
    return now.exchanges


def status_of(attempt: Attempt) -> str:
    """Return the status that an attempt must have after what was said in it."""
    if attempt.state.ending:
        return "rating"
    return "talking" if attempt.exchanges else "briefing"
