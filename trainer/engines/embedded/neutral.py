"""Names left out of what is compared: who somebody is does not change what is said to them."""

import re
from functools import cache

from trainer.core.base import Language

TITLES: dict[Language, tuple[str, str]] = {
    "nl": ("meneer", r"(?i:meneer|mevrouw|mijnheer|de heer|dhr\.?|mevr\.?|mw\.?)"),
    "en": ("Mr", r"(?:Mrs|Mr|Ms)\.?|Miss"),
    "da": ("hr.", r"(?i:fru|herr|frøken|hr\.?)"),
}
"""One title for all, and all titles."""
PRESENTS: dict[Language, str] = {
    "nl": r"(?:Ik ben|Ik heet|Mijn naam is|Met|Hier is)",
    "en": r"(?:I'm|I am|It's|My name is|My name's|This is)",
    "da": r"(?:Jeg er|Jeg hedder|Mit navn er|Det er)",
}
"""How people say who they are."""
NAME = (
    r"(?:(?:de|den|der|van|ten|ter|el|al|von|af)\s+){0,3}[A-ZÆØÅ][\w'’-]*(?:\s+[A-ZÆØÅ][\w'’-]*)?"
)


def neutral(language: Language, text: str) -> str:
    """Return ``text`` with one title for all and no name behind it; after a comma, neither."""
    title = TITLES[language][0]
    return _named(language).sub(lambda found: "" if found[1] else title, text)


def unpresented(language: Language, text: str) -> str:
    """Return ``text`` without the name that somebody gives first: "I'm Ben. It's broken."."""
    rest = _presented(language).sub("", text)
    return rest[:1].upper() + rest[1:] if any(c.isalnum() for c in rest) else text


@cache
def _presented(language: Language) -> re.Pattern[str]:
    and_ = {"nl": "en", "en": "and", "da": "og"}[language]
    name = r"[A-ZÆØÅ][\w'-]+(?:\s+[A-ZÆØÅ][\w'-]+)?"
    return re.compile(rf"^{PRESENTS[language]}\s+{name}(?:\s+{and_}\b|\s*[.,])\s*")


@cache
def _named(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(,\s*)?(?<!\w)(?:{TITLES[language][1]})\s+{NAME}")
