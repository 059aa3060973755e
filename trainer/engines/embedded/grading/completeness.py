"""Completeness: what the checklist asks, criterion by criterion."""

from dataclasses import dataclass

from trainer.core.assessment import Quote, Record
from trainer.core.case import Case
from trainer.engines.embedded.grading.act import surely
from trainer.engines.embedded.grading.chances import chances
from trainer.engines.embedded.grading.finding import Finding, bounded, quotes_of
from trainer.engines.embedded.grading.moment import Moment
from trainer.engines.embedded.grading.scene import Scene

HALF = 0.5
"""What an item said and not understood counts."""
FALSE = 0.25
"""What an item costs of which something false was said, beside its own worth."""
GAP = 1.49
"""The most where a required item is missing: on the way."""
SPOILS = {
    "explains": {"quotes-rule": 0.25},
    "guides-beyond": {"sends-away": 0.5},
    "agrees-next-step": {"promises-too-much": 0.6, "sends-away": 0.3},
    "finds-out": {},
}
AND = {"nl": " en ", "en": " and ", "da": ", og "}
"""What joins the last of several; Danish sets a comma between clauses."""
ASKING = ("asks-open", "asks-closed", "probes")


@dataclass(frozen=True)
class Items:
    """The checklist items of one criterion, by what became of them."""

    done: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    """Said, not understood."""
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    """Something false was said of them."""

    @property
    def all(self) -> tuple[str, ...]:
        """All items, each once."""
        return self.done + self.half + self.missed


def items_of(record: Record, criterion: str) -> Items:
    """Return what became of the checklist items of ``criterion``; none without a case."""
    if record.case is None:
        return Items()
    sorted_: dict[str, list[str]] = {"done": [], "half": [], "missed": []}
    checklist = record.case.scenario.checklist
    ids = [id for id, item in checklist.items() if item.criterion == criterion]
    for id in ids:
        sorted_[_became(record, id)].append(id)
    false = {f.id for reading in record.readings.values() for f in reading.wrong}
    false |= set(record.state.wrong) if record.state else set()
    wrong = tuple(id for id in ids if id in false)
    done, half, missed = (tuple(sorted_[key]) for key in ("done", "half", "missed"))
    return Items(done, half, missed, wrong)


def judge(scene: Scene, record: Record, criterion: str) -> Finding:
    """Judge one criterion by its items: their weights, what was required, what was false."""
    items = items_of(record, criterion)
    case = record.case
    if case is None or not items.all:
        return Finding(criterion, None)
    checklist = case.scenario.checklist
    full = sum(checklist[id].weight for id in items.all)
    got = float(sum(checklist[id].weight for id in items.done if id not in items.wrong))
    got += HALF * sum(checklist[id].weight for id in items.half if id not in items.wrong)
    got -= FALSE * sum(checklist[id].weight for id in items.wrong)
    score = 3 * got / full
    if any(checklist[id].required for id in items.missed):
        score = min(score, GAP)
    spoils = SPOILS[criterion]
    score -= sum(value * min(1.0, scene.paid(move)) for move, value in spoils.items())
    spoiled = quotes_of(surely(scene.acts(*spoils)))
    shown = _quotes(record, scene, criterion, items)
    return Finding(
        criterion,
        bounded(score),
        shown,
        _false(record, items) + spoiled,
        shown if items.done else (),
        chances(scene, _room(scene, criterion), spoils, felt=criterion == "finds-out"),
        pieces=len(items.all) + 1.0,
        slots=_slots(case, items),
        asides=(*(("wrong",) if items.wrong else ()), *(("half",) if items.half else ())),
        model=example(case, items),
    )


def example(case: Case, items: Items) -> str | None:
    """Return how the weightiest missing item could sound, in the scenario's own words."""
    checklist = case.scenario.checklist
    waiting = sorted(
        (*items.missed, *items.half),
        key=lambda id: (not checklist[id].required, -checklist[id].weight),
    )
    for id in waiting:
        model = case.script.checklist[id].model_answer
        if model:
            return model
        asked = _question(case, checklist[id].learned)
        if asked:
            return asked
    return None


def _became(record: Record, id: str) -> str:
    case = record.case
    assert case is not None  # noqa: S101 - only called with a case
    item = case.scenario.checklist[id]
    if item.learned:
        told = set(record.told) | (set(record.state.told) if record.state else set())
        return "done" if item.learned in told else "missed"
    said = any(f.id == id for reading in record.readings.values() for f in reading.items)
    if record.state is None:
        return "done" if said else "missed"
    if id in record.state.understood:
        return "done"
    return "half" if said or id in record.state.said else "missed"


def _question(case: Case, fact: str | None) -> str | None:
    """Return a question that brings a fact out."""
    topics = case.scenario.facts[fact].told.asked if fact else ()
    words = case.script.topics[topics[0]].asked if topics else ()
    return words[0] if words else None


def _quotes(record: Record, scene: Scene, criterion: str, items: Items) -> tuple[Quote, ...]:
    if criterion != "finds-out":
        found = [record.said(id) for id in (*items.done, *items.half)]
        return tuple(quotes[0] for quotes in found if quotes)
    assert record.case is not None  # noqa: S101 - items exist only with a case
    facts = [record.case.scenario.checklist[id].learned for id in items.done]
    turns = [record.told[fact] for fact in facts if fact in record.told]
    return tuple(dict.fromkeys(q for turn in turns for q in (_question_before(scene, turn),) if q))


def _question_before(scene: Scene, turn: int) -> Quote | None:
    """Return the trainee's words that brought out what was told in a citizen's ``turn``."""
    before = [m for m in scene.moments if m.said[0][0] < turn]
    return _asking(before[-1]) if before else None


def _asking(moment: Moment) -> Quote:
    acts = quotes_of(moment.of(*ASKING))
    return acts[0] if acts else moment.reply


def _false(record: Record, items: Items) -> tuple[Quote, ...]:
    return tuple(
        Quote(turn=turn, text=found.text)
        for turn, reading in sorted(record.readings.items())
        for found in reading.wrong
        if found.id in items.wrong
    )


def _room(scene: Scene, criterion: str) -> list[Moment]:
    """Return where there was room: early for finding out, at the end for an agreement."""
    moments = scene.moments
    if criterion == "finds-out":
        return [m for m in moments if not m.of(*ASKING)] or list(moments)
    if criterion == "agrees-next-step":
        return [moments[-1]]
    asked = [m for m in moments if m.asked and not m.of("explains-plainly", "gives-reason")]
    return asked or [moments[len(moments) // 2]]


def _slots(case: Case, items: Items) -> dict[str, str]:
    named = {
        "done": _phrases(case, items.done),
        "missed": _phrases(case, items.missed),
        "wrong": _phrases(case, items.wrong),
        "half": _phrases(case, items.half),
    }
    counts = {"count": str(len(items.done)), "of": str(len(items.all))}
    return {key: text for key, text in named.items() if text} | counts


def _phrases(case: Case, ids: tuple[str, ...]) -> str:
    """Return what items are about, as one piece of a sentence."""
    words = [case.script.checklist[id] for id in ids]
    phrases = [item.about or f"“{item.title.rstrip('.')}”" for item in words]
    head, last = phrases[:-1], phrases[-1:]
    return AND[case.language].join([part for part in (", ".join(head), *last) if part])
