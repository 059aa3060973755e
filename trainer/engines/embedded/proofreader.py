"""The embedded proofreader: which points a written text says, and how it reads."""

import asyncio
from collections.abc import Iterator, Mapping
from functools import partial

from trainer.core.base import Language
from trainer.core.plainness import Plain, PlainWords
from trainer.core.reading import Found
from trainer.core.transcript import Transcript
from trainer.core.wording import Likeness, Said
from trainer.engines.embedded.matching import Comparison, Phrase
from trainer.engines.embedded.reader import EmbeddedReader
from trainer.engines.embedded.sentences import split
from trainer.engines.embedded.statements import FALSER, WRONG, WRONG_WORDS, turned

SAID, SAID_WORDS = 0.42, 0.26
"""The likeness from which a sentence says a point: with sentence vectors, and by words alone. A
sentence may say several, so this is more than for the one thing that a spoken sentence says."""
COLD = frozenset(["blames", "dismisses", "threatens", "insults", "orders-calm"])
"""The moves away that a text makes as well; what else is one in a talk may be right in a letter."""


class EmbeddedProofreader:
    """Compares each sentence with the ways of saying each point.

    Args:
        reader: Finds moves, and how like sentences are.
        plain: The plain words of each language.
    """

    def __init__(self, reader: EmbeddedReader, plain: Mapping[Language, PlainWords]) -> None:
        self._reader = reader
        self._plain = {language: Plain(words) for language, words in plain.items()}

    async def read(self, language: Language, points: Mapping[str, Said], text: str) -> Likeness:
        """Read ``text``; every ``Found.text`` is a literal part of it."""
        return await asyncio.to_thread(self.read_now, language, points, text)

    def read_now(self, language: Language, points: Mapping[str, Said], text: str) -> Likeness:
        """Read ``text`` in the thread of the caller, which is no event loop's."""
        some = tuple(dict.fromkeys(_phrases(points)))
        parts = list(_parts(text)) if some else []
        said: list[Found] = []
        wrong: list[Found] = []
        for part, comparison in zip(
            parts, self._reader.compared(language, some, parts), strict=True
        ):
            true, false = self._told(language, part, comparison)
            said += true
            wrong += false
        reading = self._reader.read_now(None, Transcript(language=language), text)
        return Likeness(
            said=tuple(said),
            wrong=tuple(wrong),
            away=tuple(move for move in reading.moves if _is_cold(move)),
            nonsense=reading.says("nonsense"),
            plainness=self._plain[language].measure(text),
        )

    def _told(
        self, language: Language, part: str, comparison: Comparison
    ) -> tuple[list[Found], list[Found]]:
        """Return what a part of a text says, and what it says falsely."""
        least = (SAID_WORDS, WRONG_WORDS) if self._reader.by_words else (SAID, WRONG)
        phrases = partial(self._reader.set_phrases_of, language)
        said = {m.id: m for m in comparison.matches("item") if m.score >= least[0]}
        false = {m.id: m for m in comparison.matches("wrong") if m.score >= least[1]}
        wrong = [
            match
            for id, match in false.items()
            if (id not in said or match.score > said[id].score + FALSER)
            and not turned(phrases, part, match)
        ]
        gone = {match.id for match in wrong}
        true = [
            match
            for match in said.values()
            if match.id not in gone and not turned(phrases, part, match)
        ]
        return [m.found(part) for m in true], [m.found(part) for m in wrong]


def _is_cold(move: Found) -> bool:
    """Tell whether a move pushes a reader away; "Can't you pay it at once?" offers, in a letter."""
    return move.id in COLD and not move.text.rstrip().endswith("?")


def _parts(text: str) -> Iterator[str]:
    """Yield the sentences, and each question together with what comes after it.

    "Can't you come? Then ring us." says in two sentences what is one.
    """
    sentences = split(text, chat=False)
    for one, after in zip(sentences, [*sentences[1:], None], strict=True):
        yield one.text
        if one.asks and after is not None:
            yield text[one.start : after.start + len(after.text)]


def _phrases(points: Mapping[str, Said]) -> Iterator[Phrase]:
    for id, point in points.items():
        yield from (Phrase("item", id, text) for text in point.said_as)
        yield from (Phrase("wrong", id, text) for text in point.wrong_as)
