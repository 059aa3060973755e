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
NAME = (
    r"(?:(?:de|den|der|van|ten|ter|el|al|von|af)\s+){0,3}[A-ZÆØÅ][\w'’-]*(?:\s+[A-ZÆØÅ][\w'’-]*)?"
)


def neutral(language: Language, text: str) -> str:
    """Return ``text`` with one title for all and no name behind it; after a comma, neither."""
    title = TITLES[language][0]
    return _named(language).sub(lambda found: "" if found[1] else title, text)


@cache
def _named(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(,\s*)?(?<!\w)(?:{TITLES[language][1]})\s+{NAME}")
