"""The administrator's pages, and the link by which somebody gets in."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from trainer.adapting.retaining import Retaining
from trainer.core.base import LANGUAGES
from trainer.core.usage import Usage
from trainer.store.retention import Gone
from trainer.store.usage import rows
from trainer.web.app import pages
from web.conftest import PASSWORD, Visitor, graded, site_on, visitor_of

NEW = "vier blauwe eenden zwemmen"


@pytest.fixture
async def ad(tmp_path: Path) -> AsyncIterator[Visitor]:
    """The administrator, signed in."""
    async with AsyncExitStack() as stack:
        visitor = await visitor_of(site_on(tmp_path), stack)
        people = visitor.site.store.people
        visitor.person = await people.add("Ad Prins", "ad", "admin", PASSWORD, "nl")
        await visitor.be(visitor.person)
        yield visitor


async def acts(visitor: Visitor) -> list[str]:
    return [one.act for one in reversed(await visitor.site.store.audit.latest())]


def link_in(page: str) -> str:
    found = re.search(r"<code>http://localhost(/invitation/[\w-]+)</code>", page)
    assert found, "no link on the page"
    return found[1]


async def test_from_an_invitation_to_a_password(ad: Visitor) -> None:
    await ad.get("/admin")
    made = await ad.post(
        "/admin/people", **{"name": "Lena  Kok", "sign-in": "Lena", "role": "coach"}
    )
    assert made.status_code == 200 and "Lena Kok" in ad.page
    link = link_in(ad.page)
    lena = await ad.site.store.people.named("lena")
    await ad.get(f"/admin/people/{lena.id}")
    assert link not in ad.page, "a link is shown once"
    await ad.be(None)
    await ad.get(link)
    assert "Welkom, Lena Kok" in ad.page
    for weak in ("kort", "lena lena lena lena", "aaaaaaaaaaaaaaaa", "x" * 201):
        assert (await ad.post(link, password=weak)).status_code == 422
    used = await ad.post(link, password=NEW)
    assert used.status_code == 303 and used.headers["location"] == "/coach"
    assert (await ad.site.store.people.verified("lena", NEW)) == lena
    for gone in (link, "/invitation/somethingelse"):
        again = await ad.get(gone)
        assert again.status_code == 404 and "Deze link werkt niet" in ad.page
    assert await acts(ad) == ["person-added", "invited", "invitation-used"]


async def test_who_tries_links_is_slowed_down_and_nobody_else(ad: Visitor) -> None:
    lena = await ad.site.store.people.add("Lena", "lena", "trainee")
    token = await ad.site.store.invitations.make(lena.id)
    await ad.be(None)
    for _ in range(30):
        await ad.get("/invitation/guess")
    assert (await ad.get(f"/invitation/{token}")).status_code == 404
    elsewhere = httpx.ASGITransport(pages(ad.site), client=("203.0.113.7", 4711))
    async with httpx.AsyncClient(transport=elsewhere, base_url="http://localhost") as lenas:
        assert (await lenas.get(f"/invitation/{token}")).status_code == 200


async def test_what_cannot_be_an_account_is_said(ad: Visitor) -> None:
    cases: tuple[tuple[dict[str, str], int, str], ...] = (
        ({"name": " ", "sign-in": "x1"}, 422, "Vul een naam in"),
        ({"name": "Lena", "sign-in": "l k"}, 422, "Vul een gebruikersnaam in"),
        ({"name": "Lena", "sign-in": "AD"}, 409, "al in gebruik"),
        ({"name": "Lena", "sign-in": "lena", "role": "boss"}, 400, "Deze rol bestaat niet"),
    )
    for fields, status, sentence in cases:
        await ad.get("/admin")
        chosen = {"role": "trainee", "language": "da", **fields}
        response = await ad.post("/admin/people", **chosen)
        assert response.status_code == status and sentence in ad.page
        assert status == 400 or '<option value="da" lang="da" selected' in ad.page
    assert (await ad.site.store.accounts.search()).total == 1


async def test_people_are_found_and_listed_in_pages(ad: Visitor) -> None:
    for number in range(26):
        await ad.site.store.people.add(f"Oefenaar {number:02}", f"o{number}", "trainee")
    await ad.get("/admin?q=oefenaar")
    assert "26 mensen" in ad.page and "Oefenaar 24" in ad.page and "Oefenaar 25" not in ad.page
    await ad.get("/admin?q=oefenaar&skip=25")
    assert "Oefenaar 25" in ad.page and "Oefenaar 24" not in ad.page
    await ad.get("/admin?q=niemand")
    assert "Niemand gevonden" in ad.page


async def test_who_was_invited_is_called_so_on_their_own_page_too(ad: Visitor) -> None:
    await ad.get("/admin")
    await ad.post("/admin/people", name="Jan \u202egnp.exe", role="trainee", **{"sign-in": "jan"})
    assert "\u202e" not in ad.page and "kan zich aanmelden" not in ad.page
    jan = await ad.site.store.people.named("jan")
    await ad.get(f"/admin/people/{jan.id}")
    assert "uitgenodigd" in ad.page and "kan zich aanmelden" not in ad.page


async def test_who_is_stopped_is_out_at_once_and_can_come_back(ad: Visitor) -> None:
    store = ad.site.store
    sanne = await store.people.add("Sanne", "sanne", "trainee", PASSWORD)
    token = await store.sessions.open(sanne.id)
    with ad.site.doors.opened(sanne.id) as knock:
        await ad.get(f"/admin/people/{sanne.id}")
        await ad.post(f"/admin/people/{sanne.id}/stop")
        assert knock.is_set(), "an open chat looks at once"
    assert await store.sessions.person_of(token) is None
    assert await store.people.verified("sanne", PASSWORD) is None
    await ad.get(f"/admin/people/{sanne.id}")
    assert (await ad.post(f"/admin/people/{sanne.id}/invite")).status_code == 409
    await ad.get(f"/admin/people/{sanne.id}")
    await ad.post(f"/admin/people/{sanne.id}/resume")
    assert await store.people.verified("sanne", PASSWORD) == sanne
    assert await acts(ad) == ["person-stopped", "person-resumed"]


async def test_groups_and_roles(ad: Visitor) -> None:
    store = ad.site.store
    sanne = await store.people.add("Sanne", "sanne", "trainee")
    iris = await store.people.add("Iris", "iris", "coach")
    await ad.get("/admin/groups")
    made = await ad.post("/admin/groups", name="Balie")
    group = made.headers["location"]
    await ad.get(group)
    for name, part in (("sanne", "trainee"), ("iris", "coach")):
        assert (await ad.post(f"{group}/join", person=name, part=part)).status_code == 303
        await ad.get(group)
    assert await store.coaching.coach_of(sanne.id) == iris
    refused = await ad.post(f"{group}/join", person="iris", part="manager")
    sentence = "Niemand is coach en leidinggevende van dezelfde persoon"
    assert refused.status_code == 409 and sentence in ad.page
    await ad.get(f"/admin/people/{iris.id}")
    assert (await ad.post(f"/admin/people/{iris.id}/role", role="manager")).status_code == 409
    assert "begeleidt of leidt nog mensen" in ad.page
    await ad.get(group)
    assert (await ad.post(f"{group}/remove")).status_code == 409
    await ad.get(group)
    await ad.post(f"{group}/name", name="Loket")
    for one in (sanne, iris):
        await ad.post(f"{group}/leave", person=one.id)
    await ad.post(f"{group}/remove")
    await ad.get("/admin/groups")
    assert "Loket" not in ad.page and "nog geen groepen" in ad.page
    await ad.get(f"/admin/people/{iris.id}")
    await ad.post(f"/admin/people/{iris.id}/role", role="manager")
    assert await acts(ad) == [
        "group-added",
        "group-joined",
        "group-joined",
        "group-renamed",
        "group-left",
        "group-left",
        "group-removed",
        "role-given",
    ]


async def test_one_looks_before_anything_goes(ad: Visitor) -> None:
    assert ad.person
    store = ad.site.store
    attempt = await graded(ad.site, ad.person)
    await ad.get("/admin/keeping")
    assert "Dat gebeurde nog niet." in ad.page
    looked = await ad.post("/admin/keeping", transcripts="30", levels="60", do="look")
    assert looked.status_code == 200 and "Er is nog niets weg" in ad.page
    assert await store.retention.days() == {"transcripts": 90, "levels": 365}
    for wrong in ({"transcripts": "x", "levels": "9"}, {"transcripts": "9", "levels": "8"}):
        assert (await ad.post("/admin/keeping", **wrong, do="save")).status_code == 422
        assert (await ad.post("/admin/keeping", **wrong, do="look")).status_code == 422
    await ad.post("/admin/keeping", transcripts="30", levels="60", do="save")
    assert await store.retention.days() == {"transcripts": 30, "levels": 60}
    await ad.get("/admin/keeping")
    done = await ad.post("/admin/keeping/clear")
    await ad.get(done.headers["location"])
    assert "Wat te oud was, is weg." in ad.page and "Toen ging er niets weg." in ad.page
    assert (await store.attempts.get(attempt.id)).exchanges, "nothing was old"
    assert (await store.retention.due()).numbers == Gone()
    assert await acts(ad) == ["retention-set", "retention-run"]


async def test_a_cleared_talk_says_so_and_keeps_its_levels(ad: Visitor) -> None:
    assert ad.person
    store = ad.site.store
    attempt = await graded(ad.site, ad.person)
    await store.retention.clear(
        (await store.retention.due()).model_copy(update={"transcripts": (attempt.id,)})
    )
    page = await ad.get(f"/attempts/{attempt.id}/feedback")
    assert page.status_code == 410 and "niet meer te lezen" in ad.page
    assert "U bent boos" not in ad.page
    assert (await ad.get("/path")).status_code == 200
    assert (await ad.get("/")).status_code == 200


async def test_the_log_shows_its_rows_and_whether_it_is_whole(ad: Visitor) -> None:
    store = ad.site.store
    await ad.get("/admin/log")
    assert "nog niets in het logboek" in ad.page
    group = await store.groups.add("Balie")
    assert ad.person
    for _ in range(51):
        await store.audit.write("group-added", by=ad.person.id, thing=group.id)
    await ad.get("/admin/log?check=yes")
    assert "Het logboek is heel. Het heeft 51 regels." in ad.page and "Balie" in ad.page
    assert ad.page.count("Groep gemaakt") == 50
    await ad.get("/admin/log?before=2")
    assert ad.page.count("Groep gemaakt") == 1
    await store.audit.write("retention-run", by=ad.person.id, thing="2/0/0/0")
    await ad.get("/admin/log")
    assert "Van 2 gesprekken bleven alleen de niveaus." in ad.page and "2/0/0/0" not in ad.page


async def test_every_page_speaks_every_language(ad: Visitor) -> None:
    assert ad.person
    group = await ad.site.store.groups.add("Balie")
    await ad.site.store.groups.join(group.id, ad.person.id, "trainee")
    pages = {
        "/admin": "admin.people-note",
        f"/admin/people/{ad.person.id}": "admin.access",
        "/admin/groups": "admin.groups-note",
        f"/admin/groups/{group.id}": "admin.join-note",
        "/admin/keeping": "admin.keeping-note",
        "/admin/content": "admin.content-note",
        "/admin/usage": "admin.usage-none",
        "/admin/log": "admin.log-note",
        "/me": "own.export-note",
    }
    for language in LANGUAGES:
        await ad.get("/privacy")
        await ad.post("/looks", language=language)
        words = ad.site.texts[language]
        for path, key in pages.items():
            assert (await ad.get(path)).status_code == 200, path
            assert words(key) in html.unescape(ad.page), (path, language)


async def test_an_administrator_sees_what_models_took_and_by_which_instructions(
    ad: Visitor,
) -> None:
    sanne = await ad.site.store.people.add("Sanne", "sanne", "trainee")
    attempt = await graded(ad.site, sanne)
    call = Usage(part="grader", model="openai:any", prompt="0a1b2c3d4e5f", tokens_in=1234)
    calls = [call, call.model_copy(update={"prompt": "f5e4d3c2b1a0", "failed": True})]
    async with ad.site.store.database.writing() as session:
        session.add_all(rows(attempt.id, calls, attempt.begun))
    await ad.get("/admin/usage")
    (row,) = re.findall(r"<tr>\s*<td>openai:any</td>.*?</tr>", ad.page, re.DOTALL)
    told = [" ".join(cell.split()) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
    assert told[1:8] == ["beoordeling", "1", "2", "1", "2.468", "-", "-"]
    assert re.findall(r"<code>(\w+)</code>", told[8]) == ["0a1b2c3d4e5f", "f5e4d3c2b1a0"]
    assert sanne.name not in row and attempt.id not in row
    assert "valuta" in ad.page, "a cost without its unit says nothing"


async def test_an_administrator_sees_no_level_and_no_word(ad: Visitor) -> None:
    sanne = await ad.site.store.people.add("Sanne", "sanne", "trainee")
    attempt = await graded(ad.site, sanne)
    seen = [
        (await ad.get(path)).text
        for path in ("/admin", f"/admin/people/{sanne.id}", "/admin/content", "/admin/log")
    ]
    assert "1 gesprek op versie" in seen[2]
    assert not [page for page in seen if "U bent boos" in page or attempt.id in page]
    bands = ad.site.catalog.rubric("citizen-conversation", "nl")[1].bands.values()
    assert not [band for band in bands for page in seen if f">{band}<" in page]


async def test_what_is_old_goes_once_a_day_and_after_a_fault_too(ad: Visitor) -> None:
    store = ad.site.store
    ran: list[Gone] = []

    class Faulty(Retaining):
        async def run(self, by: str | None = None, daily: bool = False) -> Gone:
            ran.append(Gone())
            if len(ran) == 1:
                raise OSError("the disk is full")
            return await super().run(by, daily)

    retaining = Faulty(**vars(ad.site.retaining))
    with pytest.raises(OSError, match="full"):
        await retaining.today()
    for _ in range(3):
        await retaining.today()
    assert len(ran) == 2
    assert await store.runs.last() and not await store.runs.claim()
    assert "retention-run" not in await acts(ad), "nothing went, so nothing is written"


@pytest.mark.parametrize(
    ("path", "section", "how"),
    [
        ("/admin", "/admin", "page"),
        ("/admin/groups", "/admin", "true"),
        ("/path", "/", "true"),
        ("/me", "/me", "page"),
    ],
)
async def test_the_menu_marks_the_section(ad: Visitor, path: str, section: str, how: str) -> None:
    await ad.get(path)
    head = ad.page.split("<header")[1].split("</header>")[0]
    marked = re.findall(r'href="([^"]+)" aria-current="(\w+)"', head)
    assert marked == [(section, how)]
