"""The fixtures work: a real browser, a real axe, a real PostgreSQL, on both kinds of engine."""

import asyncio

import pytest
from playwright.sync_api import Page
from sqlalchemy import create_engine, text
from sqlalchemy.ext.asyncio import create_async_engine

from accessibility import faults

GOOD = """<!doctype html><html lang="nl"><title>Oefenen</title>
<main><h1>Oefenen</h1><button onclick="this.textContent = 'Begonnen'">Begin</button></main>"""
BAD = GOOD.replace(' lang="nl"', "").replace("<h1>", '<img src="data:,"><h1>')


def test_browser_runs_a_page(page: Page) -> None:
    page.set_content(GOOD)
    page.get_by_role("button", name="Begin").click()
    assert page.get_by_role("button").inner_text() == "Begonnen"


@pytest.mark.parametrize(
    ("html", "rules"), [(GOOD, set()), (BAD, {"html-has-lang", "image-alt"})], ids=["good", "bad"]
)
def test_axe_tells_good_from_bad(page: Page, html: str, rules: set[str]) -> None:
    page.set_content(html)
    assert {fault.split(":")[0] for fault in faults(page)} == rules


def test_postgres_gives_an_empty_database(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE turn (words text)"))
        connection.execute(text("INSERT INTO turn VALUES ('Goedemiddag')"))
        assert connection.execute(text("SELECT words FROM turn")).scalar() == "Goedemiddag"
    engine.dispose()


async def test_postgres_serves_async_engines(postgres_url: str) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.connect() as connection:
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert (await connection.execute(text(tables))).scalar() == 0
    await engine.dispose()


async def test_asyncio_runs_beside_the_browser() -> None:
    await asyncio.sleep(0)
