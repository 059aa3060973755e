"""Sentences: a message cut into parts that each stand literally in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

ABBREVIATIONS = frozenset(
    # Dutch, English and Danish together: none of them ends a sentence in another language.
    [
        "bijv",
        "bv",
        "b.v",
        "enz",
        "dhr",
        "mevr",
        "mw",
        "mr",
        "mrs",
        "ms",
        "dr",
        "drs",
        "ir",
        "ing",
        "prof",
        "d.w.z",
        "dwz",
        "art",
        "nr",
        "ca",
        "o.a",
        "i.v.m",
        "m.b.t",
        "t.a.v",
        "e.d",
        "t.b.v",
        "n.a.v",
        "a.u.b",
        "a.s",
        "etc",
        "e.g",
        "i.e",
        "no",
        "st",
        "approx",
        "dept",
        "vs",
        "ext",
        "tel",
        "f.eks",
        "fx",
        "bl.a",
        "kl",
        "hr",
        "fr",
        "dvs",
        "d.v.s",
        "m.m",
        "osv",
        "o.s.v",
        "mht",
        "m.h.t",
        "ift",
        "stk",
        "jf",
        "pga",
        "p.g.a",
        "ifm",
        "evt",
        "inkl",
        "ekskl",
        "sml",
        "tlf",
        "pkt",
        "min",
        "max",
        "incl",
        "excl",
        "resp",
        "jl",
        "a.m",
        "p.m",
    ]
)
EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d"
_END = re.compile(
    rf"(?P<stop>[.!?…]+[\"'”’»)\]]*)(?=\s|$|[{EMOJI}])|(?P<line>\s*\n\s*)|(?P<emoji>[{EMOJI}]+)"
)
LONG = 26
"""Words above which a sentence is taken clause by clause: it may do several things at once."""
CLAUSE = 9
"""The fewest words of such a part."""
RUN_ON = 3
"""The same in a message written as in a chat, where a comma often stands for a full stop."""
MAIN = 4
"""The fewest words of a main clause that says something of its own."""
# fmt: off
LEANING = frozenset(
    [
        "als", "dat", "die", "wat", "wie", "waar", "want", "maar", "omdat", "zodat", "of",
        "en", "om", "hoe", "dus", "toen", "terwijl", "na", "voor", "dan",
        "if", "that", "which", "who", "whose", "where", "because", "but", "so", "when", "or",
        "and", "how", "while", "after", "before", "then",
        "hvis", "at", "der", "som", "fordi", "men", "så", "når", "og", "hvor", "da", "mens",
        "efter", "før", "hvad", "hvem", "hvornår", "hvordan",
    ]
)
"""Words that begin a clause which leans on another one, in all three languages."""
# fmt: on
_CLAUSE = re.compile(r"[,;:–]\s|\s-\s")
_JOINT = re.compile(r";\s|,?\s(?:en|maar|and|but|og|men)\s", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w.]+)$")
_WORD = re.compile(r"§|[^\W_]+(?:['\-.][^\W_]+)*")
_SOUNDLESS = re.compile(rf"[\s\W_{EMOJI}]*")


@dataclass(frozen=True)
class Sentence:
    """A part of a message: ``message[start:start + len(text)] == text``."""

    text: str
    start: int

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark."""
        return "?" in self.text[-4:]

    @property
    def open(self) -> bool:
        """Whether no mark tells how it ends, as in a chat."""
        return not any(mark in self.text[-2:] for mark in ".!…,;:?")


def words(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, apostrophes made straight."""
    return [word.lower() for word in _WORD.findall(text.replace("’", "'"))]


def split(message: str, chat: bool = True) -> list[Sentence]:
    """Return the sentences of ``message``; parts without a letter or digit are left out.

    Args:
        message: Any text.
        chat: Whether a comma parts what somebody wrote in haste; not in an example with a label.
    """
    chat = chat and _as_in_chat(message)
    found: list[Sentence] = []
    start = 0
    for match in _END.finditer(message):
        if match["stop"] and _goes_on(message, start, match):
            continue
        _add(found, message, (start, match.end()), chat)
        start = match.end()
    _add(found, message, (start, len(message)), chat)
    return found


def _add(found: list[Sentence], message: str, place: tuple[int, int], chat: bool) -> None:
    for first, last in _clauses(message, *place, chat):
        text = message[first:last]
        if not _SOUNDLESS.fullmatch(text):
            stripped = text.strip()
            found.append(Sentence(stripped, first + text.index(stripped)))


def _clauses(message: str, start: int, end: int, chat: bool) -> Iterator[tuple[int, int]]:
    """Yield the places of a long sentence's clauses, or the whole of a short one."""
    long = len(message[start:end].split()) > LONG
    if long or chat:
        for match in _CLAUSE.finditer(message, start, end):
            before = message[start : match.end()].split()
            after = message[match.end() : end].split()
            enough = min(len(before), len(after)) >= (CLAUSE if long else RUN_ON)
            if enough and (long or not {before[0].lower(), after[0].lower()} & LEANING):
                yield start, match.end()
                start = match.end()
    yield start, end


def clauses(sentence: str) -> list[str]:
    """Return the main clauses of a sentence, or the whole of one that has no second."""
    found = [part for part in _JOINT.split(sentence) if len(part.split()) >= MAIN]
    return found if len(found) > 1 else [sentence]


def _as_in_chat(message: str) -> bool:
    """Tell whether a message begins without a capital, as people write in haste."""
    return next((c for c in message if c.isalpha()), "A").islower()


def _goes_on(message: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the full stop belongs to an abbreviation, an initial or a Danish ordinal."""
    if match["stop"] != ".":
        return False
    last = _LAST_WORD.search(message[start : match.start()])
    if last is None:
        return False
    word, after = last[1].lower(), message[match.end() :].lstrip()[:1]
    if word in ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word != "u"):
        return bool(after)
    return word.isdigit() and len(word) <= 2 and after.islower()
