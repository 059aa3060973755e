"""What citizens say that a good listener would stop at, and what comes of it in a grade."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from readings import read
from shipped import CATALOG
from talks import COACHING, record
from trainer.content.moves import load_opportunities
from trainer.core.base import LANGUAGES, Language
from trainer.core.move import HELD_BACK
from trainer.core.reading import Found
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.grading.scene import scene_of
from trainer.engines.embedded.reader import EmbeddedReader

ROOT = Path(__file__).parents[3]
KEPT = "I've kept her dressing gown on the hook."
SHOWN = Found(id="empathic-opportunity", text=KEPT, sure=0.9)


async def heard(reader: EmbeddedReader, language: Language, texts: Iterable[str]) -> float:
    """Return the share of texts that show something."""
    said = [(Turn(speaker="citizen", text=t), Turn(speaker="trainee", text="-")) for t in texts]
    turns = tuple(turn for both in said for turn in both)
    readings = await reader.read_all(None, Transcript(language=language, turns=turns))
    return sum(bool(reading.shown) for reading in readings.values()) / len(said)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_people_show_is_mostly_heard_and_a_fact_hardly_ever(
    reader: EmbeddedReader, language: Language
) -> None:
    [opportunity] = load_opportunities(ROOT)
    words = opportunity.words(language)
    shows = [one.text for one in words.examples[HELD_BACK][::2]]
    plain = [one.text for one in words.near_misses[HELD_BACK][::2]]
    assert await heard(reader, language, shows) >= (0.55 if reader.by_words else 0.8)
    assert await heard(reader, language, plain) <= 0.3


def test_a_sentence_that_shows_something_is_told_apart_from_the_others(
    reader: EmbeddedReader,
) -> None:
    heard = f"The form is four pages long. {KEPT}"
    assert [one.text for one in read(reader, "I see.", "en", None, heard).shown] == [KEPT]


def test_of_two_people_what_one_shows_stands_without_the_name_before_it(
    reader: EmbeddedReader,
) -> None:
    case = CATALOG.case("complex-household", "en", "standard")
    second = case.script.persona.second
    assert second
    heard = f"The form is four pages long.\n{second.name.split()[0]}: {KEPT}"
    assert [one.text for one in read(reader, "I see.", "en", case, heard).shown] == [KEPT]


def test_what_was_shown_without_a_word_of_feeling_asks_to_be_met() -> None:
    bare = record((f"It is the blue one. {KEPT}", "The form is on the table.", ""))
    turn, reading = next(iter(bare.readings.items()))
    seen = reading.model_copy(update={"shown": (SHOWN,)})
    met = bare.model_copy(update={"readings": {turn: seen}})
    needs = [scene_of(one, COACHING["en"].cues).moments[0] for one in (bare, met)]
    assert [moment.need for moment in needs] == [0.0, pytest.approx(0.63)]
    assert [moment.passes_over for moment in needs] == [False, True]
    assert needs[1].cues[0].text == KEPT
