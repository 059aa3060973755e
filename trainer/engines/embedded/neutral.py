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
FAMILY: dict[Language, dict[str, str]] = {
    "nl": {
        "vader": "moeder",
        "papa": "mama",
        "zoon": "dochter",
        "zoons": "dochters",
        "zoontje": "dochtertje",
        "broer": "zus",
        "broers": "zussen",
        "broertje": "zusje",
        "opa": "oma",
        "zwager": "schoonzus",
        "oom": "tante",
        "neef": "nicht",
        "neefje": "nichtje",
        "buurman": "buurvrouw",
        "weduwnaar": "weduwe",
    },
    "en": {
        "father": "mother",
        "dad": "mum",
        "daddy": "mummy",
        "son": "daughter",
        "sons": "daughters",
        "brother": "sister",
        "brothers": "sisters",
        "husband": "wife",
        "grandad": "gran",
        "boyfriend": "girlfriend",
        "uncle": "aunt",
        "nephew": "niece",
        "widower": "widow",
    },
    "da": {
        "far": "mor",
        "fars": "mors",
        "faren": "moren",
        "søn": "datter",
        "søns": "datters",
        "sønnen": "datteren",
        "sønner": "døtre",
        "bror": "søster",
        "brors": "søsters",
        "brødre": "søstre",
        "svoger": "svigerinde",
        "onkel": "tante",
        "nevø": "niece",
        "enkemand": "enke",
    },
}
"""Of two words for one of the family, the one that stands for both."""
NEARER: dict[Language, str] = {
    "nl": "achter|groot|half|klein|over|peet|pleeg|schoon|stief|tweeling",
    "en": "god|grand|half-|step|twin-",
    "da": "bedste|far|halv|lille|mor|olde|pleje|sted|store|sviger|tvillinge",
}
"""What such a word may begin with."""
NAME = (
    r"(?:(?:de|den|der|van|ten|ter|el|al|von|af)\s+){0,3}[A-ZÆØÅ][\w'’-]*(?:\s+[A-ZÆØÅ][\w'’-]*)?"
)


def neutral(language: Language, text: str) -> str:
    """Return ``text`` with one title for all and no name behind it; after a comma, neither.

    Nor does it tell whether somebody else, or one of the family, is a man or a woman.
    """
    title = TITLES[language][0]
    nameless = _named(language).sub(lambda found: "" if found[1] else title, text)
    nameless = _relative(language).sub(r"\1", nameless)
    return _gendered(language).sub(
        lambda found: (found[1] or "") + _either(language, found[2] or found[3]), nameless
    )


def unpresented(language: Language, text: str) -> str:
    """Return ``text`` without the name that somebody gives first: "I'm Ben. It's broken."."""
    rest = _presented(language).sub("", text)
    return rest[:1].upper() + rest[1:] if any(c.isalnum() for c in rest) else text


def _either(language: Language, word: str) -> str:
    """Return the word for both, with a capital where ``word`` has one."""
    both = (HE_AND_SHE[language] | FAMILY[language])[word.lower()]
    return both.capitalize() if word[0].isupper() else both


@cache
def _gendered(language: Language) -> re.Pattern[str]:
    alone, family = "|".join(HE_AND_SHE[language]), "|".join(FAMILY[language])
    pattern = rf"\b(?:({NEARER[language]})?({family})|({alone}))\b"
    return re.compile(pattern, re.IGNORECASE)


@cache
def _relative(language: Language) -> re.Pattern[str]:
    """One of the family, with their name: "your son Tom"."""
    some = "|".join([*FAMILY[language], *FAMILY[language].values()])
    one = rf"(?i:(?:{NEARER[language]})?(?:{some})(?:-in-law)?)"
    return re.compile(rf"\b({one})\s+(?!I\b)[A-ZÆØÅ][\w-]*(?!['’\w])")


@cache
def _presented(language: Language) -> re.Pattern[str]:
    and_ = {"nl": "en", "en": "and", "da": "og"}[language]
    name = r"[A-ZÆØÅ][\w'-]+(?:\s+[A-ZÆØÅ][\w'-]+)?"
    return re.compile(rf"^{PRESENTS[language]}\s+{name}(?:\s+{and_}\b|\s*[.,])\s*")


@cache
def _named(language: Language) -> re.Pattern[str]:
    return re.compile(rf"(,\s*)?(?<!\w)(?:{TITLES[language][1]})\s+{NAME}")
