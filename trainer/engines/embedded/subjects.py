"""Subjects: the topics asked, the items said and the facts told in a message, in own words."""

from collections.abc import Iterable

from trainer.core.case import Case
from trainer.core.reading import Found, Reading
from trainer.core.transcript import Transcript
from trainer.engines.embedded.analysis import Analysis
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.matching import Match, Matcher, best

ASKING = frozenset({"open-question", "narrow-question", "why", "verb-first", "tell"})
TOPIC, TOPIC_WORDS = 0.42, 0.34
"""The likeness from which a topic was asked: with sentence vectors, and by words alone."""
ITEM, ITEM_WORDS = 0.37, 0.34
WRONG, WRONG_WORDS = 0.55, 0.5
EVERYDAY, EVERYDAY_WORDS = 0.55, 0.5
FACT, FACT_WORDS = 0.42, 0.34


class Subjects:
    """Compares a message with the phrases of a case."""

    def __init__(self, matcher: Matcher, case: Case) -> None:
        self._matcher = matcher
        self._case = case

    def added(
        self,
        reading: Reading,
        analysis: Analysis,
        vectors: Vectors | None,
        transcript: Transcript,
    ) -> Reading:
        """Return ``reading`` with what the message asks, says and sums up."""
        topics: list[Found] = []
        items: list[Found] = []
        wrong: list[Found] = []
        everyday: list[Found] = []
        for i, sentence in enumerate(analysis.sentences):
            vector = None if vectors is None else vectors[i]
            if sentence.asks or analysis.cues[i] & ASKING:
                self._asked(topics, everyday, sentence.text, vector)
            if not sentence.asks and "denial" not in analysis.cues[i]:
                self._said(items, wrong, sentence.text, vector)
        return reading.model_copy(
            update={
                "topics": _once(topics),
                "items": _once(items),
                "wrong": _once(wrong),
                "everyday": _once(everyday) if not topics else (),
                "summary_of": self._summed_up(reading, analysis, vectors),
            }
        )

    def facts(self, analysis: Analysis, vectors: Vectors | None) -> tuple[str, ...]:
        """Return the facts that a text tells."""
        found = []
        for i, sentence in enumerate(analysis.sentences):
            vector = None if vectors is None else vectors[i]
            match = best(
                self._matches("fact", sentence.text, vector), _of(vector, FACT, FACT_WORDS)
            )
            if match and not sentence.asks:
                found.append(match.id)
        return tuple(dict.fromkeys(found))

    def _matches(self, kind: str, text: str, vector: Vectors | None) -> list[Match]:
        return self._matcher.matches(kind, text, vector)

    def _asked(
        self, topics: list[Found], everyday: list[Found], text: str, vector: Vectors | None
    ) -> None:
        topic = best(self._matches("topic", text, vector), _of(vector, TOPIC, TOPIC_WORDS))
        daily = best(self._matches("everyday", text, vector), _of(vector, EVERYDAY, EVERYDAY_WORDS))
        if daily and (topic is None or daily.score > topic.score):
            everyday.append(_found(daily, text))
        elif topic:
            topics.append(_found(topic, text))

    def _said(
        self, items: list[Found], wrong: list[Found], text: str, vector: Vectors | None
    ) -> None:
        item = best(self._matches("item", text, vector), _of(vector, ITEM, ITEM_WORDS))
        false = best(self._matches("wrong", text, vector), _of(vector, WRONG, WRONG_WORDS))
        if false and (item is None or false.score > item.score + 0.05):
            wrong.append(_found(false, text))
        elif item:
            items.append(_found(item, text))

    def _summed_up(
        self, reading: Reading, analysis: Analysis, vectors: Vectors | None
    ) -> tuple[str, ...]:
        """Return the facts that the sentences of a summary match."""
        shown = {found.text for found in reading.moves if found.id == "summarises"}
        found = []
        for i, sentence in enumerate(analysis.sentences):
            if sentence.text not in shown:
                continue
            vector = None if vectors is None else vectors[i]
            match = best(
                self._matches("fact", sentence.text, vector), _of(vector, FACT, FACT_WORDS)
            )
            if match:
                found.append(match.id)
        return tuple(dict.fromkeys(found))


def _of(vector: Vectors | None, with_vectors: float, by_words: float) -> float:
    return by_words if vector is None else with_vectors


def _found(match: Match, text: str) -> Found:
    return Found(id=match.id, text=text, sure=max(0.0, min(1.0, round(match.score, 3))))


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    by_id: dict[str, Found] = {}
    for one in found:
        if one.id not in by_id or by_id[one.id].sure < one.sure:
            by_id[one.id] = one
    return tuple(by_id.values())
