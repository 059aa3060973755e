"""What is proved of drills and letters, with proofreaders that find all of it, or nothing."""

from collections.abc import Mapping

import pytest

from shipped import CATALOG
from trainer.core.base import Language
from trainer.core.plainness import Plain, PlainWords
from trainer.core.reading import Found
from trainer.core.wording import Likeness, Said
from trainer.exercising import Marking
from trainer.proof import ExerciseProof

PLAIN = Plain(PlainWords(terms=()))


class Finds:
    """Finds every point in a text, or none."""

    def __init__(self, all_of_it: bool) -> None:
        self.all = all_of_it

    async def read(self, language: Language, points: Mapping[str, Said], text: str) -> Likeness:
        said = tuple(Found(id=id, text=text) for id in points) if self.all else ()
        return Likeness(said=said, plainness=PLAIN.measure("Short."))


def proof(all_of_it: bool) -> ExerciseProof:
    return ExerciseProof(CATALOG, Marking(Finds(all_of_it)))


async def test_what_its_author_calls_good_holds_what_it_must() -> None:
    assert await proof(all_of_it=True).prove() == []


@pytest.mark.parametrize(
    ("id", "says", "count"),
    [
        ("rent-answer", "the mend is not read as saying what it must", 3),
        ("income-check", "the example is not read as saying 'help'", 1),
        ("asking-well", "the example is not read as saying 'goal'", 1),
        ("clear-answer", "", 0),
    ],
)
async def test_what_cannot_be_found_is_told_with_its_line(id: str, says: str, count: int) -> None:
    faults = [f for f in await proof(all_of_it=False).prove([id]) if says in f.wrong]
    assert len(faults) == 3 * count
    assert all(fault.line > 1 for fault in faults)
    assert len({fault.path for fault in faults}) == (3 if count else 0)


async def test_a_sample_reads_each_once() -> None:
    told: list[str] = []
    await proof(all_of_it=True).prove(
        progress=lambda done, total, what: told.append(what), sample=True
    )
    assert len(told) == len(CATALOG.exercises()) + 1
    assert len({what.partition(" ")[0] for what in told[:-1]}) == len(CATALOG.exercises())
    assert {what.rpartition(" ")[2] for what in told[:-1]} == {"nl", "en", "da"}
