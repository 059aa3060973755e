import re
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import escape

from trainer.store.sessions import COOKIE
from trainer.web.demo.people import PEOPLE
from web.conftest import PASSWORD, Visitor, site_on, visitor_of

WRONG = "horen niet bij elkaar"


async def test_who_is_not_signed_in_is_asked_to(visitor: Visitor) -> None:
    response = await visitor.get("/attempts/abc")
    assert response.headers["location"] == "/login?next=/attempts/abc"


async def test_the_way_back_keeps_what_was_asked_for(visitor: Visitor) -> None:
    wanted = "/attempts/abc/misread?turn=1&start=15&end=26"
    response = await visitor.get(wanted)
    (next,) = parse_qs(urlsplit(response.headers["location"]).query)["next"]
    assert next == wanted
    await visitor.get(response.headers["location"])
    response = await visitor.post("/login", name="sanne", password=PASSWORD, next=next)
    assert response.headers["location"] == wanted


async def test_a_form_sent_after_the_session_leads_back_to_its_page(sanne: Visitor) -> None:
    sanne.client.cookies.delete(COOKIE)
    sanne.client.headers["referer"] = "http://localhost/attempts/abc/rate"
    response = await sanne.post("/attempts/abc/rate", tone="1")
    assert response.headers["location"] == "/login?next=/attempts/abc/rate"


async def test_signing_in_leads_to_where_one_wanted_to_go(visitor: Visitor) -> None:
    await visitor.get("/login?next=/privacy")
    response = await visitor.post("/login", name="Sanne", password=PASSWORD, next="/privacy")
    assert response.headers["location"] == "/privacy"
    assert (await visitor.get("/")).status_code == 200
    assert "Sanne Bakker" in visitor.page


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor: Visitor) -> None:
    await visitor.get("/login")
    response = await visitor.post("/login", name="sanne", password=PASSWORD)
    (cookie,) = [c for c in response.headers.get_list("set-cookie") if c.startswith(f"{COOKIE}=")]
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"httponly", "samesite=lax", "path=/", "max-age=28800"} <= parts


@pytest.mark.parametrize(
    "next", ["https://elders.example", "//elders.example", "/\\elders.example", "elders", "/a\nb"]
)
async def test_nobody_is_sent_to_another_site(visitor: Visitor, next: str) -> None:
    await visitor.get("/login")
    response = await visitor.post("/login", name="sanne", password=PASSWORD, next=next)
    assert response.headers["location"] == "/"


async def test_a_wrong_password_is_one_sentence(visitor: Visitor) -> None:
    await visitor.get("/login")
    response = await visitor.post("/login", name="sanne", password="raden")
    assert response.status_code == 401 and COOKIE not in response.cookies
    assert WRONG in visitor.page


@pytest.mark.parametrize("name", ["sanne", "nobody", 'x" autofocus onfocus="y'])
async def test_the_name_that_was_typed_stays_and_the_password_does_not(
    visitor: Visitor, name: str
) -> None:
    await visitor.get("/login")
    await visitor.post("/login", name=name, password="raden")
    assert visitor.page.count(f'name="name" value="{escape(name)}"') == 1
    assert WRONG in visitor.page and "raden" not in visitor.page


async def test_guessing_is_slowed_down_for_that_name_only(visitor: Visitor) -> None:
    await visitor.get("/login")
    for _ in range(5):
        await visitor.post("/login", name="iris", password="raden")
    assert (await visitor.post("/login", name=" IRIS ", password="raden")).status_code == 429
    assert (await visitor.post("/login", name="sanne", password=PASSWORD)).status_code == 303


async def test_signing_out_ends_the_session_everywhere(sanne: Visitor) -> None:
    token = sanne.client.cookies[COOKIE]
    await sanne.post("/logout")
    sanne.client.cookies.set(COOKIE, token)
    assert (await sanne.get("/")).headers["location"] == "/login"


@pytest.mark.parametrize("path", ["/login", "/logout", "/looks", "/privacy", "/attempts"])
async def test_a_form_of_another_page_is_refused(sanne: Visitor, path: str) -> None:
    response = await sanne.client.post(path, data={"csrf": "0" * 32, "language": "da"})
    assert response.status_code == 403 and "set-cookie" not in response.headers
    assert (await sanne.client.post(path)).status_code == 403


@pytest.mark.parametrize(
    ("referer", "back"),
    [("/path?older=true", '"/path?older=true"'), ("//elders.example/", None), (None, None)],
)
async def test_what_went_wrong_leads_back_to_the_form(
    sanne: Visitor, referer: str | None, back: str | None
) -> None:
    headers = {"referer": f"http://localhost{referer}"} if referer else {}
    response = await sanne.client.post("/looks", data={"csrf": "0"}, headers=headers)
    ways = re.findall(r'<a class="button[^"]*" href=("[^"]*")', response.text)
    assert ways == [*([back] if back else []), '"/"']


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://elders.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost", "sec-fetch-site": "same-origin"}, 303),
        ({}, 303),
    ],
)
async def test_what_another_site_sends_is_refused(
    sanne: Visitor, headers: dict[str, str], status: int
) -> None:
    sanne.client.headers.update(headers)
    response = await sanne.post("/looks", theme="dark")
    assert response.status_code == status
    assert ("kwam van een andere website" in response.text) == (status == 403)


@pytest.mark.parametrize("path", ["/attempts/%00", "/attempts/a%00b/feedback", "/%00", "/chat/%00"])
async def test_a_null_character_is_no_page(sanne: Visitor, path: str) -> None:
    response = await sanne.get(path)
    assert response.status_code == 404 and "Deze pagina bestaat niet." in response.text


async def test_a_null_character_in_a_form_is_left_out(visitor: Visitor) -> None:
    await visitor.get("/login")
    response = await visitor.post("/login", name="sa\x00nne", password=PASSWORD)
    assert response.status_code == 303


async def test_every_page_is_closed_to_others(visitor: Visitor) -> None:
    headers = (await visitor.get("/login")).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert (
        "no-store" not in (await visitor.client.get("/static/style.css")).headers["cache-control"]
    )


@pytest.mark.parametrize(("language", "title"), [("en", "Hello Sanne"), ("da", "Hej Sanne")])
async def test_a_chosen_language_stays(sanne: Visitor, language: str, title: str) -> None:
    response = await sanne.post("/looks", language=language, next="/")
    assert response.headers["location"] == "/"
    await sanne.get("/")
    assert title in sanne.page and f'<html lang="{language}"' in sanne.page
    sanne.client.cookies.delete("oefenbalie-language")
    await sanne.get("/")
    assert title in sanne.page, "kept with the person, so also in another browser"


async def test_a_first_visit_speaks_the_browsers_language(visitor: Visitor) -> None:
    visitor.client.headers["accept-language"] = "fr-FR, da;q=0.8, en;q=0.5"
    await visitor.get("/login")
    assert '<html lang="da"' in visitor.page


async def test_a_chosen_theme_stays(sanne: Visitor) -> None:
    await sanne.post("/looks", theme="dark")
    await sanne.get("/")
    assert 'data-theme="dark"' in sanne.page


async def test_the_demo_lists_who_has_a_home(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        visitor = await visitor_of(site_on(tmp_path, demo=True), stack)
        await visitor.get("/login")
        people = await visitor.site.store.people.fictional()
        shown = {person.sign_in for person in people if person.name in visitor.page}
        assert shown == {one.sign_in for one in PEOPLE if one.listed}
        noor = next(person for person in people if person.sign_in == "noor")
        assert (await visitor.post("/login", person=noor.id)).status_code == 303
        await visitor.get("/")
        assert "Dag Noor" in visitor.page


async def test_elsewhere_nobody_signs_in_by_a_click(visitor: Visitor) -> None:
    demo = await visitor.site.store.people.add("Demo", "demo", "trainee", fictional=True)
    await visitor.get("/login")
    assert "Demo" not in visitor.page
    assert (await visitor.post("/login", person=demo.id)).status_code == 401


async def test_the_demo_lets_nobody_be_somebody_real(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        visitor = await visitor_of(site_on(tmp_path, demo=True), stack)
        real = await visitor.site.store.people.add("Iris Vos", "iris", "trainee", PASSWORD)
        await visitor.get("/login")
        assert "Iris Vos" not in visitor.page
        assert (await visitor.post("/login", person=real.id)).status_code == 404


async def test_the_demo_answers_to_its_own_name_only(tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        visitor = await visitor_of(site_on(tmp_path, demo=True), stack)
        visitor.client.headers["host"] = "elders.example"
        assert (await visitor.get("/login")).status_code == 400
