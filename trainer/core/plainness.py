"""Plain language, measured: sentence length, long words, officialese. A warning, no verdict."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from trainer.core.base import Value
from trainer.core.script import Text

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n")


class Term(Value):
    """A term of officialese with what to say instead."""

    forms: tuple[Text, ...]
    """The term as it is written; ``*`` stands for any ending."""
    plainer: Text
    """The better words."""


class PlainWords(Value):
    """``rubrics/plain/<language>.yaml``."""

    format: Literal[1] = 1
    terms: tuple[Term, ...]
    abbreviations: dict[str, Text] = {}
    """Abbreviations that people need not know, written out."""
    passive: tuple[Text, ...] = ()
    """Words that with a participle make a passive."""
    participle: Text = r"$^"
    """A regular expression that knows most participles."""
    long: int = 12
    """Letters from which a word is long in this language."""


class Hard(Value):
    """Something that is hard to follow."""

    text: str
    """The words, literally."""
    plainer: str
    """What to say instead."""


class Plainness(Value):
    """How plain a text is."""

    words: int
    sentences: int
    words_a_sentence: float
    longest_sentence: int
    """Words."""
    long_words: float
    """Share of the words that are long for the language, 0-1."""
    lix: float
    """Words a sentence plus the percentage of words of more than six letters (Björnsson)."""
    passives: int
    hard: tuple[Hard, ...]
    """Officialese and abbreviations, each with what to say instead."""

    @property
    def heavy(self) -> bool:
        """Whether it is too much at once for most people who listen."""
        return len(self.hard) >= 2 or self.words_a_sentence > 22 or self.longest_sentence > 35


class Plain:
    """The plain words of one language, ready to be looked for."""

    def __init__(self, words: PlainWords) -> None:
        self._words = words
        self._any = _any(words)
        self._passive = _passive(words)

    def hard(self, text: str) -> tuple[Hard, ...]:
        """Return the officialese in ``text``, in order, each place once."""
        found = sorted(self._places(text), key=lambda place: (place[0], -place[1]))
        kept: list[Hard] = []
        end = 0
        for start, stop, plainer in found:
            if start >= end:
                kept.append(Hard(text=text[start:stop], plainer=plainer))
                end = stop
        return tuple(kept)

    def measure(self, text: str) -> Plainness:
        """Return how plain ``text`` is; an empty text is plain."""
        words = _WORD.findall(text)
        lengths = [len(_WORD.findall(part)) for part in _SENTENCE.split(text)]
        lengths = [n for n in lengths if n] or [0]
        count, mean = max(1, len(words)), sum(lengths) / len(lengths)
        return Plainness(
            words=len(words),
            sentences=len(lengths),
            words_a_sentence=mean,
            longest_sentence=max(lengths),
            long_words=sum(len(word) >= self._words.long for word in words) / count,
            lix=mean + 100 * sum(len(word) > 6 for word in words) / count,
            passives=len(self._passive.findall(text)),
            hard=self.hard(text),
        )

    def _places(self, text: str) -> Iterator[tuple[int, int, str]]:
        if not self._any.search(text):
            return
        for pattern, plainer in self._each:
            for match in pattern.finditer(text):
                yield match.start(), match.end(), plainer

    @cached_property
    def _each(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """A pattern for each term and abbreviation: hundreds, and most texts hold none of them."""
        words = self._words
        terms = ((_pattern(form), term.plainer) for term in words.terms for form in term.forms)
        short = (
            (re.compile(rf"(?<!\w){re.escape(short)}(?!\w)"), long)
            for short, long in words.abbreviations.items()
        )
        return (*terms, *short)


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_form(form)}(?!\w)", re.IGNORECASE)


def _form(form: str) -> str:
    return r"[^\W_]*".join(re.escape(part) for part in form.split("*"))


def _any(words: PlainWords) -> re.Pattern[str]:
    """Return one pattern that finds nothing where none of all terms and abbreviations stands."""
    forms = [_form(form) for term in words.terms for form in term.forms]
    some = [*forms, *(re.escape(short) for short in words.abbreviations)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(some)})(?!\w)" if some else r"$^", re.IGNORECASE)


def _passive(words: PlainWords) -> re.Pattern[str]:
    if not words.passive:
        return re.compile(r"$^")
    helpers = "|".join(re.escape(word) for word in words.passive)
    pattern = rf"\b(?:{helpers})\b(?:\s+\S+){{0,4}}?\s+(?:{words.participle})\b"
    return re.compile(pattern, re.IGNORECASE)
