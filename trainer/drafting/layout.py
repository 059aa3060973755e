"""Values as YAML that a person goes on writing: block lists, comments, the short forms."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import yaml as pyyaml
from pydantic import BaseModel

Where = tuple[str | int, ...]
Comments = Mapping[Where, str]
"""What stands above a key or an item, by its path; ``()`` is the head of the file."""
WIDEST = 10**6
"""PyYAML breaks no line before this column: one text, one line."""


def plain(model: BaseModel) -> Any:
    """Return what a model holds as an author writes it: kebab keys, defaults left out."""
    return _short(model.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def laid_out(value: Mapping[str, Any], comments: Comments | None = None) -> str:
    """Return a mapping as a YAML file."""
    known = comments or {}
    return "\n".join([*_above(known, (), 0), *_mapping(value, known, (), 0)]) + "\n"


def _short(value: Any) -> Any:
    """Write a value the short way where there is one: a line as a text, lines as a list."""
    if isinstance(value, list):
        return [_short(one) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) in ({"text"}, {"any"}, {"says"}):
        return _short(next(iter(value.values())))
    if value == {"freely": True}:
        return "freely"
    return {key: _short(one) for key, one in value.items()}


def _mapping(
    value: Mapping[str, Any], comments: Comments, where: Where, indent: int
) -> Iterator[str]:
    for key, one in value.items():
        at = (*where, key)
        yield from _above(comments, at, indent)
        yield from _entry(f"{' ' * indent}{_scalar(key)}:", one, comments, at, indent)


def _entry(head: str, value: Any, comments: Comments, where: Where, indent: int) -> Iterator[str]:
    """Yield a key's line and what stands below it."""
    if isinstance(value, Mapping) and value:
        yield head
        yield from _mapping(value, comments, where, indent + 2)
    elif isinstance(value, list | tuple) and value:
        yield head
        for i, one in enumerate(value):
            yield from _item(one, comments, (*where, i), indent + 2)
    else:
        yield f"{head} {_scalar(value)}"


def _item(value: Any, comments: Comments, where: Where, indent: int) -> Iterator[str]:
    yield from _above(comments, where, indent)
    lead = " " * indent + "- "
    if isinstance(value, Mapping) and value:
        below = list(_mapping(value, comments, where, indent + 2))
        yield lead + below[0].lstrip()
        yield from below[1:]
    else:
        yield lead + _scalar(value)


def _above(comments: Comments, where: Where, indent: int) -> Iterator[str]:
    for line in comments.get(where, "").splitlines():
        yield f"{' ' * indent}# {line}".rstrip()


def _scalar(value: Any) -> str:
    if isinstance(value, Mapping | list | tuple):
        return "{}" if isinstance(value, Mapping) else "[]"
    return _written(value, type(value).__name__)


@lru_cache(maxsize=20_000)
def _written(value: Any, kind: str) -> str:
    """Return a scalar as YAML; ``kind`` keeps 1 and true apart.

    The pages of a draft are laid out again for every part, and most of their texts stay.
    """
    style = '"' if isinstance(value, str) and "\n" in value else None
    text: str = pyyaml.dump(
        value, allow_unicode=True, width=WIDEST, default_style=style, default_flow_style=True
    )
    return text.removesuffix("\n").removesuffix("\n...")
