"""What a scenario's words must have in one language, so that a talk sounds like a person."""

from collections.abc import Iterator, Mapping, Sequence

from trainer.content.dead import Dead, can_be_held, dead, usable
from trainer.content.ids import unknown, where
from trainer.content.library import ScenarioFiles
from trainer.content.load import Loaded
from trainer.content.reach import Reach
from trainer.core.base import Language
from trainer.core.case import lines
from trainer.core.mood import UNFELT
from trainer.core.scenario import Scenario
from trainer.core.script import Banded, Script, SharedScript
from trainer.errors import Fault

USABLE = 110
"""The fewest lines that can really occur, a language."""
LONGEST = 25
"""The most words in a line."""
FEWEST = {
    "calm": 12,
    "tense": 10,
    "furious": 6,
    "overload": 4,
    "warns": 2,
    "settles": 3,
    "unsettled": 3,
    "leaves": 2,
    "limit": 2,
}
"""The fewest lines of each kind under ``lines``."""
FEWEST_ANSWERS, MOST_ANSWERS = 8, 20
"""The everyday questions that have an answer of their own."""
EXAMPLE = {"nl": "Bijvoorbeeld:", "en": "For example:", "da": "For eksempel:"}
"""How the third step of a hint begins."""
OFFERS = frozenset({"yes-offer", "no-offer"})
"""Answers that no question asks for."""
OTHER_REACTIONS = frozenset({"summarises-wrong"})
"""Reactions that are no move."""


def script_faults(
    files: ScenarioFiles,
    language: Language,
    shared: SharedScript,
    moves: Sequence[str],
    reaches: Sequence[Reach],
) -> Iterator[Fault]:
    """Yield what is wrong with a scenario's words in one language."""
    scenario, script = files.structure.model, files.scripts[language]
    document = script.document
    gone = list(dead(scenario, script.model, reaches))
    for id, wrong, instead in gone:
        yield document.fault(where(id), f"never said: {wrong}", instead)
    left = usable(script.model, gone)
    if len(left) < USABLE:
        wrong = f"{len(left)} lines can really occur"
        yield document.fault(("lines",), wrong, f"write at least {USABLE}")
    for id, line in lines(script.model):
        if len(line.text.split()) > LONGEST:
            wrong = f"a line of {len(line.text.split())} words"
            yield document.fault(where(id), wrong, f"say it in at most {LONGEST}")
        if line.then and not (line.then.answered or line.then.ignored):
            yield document.fault(where(id), "an empty `then`", "write what follows, or take it out")
    yield from _counts(script, scenario, gone)
    yield from _reactions(script, moves)
    yield from _answers(script, shared)
    yield from _hints(script, language)
    yield from _guide(script, scenario)
    yield from _note(script)
    source = files.scripts.get(scenario.source)
    if source and source is not script:
        yield from _same_keys(source, script)


def _counts(script: Loaded[Script], scenario: Scenario, gone: Sequence[Dead]) -> Iterator[Fault]:
    model, document = script.model, script.document
    for name, least in FEWEST.items():
        count = len(getattr(model.lines, name))
        if count < least:
            wrong = f"{count} lines in {name!r}"
            yield document.fault(("lines", name), wrong, f"write at least {least}")
    if _size(model.lines.wants) < 4:
        wrong = f"{_size(model.lines.wants)} lines in 'wants'"
        yield document.fault(("lines", "wants"), wrong, "write at least 4")
    if model.trains is None:
        yield document.fault((), "the key 'trains' is missing", "say in one line what it trains")
    taken_out = {id for id, _, _ in gone}
    for id, topic in model.topics.items():
        yield from _few(script, ("topics", id, "asked"), len(topic.asked), 6)
        says = 0 if f"topics/{id}/says" in taken_out else _size(topic.says)
        tellings = sum(len(model.facts[fact].says) for fact in scenario.facts_of(id))
        yield from _few(script, ("topics", id), says + len(topic.says_after) + tellings, 3)
        if not says and any(can_be_held(scenario, fact) for fact in scenario.facts_of(id)):
            yield from _few(script, ("topics", id, "says"), says, 3)
    for id, fact in model.facts.items():
        yield from _few(script, ("facts", id, "says"), len(fact.says), 1)
    for id, item in model.checklist.items():
        if item.about is None:
            instead = "write what it is about, as it stands in the midst of a sentence"
            yield document.fault(("checklist", id), f"{id!r} has no `about`", instead)
        if scenario.checklist[id].said:
            yield from _few(script, ("checklist", id, "said-as"), len(item.said_as), 6)
            yield from _few(script, ("checklist", id, "answer"), _size(item.answer), 2)
            if item.model_answer is None:
                wrong = f"{id!r} has no `model-answer`"
                yield document.fault(("checklist", id), wrong, "write how it could sound")


def _few(
    script: Loaded[Script], place: tuple[str | int, ...], count: int, least: int
) -> Iterator[Fault]:
    if count < least:
        wrong = f"{count} lines in {'/'.join(str(part) for part in place)}"
        yield script.document.fault(place, wrong, f"write at least {least}")


def _size(words: Banded) -> int:
    return sum(len(some) for _, some in words.items())


def _reactions(script: Loaded[Script], moves: Sequence[str]) -> Iterator[Fault]:
    after = script.model.lines.after
    for move in (*(m for m in moves if m not in UNFELT), *sorted(OTHER_REACTIONS)):
        if move not in after or not _size(after[move]):
            wrong = f"no reaction to {move!r}"
            yield script.document.fault(("lines", "after"), wrong, "write one, of a few words")
    for move in after:
        if move not in moves and move not in OTHER_REACTIONS:
            wrong, instead = unknown("move", move, moves)
            yield script.document.fault(("lines", "after", move), wrong, instead)


def _answers(script: Loaded[Script], shared: SharedScript) -> Iterator[Fault]:
    answers, document = script.model.persona.answers, script.document
    place = ("persona", "answers")
    everyday = [id for id in answers if id in shared.everyday]
    if not FEWEST_ANSWERS <= len(everyday) <= MOST_ANSWERS:
        wrong = f"{len(everyday)} answers to everyday questions"
        instead = f"write {FEWEST_ANSWERS} to {MOST_ANSWERS}"
        yield document.fault(place, wrong, instead)
    for id, answer in answers.items():
        if id not in shared.everyday and id not in OFFERS and not answer.asked:
            wrong, instead = f"nobody asks {id!r}", "write `asked` and `says`, or a shared question"
            yield document.fault((*place, id), wrong, instead)


def _hints(script: Loaded[Script], language: Language) -> Iterator[Fault]:
    for phase in ("early", "middle", "late"):
        third = getattr(script.model.hints, phase)[2]
        if not third.startswith(EXAMPLE[language]):
            wrong = "the third step does not show how it could sound"
            instead = f"begin with {EXAMPLE[language]!r}, in quotes"
            yield script.document.fault(("hints", phase, 2), wrong, instead)


def _guide(script: Loaded[Script], scenario: Scenario) -> Iterator[Fault]:
    """Yield a fault where the guide of a warm-up has another length than its talk."""
    count, needed = len(script.model.guide), scenario.ends.turns + 1 if scenario.warm_up else 0
    if count != needed:
        wrong = f"{count} lines in 'guide'"
        instead = f"write {needed}: one before each message, and one after the talk"
        instead = instead if needed else "take it out: only a warm-up is guided"
        yield script.document.fault(("guide",) if count else (), wrong, instead)


def _note(script: Loaded[Script]) -> Iterator[Fault]:
    for id, left in script.model.note.leave_out.items() if script.model.note else ():
        yield from _few(script, ("note", "leave-out", id, "said-as"), len(left.said_as), 3)


def _same_keys(source: Loaded[Script], script: Loaded[Script]) -> Iterator[Fault]:
    pairs: tuple[tuple[tuple[str, ...], Mapping[str, object], Mapping[str, object]], ...] = (
        (("persona", "answers"), source.model.persona.answers, script.model.persona.answers),
        (("lines", "after"), source.model.lines.after, script.model.lines.after),
        (("note", "leave-out"), _left_out(source), _left_out(script)),
    )
    for place, asked, found in pairs:
        for id in asked.keys() - found.keys():
            wrong = f"{id!r} stands in {source.document.path} and not here"
            yield script.document.fault((*place, id), wrong, "give every language the same keys")
        for id in found.keys() - asked.keys():
            wrong = f"{id!r} stands here and not in {source.document.path}"
            yield script.document.fault((*place, id), wrong, "give every language the same keys")


def _left_out(script: Loaded[Script]) -> Mapping[str, object]:
    return script.model.note.leave_out if script.model.note else {}
