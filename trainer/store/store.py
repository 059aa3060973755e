"""The store: everything that is kept, in one database."""

from dataclasses import dataclass

from trainer.store.attempts import Attempts
from trainer.store.database import Database, open_database
from trainer.store.people import People
from trainer.store.sessions import Sessions


@dataclass(frozen=True)
class Store:
    """The parts of the store, by noun."""

    database: Database
    people: People
    sessions: Sessions
    attempts: Attempts


def open_store(url: str) -> Store:
    """Return the store at ``url``; call ``store.database.migrate()`` before using it."""
    database = open_database(url)
    return Store(database, People(database), Sessions(database), Attempts(database))
