"""What a coach agreed was read wrong is read right after the next training."""

from pathlib import Path

import pytest

from trainer.content.moves import load_moves
from trainer.content.reading import load_plain, load_signals
from trainer.core.lesson import Lesson, taught
from trainer.core.move import Move
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.embedding import Embedding, available
from trainer.engines.embedded.reader import EmbeddedReader
from trainer.engines.embedded.train import train

ROOT = Path(__file__).parents[2]
MOVE = "acknowledges-impact"
HEARD = "Ik kom er niet meer uit."
SAID = (
    "Zo'n torenhoge stapel zakt een mens toch in de schoenen.",
    "Je ziet door de bomen het bos niet meer.",
    "Die bril was uw oren en ogen tegelijk.",
    "Een hond erbij hebben is hier thuiskomen voor u.",
    "Met die trap is boven nu een ander land.",
    "Zo wordt de brievenbus een vijand.",
)
"""What acknowledges in words that few would find: a small training cannot know them all."""
FEW = 25


def few(move: Move) -> Move:
    """Return a move with some of its examples: training on all takes minutes."""
    changes = {}
    for language in ("nl", "en", "da"):
        words = move.words(language)  # type: ignore[arg-type]
        examples = {"first": words.examples["first"][:FEW]}
        misses = {"first": words.near_misses["first"][:FEW]}
        changes[language] = words.model_copy(update={"examples": examples, "near_misses": misses})
    return move.model_copy(update=changes)


@pytest.mark.slow
@pytest.mark.skipif(not available(), reason="the embedding's wheel is not there")
async def test_training_learns_from_practice(tmp_path: Path) -> None:
    chosen = ("acknowledges-impact", "asks-open", "dismisses")
    moves = [few(one) for one in load_moves(ROOT) if one.id in chosen]
    signals, plain = load_signals(ROOT), load_plain(ROOT)
    embedding = Embedding(tmp_path / "vectors.sqlite", 2)
    heard = Transcript(language="nl", turns=(Turn(speaker="citizen", text=HEARD),))

    async def finds(reader: EmbeddedReader, said: str) -> bool:
        return (await reader.read(None, heard, said)).has(MOVE)

    def taught_with(*lessons: Lesson) -> EmbeddedReader:
        weights = train(taught(moves, lessons), signals, plain, embedding)
        return EmbeddedReader(weights, signals, plain, embedding)

    untaught = taught_with()
    missed = [said for said in SAID if not await finds(untaught, said)]
    assert missed
    lesson = Lesson(language="nl", text=missed[0], after=HEARD, holds=(MOVE,), near=("dismisses",))
    assert await finds(taught_with(lesson), missed[0])
