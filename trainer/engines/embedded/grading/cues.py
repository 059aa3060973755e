"""What a person's words show: feelings, heat, ease. Pure text matching from content."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from trainer.core.feedback import Cues
from trainer.engines.embedded.spelling import written_out

_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[\"”’')\]]*")
_WORD = re.compile(r"[\w'’-]+")
_SHOUT = re.compile(r"\b[A-ZÆØÅ]{4,}\b")
_CLAUSE_ENDS = r"(?=\s*(?:[.,;:!?…)]|$))"
FORM = 0.4
"""What shouting or exclaiming alone tells of a feeling."""
NEAR = 8
"""Words before whom a sentence calls on."""
SHORT, STEM = 4, 5
"""Letters from which a word carries meaning, and those by which two forms of it are the same."""


@dataclass(frozen=True)
class Cue:
    """A feeling or burden shown in a citizen's turn."""

    feeling: str
    turn: int
    text: str
    """The sentence that shows it."""
    weight: float


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``, each a literal part of it."""
    found = (match.group().strip() for match in _SENTENCE.finditer(text))
    return tuple(s for s in found if _WORD.search(s))


def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in lower case."""
    return tuple(word.casefold() for word in _WORD.findall(text))


def asks(text: str) -> bool:
    """Tell whether a text ends as a question."""
    return text.rstrip().endswith("?")


def stems(cues: Cues, text: str) -> set[str]:
    """Return the words of ``text`` that carry meaning, by the letters that their forms share."""
    plain = written_out(cues.language, text)
    return {w[:STEM] for w in words(plain) if len(w) >= SHORT and w not in cues.negations}


@lru_cache(maxsize=512)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return one pattern for all phrases, with ``*`` and ``$`` as ``Feeling`` says."""
    longest = sorted(phrases, key=len, reverse=True)
    if not longest:
        return re.compile(r"(?!)")
    # A word must begin here: asked once before all phrases, most places are passed quickly.
    return re.compile(rf"(?<!\w)(?:{'|'.join(_one(phrase.casefold()) for phrase in longest)})")


def _one(phrase: str) -> str:
    body = r"\s+".join(re.escape(part) for part in phrase.rstrip("*$").split())
    if phrase.endswith("$"):
        return body + _CLAUSE_ENDS
    return body if phrase.endswith("*") else rf"{body}(?!\w)"


def shows(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of ``phrases`` stands in ``text``."""
    return bool(pattern(phrases).search(_plain(text)))


def affirms(cues: Cues, text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of ``phrases`` stands in ``text``, and not right behind a negation."""
    plain = _plain(text)
    before = (plain[: found.start()].rstrip() for found in pattern(phrases).finditer(plain))
    return any(not _WORD.search(some[-1:]) or not _denied(cues, some, 1) for some in before)


def says(cues: Cues, text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of ``phrases`` stands in ``text`` once short forms are written out."""
    return shows(written_out(cues.language, text), phrases)


def offers(cues: Cues, sentence: str) -> bool:
    """Tell whether a sentence says what can be done."""
    return says(cues, sentence, cues.possible) and not says(cues, sentence, cues.impossible)


def pleads(cues: Cues, sentence: str) -> bool:
    """Tell whether a sentence speaks to the grader, and not to the citizen."""
    asks_grade = shows(sentence, cues.graders) and shows(sentence, cues.grades)
    return asks_grade or shows(sentence, cues.pleas) or _calls_on(cues, sentence)


def _calls_on(cues: Cues, sentence: str) -> bool:
    """Tell whether a sentence begins by calling on somebody who grades; who is told of is not."""
    plain = _plain(sentence)
    for found in pattern(cues.markers).finditer(plain):
        before, after = words(plain[: found.start()]), plain[found.end() :].lstrip()
        told_of = before[-1:] and before[-1] in cues.articles
        if len(before) <= NEAR and (after[:1] == ":" or (after[:1] == "," and not told_of)):
            return True
    return False


def cues_in(cues: Cues, turn: int, text: str) -> tuple[Cue, ...]:
    """Return the feelings and burdens that a citizen's turn shows, strongest first."""
    found = [cue for sentence in sentences(text) for cue in _in_sentence(cues, turn, sentence)]
    if not found and _exclaims(text):
        last = sentences(text)[-1:] or (text,)
        found = [Cue("upset", turn, last[0], FORM)]
    return tuple(sorted(found, key=lambda cue: -cue.weight))


def heat(cues: Cues, text: str) -> float:
    """Return how hot a citizen's words are, 0-1."""
    hits = len(pattern(cues.hot).findall(_plain(written_out(cues.language, text))))
    form = 0.3 * (text.count("!") > 1) + 0.3 * bool(_SHOUT.search(text))
    abusive = 0.5 * shows(text, cues.abusive)
    return min(1.0, 0.6 * (hits > 0) + 0.2 * max(0, hits - 1) + form + abusive)


def _in_sentence(cues: Cues, turn: int, sentence: str) -> Iterable[Cue]:
    plain = _plain(written_out(cues.language, sentence))
    for id, feeling in cues.feelings.items():
        for match in pattern(feeling.shown_by).finditer(plain):
            if not _denied(cues, plain[: match.start()], 2):
                yield Cue(id, turn, sentence, feeling.weight)
                break


def _denied(cues: Cues, before: str, near: int) -> bool:
    """Tell whether one of the so many words that stand nearest is a negation."""
    return any(word in cues.negations for word in words(before)[-near:])


def _exclaims(text: str) -> bool:
    return text.count("!") > 0 or bool(_SHOUT.search(text))


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'")
