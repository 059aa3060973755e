"""A remark that comes back in a third attempt does not read like a form letter."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.content.coaching import load_coaching
from trainer.core.base import LANGUAGES, Language
from trainer.core.feedback import FeedbackWords
from trainer.engines.embedded.grading.wording import needs

COACHING = load_coaching(Path(__file__).parents[2] / "rubrics" / "citizen-conversation")
ENOUGH = 6


def pools(words: FeedbackWords) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every list that a remark is chosen from, with its place."""
    for id, criterion in words.criteria.items():
        yield f"{id} praise", criterion.praise
        yield f"{id} try", criterion.try_
        yield from ((f"{id} {band}", texts) for band, texts in criterion.reasons.items())
        yield from ((f"{id} next {band}", texts) for band, texts in criterion.next.items())
    for question, view in words.views.items():
        for answer in ("yes", "partly", "no"):
            yield f"{question} {answer}", getattr(view, answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_wordings_or_more_of_every_remark(language: Language) -> None:
    few = {place: len(set(some)) for place, some in pools(COACHING[language].feedback)}
    assert not {place: n for place, n in few.items() if n < ENOUGH}


@pytest.mark.parametrize("language", LANGUAGES)
def test_praise_shows_the_words_it_is_about(language: Language) -> None:
    every = COACHING[language].feedback.criteria.values()
    shown = {"quote", "asked", "summed", "felt", "formula"}
    assert not [text for words in every for text in words.praise if not needs(text) & shown]
