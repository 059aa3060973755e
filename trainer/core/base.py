"""What all core values share: frozen, nothing extra, kebab-case keys in YAML."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["nl", "en", "da"]
LANGUAGES: tuple[Language, ...] = ("nl", "en", "da")


def kebab(name: str) -> str:
    """Return the YAML key of a field: ``at_least`` is written ``at-least``."""
    return name.rstrip("_").replace("_", "-")


class Value(BaseModel):
    """A frozen value whose fields are written in kebab-case."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=kebab,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )
