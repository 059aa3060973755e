"""The proof, on the small case, with its trainees' words read by heart."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import example
from trainer.content.catalog import Catalog
from trainer.content.coaching import load_coaching
from trainer.content.load import load_model
from trainer.core.case import Case
from trainer.core.reading import Found, Reading
from trainer.core.scenario import LEVELS
from trainer.core.script import Trainees
from trainer.core.transcript import Transcript
from trainer.engines.embedded.citizen import EmbeddedCitizen
from trainer.engines.embedded.grader import EmbeddedGrader
from trainer.practice import Engine
from trainer.proof import Proof

ROOT = Path(__file__).parents[2]
RUBRIC = Path("rubrics") / "citizen-conversation"
WARMLY = ("names-feeling", "acknowledges-impact")
READ = {
    # the skilled trainee, beat by beat
    "Goedemorgen mevrouw Kuipers. Ik": example.reading("greets", *WARMLY, "asks-open"),
    "Van de ene op de andere": example.reading(
        "summarises", "acknowledges-impact", "asks-open", topics=("payslip",)
    ),
    "Wat is er met dat papier": example.reading("probes", topics=("payslip",)),
    "Dus u vroeg er drie keer": example.reading("summarises", *WARMLY, topics=("home-rent",)),
    "U hoeft het niet alleen": example.reading("affirms", "asks-open", topics=("home-rent",)),
    "Fijn dat u dat vertelt": example.reading("affirms", "probes", topics=("home-rent",)),
    "Ik vraag het omdat we daar": example.reading("gives-reason", "probes", topics=("home-rent",)),
    "Elf dagen, en u draagt": example.reading(
        "acknowledges-impact", "refers-warmly", "checks-understanding", items=("offers-debt-help",)
    ),
    "Ik ben eerlijk, geld": example.reading(
        "explains-plainly", "gives-reason",
        items=("tells-no-clearly", "explains-refusal", "explains-new-application"),
    ),
    "Vindt u het besluit niet": example.reading(
        "offers-options", "commits-next-step", "checks-understanding", "closes-well",
        items=("names-objection", "agrees-next-step"), phrases=("goodbye",),
    ),
    # the middling one
    "Goedemorgen. Wat vervelend.": example.reading("greets", "empty-phrase", "asks-open"),
    "Ik begrijp het. Er ontbrak": example.reading("empty-phrase", items=("explains-refusal",)),
    "U kunt het opnieuw": example.reading("offers-options", items=("explains-new-application",)),
    "Heeft u verder nog vragen?": example.reading("asks-closed"),
    # the poor one
    "Uw nummer graag.": example.reading("asks-closed"),
    "Tja, dan had u uw papieren": example.reading("blames"),
    "Ik kan daar niets aan doen": example.reading("dismisses", "quotes-rule"),
    "Er staan nog meer mensen": example.reading("sends-away"),
}  # fmt: skip


class ByHeart:
    """A reader that knows the small case's trainees, or nothing at all."""

    def __init__(self, known: dict[str, Reading]) -> None:
        self.known = known

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        for start, reading in self.known.items():
            if message.startswith(start):
                return _quoting(reading, message)
        return Reading(words=len(message.split()))

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        return ()


def _quoting(reading: Reading, message: str) -> Reading:
    """Let everything found be shown by the message itself, since a quote must stand there."""
    parts = {
        name: tuple(Found(id=found.id, text=message) for found in getattr(reading, name))
        for name in ("moves", "topics", "items", "phrases")
    }
    return reading.model_copy(update={**parts, "words": len(message.split())})


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    root = tmp_path_factory.mktemp("proof") / "content"
    shutil.copytree(example.CONTENT, root)
    shutil.copytree(ROOT / RUBRIC, root / RUBRIC)
    yield Catalog(root)


def proof(catalog: Catalog, known: dict[str, Reading]) -> Proof:
    grader = EmbeddedGrader(load_coaching(ROOT / RUBRIC))
    return Proof(catalog, Engine(ByHeart(known), EmbeddedCitizen(), grader))


def test_every_message_of_the_trainees_is_known_by_heart() -> None:
    trainees = load_model(
        example.CONTENT / "scenarios" / example.SCENARIO / "trainees.nl.yaml", Trainees
    )
    beats = (*trainees.skilled, *trainees.middling, *trainees.poor)
    texts = [text for beat in beats for text in (beat.say, *beat.else_)]

    assert [text for text in texts if not text.startswith(tuple(READ))] == []


async def test_a_sound_case_is_proven_at_every_level(catalog: Catalog) -> None:
    seen: list[tuple[int, int, str]] = []

    faults = await proof(catalog, READ).prove(progress=lambda *told: seen.append(told))

    assert [str(fault) for fault in faults] == []
    assert [(done, total) for done, total, _ in seen] == [(i, 3) for i in range(4)]
    assert [what for _, _, what in seen[:3]] == [f"{example.SCENARIO} nl {x}" for x in LEVELS]


async def test_a_sample_plays_one_case_once_a_language(catalog: Catalog) -> None:
    seen: list[str] = []

    await proof(catalog, READ).prove(progress=lambda *told: seen.append(told[2]), sample=True)

    assert seen == [f"{example.SCENARIO} nl easy", ""]


async def test_a_reader_that_understands_nothing_proves_nothing(catalog: Catalog) -> None:
    faults = await proof(catalog, {}).prove(levels=("standard",))

    told = " / ".join(fault.wrong for fault in faults)
    assert "nobody scripted gets 'tells-no-clearly' done" in told
    assert "skilled is not above middling on empathy" in told
    # What can be reached does not hang on the reader.
    assert "nobody can be told" not in told


async def test_only_what_is_named_is_played(catalog: Catalog) -> None:
    assert await proof(catalog, {}).prove(scenarios=("another",)) == []
    assert await proof(catalog, {}).prove(languages=("da",)) == []
