"""Texts that people read, by language and dotted key.

They stand in ``<language>.yaml``, and what is one part's own in ``<part>.<language>.yaml``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

import yaml
from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from trainer.core.base import LANGUAGES, Language

FOLDER = Path(__file__).parent / "texts"
NAMES: dict[Language, str] = {"nl": "Nederlands", "en": "English", "da": "Dansk"}
"""Each language by its own name."""


@dataclass(frozen=True)
class Words:
    """All texts in one language."""

    language: Language
    texts: Mapping[str, str]

    def __call__(self, key: str, **slots: object) -> str:
        """Return the text of ``key`` with its ``{slots}`` filled.

        With ``count``, the key's ``one`` or ``other`` is taken by the language's plural rule.
        """
        count = slots.get("count")
        if isinstance(count, int):
            key = f"{key}.{_plural(self.language, count)}"
            slots["count"] = self.number(count)
        return self.texts[key].format(**slots) if slots else self.texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    @property
    def locale(self) -> Locale:
        """The language's locale, for dates and numbers."""
        return locale_of(self.language)

    def of_error(self, error: Exception) -> str:
        """Return the sentence for an expected failure, whose message is a short code."""
        key = f"errors.{error}"
        return self.texts[key] if key in self.texts else self.texts["errors.other"]

    def name(self, language: Language) -> str:
        """Return what a language is called in this one, as ``Deens``."""
        return _name(self.language, language)

    def number(self, number: float) -> str:
        """Return a number as the language writes it."""
        return _number(self.language, number)

    def percent(self, share: float) -> str:
        """Return a share of 0-1 as a whole percentage."""
        return _percent(self.language, round(share, 2))

    def day(self, moment: date) -> str:
        """Return a day, as ``2 maart 2026``; a moment's is the day where the server stands."""
        day = moment.astimezone().date() if isinstance(moment, datetime) else moment
        return _day(self.language, day)

    def moment(self, moment: datetime) -> str:
        """Return a day and time by the clock where the server stands."""
        clock = format_time(moment.astimezone(), "short", tzinfo=None, locale=self.locale)
        return f"{self.day(moment)}, {clock}"


@dataclass(frozen=True)
class Texts:
    """The texts in every language."""

    words: Mapping[Language, Words]

    def __getitem__(self, language: Language) -> Words:
        return self.words[language]


def load(folder: Path = FOLDER) -> Texts:
    """Read the files of every language in ``folder``."""
    return Texts({language: _read(folder, language) for language in LANGUAGES})


def as_language(text: str | None) -> Language | None:
    """Return ``text`` as a language that there is, or None."""
    return next((language for language in LANGUAGES if language == text), None)


def time_left(words: Words, due: datetime, now: datetime) -> str:
    """Return in words how many days there are until the day of ``due``, or how many it is past."""
    days = (due.astimezone().date() - now.astimezone().date()).days
    if days > 0:
        return words("contest.left", count=days)
    return words("contest.past", count=-days) if days else words("contest.today")


# The same few days and numbers come back on every page, and Babel takes its time.
@cache
def locale_of(language: Language) -> Locale:
    """Return a language's locale, for dates and numbers."""
    return Locale.parse("en_GB" if language == "en" else language)


@cache
def _name(language: Language, named: Language) -> str:
    return str(locale_of(language).languages[named])


@lru_cache(maxsize=2000)
def _number(language: Language, number: float) -> str:
    return str(format_decimal(number, locale=locale_of(language)))


@lru_cache(maxsize=2000)
def _plural(language: Language, count: int) -> str:
    return str(locale_of(language).plural_form(count))


@lru_cache(maxsize=400)
def _percent(language: Language, share: float) -> str:
    return str(format_percent(share, locale=locale_of(language)))


@lru_cache(maxsize=4000)
def _day(language: Language, day: date) -> str:
    return str(format_date(day, format="long", locale=locale_of(language)))


@cache
def _read(folder: Path, language: Language) -> Words:
    files = [folder / f"{language}.yaml", *sorted(folder.glob(f"*.{language}.yaml"))]
    trees = (yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files)
    return Words(language, {key: text for tree in trees for key, text in _flat(tree)})


def _flat(tree: Mapping[str, object], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", str(value).strip()
