import pytest

from trainer.core.agreement import Agreement, agreement, calibrate
from trainer.exchange.agreement import Report, Row
from trainer.web import texts
from trainer.web.agreement import how, judged_by
from web.cast import LISTENS, Cast, cast, folder
from web.test_suggestions import text

__all__ = ["cast", "folder"]


@pytest.mark.parametrize(
    ("n", "kappa", "words"),
    [
        (4, 1.0, "little"),
        (9, None, "little"),
        (9, -0.2, "none"),
        (9, 0.1, "slight"),
        (9, 0.39, "fair"),
        (9, 0.5, "moderate"),
        (9, 0.7, "good"),
        (9, 0.9, "very-good"),
    ],
)
def test_how_far_two_agree_in_words(n: int, kappa: float | None, words: str) -> None:
    assert how(Agreement(n=n, kappa=kappa, low=None, high=None, exact=0.5)) == words


def test_what_is_known_stands_first_and_the_rest_in_one_line() -> None:
    pairs = {
        "explains": [],
        "finds-out": [(1, 1), (2, 3), (0, 1), (3, 3), (2, 2)],
        "respectful": [(1, 2)] * 4,
        "keeps-calm": [(2, 2)] * 5,
    }
    rows = tuple(Row(id, agreement(some), calibrate(some)) for id, some in pairs.items())
    judged = judged_by(texts.load()["nl"], Report("any", "embedded", rows), {})
    assert [one.title for one in judged.lines] == ["finds-out", "keeps-calm"]
    assert [(one.title, one.n) for one in judged.few] == [("respectful", 4), ("explains", 0)]
    assert (judged.lines[1].exact, judged.lines[1].kappa) == ("100%", "-")


async def test_a_coach_sees_where_the_machine_only_advises(cast: Cast) -> None:
    store, found = cast.sanne.site.store, cast.attempt.assessment
    assert found
    raw = found.verdicts[LISTENS].level or 0
    visitor = await cast.be("iris")
    assert "Nog geen coach gaf een eigen niveau" in (await visitor.get("/coach/agreement")).text
    for level in (3 - raw, raw):
        given = {LISTENS: (level, "Zo hoor ik het.")}
        await store.reviews.add(cast.attempt.id, found, cast.people["iris"].id, given)
    page = (await visitor.get("/coach/agreement")).text
    assert "<table" not in page, "of one attempt one level counts, which tells nothing"
    assert page.count("(1 van 5)") == 1 and "Luistert en gaat na (1 van 5), Blijft" in text(page)
    assert (await (await cast.be("mia")).get("/coach/agreement")).status_code == 404
