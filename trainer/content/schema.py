"""JSON Schemas of the content's files, from which editors complete and check."""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from trainer.content.document import named
from trainer.core.case import Defaults
from trainer.core.casenote import NoteWords
from trainer.core.drill import Drill, DrillWords
from trainer.core.feedback import Cues, FeedbackWords
from trainer.core.letter import Letter, LetterWords
from trainer.core.move import Aside, Move, Opportunity
from trainer.core.plainness import PlainWords
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.scenario import Scenario
from trainer.core.script import Script, SharedScript, Trainees
from trainer.core.signal import Signals
from trainer.errors import Fault

SCHEMAS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "script": Script,
    "trainees": Trainees,
    "shared": SharedScript,
    "defaults": Defaults,
    "rubric": Rubric,
    "rubric-words": RubricWords,
    "move": Move,
    "aside": Aside,
    "opportunity": Opportunity,
    "patterns": Signals,
    "plain": PlainWords,
    "note": NoteWords,
    "feedback": FeedbackWords,
    "cues": Cues,
    "drill": Drill,
    "drill-words": DrillWords,
    "letter": Letter,
    "letter-words": LetterWords,
}
"""The model behind each ``schema/<name>.json``."""

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_LINES: dict[str, Any] = {"type": "array", "items": {"$ref": "#/$defs/Line"}}
SHORTHANDS: dict[str, list[dict[str, Any]]] = {
    "Line": [_TEXT],
    "Banded": [_LINES],
    "Answer": [_TEXT, _LINES],
    "Told": [{"const": "freely"}],
    "Example": [_TEXT],
    "NearMiss": [_TEXT],
}
"""What may be written in place of a model's keys; its validators take it, its schema is silent."""


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file."""
    made = SCHEMAS[name].model_json_schema(by_alias=True)
    definitions: dict[str, Any] = made.get("$defs", {})
    for model, others in SHORTHANDS.items():
        if model in definitions:
            definitions[model] = {"anyOf": [*others, definitions[model]]}
    beat = definitions.get("Beat")
    if beat:
        until = beat["properties"]["until"]
        beat["properties"]["until"] = {"anyOf": [_TEXT, until]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def written(name: str) -> str:
    """Return the text of a schema's file."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def write(root: Path) -> list[Path]:
    """Write the schemas into ``root/schema``; return the files that changed."""
    folder = root / "schema"
    folder.mkdir(exist_ok=True)
    changed = []
    for name in SCHEMAS:
        path = folder / f"{name}.json"
        text = written(name)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    return changed


def outdated(root: Path) -> list[Fault]:
    """Return a fault for each schema file that is missing or not current."""
    return [
        Fault(named(path), 1, "the schema is not current", "run `trainer schema`")
        for name, path in ((name, root / "schema" / f"{name}.json") for name in SCHEMAS)
        if not path.exists() or path.read_text("utf-8") != written(name)
    ]
