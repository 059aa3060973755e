"""Cases to play: from files, reloaded, and always the last good ones."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

import example
from trainer.content.catalog import Catalog
from trainer.content.library import read_library
from trainer.core.scenario import Mood
from trainer.errors import ContentError, NotFoundError

NL = f"{example.SCENARIO}/nl.yaml"


def test_a_case_is_the_scenario_at_a_level(content: Path) -> None:
    catalog = Catalog(content)

    hard = catalog.case(example.SCENARIO, "nl", "hard")

    assert hard.mood == Mood(trust=1, anger=8, overload=4)
    assert (hard.turns, hard.styles) == (18, ("interrupts", "low-literacy"))
    assert hard is catalog.case(example.SCENARIO, "nl", "hard")


def test_a_draft_is_played_by_its_author_and_offered_to_nobody(content: Path) -> None:
    path = content / "scenarios" / example.SCENARIO / "scenario.yaml"
    path.write_text(path.read_text("utf-8").replace("status: tested", "status: draft"), "utf-8")
    catalog = Catalog(content)
    assert catalog.scenarios() == ()
    assert catalog.case(example.SCENARIO, "nl", "standard").scenario.status == "draft"


def test_what_can_be_played_is_listed(content: Path) -> None:
    entries = Catalog(content).scenarios()

    assert [(e.scenario.id, e.languages) for e in entries] == [(example.SCENARIO, ("nl",))]


@pytest.mark.parametrize(("scenario", "language"), [("nothing", "nl"), (example.SCENARIO, "da")])
def test_what_is_not_there_is_not_found(content: Path, scenario: str, language) -> None:
    with pytest.raises(NotFoundError, match=scenario):
        Catalog(content).case(scenario, language, "easy")


def test_a_rubric_comes_with_its_hash() -> None:
    catalog = Catalog(Path(__file__).parents[2])

    rubric, words, stamp = catalog.rubric("citizen-conversation", "da")

    assert set(words.criteria) == set(rubric.criteria)
    assert len(stamp) == 16
    assert stamp != catalog.rubric("citizen-conversation", "en")[2]
    with pytest.raises(NotFoundError, match="nothing"):
        catalog.rubric("nothing", "nl")


def test_a_missing_language_is_a_fault_and_the_others_play(content: Path) -> None:
    faults = [str(fault) for fault in Catalog(content).faults]

    assert [f for f in faults if f"{example.SCENARIO}/da.yaml:1: the file for the language da" in f]
    assert Catalog(content).case(example.SCENARIO, "nl", "easy")


def test_the_hash_follows_the_words_and_not_the_layout(content: Path, edit) -> None:
    def stamp() -> str:
        return Catalog(content).case(example.SCENARIO, "nl", "easy").hash

    before = stamp()
    edit(NL, "persona:\n", "# who it is about\npersona:\n")
    assert stamp() == before
    edit(NL, "age: 41", "age: 42")
    assert stamp() != before


def test_a_change_is_played_after_a_reload(content: Path, edit) -> None:
    catalog = Catalog(content)
    assert catalog.reload() is False

    edit(NL, "name: Wendy Kuipers", "name: Wendy Jansen")
    # The small case has one language only, which is told each time; what is good plays.
    with pytest.raises(ContentError, match="the language da is missing"):
        catalog.reload()

    assert catalog.case(example.SCENARIO, "nl", "easy").script.persona.name == "Wendy Jansen"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (NL, "opening: Zo.", "opening: Zo: dus."),
        (NL, "  letter-unread:\n    is:", "  letter-onread:\n    is:"),
        (f"{example.SCENARIO}/scenario.yaml", "channel: desk", "channel: moon"),
        (f"{example.SCENARIO}/scenario.yaml", "{learned: letter-unread", "{learned: nothing"),
        ("shared.nl.yaml", "everyday:", "everyday: 3 #"),
        ("defaults.yaml", "format: 1", "format: one"),
    ],
    ids=[
        "not YAML",
        "an id too few",
        "no choice",
        "a fact that is not there",
        "shared",
        "defaults",
    ],
)
def test_the_last_good_content_stays(content: Path, edit, name: str, old: str, new: str) -> None:
    catalog = Catalog(content)
    before = catalog.case(example.SCENARIO, "nl", "standard")
    path = edit(name, old, new)

    with pytest.raises(ContentError) as caught:
        catalog.reload()

    assert [f for f in caught.value.faults if f.path.endswith(name) and f.line >= 1]
    assert catalog.faults == tuple(caught.value.faults)
    assert catalog.case(example.SCENARIO, "nl", "standard").hash == before.hash
    path.write_text(path.read_text("utf-8").replace(new, old, 1), "utf-8")
    with pytest.raises(ContentError) as again:
        catalog.reload()
    assert not [fault for fault in again.value.faults if fault.path.endswith(name)]


async def test_a_running_server_takes_a_change_and_logs_a_fault(
    content: Path, edit, caplog: pytest.LogCaptureFixture
) -> None:
    catalog = Catalog(content)
    watching = asyncio.create_task(catalog.watch())

    async def until(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not holds():
                # A change made before the watcher stands is not seen: touch it again.
                edit(NL, "age: 4", "age: 4")
                await asyncio.sleep(0.1)

    def name() -> str:
        return catalog.case(example.SCENARIO, "nl", "easy").script.persona.name

    edit(NL, "name: Wendy Kuipers", "name: Wendy Jansen")
    await until(lambda: name() == "Wendy Jansen")
    edit(NL, "name: Wendy Jansen", "name: 12 #")
    await until(lambda: "stands where a text belongs" in caplog.text)
    watching.cancel()

    assert name() == "Wendy Jansen"


def test_broken_from_the_start_is_left_out(content: Path, edit) -> None:
    edit(NL, "opening: Zo.", "opening: Zo: dus.")

    catalog = Catalog(content)

    assert catalog.scenarios() == ()
    with pytest.raises(NotFoundError):
        catalog.case(example.SCENARIO, "nl", "easy")


RESOLVE = {
    "a topic": (
        "scenario", "{asked: [letter]", "{asked: [lettr]", "there is no topic 'lettr'; did you",
    ),
    "a fact that comes before": (
        "scenario", "after: rent-arrears", "after: rent", "there is no fact 'rent'",
    ),
    "a circle": (
        "scenario", "after: rent-arrears", "after: eviction-date", "comes after itself",
    ),
    "a fact learned": (
        "scenario", "{learned: eviction-date", "{learned: eviction", "there is no fact 'eviction'",
    ),
    "a fact without words": (
        "nl", "  does-not-sleep:\n    is:", "  sleeps:\n    is:", "'does-not-sleep' is missing",
    ),
    "words without a fact": (
        "nl", "  does-not-sleep:\n    is:", "  sleeps:\n    is:", "no facts id 'sleeps'",
    ),
    "a second voice without a person": (
        "nl", "      - Gaat wel.", "      - {text: Gaat wel., by: second}",
        "`persona.second` is missing",
    ),
    "another folder": ("scenario", "id: refused-benefit", "id: refused", "the id is 'refused'"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), RESOLVE.values(), ids=RESOLVE.keys())
def test_an_id_that_does_not_resolve_is_a_fault(
    content: Path, edit, name: str, old: str, new: str, told: str
) -> None:
    edit(f"{example.SCENARIO}/{name}.yaml", old, new)

    faults = read_library(content).faults

    assert [f for f in faults if told in str(f) and f.path.endswith(f"{name}.yaml")], faults


def test_a_file_that_does_not_belong_is_a_fault(content: Path) -> None:
    (content / "scenarios" / example.SCENARIO / "fr.yml").write_text("a: 1\n")

    assert [f for f in read_library(content).faults if "no place in a scenario" in f.wrong]


def test_no_content_at_all_is_a_fault(tmp_path: Path) -> None:
    assert read_library(tmp_path).faults
