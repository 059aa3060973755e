"""The one thing to try next: which moment it speaks about."""

from dataclasses import replace

import pytest

from talks import AFRAID, ASKED, COACHING, NAMED, PLAIN, TIRED, TOLD, Said, graded, record
from trainer.engines.embedded.grading.chances import chances
from trainer.engines.embedded.grading.scene import scene_of

RULES = "I understand, but those are simply the rules."
CLOSING = "I'll ring you tomorrow before noon. Is that all right?"
LATE = "You should have come a month ago."
PAPERS = "The letter went out in March, and the form has four pages."
NOTHING = "There is nothing I can do about that."

TALKS: dict[str, tuple[tuple[Said, ...], str]] = {
    "a rule instead of an answer, and a good closing": (
        (
            (PLAIN, ASKED, "asks-open"),
            (TIRED, RULES, f"empty-phrase={RULES}; quotes-rule={RULES}"),
            ("And now?", CLOSING, f"commits-next-step={CLOSING}"),
        ),
        RULES,
    ),
    "a reproach, and a feeling passed over": (
        (
            (TIRED, TOLD, "explains-plainly"),
            (PLAIN, LATE, "blames"),
            (PLAIN, CLOSING, f"commits-next-step={CLOSING}"),
        ),
        LATE,
    ),
    "waved away, after a feeling that was met": (
        (
            (AFRAID, NAMED, f"names-feeling={NAMED}"),
            (TIRED, NOTHING, "dismisses"),
            (PLAIN, CLOSING, f"commits-next-step={CLOSING}"),
        ),
        NOTHING,
    ),
    "a feeling passed over, and a plain remark": (
        (
            (PLAIN, "Let me look that up for a moment.", ""),
            (AFRAID, PAPERS, ""),
            (PLAIN, CLOSING, f"commits-next-step={CLOSING}"),
        ),
        PAPERS,
    ),
}


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
@pytest.mark.parametrize("seed", range(3))
def test_it_speaks_about_what_hurt_or_was_passed_over(
    talk: tuple[tuple[Said, ...], str], seed: int
) -> None:
    exchanges, said = talk
    advice = graded(*exchanges, seed=seed).try_next
    assert advice is not None
    assert advice.said is not None
    assert advice.said in said


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
def test_what_is_praised_is_never_to_be_said_otherwise(talk: tuple[tuple[Said, ...], str]) -> None:
    found = graded(*talk[0])
    advice = found.try_next
    praised = [found.verdicts[id].praise or "" for id in found.strengths]
    assert advice is not None
    assert not any(advice.said.rstrip(".?") in one for one in praised if advice.said)


def test_of_a_praised_answer_only_the_feeling_before_it_is_spoken_of() -> None:
    advice = graded((PLAIN, ASKED, "asks-open"), (AFRAID, TOLD, "explains-plainly")).try_next
    assert advice is not None
    assert advice.criterion == "acknowledges-feelings"
    assert (advice.turn, advice.said) == (2, None)
    assert advice.example in COACHING["en"].cues.feelings["worry"].lines


def test_nothing_is_quoted_where_every_turn_was_praised() -> None:
    advice = graded((AFRAID, NAMED, f"names-feeling={NAMED}")).try_next
    assert advice is not None
    assert advice.text and advice.said is None and advice.turn is None


def test_anger_that_rose_tells_what_hurt() -> None:
    made = record((PLAIN, TOLD, "explains-plainly"), (PLAIN, "The form is there.", ""))
    scene = scene_of(made, COACHING["en"].cues)
    first, second = scene.moments
    known = replace(scene, moments=(first, replace(second, angered=1.0)))
    told = chances(known, known.moments, {})[0].said
    assert told is not None
    assert told.text == "The form is there."
