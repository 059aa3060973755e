"""Drafting, with the answers that a model would give: sound, broken, and mended once."""

import asyncio
import json
from functools import cache
from pathlib import Path

import pytest

import recorded
from trainer.content.check import Moves, read_moves, scenario_faults
from trainer.content.gaps import gaps
from trainer.content.library import Library, read_library
from trainer.content.load import load_model
from trainer.core.scenario import Scenario
from trainer.core.script import Script, Trainees
from trainer.drafting.draft import Brief, Draft
from trainer.drafting.writing import CALLS, Writing
from trainer.engines.model.masking import Mask
from trainer.errors import ConflictError, ModelError

ROOT = Path(__file__).parents[2]
RUBRIC = "citizen-conversation"
BRIEF = Brief("open-street", "Een man is boos over zijn straat.", "nl")


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(ROOT)


@cache
def moves() -> Moves:
    return read_moves(ROOT, [])


def writing(library: Library, author: recorded.Recorded | None) -> Writing:
    return Writing(library, moves(), RUBRIC, author, "openai:any" if author else "")


def kept(draft: Draft, tmp_path: Path) -> Library:
    """Write a draft beside what every case needs, and read it all."""
    (tmp_path / "scenarios").mkdir()
    for name in ("rubrics", "scenarios/defaults.yaml"):
        (tmp_path / name).symlink_to(ROOT / name)
    for path in (ROOT / "scenarios").glob("shared.*.yaml"):
        (tmp_path / "scenarios" / path.name).symlink_to(path)
    draft.keep(tmp_path / "scenarios")
    return read_library(tmp_path)


Drafted = tuple[Draft, recorded.Recorded, list[int]]


@pytest.fixture(scope="module")
def whole(library: Library) -> Drafted:
    """Return a draft that a model wrote without a fault."""
    author, seen = recorded.Recorded(), []
    draft = asyncio.run(
        writing(library, author).draft(BRIEF, lambda done, total, what: seen.append(done))
    )
    return draft, author, seen


def test_a_model_writes_a_whole_case(whole: Drafted, tmp_path: Path) -> None:
    draft, author, seen = whole
    assert draft.missing == ()
    assert len(author.calls) == CALLS
    assert (seen[0], max(seen)) == (0, CALLS)
    made = kept(draft, tmp_path)
    files = made.scenarios[BRIEF.id]
    assert made.faults == ()
    assert [str(fault) for fault in gaps(files)] == []
    assert [str(f) for f in scenario_faults(made, files, moves())] == []
    for language in ("nl", "en", "da"):
        assert files.scripts[language].model == load_model(
            recorded.CASE / f"{language}.yaml", Script
        ).model_copy(update={"translates": None})
        assert files.trainees[language].model == load_model(
            recorded.CASE / f"trainees.{language}.yaml", Trainees
        )


def test_a_draft_is_a_draft_whatever_the_model_says(whole: Drafted) -> None:
    structure = whole[0].files["scenario.yaml"]
    assert "\nstatus: draft\n" in structure
    assert "\nid: open-street\n" in structure
    assert BRIEF.text in structure


def test_what_a_call_needs_is_in_it(whole: Drafted) -> None:
    _, author, _ = whole
    assert all(BRIEF.text in system + task for _, system, task in author.calls)
    tasks = {key: task for key, _, task in author.calls}
    assert "home-wife" in tasks["Questions/nl"]
    assert "sleeps-in-chair" in tasks["Secrets/nl"]
    assert "names-feeling" in tasks["Talk/nl"]
    # The other languages see what was written first.
    assert "Hofstra" in tasks["Face/da"] and "Hofstra" not in tasks["Face/nl"]
    # What stays the same comes first, so that a prefix cache works.
    systems = {system for key, system, _ in author.calls if key != "Plan"}
    assert len(systems) == 1


LEAKY = "Mijn vrouw heeft alzheimer en ik slaap in een stoel bij de voordeur."


@pytest.fixture(scope="module")
def spoilt(library: Library) -> Drafted:
    """Return a draft by a model that goes wrong here and there, once or for good."""
    words = recorded.values("nl.yaml")
    few = {**words["topics"], "fine": {"asked": ["Wat?"], "says": ["Nee."]}}
    leaky = {**words["lines"], "calm": [*words["lines"]["calm"], LEAKY]}
    strange = json.dumps({"facts": {"moon": {"is": "Kaas.", "says": ["Kaas."]}}})
    author = recorded.Recorded(
        {
            "Questions/nl": [json.dumps({"topics": few})],
            "Talk/nl": [json.dumps({"lines": leaky})],
            "Secrets/en": [strange, strange],
            "Trainees/da": ["I would be happy to help.", '{"skilled": [{"say": "Half'],
        }
    )
    return asyncio.run(writing(library, author).draft(BRIEF)), author, []


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("Questions/nl", "1 lines in topics/fine/asked; write at least 6"),
        ("Talk/nl", "this line gives away"),
        ("Secrets/en", "'moon'"),
        ("Trainees/da", "this is not JSON"),
    ],
)
def test_what_is_wrong_is_told_to_the_model_once(spoilt: Drafted, key: str, wrong: str) -> None:
    first, second = [task for one, _, task in spoilt[1].calls if one == key]
    assert wrong not in first
    assert wrong in second


def test_what_is_mended_is_taken(spoilt: Drafted) -> None:
    assert LEAKY not in spoilt[0].files["nl.yaml"]
    assert "Die bon is het toetje." in spoilt[0].files["nl.yaml"]


def test_what_stays_wrong_is_a_gap_and_no_guess(spoilt: Drafted, tmp_path: Path) -> None:
    assert spoilt[0].missing == ("en.yaml: facts", "trainees.da.yaml")
    made = kept(spoilt[0], tmp_path)
    files = made.scenarios[BRIEF.id]
    assert made.faults == ()
    assert {fault.path.rsplit("/", 1)[-1] for fault in gaps(files)} == {"trainees.da.yaml"}
    # What the plan knew of a fact stands there; how it is told does not.
    assert files.scripts["en"].model.facts["wife-ill"].says == ()
    assert files.scripts["en"].model.lines.calm
    assert any("TODO" in told or "left as TODO" in told for told in spoilt[0].told())


async def test_what_could_be_somebodys_stays_on_the_machine(library: Library) -> None:
    author = recorded.Recorded({"Plan": ["no", "no"]})
    told = "Sanne de Boer, BSN 123456782, belt met 06-12345678."
    writing = Writing(library, moves(), RUBRIC, author, "openai:any", Mask("nl").hide)
    draft = await writing.draft(Brief("open-street", told, "nl"))
    for _, system, task in author.calls:
        for own in ("Boer", "123456782", "12345678"):
            assert own not in system + task
    said = "\n".join(draft.told())
    assert "openai:any gave no case that could be used" in said
    assert "wrote it" not in said, "nothing that a model wrote stands in it"
    # It stays in the file, on this machine, for who wrote it.
    assert told in draft.files["scenario.yaml"]


async def test_a_plan_that_does_not_resolve_is_no_plan(library: Library, tmp_path: Path) -> None:
    plan = recorded.plan()
    plan["facts"]["wife-ill"] = {"is": "x", "told": {"asked": ["no-such-topic"]}}
    author = recorded.Recorded({"Plan": [json.dumps(plan), json.dumps(plan)]})
    draft = await writing(library, author).draft(BRIEF)
    assert len(author.calls) == 2
    assert "no-such-topic" in author.calls[1][2]
    assert draft.missing[0].startswith("all of it")
    assert next(gaps(kept(draft, tmp_path).scenarios[BRIEF.id]), None)


async def test_a_provider_that_fails_leaves_a_skeleton(library: Library) -> None:
    class Silent:
        async def write(self, system: str, task: str, kind: type) -> str:
            raise ModelError("openai:any cannot be reached")

    draft = await writing(library, Silent()).draft(BRIEF)  # type: ignore[arg-type]
    assert draft.missing
    assert load_text(draft.files["scenario.yaml"])


def load_text(text: str) -> Scenario:
    import yaml

    return Scenario.model_validate(yaml.safe_load(text), by_alias=True, by_name=False)


async def test_without_a_model_a_skeleton_is_made_that_loads(
    library: Library, tmp_path: Path
) -> None:
    draft = await writing(library, None).draft(BRIEF)
    made = kept(draft, tmp_path)
    files = made.scenarios[BRIEF.id]
    assert made.faults == ()
    assert set(files.scripts) == set(files.trainees) == {"nl", "en", "da"}
    wrong = [*gaps(files), *scenario_faults(made, files, moves())]
    told = "\n".join(str(fault) for fault in wrong)
    for place in ("nl.yaml", "en.yaml", "da.yaml"):
        for missing in (
            f"{place}:1: title is not written yet",
            "persona/age is not written yet",
            "0 lines in topics/topic-1/asked; write at least 6",
            "0 lines in 'calm'; write at least 12",
            "no reaction to 'names-feeling'",
            "hints/late/2 is not written yet",
        ):
            assert missing in told
    assert "themes/0 is not written yet" in told
    assert "skilled/0/say is not written yet" in told
    # Nothing is told twice over: a gap is a gap, and no bad line besides.
    assert "this line says what" not in told
    assert "does not come out" not in told


async def test_nothing_is_overwritten(library: Library, tmp_path: Path) -> None:
    draft = await writing(library, None).draft(BRIEF)
    draft.keep(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    with pytest.raises(ConflictError, match="--name"):
        Draft(BRIEF.id, {"nl.yaml": "title: another\n"}).keep(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before
