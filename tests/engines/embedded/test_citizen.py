"""The embedded citizen: whose words come, where two people sit at the desk."""

from pathlib import Path

import pytest

from trainer.content.catalog import Catalog
from trainer.core import conversation
from trainer.core.case import Case
from trainer.core.direction import Direction, Piece, Slot
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.citizen import compose

CATALOG = Catalog(Path(__file__).parents[3])
HOUSEHOLD = CATALOG.case("complex-household", "en", "standard")
SEEDS = range(12)


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
