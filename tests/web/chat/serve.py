"""Serves the real application for tests: `serve.py PORT VAR`, with one trainee in it."""

import asyncio
import sys
from pathlib import Path

import uvicorn

from trainer import build
from trainer.settings import Settings
from trainer.store.store import Store, open_store
from trainer.web.app import create_app

NAME, PASSWORD = "sanne", "een goed wachtwoord"


async def people(store: Store) -> None:
    """Make the account, where this store is new."""
    await store.database.migrate()
    if await store.people.verified(NAME, PASSWORD) is None:
        await store.people.add("Sanne de Boer", NAME, "trainee", PASSWORD, "nl")


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
    app = create_app(
        settings, parts.practice(store.attempts), store, parts.catalog, lambda language: {}
    )
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning", lifespan="on")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
