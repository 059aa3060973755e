"""A case note in a browser, on a phone: written before the feedback, read, and written again."""

from playwright.sync_api import Browser, Page, expect

from accessibility import faults
from shipped import CATALOG
from trainer.core import casenote
from web.conftest import Served, played
from web.test_story import account, browsing


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert faults(page) == [], page.url


def test_a_note_before_the_feedback_and_again_after_it(browser: Browser, served: Served) -> None:
    sanne = account(served, "Sanne Bakker", "sanne", "trainee")
    attempt = served.do(played(served.site, sanne))
    case = CATALOG.case(attempt.scenario, attempt.language, attempt.level)
    words = CATALOG.note_words(attempt.language)
    with browsing(browser, served, sanne) as page:
        page.goto(f"{served.url}/attempts/{attempt.id}/rate")
        for dimension in ("tone", "empathy", "completeness"):
            page.locator(f"#{dimension}-competent + label").click()
        page.get_by_role("button", name="Eerst een notitie maken").click()
        expect(page.get_by_role("heading", name="De notitie voor het dossier")).to_be_visible()
        ready = casenote.to_check(case, attempt, words)
        expect(page.get_by_role("checkbox")).to_have_count(len(ready))
        if ready:
            page.get_by_role("link", name="Schrijf liever zelf een notitie").click()
        fits(page)
        page.get_by_label("Jouw notitie").fill("Hij was lastig. Hij krijgt de bon uitgelegd.")
        page.get_by_role("button", name="Kijk mijn notitie na").click()
        expect(page.locator(".card")).to_contain_text("lastig klinkt als een oordeel.")
        expect(page.locator(".card")).to_contain_text("Schrijf wat deze persoon deed of zei.")
        expect(page.get_by_role("heading", name="Dit mist een collega nog")).to_be_visible()
        fits(page)
        page.get_by_role("link", name="Naar de feedback").click()
        page.get_by_role("link", name="Bekijk je notitie").click()
        page.get_by_role("link", name="Nog een keer").click()
        expect(page.get_by_label("Jouw notitie")).to_have_value(
            "Hij was lastig. Hij krijgt de bon uitgelegd."
        )
