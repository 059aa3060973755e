"""One's own account: where one is signed in, and the password."""

import pytest

from trainer.store.sessions import COOKIE
from trainer.web.signin import browser_of
from web.conftest import PASSWORD, Visitor

NEW = "vier blauwe eenden zwemmen"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.mark.parametrize(
    ("agent", "called"),
    [(FIREFOX, "Firefox, Linux"), (EDGE, "Edge, Windows"), ("curl/8", None), ("", None)],
)
def test_a_browser_is_called_as_people_call_it(agent: str, called: str | None) -> None:
    assert browser_of(agent) == called


async def test_one_sees_where_one_is_signed_in_and_signs_out_there(sanne: Visitor) -> None:
    assert sanne.person
    sessions, person = sanne.site.store.sessions, sanne.person.id
    other = await sessions.open(person, "Safari, iPhone")
    stranger = await sanne.site.store.people.add("Tom", "tom", "trainee")
    theirs = await sessions.open(stranger.id)
    await sanne.get("/me")
    assert "Safari, iPhone" in sanne.page and sanne.page.count("(hier)") == 1
    (there,) = [one for one in await sessions.of_person(person, None) if one.browser]
    (strange,) = await sessions.of_person(stranger.id, None)
    with sanne.site.doors.opened(person) as knock:
        for id in (strange.id, "", there.id):
            await sanne.post("/me/sessions", session=id)
        assert knock.is_set()
    assert await sessions.person_of(other) is None
    assert await sessions.person_of(theirs) == stranger, "nobody ends another's session"
    assert (await sanne.get("/me")).status_code == 200
    again = await sessions.open(person)
    await sanne.post("/me/sign-out")
    assert await sessions.person_of(again) is None
    assert (await sanne.get("/me")).status_code == 303


async def test_a_password_is_changed_by_the_old_one(sanne: Visitor) -> None:
    assert sanne.person
    store = sanne.site.store
    elsewhere = await store.sessions.open(sanne.person.id)
    await sanne.get("/me")
    for old, new in (("raden", NEW), (PASSWORD, "kort"), (PASSWORD, "sanne en de zon")):
        assert (await sanne.post("/me/password", old=old, new=new)).status_code == 422
    assert await store.people.verified("sanne", PASSWORD)
    done = await sanne.post("/me/password", old=PASSWORD, new=NEW)
    assert done.status_code == 303
    assert await store.people.verified("sanne", NEW) and not await store.people.verified(
        "sanne", PASSWORD
    )
    assert await store.sessions.person_of(elsewhere) is None
    assert await store.sessions.person_of(sanne.client.cookies[COOKIE]), "here one stays"


async def test_the_old_password_cannot_be_guessed_here_either(sanne: Visitor) -> None:
    await sanne.get("/me")
    for _ in range(5):
        await sanne.post("/me/password", old="raden", new=NEW)
    assert (await sanne.post("/me/password", old=PASSWORD, new=NEW)).status_code == 429


async def test_failed_sign_ins_are_in_the_log_without_what_was_typed(visitor: Visitor) -> None:
    await visitor.get("/login")
    for name in ("sanne", *["niemand@elders.example"] * 5):
        await visitor.post("/login", name=name, password="raden-naar-iets")
    rows = await visitor.site.store.audit.latest()
    assert [one.act for one in reversed(rows)] == ["sign-in-failed"] * 6 + ["locked-out"]
    assert rows[-1].about == "Sanne Bakker" and {one.about for one in rows[:-1]} == {None}
    assert "elders" not in str(rows) and "raden" not in str(rows)


async def test_who_is_there_and_who_is_not_read_the_same(visitor: Visitor) -> None:
    await visitor.get("/login")
    pages = [
        (await visitor.post("/login", name=name, password="raden")).text.replace(name, "")
        for name in ("sanne", "niemand")
    ]
    assert pages[0] == pages[1]
