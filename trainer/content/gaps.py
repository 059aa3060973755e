"""Gaps: places that a draft marks with TODO, and that somebody has to write."""

import re
from collections.abc import Iterator

from trainer.content.document import Document, Node
from trainer.content.library import ScenarioFiles
from trainer.errors import Fault

GAP = re.compile(r"\btodo\b", re.IGNORECASE)
Where = tuple[str | int, ...]


def gaps(files: ScenarioFiles) -> Iterator[Fault]:
    """Yield a fault for each gap in a scenario's files."""
    documents = [files.structure.document]
    documents += [script.document for script in files.scripts.values()]
    documents += [trainees.document for trainees in files.trainees.values()]
    for document in documents:
        for where, text in _texts(document.root):
            if GAP.search(text):
                yield _fault(document, where, text)
        yield from _ageless(document)


def is_unfinished(files: ScenarioFiles) -> bool:
    """Tell whether a scenario has gaps; playing it would prove nothing."""
    return next(gaps(files), None) is not None


def _fault(document: Document, where: Where, text: str) -> Fault:
    wanted = GAP.sub("", text).strip()
    place = "/".join(str(part) for part in where)
    return document.fault(where, f"{place} is not written yet", wanted or "write it")


def _ageless(document: Document) -> Iterator[Fault]:
    persona = document.root.value.get("persona") if isinstance(document.root.value, dict) else None
    age = persona.value.get("age") if persona and isinstance(persona.value, dict) else None
    if age and age.value == 0:
        wrong = "persona/age is not written yet"
        yield document.fault(("persona", "age"), wrong, "write how old the citizen is")


def _texts(node: Node, where: Where = ()) -> Iterator[tuple[Where, str]]:
    if isinstance(node.value, dict):
        for key, one in node.value.items():
            yield from _texts(one, (*where, key))
    elif isinstance(node.value, list):
        for i, one in enumerate(node.value):
            yield from _texts(one, (*where, i))
    elif isinstance(node.value, str):
        yield where, node.value
