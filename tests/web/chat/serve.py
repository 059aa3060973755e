"""Serves the real application for tests: `serve.py PORT VAR`, with two trainees in it."""

import asyncio
import sys
from pathlib import Path

import uvicorn

from trainer import build
from trainer.settings import Settings
from trainer.store.store import Store, open_store
from trainer.web.app import create_app

PASSWORD = "een goed wachtwoord"


async def people(store: Store) -> None:
    """Make the accounts, where this store is new."""
    await store.database.migrate()
    if await store.people.verified("sanne", PASSWORD) is None:
        sanne = await store.people.add("Sanne de Boer", "sanne", "trainee", PASSWORD, "nl")
        await store.people.read_privacy(sanne.id)
        await store.people.add("Yusuf Demir", "yusuf", "trainee", PASSWORD, "nl")


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
    grading = build.grading(settings, practice, store)
    app = create_app(settings, practice, store, parts.catalog, parts.move_names, grading)
    # Imported by now, and not before: Chainlit reads its folder while it is imported.
    import trainer.web.chat.guard

    trainer.web.chat.guard.RECHECK = 0.1
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
