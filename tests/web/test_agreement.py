import pytest

from trainer.core.agreement import Agreement
from trainer.web.agreement import how
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


async def test_a_coach_sees_where_the_machine_only_advises(cast: Cast) -> None:
    store, found = cast.sanne.site.store, cast.attempt.assessment
    assert found
    raw = found.verdicts[LISTENS].level or 0
    visitor = await cast.be("iris")
    assert "Nog geen coach gaf een eigen niveau" in (await visitor.get("/coach/agreement")).text
    for level in (3 - raw, raw):
        given = {LISTENS: (level, "Zo hoor ik het.")}
        await store.reviews.add(cast.attempt.id, found, cast.people["iris"].id, given)
    page = text((await visitor.get("/coach/agreement")).text)
    line = page.split("Luistert en gaat na")[1].split("Ziet deze mens")[0]
    assert "te weinig om iets te zeggen" in line and "Alleen advies." not in line
    figures = line.split("te weinig om iets te zeggen")[1].split()
    assert figures == ["1", "-", "-", "-"], "of one attempt one level counts, which tells nothing"
    assert (await (await cast.be("mia")).get("/coach/agreement")).status_code == 404
