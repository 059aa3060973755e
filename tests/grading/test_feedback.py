"""Feedback: what a trainee reads of a grade, each word of it traced to turns."""

import pytest

from talks import (
    AFRAID,
    COACHING,
    LEAFLET,
    MIDDLING,
    NAMED,
    POOR,
    RUBRIC,
    SPLIT,
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


RULES = "I understand, but those are simply the rules."
SORRY = "I'm so sorry to hear that it has been such a long time."


def test_words_that_hurt_are_never_praise() -> None:
    hurts = f"explains-plainly={RULES}; empty-phrase={RULES}; dismisses={RULES}"
    found = graded(
        (AFRAID, RULES, hurts), (TIRED, f"{TOLD} Is that okay?", f"explains-plainly={TOLD}")
    )
    plain = found.verdicts["speaks-plainly"]
    assert [quote.text for quote in plain.quotes] == [TOLD]
    assert not [v.praise for v in found.verdicts.values() if v.praise and "simply" in v.praise]


def test_a_check_is_no_plain_speech_but_what_it_checks_is() -> None:
    check = "Is that clear?"
    found = graded(
        (AFRAID, f"{TOLD} {check}", f"checks-understanding={check}"), (TIRED, LEAFLET, "")
    )
    assert [quote.text for quote in found.verdicts["speaks-plainly"].quotes] == [TOLD]


def test_a_kind_word_never_came_too_soon() -> None:
    told = "The form goes to the office."
    talk = [(AFRAID, f"{SORRY} {told}", f"empty-phrase={SORRY}")] * 4
    verdict = graded(*talk).verdicts["listens-and-checks"]
    assert SORRY not in [quote.text for quote in verdict.quotes]


def test_only_a_choice_is_called_one() -> None:
    def reasons(move: str) -> set[str]:
        talk = [(AFRAID, NAMED, "names-feeling"), (TIRED, SPLIT, move), (TIRED, LEAFLET, move)]
        every = (graded(*talk, seed=seed).verdicts["sees-this-person"] for seed in range(30))
        return {verdict.reason for verdict in every if verdict.level and verdict.level >= 2}

    assert any("choose" in text for text in reasons("offers-options"))
    assert reasons("refers-warmly")
    assert not any("choose" in text for text in reasons("refers-warmly"))


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
