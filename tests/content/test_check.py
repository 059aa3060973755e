"""What can be seen in the files: each fault made on purpose, and told where it stands."""

import shutil
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

import example
from trainer.content.check import check, checked, read_moves
from trainer.content.dead import usable
from trainer.content.library import read_library
from trainer.content.load import Loaded
from trainer.core.base import LANGUAGES
from trainer.core.case import lines
from trainer.core.move import Move
from trainer.errors import Fault

ROOT = Path(__file__).parents[2]
CASE = example.SCENARIO


@lru_cache(maxsize=1)
def moves() -> dict[str, Loaded[Move]]:
    """Return every move with its first examples only: enough here, and quick."""
    found = read_moves(ROOT, [])
    return {name: replace(move, model=shortened(move.model)) for name, move in found.items()}


def shortened(move: Move) -> Move:
    words = {
        language: found.model_copy(
            update={"examples": {batch: some[:2] for batch, some in found.examples.items()}}
        )
        for language in LANGUAGES
        if (found := move.words(language))
    }
    return move.model_copy(update=words)


def faults(content: Path) -> list[Fault]:
    library = read_library(content)
    return [*library.faults, *checked(library, moves())]


@pytest.fixture
def content(content: Path) -> Path:
    """Give the copy the library's rubric, so that criteria resolve."""
    rubric = "rubrics/citizen-conversation"
    shutil.copytree(ROOT / rubric, content / rubric)
    return content


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Return what is wrong with the small case as it is: it is shorter than a finished one."""
    root = tmp_path_factory.mktemp("untouched") / "content"
    shutil.copytree(example.CONTENT, root)
    rubric = "rubrics/citizen-conversation"
    shutil.copytree(ROOT / rubric, root / rubric)
    return frozenset(fault.wrong for fault in faults(root))


FAULTS = {
    # ids
    "a skill that is no criterion": (
        "scenario", "  speaks-plainly: {weight", "  speaks-clearly: {weight",
        "there is no criterion 'speaks-clearly'; did you mean 'speaks-plainly'?",
    ),
    "a reaction to no move": (
        "scenario", "  blames: {anger: +3", "  blame: {anger: +3",
        "there is no move 'blame'; did you mean 'blames'?",
    ),
    "a line after no move": (
        "nl", "    interrogates:\n      - Is dit", "    interrogate:\n      - Is dit",
        "there is no move 'interrogate'",
    ),
    "no reaction to a move": ("nl", "    dismisses:\n", "    x-y:\n", "no reaction to 'dismisses'"),
    "a beat that waits for nothing known": (
        "trainees.nl", "until: rent-arrears", "until: rent-arears",
        "there is no fact or item that is said 'rent-arears'; did you mean 'rent-arrears'?",
    ),
    "alternatives that are never said": (
        "trainees.nl", "    until: eviction-date\n", "",
        "`else` without `until` is never said",
    ),
    # the structure
    "too few facts": (
        "scenario", "  does-not-sleep: {told: {asked: [how-are-you, home-children], "
        "at-least: {trust: 6}}}\n", "", "5 facts; write 6 to 10",
    ),
    "nothing earned": (
        "scenario", "easy: {mood: {trust: 5,", "easy: {mood: {trust: 9,", "0 facts are earned",
    ),
    "nothing told freely": (
        "scenario", "told: freely", "told: {asked: [work-hours]}", "no fact is told freely",
    ),
    "no chain": ("scenario", "after: rent-arrears, ", "", "no fact comes after another"),
    "a threshold out of reach": (
        "scenario", "asked: [letter], at-least: {trust: 5}",
        "asked: [letter], at-least: {trust: 5, anger: 8}, at-most: {anger: 3}",
        "at level standard no mood within reach opens 'letter-unread'",
    ),
    # a warm-up
    "a warm-up as long as a case": (
        "scenario", "kind: conversation\n", "kind: conversation\nwarm-up: true\n",
        "6 facts; write 2 to 5",
    ),
    "a guide where nobody warms up": (
        "nl", "briefing:", "guide:\n  - Begin met een groet.\nbriefing:", "1 lines in 'guide'",
    ),
    "what to leave out of a note, in too few words": (
        "nl", "briefing:",
        "note:\n  leave-out:\n    sleep:\n      said-as:\n        - slaapt slecht\n"
        "      why: Dat is medisch.\nbriefing:",
        "1 lines in note/leave-out/sleep/said-as",
    ),
    # lines that never come
    "held back though told freely": (
        "nl", "    is: Haar uren zijn", "    holds-back:\n      - Nu niet.\n    is: Haar uren zijn",
        "'hours-cut' is told as soon as it may come, so it is never held back",
    ),
    "an answer to what is learned": (
        "nl",
        "  knows-letter: {title: Merkte dat de brief niet begrepen was,"
        " about: wat ze van de brief begreep}",
        "  knows-letter:\n    title: Merkte het\n    answer:\n      - Goed gezien, hoor.",
        "'knows-letter' is learned, not said, so nobody answers it",
    ),
    "an item that nothing says what it is about": (
        "nl", "    about: hoe ze bezwaar kan maken\n", "", "'names-objection' has no `about`",
    ),
    "waits until what is not there": (
        "nl", '        needs: "drie weken"', "        until: drie-weken",
        "no fact or item that is said 'drie-weken'",
    ),
    "needs what is learned": (
        "nl", '        needs: "drie weken"', "        needs: knows-eviction",
        "`needs: knows-eviction` is learned, not said; write `needs: eviction-date`",
    ),
    "needs what nobody says": (
        "nl", '        needs: "drie weken"', '        needs: "veertien dagen"',
        "`needs: veertien dagen` is no fact or item",
    ),
    # the words
    "a line said twice": (
        "nl", "    - En nu? Wat moet ik nou?", "    - Ik hou me in, maar niet lang meer!",
        "this line says what lines/tense/2 says: 'Ik hou me in, maar niet lang meer!'",
    ),
    "a line nearly said twice": (
        "nl", "    - En nu? Wat moet ik nou?",
        "    - Jullie sturen maar brieven en dan hoor je niks meer.", "this line says what",
    ),
    "a line that a shared one says": (
        "nl", "    - En nu? Wat moet ik nou?", "    - Hier kan ik niks mee.",
        "this line says what shared lines/nonsense",
    ),
    "a secret in a band line": (
        "nl", "    - En nu? Wat moet ik nou?", "    - Straks staat de deurwaarder op de stoep.",
        "this line gives away 'eviction-date' before it is told (deurwa, stoep)",
    ),
    "a long line": (
        "nl", "    - En nu? Wat moet ik nou?", "    - " + " ".join(["Ja"] * 26),
        "a line of 26 words; say it in at most 25",
    ),
    "words of the reader's own in a trainee's mouth": (
        "trainees.nl", "say: Fijn dat u dat vertelt",
        "say: Hoe staat u er financieel voor? Fijn dat u dat vertelt",
        "'Hoe staat u er financieel voor?' stands among what the reader was made from",
    ),
    "a hint that does not show how": (
        "nl", '"Bijvoorbeeld: Lukt het', '"Lukt het',
        "the third step does not show how it could sound; begin with 'Bijvoorbeeld:'",
    ),
    "an answer that nobody asks for": (
        "nl", "    employer: Een", "    shoe-size: Een", "nobody asks 'shoe-size'",
    ),
    "no model answer": (
        "nl", "    model-answer: Ik wil eerlijk", "    # Ik wil eerlijk",
        "'tells-no-clearly' has no `model-answer`",
    ),
    "an empty then": (
        "nl", "          answered:\n            - Dat kan ik wel. Geloof ik.\n          ignored:\n"
        "            - U zegt niet wat ik dan moet opschrijven.\n", "          answered: []\n",
        "an empty `then`",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_seen_once_it_is_made(
    content: Path, edit, name: str, old: str, new: str, told: str
) -> None:
    before = {(fault.path, fault.wrong) for fault in faults(content)}
    path = edit(f"{CASE}/{name}.yaml", old, new)

    found = [fault for fault in faults(content) if (fault.path, fault.wrong) not in before]

    assert [f for f in found if told in str(f) and f.path.endswith(path.name)], [
        str(f) for f in found
    ]


def test_words_after_a_topic_without_facts_never_come(content: Path, edit) -> None:
    edit(f"{CASE}/scenario.yaml", "asked: [how-are-you, home-children]", "asked: [how-are-you]")
    edit(
        f"{CASE}/nl.yaml",
        "      - Ze vragen niks. Dat is het erge.",
        "      - Ze vragen niks. Dat is het erge.\n    says-after:\n      - Dat zei ik net.",
    )

    assert [f for f in faults(content) if "no fact hangs on the topic 'home-children'" in f.wrong]


def test_a_case_without_a_required_item_settles_at_once(content: Path, edit) -> None:
    for _ in range(4):
        edit(f"{CASE}/scenario.yaml", ", required: true", "")

    assert [f for f in faults(content) if "no item is required" in f.wrong]
    assert [f for f in faults(content) if "a fair no without" in f.wrong]


def test_a_warm_up_is_guided_before_each_message_and_after(content: Path, edit) -> None:
    edit(f"{CASE}/scenario.yaml", "kind: conversation\n", "kind: conversation\nwarm-up: true\n")
    edit(f"{CASE}/scenario.yaml", "ends: {turns: 24", "ends: {turns: 4")

    told = [f for f in faults(content) if f.wrong == "0 lines in 'guide'"]
    assert [f.path.rsplit("/", 1)[1] for f in told] == ["nl.yaml"]
    assert "write 5" in told[0].instead


def test_dead_lines_are_not_counted(content: Path) -> None:
    script = read_library(content).scenarios[CASE].scripts["nl"].model
    gone = [("lines/calm", "", ""), ("facts/hours-cut/says/0", "", "")]

    assert len(usable(script, gone)) == len(list(lines(script))) - len(script.lines.calm) - 1


def test_all_faults_are_told_at_once_and_in_order(content: Path, edit) -> None:
    edit(f"{CASE}/nl.yaml", "opening: Zo.", "opening: Zo: dus.")
    edit("defaults.yaml", "format: 1", "format: one")

    found = check(content)

    assert [(f.path, f.line) for f in found] == sorted((f.path, f.line) for f in found)
    assert {f.path.rsplit("/", 1)[1] for f in found} >= {"nl.yaml", "da.yaml", "defaults.yaml"}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: probes", "id: probe", "the id is 'probe' and the file probes.yaml"),
        ("skill: listens-and-checks", "skill: listens", "there is no criterion 'listens'"),
        ("also: [asks-open]", "also: [asks-opn]", "there is no move 'asks-opn'; did you mean"),
    ],
)
def test_the_moves_are_of_one_vocabulary(content: Path, old: str, new: str, told: str) -> None:
    folder = content / "rubrics" / "moves"
    shutil.copytree(ROOT / "rubrics" / "moves", folder)
    text = (folder / "probes.yaml").read_text("utf-8")
    (folder / "probes.yaml").write_text(text.replace(old, new, 1), "utf-8")

    library = read_library(content)
    found = [str(fault) for fault in checked(library, read_moves(content, []))]

    assert [f for f in found if told in f and "probes.yaml" in f]
