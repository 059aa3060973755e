"""One whole story in a browser: what a trainee, their coach and their manager see of a talk."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect

from accessibility import faults
from groups import MONDAY
from practising import people
from trainer.core.bundle import LEAST
from trainer.core.week import WEEK
from trainer.store.groups import Group
from trainer.store.membership import Part
from trainer.store.people import Person, Role
from trainer.store.retention import KINDS, MOST
from trainer.store.sessions import COOKIE
from trainer.store.store import Store
from trainer.web import texts
from web.cast import LISTENS
from web.conftest import Served, played
from web.test_groups import grew

T = texts.load()["nl"]
COACH_SAYS = "Je vroeg door waar hij stilviel."
REASON = "Hier zei ik wel wat er ging gebeuren."


@contextmanager
def browsing(browser: Browser, served: Served, person: Person) -> Iterator[Page]:
    """Give a phone on which somebody is signed in."""
    token = served.do(served.site.store.sessions.open(person.id))
    size = {"width": 320, "height": 640}
    with browser.new_context(locale="nl-NL", viewport=size) as context:  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        context.add_cookies([{"name": COOKIE, "value": token, "url": served.url}])
        yield context.new_page()


def good(page: Page) -> None:
    """Check what holds for every page: nothing at fault, nothing wider than a phone."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url
    assert faults(page) == [], page.url


def account(served: Served, name: str, sign_in: str, role: Role) -> Person:
    store = served.site.store
    person = served.do(store.people.add(name, sign_in, role, language="nl"))
    served.do(store.people.read_privacy(person.id))
    return person


async def desk(store: Store, sanne: Person, iris: Person, mia: Person) -> Group:
    """Put Sanne at a desk where five others practised; the first weeks of two months are closed."""
    # A server that has run for a minute removes what is past its time: not this history.
    await store.retention.choose(dict.fromkeys(KINDS, MOST))
    made = await store.groups.add("Balie")
    parts: dict[str, Part] = {iris.id: "coach", mia.id: "manager", sanne.id: "trainee"}
    for person, part in parts.items():
        await store.groups.join(made.id, person, part)
    await store.coaching.give(sanne.id, iris.id)
    await grew(store, made, await people(store, made, LEAST), closed=3)
    return made


def test_a_trainee_a_coach_and_a_manager(browser: Browser, served: Served) -> None:
    sanne = account(served, "Sanne Bakker", "sanne", "trainee")
    iris = account(served, "Iris Vos", "iris", "coach")
    mia = account(served, "Mia Kok", "mia", "manager")
    group = served.do(desk(served.site.store, sanne, iris, mia))
    attempt = served.do(played(served.site, sanne))
    feedback = f"{served.url}/attempts/{attempt.id}/feedback"

    with browsing(browser, served, sanne) as page:
        page.goto(f"{served.url}/attempts/{attempt.id}/rate")
        for dimension in ("tone", "empathy", "completeness"):
            page.locator(f"#{dimension}-competent + label").click()
        page.locator(".rating button.primary").click()
        page.wait_for_url("**/feedback")
        page.get_by_role("button", name="Delen met mijn coach").click()
        expect(page.locator("#share")).to_contain_text("Je deelt dit gesprek met Iris Vos.")

    with browsing(browser, served, iris) as page:
        page.goto(f"{served.url}/coach")
        good(page)
        page.locator("#waiting ~ table a").click()
        page.locator(f"#{LISTENS}-strong + label").click()
        page.locator(f"#reason-{LISTENS}").fill(COACH_SAYS)
        page.get_by_role("button", name="Opslaan", exact=True).last.click()
        expect(page.locator(f"#reason-{LISTENS}")).to_have_value(COACH_SAYS)
        expect(page.locator(f"#criterion-{LISTENS}")).to_contain_text("Opgeslagen op")
        good(page)
        page.goto(f"{served.url}/coach/people/{sanne.id}")
        good(page)
        page.get_by_role("link", name="Een gesprek kiezen voor Sanne").click()
        expect(page.get_by_role("checkbox", name="Sanne Bakker")).to_be_checked()
        page.locator("#scenario").select_option("stuck-entrepreneur")
        page.locator("#reason").fill("Hier kun je rustig doorvragen.")
        good(page)
        page.get_by_role("button", name="Klaarzetten").click()
        expect(page.locator("#assignments ~ .assigned")).to_contain_text("Staat klaar")

    with browsing(browser, served, sanne) as page:
        page.goto(served.url)
        expect(page.locator("main")).to_contain_text("Je coach keek mee met je gesprek")
        expect(page.locator(".suggestion.kept")).to_contain_text("Hier kun je rustig doorvragen.")
        page.goto(f"{served.url}/path")
        expect(page.locator("main")).to_contain_text("Iris Vos koos dit gesprek voor je")
        good(page)
        page.goto(feedback)
        part = page.locator(f"#criterion-{LISTENS}")
        expect(part.locator(".coach-says")).to_contain_text(COACH_SAYS)
        expect(part.locator(".machine-says")).to_contain_text("De computer:")
        good(page)
        page.locator("#criterion-agrees-next-step").get_by_text("Niet mee eens?").click()
        expect(page.locator("main")).to_contain_text("Je coach kan dit gesprek al lezen")
        good(page)
        page.locator("#reason").fill(REASON)
        page.get_by_role("button", name="Aan mijn coach vragen").click()
        expect(page.locator("#criterion-agrees-next-step")).to_contain_text("Nog 14 dagen.")

    with browsing(browser, served, iris) as page:
        page.goto(f"{served.url}/coach")
        expect(page.locator("main")).to_contain_text(REASON)
        page.locator('a[href*="#contest-"]').click()
        expect(page.locator("#contest-agrees-next-step")).to_contain_text(REASON)

    with browsing(browser, served, mia) as page:
        page.goto(served.url + "/groups")
        expect(page.locator("main")).to_contain_text(T("group.growth"))
        expect(page.locator(".scale .now").first).to_be_visible()
        expect(page.locator(".scale .then")).to_have_count(0)
        served.do(served.site.store.cells.close(group.id, MONDAY + 7 * WEEK))
        page.reload()
        expect(page.locator(".scale .then").first).to_be_visible()
        moved = page.locator(".growth li", has=page.locator(".then")).first
        expect(moved).to_contain_text("Gegroeid met")
        good(page)
        for words in ("Sanne", COACH_SAYS, REASON):
            expect(page.locator("main")).not_to_contain_text(words)
        page.goto(feedback)
        expect(page.locator("main")).to_contain_text(T("errors.attempt-unknown"))
