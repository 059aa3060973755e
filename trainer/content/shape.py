"""The shape that a model asks of a file: which keys and which kind of value stand where."""

import types
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from trainer.content.document import Document, Node
from trainer.core.script import Line
from trainer.errors import Fault

FLOW = "write a block list, one text a line behind a dash: a list in brackets splits at every comma"


@cache
def keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by their key in YAML."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


@cache
def below(kind: Any, part: str | int) -> Any:
    """Return what is asked for at ``part`` of a value of ``kind``; None where nothing is."""
    for option in options(kind):
        found = _below(option, part)
        if found is not None:
            return found
    return None


def options(kind: Any) -> Iterator[Any]:
    """Yield the kinds that a union holds, or the kind itself."""
    if get_origin(kind) in (Union, types.UnionType):
        for option in get_args(kind):
            yield from options(option)
    else:
        yield kind


def models(kind: Any) -> tuple[type[BaseModel], ...]:
    """Return the models among the kinds that may stand somewhere."""
    return tuple(
        option
        for option in options(kind)
        if isinstance(option, type) and issubclass(option, BaseModel)
    )


def oddities(document: Document, model: type[BaseModel]) -> Iterator[Fault]:
    """Yield what a file writes in a way that goes wrong unseen: texts in lists in brackets."""
    yield from _odd(document, document.root, model, ())


def _odd(
    document: Document, node: Node, kind: Any, where: tuple[str | int, ...]
) -> Iterator[Fault]:
    if isinstance(node.value, list):
        if node.flow and node.value and _is_text(below(kind, 0)):
            yield document.fault(where, "texts in a list in brackets", FLOW)
        for i, one in enumerate(node.value):
            yield from _odd(document, one, below(kind, i), (*where, i))
    elif isinstance(node.value, dict):
        for key, one in node.value.items():
            if node.flow and one.value is None and key not in _known(kind):
                wrong = f"{key!r} has no value: braces split at every comma"
                yield document.fault((*where, key), wrong, "put the text in quotes")
            yield from _odd(document, one, below(kind, key), (*where, key))


def _known(kind: Any) -> set[str]:
    return {key for model in models(kind) for key in keys(model)}


def _is_text(kind: Any) -> bool:
    """Tell whether free text may stand here: no number, no id, no word of a fixed set."""
    if kind is str or kind is Line:
        return True
    if get_origin(kind) is Annotated:
        base, *marks = get_args(kind)
        return base is str and not any(_has_pattern(mark) for mark in marks)
    return Line in models(kind)


def _has_pattern(mark: object) -> bool:
    return any(getattr(one, "pattern", None) for one in (mark, *getattr(mark, "metadata", ())))


def _below(kind: Any, part: str | int) -> Any:
    origin = get_origin(kind)
    if origin is Annotated:
        return _below(get_args(kind)[0], part)
    if origin in (tuple, list) and isinstance(part, int):
        args = [arg for arg in get_args(kind) if arg is not Ellipsis]
        return args[min(part, len(args) - 1)]
    if origin is dict and isinstance(part, str):
        return get_args(kind)[1]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if isinstance(part, int):
            # A plain list where a model stands is its shorthand: the lines of every band.
            return Line
        field = keys(kind).get(part)
        return _annotation(field) if field else None
    return None


def _annotation(field: FieldInfo) -> Any:
    if field.metadata:
        return Annotated[field.annotation, *field.metadata]
    return field.annotation
