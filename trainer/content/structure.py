"""What a scenario's structure must have before it is worth playing, beyond its format."""

from collections.abc import Iterator, Sequence

from trainer.content.ids import unknown
from trainer.content.load import Loaded
from trainer.content.reach import Reach
from trainer.core.rubric import Rubric
from trainer.core.scenario import LEVELS, Scenario
from trainer.core.script import Trainees
from trainer.errors import Fault

SIZES = {"facts": (6, 10), "topics": (6, 10), "checklist": (6, 10)}
WARM_UP_SIZES = {"facts": (2, 5), "topics": (3, 6), "checklist": (3, 6)}
"""The fewest and the most of each part of a case, and of a warm-up."""


def structure_faults(
    scenario: Loaded[Scenario],
    rubric: Rubric | None,
    moves: Sequence[str],
    reaches: Sequence[Reach],
) -> Iterator[Fault]:
    """Yield what is wrong with a scenario's structure."""
    model, document = scenario.model, scenario.document
    for move in model.reactions:
        if move not in moves:
            yield document.fault(("reactions", move), *unknown("move", move, moves))
    if rubric is None:
        wrong = f"there is no rubric {model.rubric!r}"
        yield document.fault(("rubric",), wrong, "write the name of a folder in rubrics")
    else:
        yield from _criteria(scenario, rubric)
    for part, (least, most) in (WARM_UP_SIZES if model.warm_up else SIZES).items():
        count = len(getattr(model, part))
        if not least <= count <= most:
            yield document.fault((part,), f"{count} {part}", f"write {least} to {most}")
    yield from _facts(scenario, reaches)
    required = [item for item in model.checklist.values() if item.required]
    if not required:
        wrong = "no item is required, so the talk settles at once"
        yield document.fault(("checklist",), wrong, "mark those it cannot end without")
    fair_no = model.outcome.kind == "fair-no"
    if fair_no and not any(item.counts_for == "explains" for item in required):
        wrong = "a fair no without a required item that tells the no"
        yield document.fault(("outcome",), wrong, "require an item that counts for explains")


def _criteria(scenario: Loaded[Scenario], rubric: Rubric) -> Iterator[Fault]:
    document = scenario.document
    for skill in scenario.model.skills:
        if skill not in rubric.criteria:
            wrong, instead = unknown("criterion", skill, rubric.criteria)
            yield document.fault(("skills", skill), wrong, instead)
    listed = [id for id, criterion in rubric.criteria.items() if criterion.checklist]
    for id, item in scenario.model.checklist.items():
        if item.criterion not in listed:
            wrong, instead = unknown("checklist criterion", item.criterion, listed)
            yield document.fault(("checklist", id), wrong, instead)


def _facts(scenario: Loaded[Scenario], reaches: Sequence[Reach]) -> Iterator[Fault]:
    model, document = scenario.model, scenario.document
    earned, least = model.earned(), 1 if model.warm_up else 3
    if len(earned) < least:
        wrong = f"{len(earned)} facts are earned: their trust lies above the easy level's start"
        yield document.fault(("facts",), wrong, f"let at least {least} ask for more trust")
    if not any(fact.told.freely for fact in model.facts.values()):
        yield document.fault(("facts",), "no fact is told freely", "let one open the talk")
    if not any(fact.told.after for fact in model.facts.values()):
        yield document.fault(("facts",), "no fact comes after another", "chain two of them")
    for id in model.facts:
        for level, reach in zip(LEVELS, reaches, strict=True):
            if not reach.opens(id):
                wrong = f"at level {level} no mood within reach opens {id!r}"
                yield document.fault(("facts", id), wrong, "lower its threshold")


def trainee_faults(trainees: Loaded[Trainees], scenario: Scenario) -> Iterator[Fault]:
    """Yield what is wrong with the scripted trainees of one language."""
    said = [id for id, item in scenario.checklist.items() if item.said]
    known = [*scenario.facts, *said]
    for who in ("skilled", "middling", "poor"):
        beats = getattr(trainees.model, who)
        if not beats:
            yield trainees.document.fault((who,), f"{who!r} says nothing", "write its beats")
        for i, beat in enumerate(beats):
            for id in beat.until:
                if id not in known:
                    wrong, instead = unknown("fact or item that is said", id, known)
                    yield trainees.document.fault((who, i, "until"), wrong, instead)
            if beat.else_ and not beat.until:
                wrong = "`else` without `until` is never said"
                yield trainees.document.fault((who, i, "else"), wrong, "write what it waits for")
