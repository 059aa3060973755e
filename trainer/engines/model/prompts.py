"""The prompts: Markdown files with places for words. Each instruction stands in one of them."""

import hashlib
import re
from functools import cache
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "prompts"


@cache
def prompt(name: str) -> str:
    """Return a prompt's fixed text."""
    return (FOLDER / f"{name}.md").read_text("utf-8").strip()


@cache
def sections(name: str) -> dict[str, str]:
    """Return the parts of a prompt that are used one by one, by their heading."""
    parts = re.split(r"^## (.+)$", prompt(name), flags=re.MULTILINE)
    return {head.strip(): body.strip() for head, body in zip(parts[1::2], parts[2::2], strict=True)}


def filled(text: str, **words: object) -> str:
    """Return a prompt with its places filled; a place without words is an error."""
    found = Template(text).substitute({name: str(value) for name, value in words.items()})
    return re.sub(r"\n{3,}", "\n\n", found).strip()


@cache
def hash_of(*names: str) -> str:
    """Return the hash of the prompts' fixed text: twelve characters."""
    text = "\n".join(prompt(name) for name in names)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
