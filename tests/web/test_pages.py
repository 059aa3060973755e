"""Every page in a real browser: for eyes, for screen readers, for keys, on a phone, in the dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from accessibility import faults
from trainer.core.base import LANGUAGES, Language
from trainer.store.misreadings import Claim
from trainer.store.sessions import COOKIE
from web.conftest import PASSWORD, TALK, Served, graded, played

LONG = "Sanne " + "Hoogenboom" * 8
CLAIM = Claim(turn=1, text="U bent boos", criterion="acknowledges-feelings", claimed="asks-open")


@dataclass(frozen=True)
class Prepared:
    """A running site with an attempt at every stage."""

    served: Served
    paths: dict[str, str]
    """By the name of the page."""


@pytest.fixture(scope="module")
def prepared(served: Served) -> Prepared:
    site = served.site

    async def prepare() -> dict[str, str]:
        sanne = await site.store.people.add(LONG, "sanne", "trainee", PASSWORD, "nl")
        await site.store.people.read_privacy(sanne.id)
        briefing = await site.practice.start(sanne.id, "angry-resident", "nl", "easy")
        stopped = await played(site, sanne, TALK[:1])
        await site.practice.stop(stopped.id)
        rating = await played(site, sanne)
        done = await graded(site, sanne)
        iris = await site.store.people.add("Iris Vos", "iris", "coach", PASSWORD, "nl")
        group = await site.store.groups.add("Balie")
        await site.store.groups.join(group.id, iris.id, "coach")
        await site.store.groups.join(group.id, sanne.id, "trainee")
        await site.store.sharing.share(done.id)
        await site.store.misreadings.add(done.id, CLAIM)
        start = done.transcript.turns[1].text.find(CLAIM.text)
        place = f"turn=1&start={start}&end={start + len(CLAIM.text)}"
        return {
            "login": "/login",
            "home": "/",
            "path": "/path",
            "library": "/library",
            "privacy": "/privacy",
            "briefing": f"/attempts/{briefing.id}",
            "rate": f"/attempts/{rating.id}/rate",
            "stopped": f"/attempts/{stopped.id}",
            "feedback": f"/attempts/{done.id}/feedback",
            "misread": f"/attempts/{done.id}/misread?{place}",
            "coach": "/coach",
            "assign": "/coach/assign",
            "trainee": f"/coach/people/{sanne.id}",
            "groups": "/groups",
            "review": f"/coach/attempts/{done.id}",
            "fault": "/attempts/nowhere",
        }

    return Prepared(served, served.do(prepare()))


PAGES = (
    "login",
    "home",
    "path",
    "library",
    "privacy",
    "briefing",
    "rate",
    "stopped",
    "feedback",
    "misread",
    "fault",
)
COACHES = ("coach", "assign", "trainee", "review", "groups")


@dataclass(frozen=True)
class Person:
    """Somebody at a browser."""

    page: Page
    prepared: Prepared

    def open(self, name: str) -> Page:
        self.page.goto(self.prepared.served.url + self.prepared.paths[name])
        return self.page

    def sign_in(self, name: str = "sanne") -> None:
        self.open("login")
        self.page.locator("#name").fill(name)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("form.stack button").click()
        self.page.wait_for_url("**/coach" if name == "iris" else "**/")


PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}


def somebody(browser: Browser, prepared: Prepared, **how: object) -> Iterator[Person]:
    with browser.new_context(locale="nl-NL", **how) as context:  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        page = context.new_page()
        foreign: list[str] = []
        broken: list[str] = []
        host = urlsplit(prepared.served.url).netloc
        page.on("request", lambda r: foreign.append(r.url) if _host(r.url) not in ("", host) else 0)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda m: broken.append(m.text) if "Content Security" in m.text else 0)
        yield Person(page, prepared)
        assert foreign == [], "no request leaves for another site"
        assert broken == []


def unfold(page: Page) -> None:
    """Show what is folded away."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def _host(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc if parts.scheme.startswith(("http", "ws")) else ""


@pytest.fixture(scope="module", params=["light", "dark"])
def phone(request: pytest.FixtureRequest, browser: Browser, prepared: Prepared) -> Iterator[Person]:
    how = {"viewport": PHONE, "color_scheme": request.param}
    for person in somebody(browser, prepared, **how):
        person.sign_in()
        yield person


@pytest.fixture(scope="module", params=["light", "dark"])
def desk(request: pytest.FixtureRequest, browser: Browser, prepared: Prepared) -> Iterator[Person]:
    how = {"viewport": DESK, "color_scheme": request.param}
    for person in somebody(browser, prepared, **how):
        person.sign_in()
        yield person


@pytest.fixture(scope="module", params=["light", "dark"])
def coach(request: pytest.FixtureRequest, browser: Browser, prepared: Prepared) -> Iterator[Person]:
    how = {"viewport": PHONE, "color_scheme": request.param}
    for person in somebody(browser, prepared, **how):
        person.sign_in("iris")
        yield person


@pytest.fixture
def visitor(browser: Browser, prepared: Prepared) -> Iterator[Person]:
    yield from somebody(browser, prepared)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_fault_that_axe_finds_or_is_too_wide(desk: Person, name: str) -> None:
    page = desk.open(name)
    unfold(page)
    assert faults(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.set_viewport_size(DESK)


def test_every_conversation_stands_within_two_screens_of_a_phone(visitor: Person) -> None:
    visitor.sign_in()
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    page = visitor.open("library")
    last = page.locator("[id^=case-]").last.bounding_box()
    assert last and last["y"] + last["height"] <= 2 * 844
    page.locator("#case-stuck-entrepreneur summary").click()
    expect(page.locator("#stuck-entrepreneur-standard + label")).to_be_in_viewport()


@pytest.mark.parametrize("name", COACHES)
def test_a_coach_reads_on_a_phone_too(coach: Person, name: str) -> None:
    page = coach.open(name)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page) == []


def test_what_was_written_is_there_after_the_session_ended(visitor: Person) -> None:
    visitor.sign_in()
    page = visitor.open("rate")
    page.locator("#tone-competent + label").click()
    page.locator("#remark").fill("Dit wil ik niet kwijt.")
    page.context.clear_cookies(name=COOKIE)
    page.evaluate("document.querySelector('.rating').noValidate = true")
    page.locator(".rating button.primary").click()
    page.locator("#name").fill("sanne")
    page.locator("#password").fill(PASSWORD)
    page.locator("form.stack button").click()
    page.wait_for_url("**/rate")
    expect(page.locator("#remark")).to_have_value("Dit wil ik niet kwijt.")
    expect(page.locator("#tone-competent")).to_be_checked()
    page.locator(".out button").click()
    page.wait_for_url("**/login")
    kept = page.evaluate("Object.keys(sessionStorage)")
    assert [key for key in kept if key.startswith("oefenbalie")] == [], "the next finds nothing"


def test_the_sign_in_page_has_none_either(visitor: Person) -> None:
    assert faults(visitor.open("login")) == []


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_in_any_language_is_too_wide_or_at_fault(
    phone: Person, name: str, language: Language
) -> None:
    url = phone.prepared.served.url
    phone.page.context.add_cookies([{"name": "oefenbalie-language", "value": language, "url": url}])
    page = phone.open(name)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page) == []
    phone.page.context.clear_cookies(name="oefenbalie-language")


def test_the_numbers_of_a_drawing_can_be_read_on_a_phone(phone: Person) -> None:
    page = phone.open("feedback")
    numbers = page.locator(".chart text").all()
    assert numbers
    for number in numbers:
        box = number.bounding_box()
        assert box and box["height"] >= 9
        soft = "getComputedStyle(document.querySelector('.muted')).color"
        assert number.evaluate(f"e => getComputedStyle(e).fill === {soft}")


def test_a_quote_leads_to_its_turn_beside_it(desk: Person) -> None:
    page = desk.open("feedback")
    quote = page.locator(".strengths a[href^='#turn-']").first
    target = str(quote.get_attribute("href"))
    text = quote.inner_text().strip("“”")
    quote.click()
    turn = page.locator(target)
    expect(turn).to_be_in_viewport()
    expect(turn).to_be_focused()
    expect(turn).to_contain_text(text)


def test_keys_alone_are_enough(visitor: Person) -> None:
    """Sign in, look for a case, choose a level, and read the briefing, without a mouse."""
    page = visitor.open("login")
    keys = page.keyboard

    def reach(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                beside = page.evaluate(
                    "document.activeElement.nextElementSibling"
                    " && getComputedStyle(document.activeElement.nextElementSibling).outlineStyle"
                )
                assert "solid" in (outline, beside), f"where the focus is can be seen: {selector}"
                return
        raise AssertionError(f"{selector} cannot be reached")

    reach("#name")
    keys.type("sanne")
    reach("#password")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url("**/")
    keys.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("main")).to_be_focused()
    reach("#q")
    keys.type("vergunningen")
    keys.press("Enter")
    page.wait_for_url("**/library?*")
    reach("#case-stuck-entrepreneur summary")
    keys.press("Enter")
    reach("#stuck-entrepreneur-standard")
    keys.press("ArrowLeft")
    expect(page.locator("#stuck-entrepreneur-easy")).to_be_checked()
    reach("#case-stuck-entrepreneur button")
    keys.press("Enter")
    page.wait_for_url("**/attempts/*")
    expect(page.locator(".briefing-side")).to_contain_text("Rustig")


def test_language_and_theme_are_a_click_away(visitor: Person) -> None:
    visitor.sign_in()
    page = visitor.open("home")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hello Sanne")
    page.get_by_role("button", name="Display: automatic").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = "rgb(18, 25, 28)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_role("button", name="Nederlands").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dag Sanne")
    page.context.clear_cookies()


def test_a_printed_page_is_whole_and_has_nothing_to_press(visitor: Person) -> None:
    visitor.sign_in()
    page = visitor.open("feedback")
    page.emulate_media(media="print")
    expect(page.locator("header.head")).to_be_hidden()
    expect(page.get_by_role("button", name="Nog een keer", exact=True)).to_be_hidden()
    assert page.locator("details[open]").count() == 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    expect(page.locator("#transcript")).to_be_visible()
