"""The refused benefit: one small case that tests can rely on, whatever becomes of the library."""

from functools import lru_cache
from pathlib import Path

from trainer.content.catalog import Catalog
from trainer.core.case import Case
from trainer.core.reading import Found, Reading
from trainer.core.scenario import LevelName

CONTENT = Path(__file__).parent / "fixtures" / "content"
SCENARIO = "refused-benefit"


@lru_cache(maxsize=3)
def case(level: LevelName = "standard") -> Case:
    """Return the case in Dutch at a level."""
    return Catalog(CONTENT).case(SCENARIO, "nl", level)


def reading(
    *moves: str,
    topics: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
    wrong: tuple[str, ...] = (),
    phrases: tuple[str, ...] = (),
    words: int = 10,
    questions: int = 0,
    repeats: bool = False,
) -> Reading:
    """Return a reading that found these; the words that show them do not matter here."""
    found = {
        name: tuple(Found(id=id, text="x") for id in ids)
        for name, ids in {
            "moves": moves,
            "topics": topics,
            "items": items,
            "wrong": wrong,
            "phrases": phrases,
        }.items()
    }
    return Reading(**found, words=words, questions=questions, repeats=repeats)
