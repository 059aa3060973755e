"""Names and gender left out of what is compared: who somebody is changes nothing said to them."""

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
HE_AND_SHE: dict[Language, dict[str, str]] = {
    "nl": {"hij": "zij", "hem": "haar"},
    "en": {"he": "she", "him": "her", "his": "her", "himself": "herself"},
    "da": {"han": "hun", "ham": "hende", "hans": "hendes"},
}
"""Of two words for somebody else, the one that stands for both; Dutch "zijn" is a verb as well."""
NAME = (
    r"(?:(?:de|den|der|van|ten|ter|el|al|von|af)\s+){0,3}[A-ZÆØÅ][\w'’-]*(?:\s+[A-ZÆØÅ][\w'’-]*)?"
)


def neutral(language: Language, text: str) -> str:
    """Return ``text`` with one title for all and no name behind it; after a comma, neither.

    Nor does it tell whether somebody else is a man or a woman.
    """
    title = TITLES[language][0]
    nameless = _named(language).sub(lambda found: "" if found[1] else title, text)
    return _gendered(language).sub(lambda found: _either(language, found[0]), nameless)


def unpresented(language: Language, text: str) -> str:
    """Return ``text`` without the name that somebody gives first: "I'm Ben. It's broken."."""
    rest = _presented(language).sub("", text)
    return rest[:1].upper() + rest[1:] if any(c.isalnum() for c in rest) else text


def _either(language: Language, word: str) -> str:
    """Return the word for both, with a capital where ``word`` has one."""
    both = HE_AND_SHE[language][word.lower()]
    return both.capitalize() if word[0].isupper() else both


@cache
def _gendered(language: Language) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(HE_AND_SHE[language])})\b", re.IGNORECASE)


@cache
def _presented(language: Language) -> re.Pattern[str]:
    and_ = {"nl": "en", "en": "and", "da": "og"}[language]
    name = r"[A-ZÆØÅ][\w'-]+(?:\s+[A-ZÆØÅ][\w'-]+)?"
    return re.compile(rf"^{PRESENTS[language]}\s+{name}(?:\s+{and_}\b|\s*[.,])\s*")


@cache
def _named(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(,\s*)?(?<!\w)(?:{TITLES[language][1]})\s+{NAME}")
