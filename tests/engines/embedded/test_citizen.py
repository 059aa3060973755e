"""The embedded citizen: whose words come, where two people sit at the desk."""

import pytest

from example import opening
from shipped import CATALOG
from trainer.core import conversation
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Case
from trainer.core.direction import Direction
from trainer.core.piece import Piece, Slot
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.citizen import compose, line_by_id

HOUSEHOLD = CATALOG.case("complex-household", "en", "standard")
SEEDS = range(12)
MOST_ASKED = (
    "name", "born", "age", "address", "lived-here", "phone", "email", "partner", "children", "job",
    "how-long", "been-before",
)  # fmt: skip


def voices(case: Case, message: str, *pieces: tuple[Slot, str]) -> list[set[str]]:
    """Return who may say each piece in answer to a message, over some seeds."""
    turns = (Turn(speaker="citizen", text="Well."), Turn(speaker="trainee", text=message))
    transcript = Transcript(language=case.language, scenario=case.scenario.id, turns=turns)
    direction = Direction(
        band="tense",
        mood=conversation.start(case).mood,
        pieces=tuple(Piece(slot=slot, ref=ref) for slot, ref in pieces),
    )
    replies = [compose(case, transcript, direction, (), seed).spoken for seed in SEEDS]
    return [{reply[i].by for reply in replies} for i in range(len(pieces))]


FEELING: tuple[Slot, str] = ("reaction", "names-feeling")


@pytest.mark.parametrize(
    ("message", "who"),
    [
        ("Callum, that must be hard for you.", {"second"}),
        ("Donna, that must be hard for you.", {"first"}),
        ("That must be hard.", {"first", "second"}),
    ],
)
def test_who_is_spoken_to_answers(message: str, who: set[str]) -> None:
    assert voices(HOUSEHOLD, message, FEELING, ("wants", "")) == [who, who]


def test_who_tells_something_reacts_too() -> None:
    told = ("fact", "sleeps-elsewhere")

    assert voices(HOUSEHOLD, "That must be hard.", FEELING, told) == [{"second"}, {"second"}]


def test_nobody_fills_the_time_before_anothers_answer() -> None:
    turns = (Turn(speaker="trainee", text="Callum, are you here for a passport?"),)
    transcript = Transcript(language="en", scenario=HOUSEHOLD.scenario.id, turns=turns)
    pieces = (Piece(slot="reaction", ref="asks-closed"), Piece(slot="wants"))
    mood = conversation.start(HOUSEHOLD).mood
    direction = Direction(band="tense", mood=mood, pieces=pieces)

    reply = compose(HOUSEHOLD, transcript, direction, (), seed=1)

    assert [piece.by for piece in reply.spoken] == ["second"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", CATALOG.library.scenarios)
def test_what_people_ask_most_has_an_answer(scenario: str, language: Language) -> None:
    answers = CATALOG.case(scenario, language, "standard").script.persona.answers

    assert set(MOST_ASKED) <= set(answers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scenario", CATALOG.library.scenarios)
def test_a_want_that_was_met_is_not_said_again(scenario: str, language: Language) -> None:
    case = CATALOG.case(scenario, language, "standard")
    said = tuple(id for id, item in case.scenario.checklist.items() if item.said)
    wants = Piece(slot="wants")
    mood = conversation.start(case).mood
    for band in ("furious", "tense", "calm"):
        direction = Direction(band=band, mood=mood, pieces=(wants,), said=said)
        for seed in SEEDS:
            reply = compose(case, opening(case), direction, (), seed)
            some = {line_by_id(case, id).until for id in reply.lines}
            assert not some.intersection(said)
