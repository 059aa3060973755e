"""Signals compiled: which cues and set phrases stand in a sentence."""

import functools
import re
from collections.abc import Iterable, Mapping

from trainer.core.signal import Signals
from trainer.engines.embedded.sentences import words

GAP = r"(?: \S+){0,5}"
_PIECE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\S+")


def spaced(text: str) -> str:
    """Return the words of ``text`` as a pattern sees them: lower case, one space between."""
    return " ".join(words(text))


def pattern(text: str) -> str:
    """Return the regular expression of a pattern written as ``core.signal.Signals`` says."""
    begins, ends = text.startswith("^"), text.endswith("$")
    found, spaced_yet = "", True
    for piece in _PIECE.findall(text.removeprefix("^").removesuffix("$")):
        if piece == "...":
            found += GAP if found else ""
        elif piece.startswith("["):
            choice = _choice(piece[1:-1])
            found += f"(?: {choice})?" if found and not spaced_yet else f"(?:{choice} )?"
        else:
            found += ("" if spaced_yet else " ") + _choice(piece.strip("()"))
            spaced_yet = False
    before = "^" if begins else r"(?<!\S)"
    return before + found + ("$" if ends else r"(?!\S)")


def _choice(text: str) -> str:
    return "(?:" + "|".join(_literal(one) for one in text.split("|")) + ")"


def _literal(text: str) -> str:
    parts = [word if "*" in word else " ".join(words(word)) for word in text.split()]
    return " ".join(_starred(part) for part in parts if part)


def _starred(word: str) -> str:
    if word == "*":
        return r"\S+"
    return r"\S*".join(re.escape(part.lower()) for part in word.split("*"))


class Compiled:
    """The signals of one language, compiled once something is looked for."""

    def __init__(self, signals: Signals) -> None:
        self._signals = signals

    @functools.cached_property
    def _cues(self) -> Mapping[str, re.Pattern[str]]:
        return {id: _joined(some) for id, some in self._signals.cues.items()}

    @functools.cached_property
    def _phrases(self) -> Mapping[str, re.Pattern[str]]:
        return {id: _joined(some) for id, some in self._signals.phrases.items()}

    def cues(self, sentence: str) -> frozenset[str]:
        """Return the ids of the cues that stand in ``sentence``."""
        return _found(self._cues, sentence)

    def phrases(self, sentence: str) -> frozenset[str]:
        """Return the ids of the set phrases that stand in ``sentence``."""
        return _found(self._phrases, sentence)

    def says(self, phrase: str, sentence: str) -> bool:
        """Tell whether the set phrase ``phrase`` stands in ``sentence``."""
        return phrase in self._phrases and bool(self._phrases[phrase].search(spaced(sentence)))


def _joined(patterns: Iterable[str]) -> re.Pattern[str]:
    return _compiled("|".join(pattern(text) for text in patterns))


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """As ``re.compile``, whose own cache is too small for three languages."""
    return re.compile(pattern)


def _found(known: Mapping[str, re.Pattern[str]], sentence: str) -> frozenset[str]:
    text = spaced(sentence)
    return frozenset(id for id, one in known.items() if one.search(text))
