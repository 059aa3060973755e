"""Scripted trainees, played: a beat waits for what it is there for."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

import example
from trainer.content.trainees import read_beats
from trainer.core.case import Case
from trainer.core.reading import Reading
from trainer.core.scenario import LEVELS, LevelName
from trainer.core.script import Beat
from trainer.core.transcript import Transcript
from trainer.engines.embedded.citizen import EmbeddedCitizen
from trainer.errors import ContentError
from trainer.practice import Engine
from trainer.proof import determined, simulate, simulation_json
from trainer.proof.proof import WARM

CASE = example.case()
WARMLY = ("names-feeling", "acknowledges-impact", "affirms")


@dataclass
class Known:
    """A reader that knows a few messages by heart, and finds nothing in any other."""

    readings: dict[str, Reading] = field(default_factory=dict)

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        return self.readings.get(message, Reading(words=1))

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        return ()


class Ungraded:
    """No grader is needed here."""

    async def grade(self, rubric, words, record):
        raise AssertionError("nothing is graded in these tests")


def engine(**readings: Reading) -> Engine:
    return Engine(Known(readings), EmbeddedCitizen(), Ungraded())


def said(attempt) -> list[str]:
    return [exchange.message for exchange in attempt.exchanges]


ASKS = example.reading(*WARMLY, topics=("letter",))
BEATS = {
    "one that gets it at once": (
        {"a": example.reading(topics=("payslip",))}, ("payslip-missing",), ["a", "end"],
    ),
    "one that needs its alternatives": (
        {"b": example.reading(topics=("payslip",))}, ("payslip-missing",), ["a", "b", "end"],
    ),
    "one that never gets it": ({}, ("payslip-missing",), ["a", "b", "c"]),
    "one that waits for an item": (
        {"a": example.reading(items=("names-objection",))}, ("names-objection",), ["a", "end"],
    ),
    "one that waits for two things": (
        {
            "a": example.reading(items=("names-objection",)),
            "b": example.reading(topics=("payslip",)),
        },
        ("names-objection", "payslip-missing"), ["a", "b", "end"],
    ),
    "one that waits for nothing": ({"a": example.reading("greets")}, (), ["a", "end"]),
}  # fmt: skip


@pytest.mark.parametrize(("readings", "until", "texts"), BEATS.values(), ids=BEATS.keys())
async def test_a_beat_is_said_until_it_has_what_it_waits_for(readings, until, texts) -> None:
    beats = [Beat(say="a", until=until, else_=("b", "c")), Beat(say="end")]

    attempt = await simulate(engine(**readings), CASE, beats)

    assert said(attempt)[: len(texts)] == texts


async def test_the_talk_stops_where_the_citizen_ends_it() -> None:
    silence = {"...": Reading(words=0)}

    attempt = await simulate(engine(**silence), CASE, ["..."] * 9)

    assert len(attempt.exchanges) == 4
    assert attempt.state.ending is not None
    assert attempt.state.ending.kind == "unsettled"


async def test_the_same_seed_plays_the_same_talk() -> None:
    readings = {"a": example.reading("asks-open"), "b": ASKS}

    first = await simulate(engine(**readings), CASE, ["a", "b", "a", "b"], seed=3)

    assert first == await simulate(engine(**readings), CASE, ["a", "b", "a", "b"], seed=3)


async def test_what_is_printed_holds_the_whole_talk() -> None:
    readings = {"a": example.reading(topics=("payslip",), items=("names-objection",))}
    attempt = await simulate(engine(**readings), CASE, ["a"])

    printed = simulation_json(CASE, attempt, "skilled", {"engine": "embedded"})

    assert set(printed) == {
        "scenario", "level", "language", "trainee", "ending", "turns", "told", "checklist",
        "moods", "assessment",
    }  # fmt: skip
    assert printed["turns"][0] == {"speaker": "citizen", "text": CASE.script.opening.text}
    assert [turn["speaker"] for turn in printed["turns"]] == ["citizen", "trainee", "citizen"]
    assert printed["told"] == ["payslip-missing"]
    assert printed["checklist"]["done"] == ["names-objection"]
    assert len(printed["checklist"]["missed"]) == len(CASE.scenario.checklist) - 1
    assert printed["moods"][0] == {"trust": 3, "anger": 6, "overload": 2}
    assert len(printed["moods"]) == 2


@pytest.mark.parametrize("level", LEVELS)
async def test_a_determined_trainee_is_told_the_last_fact_of_a_chain(level: LevelName) -> None:
    state = await determined(engine(), example.case(level), "eviction-date", WARM)

    assert state.told[-1] == "eviction-date"
    assert "rent-arrears" in state.told


async def test_without_warmth_nobody_is_told_it() -> None:
    state = await determined(engine(), CASE, "eviction-date", ("argues",))

    assert "eviction-date" not in state.told
    assert state.ending is not None


FILES = {
    "texts": ("a.yaml", "- Goedemorgen.\n- Vertelt u eens.\n"),
    "beats": (
        "a.yaml",
        "- say: Goedemorgen.\n- say: Vertelt u eens.\n  until: hours-cut\n  else:\n    - Nou?\n",
    ),
    "JSON": ("a.json", '["Goedemorgen.", {"say": "Vertelt u eens.", "until": "hours-cut"}]'),
    "plain text": ("a.txt", "Goedemorgen.\n\nVertelt u eens.\n"),
}


@pytest.mark.parametrize(("name", "text"), FILES.values(), ids=FILES.keys())
def test_beats_come_from_a_file(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")

    assert [beat.say for beat in read_beats(path)] == ["Goedemorgen.", "Vertelt u eens."]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.yaml", "- say: Ja\n  utnil: x\n", "did you mean 'until'"),
        ("a.yaml", "skilled:\n  - Ja\n", "is not a list"),
        ("a.yaml", "", "is not a list"),
        ("a.json", "{", "not a JSON list"),
        ("a.json", "[]", "no messages"),
        ("a.txt", "\n\n", "no messages"),
        ("a.txt", None, "cannot be read"),
    ],
)
def test_a_file_without_beats_is_told(tmp_path: Path, name: str, text: str | None, told) -> None:
    path = tmp_path / name
    if text is not None:
        path.write_text(text, "utf-8")

    with pytest.raises(ContentError, match=told):
        read_beats(path)
