"""The administrator's pages and one's own account in a real browser: every language and theme."""

import pytest
from playwright.sync_api import Browser, expect

from accessibility import faults
from trainer.core.base import LANGUAGES, Language
from trainer.store.sessions import COOKIE
from web.conftest import Served, graded

Paths = dict[str, str]


@pytest.fixture(scope="module")
def paths(served: Served) -> tuple[str, Paths]:
    """Return an administrator's token, and a page of every kind with something on it."""
    store = served.site.store

    async def prepare() -> tuple[str, Paths]:
        ad = await store.people.add("Astrid Hendriks", "astrid", "admin", language="nl")
        sanne = await store.people.add("Sanne " + "Hoogenboom" * 8, "sanne.b", "trainee")
        off = await store.people.add("Piet Weg", "piet", "trainee")
        iris = await store.people.add("Iris Vos", "iris.v", "coach")
        group = await store.groups.add("Publieksbalie")
        await store.groups.join(group.id, sanne.id, "trainee")
        await store.groups.join(group.id, iris.id, "coach")
        await store.audit.write("group-joined", by=ad.id, about=sanne.id, thing=group.id)
        await store.accounts.stop(off.id)
        await graded(served.site, sanne)
        await store.sessions.open(ad.id, "Safari, iPhone")
        token = await store.invitations.make(iris.id)
        return await store.sessions.open(ad.id, "Firefox, Linux"), {
            "people": "/admin",
            "person": f"/admin/people/{sanne.id}",
            "stopped": f"/admin/people/{off.id}",
            "groups": "/admin/groups",
            "group": f"/admin/groups/{group.id}",
            "keeping": "/admin/keeping",
            "content": "/admin/content",
            "usage": "/admin/usage",
            "log": "/admin/log?check=yes",
            "me": "/me",
            "invitation": f"/invitation/{token}",
        }

    return served.do(prepare())


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_too_wide_or_at_fault(
    browser: Browser, served: Served, paths: tuple[str, Paths], language: Language, theme: str
) -> None:
    token, pages = paths
    kept = {COOKIE: token, "oefenbalie-language": language, "oefenbalie-theme": theme}
    cookies = [{"name": name, "value": value, "url": served.url} for name, value in kept.items()]
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        for name, path in pages.items():
            page.goto(served.url + path)
            expect(page.locator("html")).to_have_attribute("lang", language)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
            assert faults(page) == [], name


@pytest.mark.slow
def test_dry_run_and_account_by_keys_alone(
    browser: Browser, served: Served, paths: tuple[str, Paths]
) -> None:
    token, pages = paths
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        context.add_cookies([{"name": COOKIE, "value": token, "url": served.url}])
        page = context.new_page()
        page.goto(served.url + pages["keeping"])
        page.locator("#transcripts").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("30")
        page.keyboard.press("Enter")
        expect(page.locator("dl.pairs")).to_be_visible()
        page.locator(".who").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#sessions")).to_be_visible()
