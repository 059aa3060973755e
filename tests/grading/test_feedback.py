"""Feedback: what a trainee reads of a grade, each word of it traced to turns."""

import pytest

from talks import (
    AFRAID,
    COACHING,
    MIDDLING,
    POOR,
    RUBRIC,
    STRONG,
    TIRED,
    TOLD,
    Said,
    graded,
    record,
)
from trainer.core.assessment import standing
from trainer.core.base import LANGUAGES, Language
from trainer.engines.embedded.grader import assess


@pytest.mark.parametrize("talk", [STRONG, MIDDLING, POOR])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_level_traces_to_turns(talk: tuple[Said, ...], language: Language) -> None:
    made = record(*talk, language=language)
    found = assess(RUBRIC, made, COACHING[language])
    for id, verdict in found.verdicts.items():
        if verdict.level is None:
            assert verdict.status == "no-opportunity", id
            continue
        assert verdict.quotes, id
        assert standing(made.transcript, verdict.quotes) == verdict.quotes
        assert verdict.reason and "{" not in verdict.reason
        assert (verdict.next is None) == (verdict.level == 3)
        assert 0 < verdict.confidence <= 1


def test_praise_comes_only_with_words_that_show_it() -> None:
    praised = graded(*STRONG)
    assert praised.strengths[0] in praised.verdicts
    for id in praised.strengths:
        verdict = praised.verdicts[id]
        assert verdict.praise and "“" in verdict.praise
    cold = graded((AFRAID, "You are a fool.", "insults"), (TIRED, "Go away.", "sends-away"))
    assert cold.strengths == ()


def test_the_best_thing_that_was_there_is_praised_where_nothing_is_good() -> None:
    asked = "What brings you here?"
    found = graded(
        (AFRAID, asked, "asks-open"),
        (TIRED, "You should know better than to wait so long.", "blames"),
        (AFRAID, "Everybody has to wait, so do you, like it or not.", "dismisses"),
    )
    assert len(found.strengths) == 1
    assert asked.rstrip("?") in (found.verdicts[found.strengths[0]].praise or "")


def test_the_one_thing_to_try_next_answers_what_the_citizen_said() -> None:
    found = graded(
        ("My name is Ann.", "What brings you here?", "asks-open"),
        (AFRAID, TOLD, "explains-plainly"),
    )
    advice = found.try_next
    assert advice is not None
    assert advice.criterion == "acknowledges-feelings"
    assert advice.turn == 2
    assert advice.said == TOLD
    assert advice.example in COACHING["en"].cues.feelings["worry"].lines


def test_six_attempts_do_not_read_alike() -> None:
    reasons = {
        graded(*MIDDLING, seed=seed).verdicts["listens-and-checks"].reason for seed in range(40)
    }
    assert len(reasons) >= 5
    assert graded(*MIDDLING, seed=3) == graded(*MIDDLING, seed=3)


def test_the_citizens_view_never_changes_the_grade_and_quotes_the_trainee() -> None:
    found = graded(*STRONG)
    answers = {view.question: view.answer for view in found.views}
    assert answers["heard"] == "yes"
    assert {v.question: v.answer for v in graded(*POOR).views}["heard"] == "no"
    heard = next(view for view in found.views if view.question == "heard")
    assert heard.quote is not None
    assert heard.quote.text.rstrip(".") in heard.text
