"""Advice nobody asked for, telling more than was told, and where a level leans."""

import pytest

from talks import AFRAID, ASKED, PLAIN, TIRED, TOLD, graded
from trainer.core.base import LANGUAGES, Language
from trainer.engines.embedded.grading.finding import Finding

ADVICE = "You should ring your sister tonight and tell her everything."
BLAME = "You should have rung her long ago, this is your own doing."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(6))
def test_advice_nobody_asked_for_costs_respect_and_is_not_called_blame(
    seed: int, language: Language
) -> None:
    talk = [(AFRAID, ADVICE), (TIRED, f"{ADVICE} Today."), (PLAIN, f"{ADVICE} Or tomorrow.")]

    def respect(move: str) -> tuple[int, str]:
        made = [(heard, said, f"{move}={ADVICE}") for heard, said in talk]
        verdict = graded(*made, language=language, seed=seed).verdicts["respectful"]
        assert verdict.level is not None
        return verdict.level, verdict.reason

    advised, told = respect("advises"), respect("explains-plainly")
    assert advised[0] < told[0]
    blame = ("blame", "verwijt", "schuld", "fout bij", "bebrejdelse", "skyld")
    assert not any(word in advised[1] for word in blame), advised[1]


def test_what_is_worse_than_advice_is_named_first() -> None:
    found = graded(
        (AFRAID, ADVICE, "advises"), (TIRED, BLAME, "blames"), (PLAIN, f"{ADVICE} Now.", "advises")
    )
    assert found.verdicts["respectful"].quotes[0].text == BLAME


def test_telling_more_than_was_told_costs_listening_where_nobody_was_heard() -> None:
    told = " ".join([TOLD] * 3)

    def listening(heard: str) -> float:
        first, last = (AFRAID, ASKED, "asks-open"), (PLAIN, ASKED.replace("that", "the"), "probes")
        told_at = (heard, told, f"explains-plainly={TOLD}")
        verdict = graded(first, told_at, told_at, last).verdicts["listens-and-checks"]
        assert verdict.worth is not None
        return verdict.worth

    long = " ".join([PLAIN] * 20)
    assert listening(PLAIN) < listening(long)


@pytest.mark.parametrize(
    ("score", "level", "leaning"),
    [(0, 0, 0), (0.2, 0, 1), (0.6, 1, -1), (1.1, 1, 0), (1.4, 1, 1), (1.5, 2, -1), (3, 3, 0)],
)
def test_the_outer_thirds_of_a_level_lean(score: float, level: int, leaning: int) -> None:
    found = Finding("respectful", score)
    assert (found.level, found.leaning) == (level, leaning)


def test_one_reply_that_sounds_like_arguing_is_no_heat_where_nobody_was_angry() -> None:
    no, calm = "No, that isn't right.", "Just calm down, will you."
    told, asked = (PLAIN, TOLD, f"explains-plainly={TOLD}"), (PLAIN, ASKED, f"asks-open={ASKED}")

    def calmly(*replies: tuple[str, str]) -> int | None:
        made = [(PLAIN, said, f"{move}={said}") for said, move in replies]
        return graded(told, *made, asked).verdicts["keeps-calm"].level

    assert calmly((no, "argues")) is None
    assert calmly((no, "argues"), ("You are mistaken there.", "argues")) == 0
    assert calmly((calm, "orders-calm")) == 0
