"""Checks of what a model says, in code: is it this person, here, in this mood?

A check returns what is wrong, as the prompt for another try says it, or None.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from trainer.core.base import Language
from trainer.core.direction import Direction
from trainer.core.engine import Reader
from trainer.core.transcript import Transcript
from trainer.engines.model.sheet import NOT_THEIRS, Sheet
from trainer.engines.model.signs import Signs, plainly, signs_of

WRONG = {
    "official": "you spoke as the official",
    "coaches": "you coached the official",
    "graded": "you talked of marks or feedback",
    "machine": "you did not speak as the person that you are",
    "agrees": "you gave in before your mood allows it",
    "markup": "you wrote something that cannot be heard",
    "language": "you spoke another language",
    "repeats": "you said what you had said before",
    "invents": "you made something up about your own life",
    "locked": "you told something that the stage does not name",
    "long": "it was too long",
    "empty": "it was empty",
}
OTHERS = ("de", "fr", "es", "sv", "no")
"""Languages that a model may slip into, beside our own."""
SURE = 0.9
"""How sure it must be that a sentence is of another language."""
TELLING = 4
"""Words from which a sentence's language can be told."""
ALIKE = 0.8
"""Share of equal words from which a sentence is one that was said before."""
MARKUP = re.compile(r"[#|<>{}\[\]`*_\\(]|https?:|^\s*[-•]\s|[\u2600-\u27bf\U0001f000-\U0001faff]")
FOREIGN = re.compile(r"[^\W\d_A-Za-zÀ-ɏ]")
"""A letter of another script than ours."""
INSIDE = re.compile(r"(?<=[a-zæøåé,] )[A-ZÆØÅÉ][a-zæøåé][\w'’\-]*")
"""A name: a capital within a sentence, and small letters after it."""
STEM = 5
"""Letters by which a word is the same in another form."""
NEAR = 3
"""Numbers below this are said of anything."""
ROUND = frozenset({10, 100, 1000})
"""Said where no number is meant: a hundred times."""


@dataclass(frozen=True)
class Checks:
    """The checks of one reply."""

    sheet: Sheet
    direction: Direction
    transcript: Transcript
    known: str
    """All that the prompt holds: what stands in it is not made up."""
    reader: Reader

    @property
    def signs(self) -> Signs:
        """The signs of the conversation's language."""
        return signs_of(self.sheet.case.language)

    @cached_property
    def _known_numbers(self) -> set[int]:
        return numbers_in(self.known, self.signs)

    def words(self, text: str) -> str | None:
        """Check the beginning of a sentence; quick enough for every piece that comes."""
        if MARKUP.search(text) or FOREIGN.search(text):
            return WRONG["markup"]
        kinds = [*NOT_THEIRS]
        calm = self.direction.band == "calm"
        ending = self.direction.ending
        if not calm and (ending is None or ending.kind != "settled"):
            kinds.append("agrees")
        found = self.signs.saying(text, *kinds, own=self.sheet.phrases)
        return WRONG[found] if found else None

    async def sentence(self, text: str) -> str | None:
        """Check a whole sentence."""
        language = self.sheet.case.language
        if other_language(language, text):
            return WRONG["language"]
        if self._repeats(text):
            return WRONG["repeats"]
        if self._invents(text):
            return WRONG["invents"]
        if self.words(text):
            return self.words(text)
        return WRONG["locked"] if await self._tells_locked(text) else None

    async def _tells_locked(self, text: str) -> bool:
        """Tell whether a fact comes near that may not be told: by its words, and by its sense.

        The sense alone is not asked: to the reader much of what this person says is near some fact.
        """
        told = {*self.direction.told, self.direction.tell}
        near = [id for id in self.sheet.own if id not in told and self.sheet.shared(text, id)]
        if self.sheet.gives_away(text, near):
            return True
        return bool(near) and bool(
            set(near).intersection(await self.reader.facts_in(self.sheet.case, text))
        )

    async def tells(self, text: str, fact: str) -> bool:
        """Tell whether a text tells a fact: in its sense, and in words that would give it away."""
        if not self.sheet.gives_away(text, [fact]):
            return False
        return fact in await self.reader.facts_in(self.sheet.case, text)

    def whole(self, text: str) -> str | None:
        """Check the reply as a whole: nothing said twice; the person's own life stands as it is."""
        asked_again = any(piece.slot == "repeat" for piece in self.direction.pieces)
        before = (_bag(turn) for _, turn in self.transcript.said_by("citizen"))
        if not asked_again and _bag(text) in before:
            return WRONG["repeats"]
        answers = self.sheet.case.script.persona.answers
        for piece in self.direction.pieces:
            answer = answers.get(piece.ref) if piece.slot == "everyday" else None
            if answer is None or piece.ref.endswith("-offer"):
                continue
            wanted = {word for line in answer.says for word in _solid(line.text, self.signs)}
            if wanted and not wanted & _solid(text, self.signs):
                return WRONG["invents"]
        return None

    def _repeats(self, text: str) -> bool:
        if any(piece.slot == "repeat" for piece in self.direction.pieces):
            return False
        now = _bag(text)
        said = (s for _, turn in self.transcript.said_by("citizen") for s in sentences(turn))
        return len(now) >= TELLING and any(_alike(now, _bag(one)) for one in said)

    def _invents(self, text: str) -> bool:
        """Tell whether a number, a name, kin or a blow of fate is told that stands nowhere."""
        signs, low = self.signs, plainly(self.known)
        numbers = {n for n in numbers_in(text, signs) if n >= NEAR} - ROUND
        if numbers - self._known_numbers:
            return True
        named = {name.casefold() for name in INSIDE.findall(text)} - {*signs.capitals}
        told = {*named, *(word[:STEM] for word in signs.lived(text))}
        return any(word not in low and word not in self.sheet.spoken for word in told)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one for one in re.split(r"(?<=[.!?…])\s+|\n+", text.strip()) if one]


def numbers_in(text: str, signs: Signs) -> set[int]:
    """Return the numbers in a text, written in figures or in words."""
    found = {int(re.sub(r"\D", "", one)) for one in re.findall(r"\d[\d.,]*", text)}
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return found | {number for number in _counted(words, signs) if number}


def _counted(words: list[str], signs: Signs) -> Iterable[int]:
    """Yield the numbers that words say: seven hundred, zevenhonderd, twenty-five, femogtyve."""
    at = 0
    while at < len(words):
        number = _number(words[at], signs)
        after = words[at + 1] if at + 1 < len(words) else ""
        unit = signs.numbers.get(after, 0)
        if number and after in signs.powers:
            number, at = number * signs.powers[after], at + 1
        elif number in range(20, 100, 10) and 0 < unit < 10:
            number, at = number + unit, at + 1
        yield number
        at += 1


def _number(word: str, signs: Signs) -> int:
    """Return the number that one word says; 0 where it says none."""
    if word in signs.counting:
        return signs.counting[word]
    for power, times in signs.powers.items():
        if word.endswith(power):
            return signs.counting.get(word.removesuffix(power), 0) * times
    return 0


def other_language(language: Language, text: str) -> bool:
    """Tell whether a sentence is surely of another language; short ones never are."""
    if len(re.findall(r"[^\W\d_]+", text)) < TELLING:
        return False
    found, sure = _identifier().classify(text)
    return bool(found != language and sure >= SURE)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["nl", "en", "da", *OTHERS])
    return identifier


def _solid(text: str, signs: Signs) -> set[str]:
    """Return the words of an answer that may say what it is, and its numbers."""
    words = set(re.findall(r"[^\W\d_]{3,}", text.casefold()))
    return words | {str(number) for number in numbers_in(text, signs)}


def _bag(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _alike(one: Iterable[str], other: Iterable[str]) -> bool:
    a, b = set(one), set(other)
    return len(a & b) >= ALIKE * len(a | b)
