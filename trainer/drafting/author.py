"""A language model that writes parts of a case: asked for a form, checked, asked once more."""

import json
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Protocol, TypeVar

from pydantic import ValidationError

from trainer.core.base import Value
from trainer.errors import ModelError

V = TypeVar("V", bound=Value)
Faults = Callable[[V], Sequence[str]]
MOST = 12
"""Faults that a model is told at once; more only confuses it."""
_PROMPTS = files("trainer.drafting") / "prompts"


class Author(Protocol):
    """A chat model that answers in JSON."""

    async def write(self, system: str, task: str, kind: type[Value]) -> str:
        """Return JSON text in the form of ``kind``; ``ModelError`` where nothing came."""
        ...


def prompt(name: str) -> str:
    """Return the prompt in ``prompts/<name>.md``."""
    return (_PROMPTS / f"{name}.md").read_text("utf-8")


async def written(
    author: Author, system: str, task: str, model: type[V], faults: Faults[V]
) -> V | None:
    """Return what a model wrote, or None where it does not fit after one repair.

    Args:
        author: Who writes.
        system: What stays the same over the calls.
        task: What is to be written now.
        model: The form that it must have.
        faults: Says what is wrong with the content. What still is after the repair is kept:
            ``trainer check`` tells it to the person who goes on.
    """
    try:
        text = await author.write(system, task, model)
        found, wrong = _read(text, model, faults)
        if not wrong:
            return found
        again = await author.write(system, _repair(task, text, wrong), model)
    except ModelError:
        return None
    repaired, left = _read(again, model, faults)
    return (
        repaired if repaired is not None and (found is None or len(left) <= len(wrong)) else found
    )


def _read(text: str, model: type[V], faults: Faults[V]) -> tuple[V | None, Sequence[str]]:
    try:
        found = model.model_validate(json.loads(_bare(text)), by_alias=True, by_name=False)
    except json.JSONDecodeError as error:
        return None, [f"this is not JSON: {error}"]
    except ValidationError as error:
        return None, [
            f"{'/'.join(str(part) for part in one['loc'])}: {one['msg']}"
            for one in error.errors(include_url=False)
        ]
    return found, faults(found)


def _bare(text: str) -> str:
    """Return JSON without the fence that many models put around it."""
    text = text.strip()
    if text.startswith("```"):
        text = text.split("\n", 1)[-1].removesuffix("```")
    return text


def _repair(task: str, before: str, wrong: Sequence[str]) -> str:
    told = "\n".join(f"- {one}" for one in wrong[:MOST])
    return f"{task}\n\n{prompt('repair')}\n\n{told}\n\n{before}"
