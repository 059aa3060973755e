"""Serves the real application for tests: `serve.py PORT VAR`, with two trainees in it."""

import asyncio
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn

from trainer import build
from trainer.core.case import Case
from trainer.core.engine import Reader
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript
from trainer.settings import Settings
from trainer.store.store import Store, open_store
from trainer.web.app import create_app

PASSWORD = "een goed wachtwoord"


@dataclass(frozen=True)
class Held:
    """Reads as the reader does, but not while the test holds it."""

    reader: Reader
    hold: Path

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        while self.hold.exists():
            await asyncio.sleep(0.02)
        return await self.reader.read(case, transcript, message)

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        return await self.reader.facts_in(case, text)

    async def prepare(self, case: Case, heard: str) -> None:
        await self.reader.prepare(case, heard)


async def people(store: Store) -> None:
    """Make the accounts, where this store is new."""
    await store.database.migrate()
    if await store.people.verified("sanne", PASSWORD) is None:
        sanne = await store.people.add("Sanne de Boer", "sanne", "trainee", PASSWORD, "nl")
        await store.people.read_privacy(sanne.id)
        await store.people.add("Yusuf Demir", "yusuf", "trainee", PASSWORD, "nl")
        await store.people.add("Noor Smit", "noor", "trainee", PASSWORD, "nl")


def main(port: int, var: Path) -> None:
    """Serve until killed."""
    settings = Settings(
        var=var, port=port, thinking=0.6, embeddings=False, secret="only-for-tests-" * 3
    )
    parts = build.parts(settings)
    url = f"sqlite+aiosqlite:///{var}/store.db"

    async def ready() -> None:
        store = open_store(url)
        await people(store)
        await store.database.close()

    asyncio.run(ready())
    store = open_store(url)
    practice = parts.practice(store)
    # Beside this file, `served` has the other end.
    held = Held(practice.engine.reader, var / "hold")
    practice = replace(practice, engine=replace(practice.engine, reader=held))
    grading = build.grading(settings, practice, store)
    app = create_app(
        settings, practice, store, parts.catalog, parts.move_names, grading, parts.exercising(store)
    )
    # Imported by now, and not before: Chainlit reads its folder while it is imported.
    import trainer.web.chat.guard

    trainer.web.chat.guard.RECHECK = 0.1
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
