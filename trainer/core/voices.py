"""Who says what in a reply: where two people sit at the desk, a line may begin with a name."""

import re
from typing import Literal

from trainer.core.script import Persona

Voice = Literal["first", "second"]
ADDRESS = "and|you|so|but|hi|hello|en|jij|jou|dus|maar|hoi|dag|hallo|og|du|dig|så|men|hej|goddag"
"""Words that may stand before a name when somebody is spoken to."""
Parts = tuple[tuple[str, str], ...]
"""Speakers' full names with what each says, in order."""


def parts(persona: Persona, reply: str) -> Parts:
    """Return a reply split by speaker; the citizen speaks where no name says otherwise."""
    found: list[tuple[str, str]] = []
    for line in reply.split("\n"):
        speaker, words = _spoken(persona, line)
        if speaker or not found:
            found.append((speaker or persona.name, words))
        else:
            found[-1] = (found[-1][0], found[-1][1] + "\n" + words)
    return tuple(found)


def unnamed(persona: Persona, reply: str) -> str:
    """Return a reply without the names that say who speaks."""
    return "\n".join(words for _, words in parts(persona, reply))


def speaker(persona: Persona, reply: str, words: str) -> str:
    """Return the full name of who says some words of a reply; the citizen's where nobody does."""
    said_by = (name for name, said in parts(persona, reply) if words in said)
    return next(said_by, persona.name)


def settled(persona: Persona, reply: str) -> str:
    """Return the beginning of an unfinished reply of which the speaker is sure."""
    before, line = reply.rpartition("\n")[::2]
    unsure = any(f"{name}: ".startswith(line) for name in _labels(persona))
    return before if unsure and persona.second else reply


def _spoken(persona: Persona, line: str) -> tuple[str | None, str]:
    for label, name in _labels(persona).items():
        if persona.second and line.startswith(f"{label}: "):
            return name, line.removeprefix(f"{label}: ")
    return None, line


def _labels(persona: Persona) -> dict[str, str]:
    people = [persona, *([persona.second] if persona.second else [])]
    return {person.name.split()[0]: person.name for person in people}


def addressed(persona: Persona, message: str) -> Voice | None:
    """Return whom a message speaks to by name: ``Callum, what do you want?``; None where nobody.

    A name inside a sentence is talked about, not spoken to.
    """
    if not persona.second:
        return None
    names: dict[Voice, str] = {"first": persona.name, "second": persona.second.name}
    found = [voice for voice, name in names.items() if _calls(name.split()[0], message)]
    return found[0] if len(found) == 1 else None


def _calls(name: str, message: str) -> bool:
    """Tell whether a name stands by itself between stops, after a few words of address at most."""
    alone = rf"(?:^|[.!?,;:])\s*(?:(?:{ADDRESS})\W+)*{re.escape(name)}\s*(?:[.!?,;:]|$)"
    return re.search(alone, message, re.IGNORECASE) is not None
