"""What somebody shows of their practice, and who can see that it is real."""

import re
from datetime import date

from trainer.core.certificate import Able, Done, Shows
from trainer.web import texts
from trainer.web.certificates import chosen
from web.cast import Cast, cast, folder
from web.test_suggestions import text

__all__ = ["cast", "folder"]
T = texts.load()["nl"]


def test_only_what_is_ticked_is_shown() -> None:
    day = date(2026, 3, 2)
    could = Shows(
        name="Sanne",
        talks=3,
        first=day,
        last=day,
        cases=(
            Done(scenario="a", level="easy", day=day),
            Done(scenario="a", level="hard", day=day),
        ),
        skills=(Able(criterion="explains", low="competent", high="strong", seen=4),),
    )
    assert chosen(could, set()) == Shows()
    assert chosen(could, {"talks", "case-a-hard"}) == Shows(talks=3, cases=could.cases[1:])
    everything = {"name", "talks", "period", "case-a-easy", "case-a-hard", "skill-explains"}
    assert chosen(could, everything) == could
    assert chosen(could, {"case-b-easy", "skill-respectful"}) == Shows()


async def test_it_is_made_and_handed_over_by_its_owner_alone(cast: Cast) -> None:
    sanne = cast.sanne
    await sanne.get("/certificates")
    assert (await sanne.post("/certificates", show="name")).status_code == 409, "of nothing"
    await sanne.get("/certificates")
    made = await sanne.post("/certificates", show="talks")
    address = made.headers["location"]
    await sanne.get(address)
    article = text(sanne.page.split("<article")[1].split("</article>")[0])
    assert "1 gesprek met feedback" in article and "Sanne" not in article
    (code,) = re.findall(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", article)
    check = f"/coach/certificates?code={code.lower()}"
    for name in ("iris", "tom", "yusuf", "mia", "ad"):
        other = await cast.be(name)
        assert (await other.get(address)).status_code == 404, name
        assert (await other.post(f"{address}/remove")).status_code in (303, 404)
        seen = await other.get(check)
        assert seen.status_code == (200 if name in ("iris", "tom") else 404)
        assert (T("certificate.real") in seen.text) is (name == "iris")
    await cast.be("sanne")
    await sanne.get(address)
    await sanne.post(f"{address}/remove")
    assert (await sanne.get(address)).status_code == 404
    iris = await cast.be("iris")
    assert T("certificate.unknown") in (await iris.get(check)).text


async def test_who_has_done_nothing_is_told_so(cast: Cast) -> None:
    yusuf = await cast.be("yusuf")
    await yusuf.get("/certificates")
    assert T("certificate.nothing") in yusuf.page and 'name="show"' not in yusuf.page
