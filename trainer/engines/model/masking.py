"""Personal data is masked before a text leaves the machine, and put back in what comes.

Found by form: e-mail, IBAN, BSN, CPR, phone, licence plate, address, and names. Where it is not
sure, it masks: what is masked without need is put back all the same.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Self

from trainer.core.base import Language
from trainer.engines.model.signs import Signs, signs_of

MARK = re.compile(r"\[(?:EMAIL|IBAN|ID|PHONE|NUMBER|PLATE|ADDRESS|NAME)_\d+\]")
LONGEST_MARK = 16
CLEAN = 10_000
"""Texts of a case that are known to hold nothing."""
CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’\-]*[\w]"
PARTICLE = r"(?:van der|van den|van de|van|v\.? ?d\.?|de|den|der|ten|ter|von|el|al|bin|ben)"
NAME = rf"{CAPITAL}(?:\s+(?:{PARTICLE}\s+)?{CAPITAL})*"
NAMES = re.compile(NAME)
WORD = r"[^\W\d_][\w'’\-]*"
FAMILY = r"(?:(?:van|de|der|den) [\w'’\-]+|[\w'’\-]+(?:sen|stra|sma|ink|mans|berg|veld|huis))"
"""A family name that shows by its form, also in small letters."""
DOT = r"(?:\.|\s*\(?\b(?:punt|dot|punktum)\b\)?\s*)"
AT = r"(?:@|\s*(?:\[at\]|\(at\)|\bapenstaartje\b|\bsnabel-?a\b)\s*)"
EMAIL = re.compile(
    rf"(?i)(?<![\w.+\-])[\w+\-]+(?:{DOT}[\w+\-]+)*{AT}[\w\-]+(?:{DOT}[\w\-]+)+"
    rf"|(?<![\w.\-])[\w\-]+(?:{DOT}[\w\-]+)* at [\w\-]+(?:\s(?:punt|dot|punktum)\s[\w\-]+)+"
)
AT_ALL = re.compile(r"@|\bat\b|apenstaart|snabel", re.IGNORECASE)
"""What every e-mail address holds."""
DIGIT = re.compile(r"\d")
"""What all that is found by its form holds, e-mail and names left out."""
IN_ORDER: tuple[tuple[str, str], ...] = (
    ("IBAN", r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b"),
    ("IBAN", r"(?i:\b[a-z]{2}[ ]?\d{2}[ \-]?[a-z]{0,4}(?:[ \-]?\d){9,18}\b)"),
    ("ID", r"(?i:\b[a-z]{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?[a-d]\b)"),
    ("ID", r"\b\d{6}[ \-]?\d{4}\b"),
    ("PHONE", r"(?<![\w+])(?:\+|00)\d{1,3}[\d \-().]{6,14}\d\b"),
    ("ID", r"\b\d{9}\b|\b\d{3}[. ]\d{3}[. ]\d{3}\b|\b\d{4}[. ]\d{2}[. ]\d{3}\b"),
    ("PHONE", r"(?<!\w)\(?0\d[\d \-()]{6,13}\d\b|\b\d{2}[ ]\d{2}[ ]\d{2}[ ]\d{2}\b"),
    ("NUMBER", r"\b\d(?:[ .\-]?\d){6,}\b"),
    ("NUMBER", r"\b\d{2}-\d{2}-\d{2}\b"),
    ("PLATE", r"(?i:\b(?=\w(?:-?\w){5}\b)(?:[a-z]+-\d{1,3}-[a-z]+|\d{1,3}-[a-z]+-\d{1,3})\b)"),
    ("PLATE", r"(?i:\b(?:[a-z]{2}-[a-z]{2}-\d{2}|\d{2}-[a-z]{2}-[a-z]{2})\b)"),
    ("PLATE", r"\b(?:[A-Z]{1,3}[ ]\d{1,3}[ ][A-Z]{1,3}|\d{1,3}[ ][A-Z]{1,3}[ ]\d{1,3})\b"),
    ("PLATE", r"(?i:\b(?=[a-z\d]{6}\b)(?:[a-z]{1,3}\d{1,3}[a-z]{1,3}|\d{1,3}[a-z]{1,3}\d{1,3})\b)"),
    ("PLATE", r"(?i:\b[a-z]{2}(?:\d{5}|\d{2}[ ]?[a-z]{3})\b)"),
    ("PLATE", r"\b[A-Z]{2}[ ]?\d{2}[ ]?\d{3}\b"),
)
ADDRESSES: tuple[str, ...] = (
    r"\b\d{{4}}[ ]?[A-Z]{{2}}\b(?:\s+{capital})?",
    r"(?i:\b\d{{4}}[a-z]{{2}}\b|(?<=\bpostcode )\d{{4}}[ ][a-z]{{2}}\b)",
    r"(?i:\b[a-z]{{1,2}}\d[a-z\d]?[ ]?\d[a-z]{{2}}\b)",
    r"\b\d{{4}}[ ](?=[A-ZÆØÅ][a-zæøå]){capital}",
    r"(?i:\b[\w'’\-]*{street}[ ]+\d+[ ]?[a-z]?\b(?:,?[ ]+\d+\.?[ ]*(?:sal|tv|th|mf)\.?)?)",
    r"(?i:\b{street}\s+(?:van|de|der|den)\s+[\w'’\- ]+?\s+\d+[a-z]?\b)",
    r"\b\d+[a-z]?\s+(?:{capital}\s+){{1,3}}(?i:{street})\b",
    r"(?i:\b\d+[a-z]?\s+[\w'’\-]+\s+(?:street|road|lane|avenue|crescent|terrace)\b)",
)


@dataclass(frozen=True)
class Fiction:
    """What a case makes up: its people, places and numbers, which need no mask."""

    text: str = ""
    words: frozenset[str] = frozenset()
    clean: set[int] = field(default_factory=set, compare=False, repr=False)
    """Hashes of texts in which nothing was found: every turn sends them all again."""

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Return what stands in these texts of a case."""
        some = tuple(texts)
        return cls("\n".join(some), frozenset(w.casefold() for text in some for w in _words(text)))


@dataclass
class Mask:
    """The marks of one conversation; texts masked in the same order get the same marks."""

    language: Language
    fiction: Fiction = field(default_factory=Fiction)
    _marks: dict[str, str] = field(default_factory=dict)

    def hide(self, text: str) -> str:
        """Return ``text`` with marks in the place of personal data."""
        key = hash((self.language, text))
        if key in self.fiction.clean and not any(value in text for value in self._marks):
            return text
        hidden = self._hidden(text)
        if hidden == text and len(self.fiction.clean) < CLEAN:
            self.fiction.clean.add(key)
        return hidden

    def _hidden(self, text: str) -> str:
        signs = signs_of(self.language)
        if AT_ALL.search(text):
            text = self._marked(text, "EMAIL", EMAIL)
        if DIGIT.search(text):
            for kind, pattern in _patterns(signs.street):
                text = self._marked(text, kind, pattern)
        for name in self._names(text, signs):
            text = re.sub(
                rf"(?<![\w\[]){re.escape(name)}(?![\w\]])", self._mark("NAME", name), text
            )
        return text

    @property
    def found(self) -> tuple[str, ...]:
        """What was masked, as it was written."""
        return tuple(self._marks)

    def show(self, text: str) -> str:
        """Return ``text`` with what was masked put back."""
        shown = {mark: value for value, mark in self._marks.items()}
        return MARK.sub(lambda found: shown.get(found[0], found[0]), text)

    def _marked(self, text: str, kind: str, pattern: re.Pattern[str]) -> str:
        return pattern.sub(lambda found: self._mark(kind, found[0]), text)

    def _mark(self, kind: str, value: str) -> str:
        if value in self.fiction.text:
            return value
        if value not in self._marks:
            number = sum(mark.startswith(f"[{kind}_") for mark in self._marks.values()) + 1
            self._marks[value] = f"[{kind}_{number}]"
        return self._marks[value]

    def _names(self, text: str, signs: Signs) -> list[str]:
        """Return the names in a text, the longest first."""
        found: set[str] = set()
        for pattern in _naming(signs.titles, signs.introduces, signs.before, signs.given):
            found |= {one[1] for one in pattern.finditer(text)}
        for one in NAMES.finditer(text):
            name = self._without_known(text, one.start(), one[0], signs)
            found |= {name} if name else set()
        known = {value for value in self._marks if value[:1].isalpha() and value in text}
        return sorted((found | known) - {""}, key=lambda name: (-len(name), name))

    def _without_known(self, text: str, start: int, name: str, signs: Signs) -> str:
        """Return what in a run of capitalised words is a name; nothing where it is none."""
        words = name.split()
        if _begins(text, start) and words[0].casefold() not in signs.given:
            words = words[1:]
        while words and self._is_plain(words[0], signs):
            words = words[1:]
        while words and self._is_plain(words[-1], signs):
            words = words[:-1]
        return " ".join(words)

    def _is_plain(self, word: str, signs: Signs) -> bool:
        low = word.casefold().replace("’", "'")
        short = word.isupper() and len(word) <= 5
        return (
            short
            or low in signs.capitals
            or low in self.fiction.words
            or low in signs.titles
            or "_" in low
        )


@dataclass
class Unmasking:
    """Puts back what was masked in a text that comes in pieces, also across their borders."""

    mask: Mask
    _held: str = ""

    def add(self, piece: str) -> str:
        """Return what can be shown now; the beginning of a mark waits for its end."""
        text = self._held + piece
        start = text.rfind("[")
        open_ = start >= 0 and "]" not in text[start:] and len(text) - start < LONGEST_MARK
        self._held = text[start:] if open_ else ""
        return self.mask.show(text[:start] if open_ else text)

    def rest(self) -> str:
        """Return what was held to the end."""
        text, self._held = self._held, ""
        return self.mask.show(text)


@cache
def _patterns(street: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return what is masked by its form, in order, where streets end like that."""
    addresses = (one.format(capital=CAPITAL, street=street) for one in ADDRESSES)
    found = (*IN_ORDER, *(("ADDRESS", pattern) for pattern in addresses))
    return tuple((kind, re.compile(pattern)) for kind, pattern in found)


@cache
def _naming(*phrases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns in which a name follows, from the signs of a language."""
    titles, said, before, given = ("|".join(map(re.escape, some)) for some in phrases)
    return (
        re.compile(rf"(?i:\b(?:{titles})\b\.?)\s+((?:{PARTICLE}\s*)?{NAME})"),
        re.compile(rf"(?i:\b(?:{titles})\b\.?\s+({FAMILY})\b)"),
        re.compile(rf"(?i:\b(?:{said}))\s+({WORD}(?:\s+{WORD})?)"),
        re.compile(rf"(?i:\b(?:{before})\s+((?:{given})(?:\s+{FAMILY})?)\b)"),
    )


def _words(text: str) -> Iterable[str]:
    return re.findall(r"[\w'’\-]+", text)


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence begins at ``start``."""
    before = text[:start].rstrip(" \t\"'“”„‘’«»(")
    return not before or before[-1] in ".!?:\n…–—" or before.endswith(" -")
