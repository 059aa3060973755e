"""What is past its time goes, whether or not an attempt goes with it."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from trainer import build
from trainer.content.catalog import Catalog
from trainer.core.certificate import Shows
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.retention import Gone
from trainer.store.store import open_store


@pytest.mark.parametrize(("days", "left"), [(364, 1), (400, 0)])
async def test_an_old_certificate_goes_without_an_attempt(
    tmp_path: Path, empty: Path, days: int, left: int
) -> None:
    store = open_store(sqlite_url(shutil.copy(empty, tmp_path / "store.db")))
    sanne = await store.people.add("Sanne", "sanne", "trainee")
    made = await store.certificates.add(sanne.id, Shows(name="Sanne"))
    later = replace(
        build.retaining(Settings(var=tmp_path), store, Catalog(tmp_path)),
        retention=replace(store.retention, now=lambda: made.at + timedelta(days=days)),
    )
    assert await later.run() == Gone()
    assert len(await store.certificates.of_person(sanne.id)) == left
    await store.database.close()
