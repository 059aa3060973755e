"""Names and gender left out of what is compared: who somebody is does not change what is said."""

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
KIN: dict[Language, dict[str, str]] = {
    "nl": {
        "zoon|dochter": "kind",
        "zoontje|dochtertje": "kindje",
        "vader|moeder": "ouder",
        "mijn man|mijn vrouw": "mijn partner",
        "uw man|uw vrouw": "uw partner",
        "je man|je vrouw": "je partner",
        "broer|zus": "broer",
    },
    "en": {
        "son|daughter": "child",
        "father|mother|dad|mum|mom": "parent",
        "husband|wife": "partner",
        "brother|sister": "brother",
        "his|her": "their",
        "he|she": "they",
        "him": "them",
    },
    "da": {
        "søn|datter": "barn",
        "far|mor": "forælder",
        "min mand|min kone": "min partner",
        "din mand|din kone": "din partner",
        "bror|søster": "bror",
        "hans|hendes": "deres",
        "ham|hende": "dem",
    },
}


def neutral(language: Language, text: str) -> str:
    """Return ``text`` without names behind a title, and with one word for both genders.

    After a comma the title goes as well: who is addressed is no part of what is said.
    """
    title = TITLES[language][0]
    text = _named(language).sub(lambda found: "" if found[1] else title, text)
    for gendered, one in KIN[language].items():
        text = _words(gendered).sub(one, text)
    return text


@cache
def _named(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(,\s*)?(?<!\w)(?:{TITLES[language][1]})\s+{NAME}")


@cache
def _words(some: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{some})(?!\w)", re.IGNORECASE)
