"""Texts that people read, by language and dotted key.

They stand in ``<language>.yaml``, and what is one part's own in ``<part>.<language>.yaml``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil
from pathlib import Path

import yaml
from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

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
            key = f"{key}.{self.locale.plural_form(count)}"
            slots["count"] = format_decimal(count, locale=self.locale)
        return self.texts[key].format(**slots) if slots else self.texts[key]

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    @property
    def locale(self) -> Locale:
        """The language's locale, for dates and numbers."""
        return Locale.parse("en_GB" if self.language == "en" else self.language)

    def of_error(self, error: Exception) -> str:
        """Return the sentence for an expected failure, whose message is a short code."""
        key = f"errors.{error}"
        return self.texts[key] if key in self.texts else self.texts["errors.other"]

    def number(self, number: float) -> str:
        """Return a number as the language writes it."""
        return format_decimal(number, locale=self.locale)

    def day(self, moment: date) -> str:
        """Return a day, as ``2 maart 2026``; a moment's is the day where the server stands."""
        day = moment.astimezone().date() if isinstance(moment, datetime) else moment
        return format_date(day, format="long", locale=self.locale)

    def moment(self, moment: datetime) -> str:
        """Return a day and time by the clock where the server stands."""
        form = "d MMMM yyyy, HH:mm"
        return format_datetime(moment.astimezone(), form, tzinfo=None, locale=self.locale)


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
    """Return in words how long there is until ``due``, or how long it is past."""
    days = ceil((due - now) / timedelta(days=1))
    if days > 0:
        return words("contest.left", count=days)
    return words("contest.past", count=-days) if days else words("contest.today")


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
