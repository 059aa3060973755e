"""What does not fit a model, told in plain words at its line."""

from pathlib import Path

import pytest

from trainer.content.load import load, load_model
from trainer.content.yaml import read
from trainer.core.base import Value
from trainer.core.scenario import Scenario
from trainer.core.script import Script, Trainees
from trainer.errors import ContentError, Fault

MODELS: dict[str, type[Value]] = {"scenario": Scenario, "nl": Script, "trainees.nl": Trainees}
FAULTS = {
    "an unknown key with a near one": (
        "nl", "summary: Iemand", "sumary: Iemand", "unknown key 'sumary'; did you mean 'summary'?",
    ),
    "a missing key": (
        "nl", "summary: Iemand komt", "# Iemand komt", "the key 'summary' is missing; add it",
    ),
    "a key below a shorthand": (
        "nl", "    says-after:\n      - Dat heb", "    says-afer:\n      - Dat heb",
        "unknown key 'says-afer'; did you mean 'says-after'?",
    ),
    "a number for a text": (
        "nl", "      - Komt u nog rond?", "      - 12",
        "asked: the number 12 stands where a text belongs; put it in quotes",
    ),
    "a truth value for a text": (
        "nl", "  speech: Korte zinnen.", "  speech: true #",
        "speech: true stands where a text belongs; put it in quotes",
    ),
    "nothing for a text": (
        "nl", "title: De afgewezen uitkering", "title:",
        "title: nothing stands where a text belongs; write a text",
    ),
    "a text for a number": (
        "nl", "age: 41", "age: veel",
        'age: "veel" is not a whole number; write a whole number without quotes',
    ),
    "a text for a list": (
        "nl", "    asked:\n      - Heeft u de brief gelezen?",
        "    asked: Gelezen?\n    x:\n      - y",
        'asked: "Gelezen?" is not a list; write one item a line, each behind a dash',
    ),
    "a text with a colon in a list of lines": (
        "nl", "      - Die brief. Drie kantjes.", "      - Die brief: drie kantjes.",
        "'Die brief' was read as a key; a text with",
    ),
    "a text with a colon in a list of texts": (
        "nl", "      - Is de brief duidelijk voor u?", "      - Is het zo: duidelijk?",
        "asked: 'Is het zo' was read as a key; a text with",
    ),
    "texts in brackets": (
        "nl",
        "    says:\n      - Die brief. Drie kantjes.\n      - Ik heb hem bij me. Kijk maar.\n"
        "      - Er staat vooral veel in.\n",
        "    says: [Die brief, drie kantjes]\n",
        "texts in a list in brackets; write a block list",
    ),
    "a comma in braces": (
        "nl", "{title: Ontdekte de dreigende ontruiming,", "{title: Ontdekte, en wel snel,",
        "'en wel snel' has no value: braces split at every comma; put the text in quotes",
    ),
    "a hint without its third step": (
        "nl", "    - Spreek af wie wat doet, en wanneer.\n", "",
        "late: an item is missing; write item 3 of the list",
    ),
    "an id that is none": (
        "scenario", "id: refused-benefit", "id: Refused Benefit",
        'id: "Refused Benefit" is not an id; write lower-case letters',
    ),
    "a word that is no choice": (
        "scenario", "channel: desk", "channel: dsk",
        'channel: "dsk" is not one of the choices; did you mean desk?',
    ),
    "a number out of bounds": (
        "scenario", "mood: {trust: 3", "mood: {trust: 30",
        "trust: the number 30 is out of bounds; write a number of at most 10",
    ),
    "an underscore in a key": (
        "scenario", "at-least: {trust: 5}", "at_least: {trust: 5}",
        "unknown key 'at_least'; did you mean 'at-least'?",
    ),
    "a key where none belongs": (
        "scenario", "  letter: {}", "  letter: {a: b}", "unknown key 'a'; leave it empty: {}",
    ),
    "an item of no kind": (
        "scenario", "{learned: letter-unread, weight: 1}", "{weight: 1}",
        "an item is either `learned: <fact>` or `said: true`",
    ),
    "a condition that is no mapping": (
        "scenario", "told: freely", "told: free", 'told: "free" is not a mapping',
    ),
    "an unknown key of a beat": (
        "trainees.nl", "    else:\n      - Wat is er", "    anders:\n      - Wat is er",
        "unknown key 'anders'; the keys are say, until, else",
    ),
}  # fmt: skip


def faults_of(path: Path, model: type[Value]) -> list[Fault]:
    with pytest.raises(ContentError) as caught:
        load_model(path, model)
    return caught.value.faults


@pytest.mark.parametrize(("name", "old", "new", "told"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_in_plain_words(edit, name: str, old: str, new: str, told: str) -> None:
    path = edit(f"refused-benefit/{name}.yaml", old, new)

    faults = faults_of(path, MODELS[name])

    assert [f for f in faults if told in f"{f.wrong}; {f.instead}"], [str(f) for f in faults]


def test_all_faults_of_a_file_are_told_each_at_its_line(edit) -> None:
    edit("refused-benefit/scenario.yaml", "channel: desk", "channel: dsk")
    edit("refused-benefit/scenario.yaml", "  letter: {}", "  letter: {a: b}")
    path = edit("refused-benefit/scenario.yaml", "ends: {turns: 24", "ends: {turns: 2")
    lines = path.read_text("utf-8").splitlines()

    faults = faults_of(path, Scenario)

    assert [lines[f.line - 1].split(":")[0].strip() for f in faults] == [
        "channel",
        "letter",
        "ends",
    ]


def test_what_fits_is_loaded_with_its_lines(content: Path) -> None:
    loaded = load(content / "scenarios" / "refused-benefit" / "nl.yaml", Script)

    line = loaded.document.line("lines", "after", "names-feeling", "tense", 1)

    assert loaded.model.persona.name == "Wendy Kuipers"
    text = loaded.document.file.read_text("utf-8").splitlines()[line - 1]
    assert text.strip() == "- Dat mag u wel zeggen, ja."


def test_a_flow_list_of_ids_is_fine(content: Path) -> None:
    path = content / "scenarios" / "refused-benefit" / "scenario.yaml"

    assert load_model(path, Scenario).themes == ("income", "debt", "housing")
    assert read(path).root.flow is False
