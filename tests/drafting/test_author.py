"""One part asked of a model: taken, asked once more, or left."""

import json

import pytest

from trainer.core.base import Value
from trainer.drafting.author import prompt, written
from trainer.errors import ModelError


class Rhyme(Value):
    """Two lines."""

    first_line: str
    second: str


GOOD = json.dumps({"first-line": "De brug is dicht", "second": "er brandt geen licht"})
LAME = json.dumps({"first-line": "De brug is dicht", "second": "dat is vervelend"})
BROKEN = {
    "no JSON": "I would be happy to help with that.",
    "half of it": '{"first-line": "De br',
    "another form": '{"verses": ["roses"]}',
    "a list": "[]",
    "nothing": "",
    "one key too many": json.dumps({**json.loads(GOOD), "third": "x"}),
    "the wrong kind": '{"first-line": 1, "second": 2}',
}


class Scripted:
    """Answers what it is given, in order; then fails as a provider does."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.tasks: list[str] = []

    async def write(self, system: str, task: str, kind: type[Value]) -> str:
        self.tasks.append(task)
        if not self.answers:
            raise ModelError("openai:any cannot be reached")
        return self.answers.pop(0)


def lame(rhyme: Rhyme) -> list[str]:
    return [] if rhyme.second.endswith("licht") else ["the second line does not rhyme"]


async def asked(author: Scripted) -> Rhyme | None:
    return await written(author, "You write.", "Write two lines.", Rhyme, lame)


async def test_what_fits_is_taken_at_once() -> None:
    author = Scripted(GOOD)
    assert await asked(author) == Rhyme.model_validate(json.loads(GOOD))
    assert len(author.tasks) == 1


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```", "  {}\n"])
async def test_a_fence_around_it_does_not_matter(fence: str) -> None:
    assert await asked(Scripted(fence.replace("{}", GOOD))) is not None


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
async def test_what_is_broken_is_asked_once_more(text: str) -> None:
    author = Scripted(text, GOOD)
    assert await asked(author) is not None
    assert len(author.tasks) == 2
    assert text in author.tasks[1]
    assert prompt("repair").strip() in author.tasks[1]


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
async def test_what_stays_broken_is_nothing(text: str) -> None:
    author = Scripted(text, text)
    assert await asked(author) is None
    assert len(author.tasks) == 2


async def test_a_fault_in_the_content_is_told() -> None:
    author = Scripted(LAME, GOOD)
    found = await asked(author)
    assert found and found.second == "er brandt geen licht"
    assert "does not rhyme" in author.tasks[1]


@pytest.mark.parametrize("after", [LAME, BROKEN["no JSON"]])
async def test_a_fault_that_stays_is_kept_for_a_person(after: str) -> None:
    found = await asked(Scripted(LAME, after))
    assert found and found.second == "dat is vervelend"


async def test_a_provider_that_fails_gives_nothing() -> None:
    assert await asked(Scripted()) is None
