"""Drills and letters as somebody meets them: asked, kept, told, and theirs alone."""

import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from accessibility import faults
from shipped import CATALOG
from trainer.core.base import LANGUAGES, Language
from web.conftest import PASSWORD, Served, Visitor

RENT = CATALOG.exercise("drill", "rent-answer").words["nl"]
HIT, ALARM = RENT.place("minstens twee jaar"), RENT.place("Stuur uw huurcontract")


async def begun(sanne: Visitor, kind: str, task: str, language: Language = "nl") -> str:
    await sanne.get(f"/{kind}s/{task}")
    answer = await sanne.post("/exercises", kind=kind, task=task, language=language)
    assert answer.status_code == 303
    return answer.headers["location"]


async def test_the_home_leads_to_each_kind(sanne: Visitor) -> None:
    page = (await sanne.get("/")).text
    for kind in ("drill", "letter"):
        own = [entry for entry in CATALOG.exercises() if entry.kind == kind]
        door = page.split(f'href="/library?kind={kind}"')[1].split("</li>")[0]
        assert f"{len(own)} " in door


async def test_what_was_begun_is_taken_up_again(sanne: Visitor) -> None:
    where = await begun(sanne, "letter", "income-check")
    assert await begun(sanne, "letter", "income-check") == where, "asking twice gives one"
    assert await begun(sanne, "letter", "income-check", "en") != where
    assert where not in (await sanne.get("/")).text, "nothing was done in it yet"
    await sanne.get(where)
    await sanne.post(f"{where}/draft", text="Beste meneer,")
    assert where in (await sanne.get("/")).text
    assert await begun(sanne, "letter", "income-check") != where, "what was written stays"
    await sanne.get(where)
    await sanne.post(where, text="Beste meneer, bel ons.")
    assert where not in (await sanne.get("/")).text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_drill_and_letter_can_be_opened_done_and_read(
    sanne: Visitor, language: Language
) -> None:
    for entry in CATALOG.exercises():
        where = await begun(sanne, entry.kind, entry.id, language)
        work = (await sanne.get(where)).text
        assert entry.words[language].title in work
        asks_to_mark = 'name="mark"' in work
        done = await sanne.post(where, **({"nothing": "yes"} if asks_to_mark else {"text": "Dag."}))
        assert done.status_code == 303 and done.headers["location"] == where
        result = (await sanne.get(where)).text
        assert 'class="lead"' in result and 'name="mark"' not in result
        assert where in (await sanne.get(entry.path)).text, "one finds it again"


async def test_what_was_found_missed_and_marked_for_nothing_is_told(sanne: Visitor) -> None:
    where = await begun(sanne, "drill", "rent-answer")
    await sanne.get(where)
    mend = "[two-years Dat kan met een laag inkomen.]"
    fields = {"mark": HIT, f"kind-{HIT}": "made-up-rule", f"mend-{HIT}": mend}
    await sanne.post(where, **fields)
    result = (await sanne.get(where)).text
    assert "Je vond 1 van de 5 fouten." in result and "plek aan die wel klopte" not in result
    assert "Zo klopt het." in result and mend in result
    assert result.index("Goed gezien") < result.index("Wat je nog niet zag")
    assert result.count('id="eye"') == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Vink aan wat niet klopt. Of zeg"),
        ({"mark": HIT, "nothing": "yes"}, "Kies een van de twee"),
    ],
)
async def test_what_is_not_complete_is_asked_for_and_kept(
    sanne: Visitor, fields: dict[str, str], says: str
) -> None:
    where = await begun(sanne, "drill", "rent-answer")
    await sanne.get(where)
    answer = await sanne.post(where, **fields)
    assert answer.status_code == 422 and says in answer.text
    assert ("checked" in answer.text) is bool(fields)


async def test_a_draft_is_kept_and_can_wait(sanne: Visitor) -> None:
    where = await begun(sanne, "letter", "income-check")
    await sanne.get(where)
    later = await sanne.post(f"{where}/draft", text="Beste meneer,")
    assert later.headers["location"] == "/letters/income-check"
    assert where in (await sanne.get("/letters/income-check")).text
    assert "Beste meneer,</textarea>" in (await sanne.get(where)).text
    assert (await sanne.post(where, text="  ")).status_code == 422


async def test_it_can_be_taken_along_to_read(sanne: Visitor) -> None:
    where = await begun(sanne, "drill", "rent-answer")
    await sanne.get(where)
    await sanne.post(where, mark=HIT, **{f"kind-{HIT}": "bias", f"mend-{HIT}": "Beter zo."})
    await sanne.get("/me")
    with zipfile.ZipFile(io.BytesIO((await sanne.post("/me/export")).content)) as whole:
        (name,) = [name for name in whole.namelist() if "rent-answer" in name]
        told = whole.read(name).decode()
    assert RENT.title in told and "een vooroordeel\n  Beter zo." in told


async def test_a_letter_tells_what_its_reader_makes_of_it(sanne: Visitor) -> None:
    where = await begun(sanne, "letter", "income-check")
    await sanne.get(where)
    text = "[by-when Uiterlijk 1 mei] [otherwise Dan stopt het op 1 juli] [blames Uw schuld]"
    await sanne.post(where, text=text)
    result = (await sanne.get(where)).text
    words = CATALOG.exercise("letter", "income-check").words["nl"]
    points = getattr(words, "points")  # noqa: B009 - of a letter, as the catalogue's type cannot say
    for id, says in (("by-when", "understands"), ("otherwise", "misled"), ("send", "misses")):
        assert getattr(points[id], says) in result
    assert getattr(points["why"], "understands") not in result  # noqa: B009 - as above
    assert result.count("Uw schuld") >= 2, "the tone is told with its words"


async def test_nobody_else_finds_it_and_nothing_counts(sanne: Visitor) -> None:
    where = await begun(sanne, "drill", "rent-answer")
    await sanne.get(where)
    await sanne.post(where, nothing="yes")
    store = sanne.site.store
    assert sanne.person and await store.summaries.of_person(sanne.person.id) == ()
    iris = await store.people.add("Iris Vos", "iris", "coach", PASSWORD, "nl")
    await store.coaching.give(sanne.person.id, iris.id)
    await sanne.be(iris)
    assert (await sanne.get(where)).status_code == 404
    assert (await sanne.post(f"{where}/draft", text="Mijn")).status_code == 404
    assert RENT.title not in (await sanne.get(f"/coach/people/{sanne.person.id}")).text


async def test_what_changed_since_can_be_done_anew(sanne: Visitor) -> None:
    assert sanne.person
    store = sanne.site.store
    old = await store.exercises.begin(sanne.person.id, "drill", "rent-answer", 1, "other", "nl")
    page = (await sanne.get(f"/exercises/{old.id}")).text
    assert "Deze oefening is veranderd" in page and 'name="task" value="rent-answer"' in page
    gone = await store.exercises.begin(sanne.person.id, "letter", "gone", 1, "other", "nl")
    assert (await sanne.get(f"/exercises/{gone.id}")).status_code == 200
    assert (await sanne.get("/letters/gone")).status_code == 404


@pytest.fixture(scope="module")
def known(served: Served) -> str:
    """Return the address of a site on which Sanne has an account."""

    async def make() -> None:
        sanne = await served.site.store.people.add("Sanne Bakker", "sanne", "trainee", PASSWORD)
        await served.site.store.people.read_privacy(sanne.id)

    served.do(make())
    return served.url


@pytest.fixture
def phone(page: Page, known: str) -> Page:
    """Return a narrow browser in which she is signed in."""
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{known}/login")
    sign_in(page)
    return page


def sign_in(page: Page) -> None:
    page.locator("#name").fill("sanne")
    page.locator("#password").fill(PASSWORD)
    page.locator("form.stack button").click()
    page.wait_for_url("**/")


def begin(page: Page, path: str) -> None:
    page.goto(page.url.rstrip("/") + path)
    page.locator("form.stack button").click()
    page.wait_for_url("**/exercises/*")


def sends(words: str) -> Callable[[Response], bool]:
    """Tell which answer is to a draft that holds these words, of all that are under way."""
    return lambda answer: (
        answer.url.endswith("/draft") and words in (answer.request.post_data or "")
    )


def narrow_and_sound(page: Page) -> None:
    """Hold a page to what every page is held to: nothing wider than a phone, nothing for axe."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert faults(page) == []


def test_a_drill_with_hits_misses_and_a_false_alarm(phone: Page) -> None:
    begin(phone, "/drills/rent-answer")
    mend = phone.locator(f"#mend-{HIT}")
    expect(mend).to_be_hidden()
    phone.locator(f"#mark-{HIT}").focus()
    phone.keyboard.press("Space")
    expect(mend).to_have_value(RENT.passages[int(HIT)])
    phone.locator(f"#kind-{HIT}").select_option("made-up-rule")
    phone.locator(f"#passage-{ALARM}").click()
    with phone.expect_response(sends("two-years")) as kept:
        mend.fill("[two-years Dat kan met een laag inkomen.]")
    assert kept.value.ok
    narrow_and_sound(phone)
    phone.reload()
    expect(mend).to_have_value("[two-years Dat kan met een laag inkomen.]")
    expect(phone.locator(f"#mark-{ALARM}")).to_be_checked()
    phone.locator(".work .primary").click()
    expect(phone.locator(".lead")).to_contain_text("Je vond 1 van de 5 fouten.")
    expect(phone.locator(".lead")).to_contain_text("1 plek aan die wel klopte")
    expect(phone.locator("section", has=phone.locator("#hits"))).to_contain_text("twee jaar")
    expect(phone.locator("section", has=phone.locator("#hits"))).to_contain_text("Zo klopt het.")
    expect(phone.locator("section", has=phone.locator("#misses"))).to_contain_text("voorschot")
    expect(phone.locator("section", has=phone.locator("#alarms"))).to_contain_text("loonstrook")
    narrow_and_sound(phone)


def test_what_was_written_without_a_connection_is_kept_when_it_is_back(phone: Page) -> None:
    begin(phone, "/letters/income-check")
    where, text, kept = phone.url, phone.locator("#text"), phone.locator("#kept")
    lost = phone.locator("[role=status][data-lost]")
    text.fill("Beste mevrouw,")
    expect(kept).to_have_text("Bewaard")
    phone.context.set_offline(True)
    text.fill("Beste mevrouw, stuur drie loonstroken.")
    expect(lost).to_contain_text("Nog niet bewaard")
    expect(kept).to_have_text("")
    narrow_and_sound(phone)
    phone.context.set_offline(False)
    expect(kept).to_have_text("Bewaard")
    expect(lost).to_have_text("")
    phone.evaluate("sessionStorage.clear()")
    phone.goto(where)
    expect(text).to_have_value("Beste mevrouw, stuur drie loonstroken.")


def test_what_was_written_right_before_a_reload_stays(phone: Page) -> None:
    begin(phone, "/drills/rent-answer")
    phone.locator(f"#passage-{ALARM}").click()
    phone.locator(f"#mend-{ALARM}").fill("Stuur het op.")
    phone.reload()
    expect(phone.locator(f"#mark-{ALARM}")).to_be_checked()
    expect(phone.locator(f"#mend-{ALARM}")).to_have_value("Stuur het op.")


def test_what_was_written_when_the_session_had_ended_is_there_after_signing_in(
    phone: Page,
) -> None:
    begin(phone, "/letters/income-check")
    where, text = phone.url, phone.locator("#text")
    phone.context.clear_cookies()
    text.fill("Beste mevrouw, stuur drie loonstroken.")
    phone.wait_for_url("**/login")
    sign_in(phone)
    phone.goto(where)
    expect(text).to_have_value("Beste mevrouw, stuur drie loonstroken.")
    expect(phone.locator("#kept")).to_have_text("Bewaard")


def test_a_letter_is_read_by_whom_it_is_for(phone: Page) -> None:
    begin(phone, "/letters/income-check")
    phone.locator("#text").press_sequentially("[by-when Uiterlijk 1 mei.]")
    with phone.expect_response("**/draft"):
        phone.locator("#text").press_sequentially(" [send Drie loonstroken.]")
    narrow_and_sound(phone)
    phone.locator(".work .primary").click()
    said = phone.locator(".heard")
    expect(said).to_contain_text("Het moet er op 1 mei zijn.")
    expect(said).to_contain_text("drie loonstroken opsturen")
    expect(said.locator(".heard-lost")).to_have_count(3)
    narrow_and_sound(phone)
