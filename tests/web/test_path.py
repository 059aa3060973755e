"""Somebody's own path: where they stand, in words that say how sure it is."""

from datetime import timedelta

from store.conftest import NOON, new_attempt
from store.test_reviews import assessment
from trainer.core.assessment import Quote
from trainer.web import texts
from web.conftest import Visitor, graded
from web.test_suggestions import text

T = texts.load()["nl"]


async def practise(visitor: Visitor, number: int, level: int, *criteria: str) -> None:
    """Be graded on one criterion or some, with one and the same quote."""
    assert visitor.person
    at = NOON + timedelta(days=number)
    made = new_attempt(f"a{number}", visitor.person.id, at)
    changes = {"scenario": "angry-resident", "level": "easy", "status": "graded"}
    await visitor.site.store.attempts.add(made.model_copy(update=changes))
    found = assessment(**dict.fromkeys(criteria or ("finds-out",), level))
    quote = Quote(turn=1, text=f"Wat is <i>er</i>, keer {number}?")
    verdicts = {
        id: one.model_copy(update={"quotes": (quote,)}) for id, one in found.verdicts.items()
    }
    found = found.model_copy(update={"verdicts": verdicts})
    await visitor.site.store.attempts.grade(made.id, found)


async def test_who_is_new_sees_what_is_next_and_no_level(sanne: Visitor) -> None:
    page = text((await sanne.get("/path")).text)
    assert T("path.new-text") in page and T("path.unseen") not in page
    assert T("suggestion.warm-up") in page and T("certificate.link") not in page


async def test_what_was_not_assessed_is_said_once(sanne: Visitor) -> None:
    await practise(sanne, 0, 2)
    page = text((await sanne.get("/path")).text)
    assert page.count(T("path.unseen")) == 1 and T("path.new-text") not in page
    assert "Blijft respectvol, Houdt het rustig, Praat gewoon," in page


async def test_once_is_too_little_to_say(sanne: Visitor) -> None:
    await practise(sanne, 0, 3, "finds-out", "explains")
    page = text((await sanne.get("/path")).text)
    assert page.count(T("path.little")) == 1
    assert T("path.first") in page and T("path.latest") not in page


async def test_the_first_stands_beside_the_latest_with_what_was_said(sanne: Visitor) -> None:
    for number, level in enumerate((2, 1, 3)):
        await practise(sanne, number, level)
    raw = (await sanne.get("/path")).text
    page = text(raw)
    assert "keer 0?" in page and "keer 2?" in page and "keer 1?" not in page
    assert "<i>er</i>" not in raw, "what somebody typed stays text"
    assert "/attempts/a0/feedback" in raw and "/attempts/a2/feedback" in raw


async def test_where_something_was_absent_nothing_is_quoted(sanne: Visitor) -> None:
    await practise(sanne, 0, 0)
    await practise(sanne, 1, 2)
    page = text((await sanne.get("/path")).text)
    assert "Nog niet te zien" in page and "keer 0?" not in page and "keer 1?" in page


async def test_one_sentence_stands_under_one_criterion(sanne: Visitor) -> None:
    await practise(sanne, 0, 3, "finds-out", "explains", "keeps-calm")
    assert text((await sanne.get("/path")).text).count("keer 0?") == 1


async def test_ones_own_view_stands_beside_the_grade_after_three_talks(sanne: Visitor) -> None:
    assert sanne.person
    for talks in range(4):
        page = (await sanne.get("/path")).text
        assert (T("selfview.title") in page) == (talks >= 3)
        await graded(sanne.site, sanne.person)
    assert T("selfview.apart.much-lower", part="Volledigheid").split("“")[1] in page


async def test_a_long_path_shows_a_criterion_that_was_seen_once_in_the_middle(
    sanne: Visitor,
) -> None:
    for number in range(14):
        await practise(sanne, number, 2, "explains" if number == 6 else "finds-out")
    raw = (await sanne.get("/path")).text
    shown = {f"a{number}" for number in range(14) if f"/attempts/a{number}/feedback" in raw}
    assert shown == {"a0", "a6", "a13"}


async def test_the_home_lists_the_latest_and_all_when_asked(sanne: Visitor) -> None:
    for number in range(10):
        await practise(sanne, number, 2)
    few, all_ = (await sanne.get("/")).text, (await sanne.get("/?older=true")).text
    assert few.count("/feedback") == 8 and "/?older=true" in few
    assert all_.count("/feedback") == 10 and "/?older=true" not in all_
    assert T("home.played", count=10) in text((await sanne.get("/library")).text)


async def test_a_mastered_skill_says_since_when_and_when_to_refresh_it(sanne: Visitor) -> None:
    for number in range(8):
        await practise(sanne, number, 3)
    page = text((await sanne.get("/path")).text)
    assert "Dit beheers je sinds" in page
    assert "is het goed om het nog eens te oefenen" in page


async def test_a_coachs_level_is_said_to_be_one(sanne: Visitor) -> None:
    await practise(sanne, 0, 0)
    iris = await sanne.site.store.people.add("Iris Vos", "iris", "coach")
    found = assessment(**{"finds-out": 0})
    await sanne.site.store.reviews.add("a0", found, iris.id, {"finds-out": (2, "Toch wel.")})
    assert T("path.by-coach") in text((await sanne.get("/path")).text)
