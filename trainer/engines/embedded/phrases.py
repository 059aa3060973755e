"""The phrases of a case that a reader compares with."""

from collections.abc import Iterator

from trainer.core.case import Case
from trainer.core.script import Script
from trainer.engines.embedded.matching import Phrase
from trainer.engines.embedded.sentences import split


def phrases(case: Case) -> tuple[Phrase, ...]:
    """Return every phrase of a case, each once a kind and id."""
    return tuple(
        dict.fromkeys((*_topics(case), *_items(case.script), *_everyday(case), *_facts(case)))
    )


def _topics(case: Case) -> Iterator[Phrase]:
    for id, topic in case.script.topics.items():
        yield from (Phrase("topic", id, text) for text in topic.asked)
    for id, fact in case.script.facts.items():
        for topic_id in case.scenario.facts[id].told.asked:
            yield Phrase("beneath", topic_id, fact.is_)
            yield from (Phrase("beneath", topic_id, line.text) for line in fact.says)


def _items(script: Script) -> Iterator[Phrase]:
    for id, item in script.checklist.items():
        yield from (Phrase("item", id, text) for text in item.said_as)
        yield from (Phrase("wrong", id, text) for text in item.wrong_as)
        if item.said_as and item.model_answer:
            yield from (Phrase("model", id, s.text) for s in split(item.model_answer))


def _everyday(case: Case) -> Iterator[Phrase]:
    for id, texts in case.shared.everyday.items():
        yield from (Phrase("everyday", id, text) for text in texts)
    for id, answer in case.script.persona.answers.items():
        yield from (Phrase("everyday", id, text) for text in answer.asked)


def _facts(case: Case) -> Iterator[Phrase]:
    for id, fact in case.script.facts.items():
        yield from (Phrase("fact", id, s.text) for s in split(fact.is_))
        for line in fact.says:
            yield Phrase("fact", id, line.text)
            yield from (Phrase("fact", id, s.text) for s in split(line.text))
