"""YAML to core objects; what does not fit is told in plain words, with its line."""

import difflib
import gc
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.content.document import Document, named
from trainer.content.shape import below, keys, models, oddities
from trainer.content.yaml import QUOTES, composed, text_of
from trainer.errors import ContentError, Fault

M = TypeVar("M", bound=BaseModel)
Where = tuple[str | int, ...]


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A model and the document that it was read from."""

    model: M
    document: Document


def load_model(path: Path, model: type[M]) -> M:
    """Return what ``path`` holds; ``ContentError`` with all its faults where it does not fit."""
    return load(path, model).model


def load(path: Path, model: type[M]) -> Loaded[M]:
    """Return what ``path`` holds, with its document, so that later faults can name a line.

    A text that was read before is not read again: a change costs the time of the changed file.
    """
    return _loaded(named(path), path, text_of(path), model)


@lru_cache(maxsize=256)
def _loaded(name: str, path: Path, text: str, model: type[M]) -> Loaded[M]:
    with _uncollected():
        document = composed(name, path, text)
        return Loaded(parse(document, model), document)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: a file is read into many objects, and they stay."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def parse(document: Document, model: type[M]) -> M:
    """Return the model that a document holds; ``ContentError`` with all its faults."""
    faults = list(oddities(document, model))
    try:
        found = model.model_validate(document.root.plain(), by_alias=True, by_name=False)
    except ValidationError as error:
        told = [_fault(document, model, dict(one)) for one in error.errors(include_url=False)]
        raise ContentError(_once([*faults, *told])) from error
    if faults:
        raise ContentError(_once(faults))
    return found


def _once(faults: list[Fault]) -> list[Fault]:
    """Keep one fault a line and wording; a broken text often breaks twice."""
    return list(dict.fromkeys(faults))


def _fault(document: Document, model: type[BaseModel], error: dict[str, Any]) -> Fault:
    where: Where = tuple(error["loc"])
    kind, value = str(error["type"]), error.get("input")
    if kind == "extra_forbidden":
        return _unknown(document, model, where)
    if kind == "missing":
        return _missing(document, where, value)
    wrong, instead = _plain(kind, value, error.get("ctx") or {}, str(error["msg"]))
    return document.fault(where, f"{_spot(where)}{wrong}", instead)


def _unknown(document: Document, model: type[BaseModel], where: Where) -> Fault:
    key = str(where[-1])
    known = _known(model, where[:-1])
    near = difflib.get_close_matches(key, known, n=1)
    if near:
        return document.fault(where, f"unknown key {key!r}", f"did you mean {near[0]!r}?")
    if " " in key:
        return document.fault(where, f"{key!r} was read as a key", QUOTES)
    if not known:
        return document.fault(where, f"unknown key {key!r}", "leave it empty: {}")
    return document.fault(where, f"unknown key {key!r}", f"the keys are {', '.join(known)}")


def _known(model: type[BaseModel], where: Where) -> list[str]:
    kind: Any = model
    for part in where:
        # A shorthand's own word is no key in the file: stay where we are.
        kind = below(kind, part) or kind
    return [key for found in models(kind) for key in keys(found)]


def _missing(document: Document, where: Where, value: object) -> Fault:
    key = where[-1]
    if isinstance(key, int):
        wrong = f"{_spot(where[:-1])}an item is missing"
        return document.fault(where[:-1], wrong, f"write item {key + 1} of the list")
    if isinstance(value, Mapping) and len(value) == 1 and " " in str(next(iter(value))):
        first = str(next(iter(value)))
        return document.fault(where[:-1], f"{first!r} was read as a key", QUOTES)
    return document.fault(where[:-1], f"{_spot(where[:-1])}the key {key!r} is missing", "add it")


def _spot(where: Where) -> str:
    """Return the last key of a place, so that the sentence says what it is about."""
    key = next((part for part in reversed(where) if isinstance(part, str)), "")
    return f"{key}: " if key else ""


def _plain(kind: str, value: object, context: Mapping[str, Any], said: str) -> tuple[str, str]:
    """Return what is wrong and what to write instead, in plain words."""
    if kind in _WORDS:
        wrong, instead = _WORDS[kind](value, context)
        return wrong, instead
    if kind == "value_error":
        return str(context.get("error", said)), "change it so"
    return f"{_shown(value)} does not fit ({said})", "see the schema"


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "a mapping"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f'{text[:56]}..."'


def _no_text(value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    if isinstance(value, bool | int | float):
        return f"{_shown(value)} stands where a text belongs", "put it in quotes"
    if isinstance(value, Mapping) and len(value) == 1:
        return f"{str(next(iter(value)))!r} was read as a key", QUOTES
    return f"{_shown(value)} stands where a text belongs", "write a text"


def _no_mapping(value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    if isinstance(value, bool | int | float):
        return f"{_shown(value)} stands here", "put it in quotes where it is a text"
    return f"{_shown(value)} is not a mapping", "write `key: value` lines below it"


def _not(what: str, instead: str) -> Callable[[object, Mapping[str, Any]], tuple[str, str]]:
    return lambda value, context: (f"{_shown(value)} is not {what}", instead)


def _from_bounds(word: str, key: str) -> Callable[[object, Mapping[str, Any]], tuple[str, str]]:
    return lambda value, context: (
        f"{_shown(value)} is out of bounds",
        f"write a number {word} {context[key]:g}",
    )


def _one_of(value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    known = str(context.get("expected", "")).replace("'", "")
    near = difflib.get_close_matches(str(value), known.replace(" or ", ", ").split(", "), n=1)
    return f"{_shown(value)} is not one of the choices", (
        f"did you mean {near[0]}?" if near else f"write {known}"
    )


_KEBAB = 'write lower-case letters, digits and dashes, as in "home-rent"'
_LIST = _not("a list", "write one item a line, each behind a dash")
_NUMBER = _not("a whole number", "write a whole number without quotes")
_WORDS: dict[str, Callable[[object, Mapping[str, Any]], tuple[str, str]]] = {
    "string_type": _no_text,
    "string_too_short": lambda value, context: ("the text is empty", "write it or leave it out"),
    "string_pattern_mismatch": _not("an id", _KEBAB),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "float_type": _not("a number", "write a number without quotes"),
    "float_parsing": _not("a number", "write a number without quotes"),
    "bool_type": _not("true or false", "write true or false"),
    "bool_parsing": _not("true or false", "write true or false"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _no_mapping,
    "model_type": _no_mapping,
    "literal_error": _one_of,
    "greater_than": _from_bounds("above", "gt"),
    "greater_than_equal": _from_bounds("of at least", "ge"),
    "less_than": _from_bounds("below", "lt"),
    "less_than_equal": _from_bounds("of at most", "le"),
    "too_long": lambda value, context: (
        "the list is too long",
        f"keep {context.get('max_length', 'fewer')}",
    ),
    "too_short": lambda value, context: (
        "the list is too short",
        f"write at least {context.get('min_length', 'one')}",
    ),
}
