"""The schemas are current, and take what the loader takes."""

import json
from pathlib import Path

import pytest

import example
from trainer.content import schema
from trainer.content.yaml import read

ROOT = Path(__file__).parents[2]
FOLDER = example.CONTENT / "scenarios"
FILES = [
    ("scenario", FOLDER / example.SCENARIO / "scenario.yaml"),
    ("script", FOLDER / example.SCENARIO / "nl.yaml"),
    ("trainees", FOLDER / example.SCENARIO / "trainees.nl.yaml"),
    ("shared", FOLDER / "shared.nl.yaml"),
    ("defaults", FOLDER / "defaults.yaml"),
    ("move", ROOT / "rubrics" / "moves" / "probes.yaml"),
    ("rubric", ROOT / "rubrics" / "citizen-conversation" / "rubric.yaml"),
    ("rubric-words", ROOT / "rubrics" / "citizen-conversation" / "nl.yaml"),
    ("patterns", ROOT / "rubrics" / "patterns" / "nl.yaml"),
    ("plain", ROOT / "rubrics" / "plain" / "nl.yaml"),
    ("feedback", ROOT / "rubrics" / "citizen-conversation" / "feedback.nl.yaml"),
    ("cues", ROOT / "rubrics" / "citizen-conversation" / "cues.nl.yaml"),
]


def test_the_schemas_in_the_tree_are_current() -> None:
    assert schema.outdated(ROOT) == []


def test_an_old_schema_is_told_and_written_anew(tmp_path: Path) -> None:
    assert len(schema.outdated(tmp_path)) == len(schema.SCHEMAS)
    assert len(schema.write(tmp_path)) == len(schema.SCHEMAS)
    assert schema.write(tmp_path) == []

    (tmp_path / "schema" / "move.json").write_text("{}")

    assert [Path(fault.path).name for fault in schema.outdated(tmp_path)] == ["move.json"]
    assert [path.name for path in schema.write(tmp_path)] == ["move.json"]


@pytest.mark.parametrize(("name", "path"), FILES, ids=[name for name, _ in FILES])
def test_an_editor_accepts_what_the_loader_accepts(name: str, path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")

    validator = jsonschema.Draft202012Validator(json.loads(schema.written(name)))

    assert [error.message for error in validator.iter_errors(read(path).root.plain())] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("script", {"sumary": "x"}),
        ("scenario", {"facts": {"a": {"told": "sometimes"}}}),
        ("trainees", {"skilled": [{"until": "x"}]}),
    ],
)
def test_an_editor_refuses_what_the_loader_refuses(name: str, value: object) -> None:
    jsonschema = pytest.importorskip("jsonschema")

    validator = jsonschema.Draft202012Validator(schema.schema(name))

    key = next(iter(value))  # type: ignore[call-overload]
    assert [e for e in validator.iter_errors(value) if key in str(e.json_path) + e.message]
