"""A model's answers when it drafts a case: those of a case that is there, part by part."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from trainer.core.base import LANGUAGES, Language, Value
from trainer.core.script import Trainees
from trainer.drafting.parts import NAMES, PARTS
from trainer.drafting.plan import Plan

CASE = Path(__file__).parents[1] / "scenarios" / "angry-resident"
PLANNED = ("themes", "channel", "skills", "mood", "reactions", "topics", "levels", "outcome")


@cache
def values(name: str) -> dict[str, Any]:
    """Return what a file of the case holds."""
    text = (CASE / name).read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)  # noqa: S506
    return found


def plan() -> dict[str, Any]:
    """Return the plan that would lead to the case."""
    structure, words = values("scenario.yaml"), values("nl.yaml")
    made = {key: structure[key] for key in PLANNED}
    made["citizen"] = words["persona"]["background"]
    made["topics"] = {id: words["topics"][id]["asked"][0] for id in structure["topics"]}
    made["facts"] = {
        id: {**fact, "is": words["facts"][id]["is"]} for id, fact in structure["facts"].items()
    }
    made["checklist"] = {
        id: {**item, "is": words["checklist"][id]["title"]}
        for id, item in structure["checklist"].items()
    }
    return made


def answer(kind: type[Value], task: str) -> dict[str, Any]:
    """Return the answer to one call, by the form that is asked and the language in the task."""
    if kind is Plan:
        return plan()
    language = asked_in(task)
    if kind is Trainees:
        return values(f"trainees.{language}.yaml")
    words = values(f"{language}.yaml")
    part = next(part for part in PARTS if part.model is kind)
    return {key: words[key] for key in part.keys if key in words}


def asked_in(task: str) -> Language:
    """Return the language that a task asks for."""
    first = task.split(".", 1)[0].split(":", 1)[0]
    return next(language for language in LANGUAGES if f"in {NAMES[language]}" in first)


class Recorded:
    """Answers with the recorded case; ``spoilt`` changes single answers, call by call.

    Args:
        spoilt: By form and language (``Talk/nl``, ``Plan``): what is answered instead, one text
            a call. Once they are used up, the recorded answer comes.
    """

    def __init__(self, spoilt: Mapping[str, list[str]] | None = None) -> None:
        self.spoilt = {key: list(some) for key, some in (spoilt or {}).items()}
        self.calls: list[tuple[str, str, str]] = []
        """Every call: its key, the system text, the task."""

    async def write(self, system: str, task: str, kind: type[Value]) -> str:
        """Return the answer as JSON text."""
        key = kind.__name__ if kind is Plan else f"{kind.__name__}/{asked_in(task)}"
        self.calls.append((key, system, task))
        if self.spoilt.get(key):
            return self.spoilt[key].pop(0)
        return json.dumps(answer(kind, task), ensure_ascii=False)
