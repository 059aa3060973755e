"""Ids: each one that is used must exist, and words and structure must have the same ones."""

import difflib
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel

from trainer.content.load import Loaded
from trainer.core.case import lines
from trainer.core.scenario import Scenario
from trainer.core.script import Script
from trainer.errors import Fault

S = TypeVar("S", bound=BaseModel)
W = TypeVar("W", bound=BaseModel)
PARTS = ("topics", "facts", "checklist")


def resolved(scenario: Loaded[Scenario]) -> Iterator[Fault]:
    """Yield a fault for each id in the structure that does not resolve."""
    model, document = scenario.model, scenario.document
    for id, fact in model.facts.items():
        at = ("facts", id, "told")
        for topic in fact.told.asked:
            if topic not in model.topics:
                yield document.fault((*at, "asked"), *unknown("topic", topic, model.topics))
        after = fact.told.after
        if after is not None and after not in model.facts:
            yield document.fault((*at, "after"), *unknown("fact", after, model.facts))
        elif after is not None and id in chain(model, after):
            wrong = f"{id!r} comes after itself"
            yield document.fault((*at, "after"), wrong, "break the circle")
    for id, item in model.checklist.items():
        if item.learned and item.learned not in model.facts:
            wrong, instead = unknown("fact", item.learned, model.facts)
            yield document.fault(("checklist", id, "learned"), wrong, instead)


def chain(scenario: Scenario, fact: str) -> tuple[str, ...]:
    """Return a fact and all that must be told before it, nearest first."""
    found: list[str] = []
    at: str | None = fact
    while at is not None and at in scenario.facts and at not in found:
        found.append(at)
        at = scenario.facts[at].told.after
    return tuple(found)


def joined(scenario: Loaded[Scenario], script: Loaded[Script]) -> Iterator[Fault]:
    """Yield a fault for each id that words and structure do not share or that a line gets wrong."""
    yield from same_ids(scenario, script, PARTS, "scenario")
    known = [*scenario.model.facts, *(id for id, i in scenario.model.checklist.items() if i.said)]
    every = tuple(lines(script.model))
    for id, line in every:
        if line.until is not None and line.until not in known:
            wrong, instead = unknown("fact or item that is said", line.until, known)
            yield script.document.fault((*where(id), "until"), wrong, instead)
    second = [id for id, line in every if line.by == "second"]
    if second and script.model.persona.second is None:
        wrong = f"{len(second)} lines are `by: second`, and `persona.second` is missing"
        yield script.document.fault(where(second[0]), wrong, "write who the second person is")


def same_ids(
    structure: Loaded[S], words: Loaded[W], parts: Iterable[str], what: str
) -> Iterator[Fault]:
    """Yield a fault for each id that the words have and the structure has not, or the reverse."""
    for part in parts:
        asked, found = getattr(structure.model, part, {}), getattr(words.model, part, {})
        for id in asked:
            if id not in found:
                wrong = f"{part}: {id!r} is missing here and stands in the {what}"
                yield words.document.fault((part,), wrong, "write its words")
        for id in found:
            if id not in asked:
                yield words.document.fault((part, id), *unknown(f"{part} id", id, asked))


def where(line: str) -> tuple[str | int, ...]:
    """Return the place in the file of a line's id."""
    return tuple(int(part) if part.isdecimal() else part for part in line.split("/"))


def unknown(kind: str, id: str, known: Iterable[str]) -> tuple[str, str]:
    """Return what is wrong with an id that does not resolve, and what to write instead."""
    known = list(known)
    near = difflib.get_close_matches(id, known, n=1)
    if near:
        return f"there is no {kind} {id!r}", f"did you mean {near[0]!r}?"
    if len(known) > 15:
        return f"there is no {kind} {id!r}", "take it out or write the one it names"
    return f"there is no {kind} {id!r}", f"write one of {', '.join(known)}"
