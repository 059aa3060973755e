"""Lines that can never be said, and why."""

from collections.abc import Iterable, Iterator, Sequence

from trainer.content.reach import Reach
from trainer.core.case import lines
from trainer.core.scenario import Scenario
from trainer.core.script import ANGRIER, Band, Banded, Script

Dead = tuple[str, str, str]
"""The line's id (or the beginning that several share), what is wrong, what to do instead."""
EVERY_BAND: frozenset[Band] = frozenset({"furious", "tense", "calm"})


def dead(scenario: Scenario, script: Script, reaches: Sequence[Reach]) -> Iterator[Dead]:
    """Yield each group of lines that no conversation at any level can come to."""
    yield from _dead_facts(scenario, script)
    yield from _dead_topics(scenario, script)
    yield from _dead_items(scenario, script)
    yield from _dead_bands(script, reaches)
    yield from _dead_needs(scenario, script)


def usable(script: Script, gone: Iterable[Dead]) -> tuple[str, ...]:
    """Return the ids of the lines that can really occur."""
    prefixes = [id for id, _, _ in gone]
    return tuple(
        id
        for id, _ in lines(script)
        if not any(id == prefix or id.startswith(f"{prefix}/") for prefix in prefixes)
    )


def can_be_held(scenario: Scenario, fact: str) -> bool:
    """Tell whether a fact can be asked for and not be told at once."""
    told = scenario.facts[fact].told
    return bool(told.asked) and bool(told.after or told.at_least or told.at_most)


def _dead_facts(scenario: Scenario, script: Script) -> Iterator[Dead]:
    for id, words in script.facts.items():
        if words.holds_back and not can_be_held(scenario, id):
            wrong = f"{id!r} is told as soon as it may come, so it is never held back"
            yield f"facts/{id}/holds-back", wrong, "take these lines out, or give it a condition"


def _dead_topics(scenario: Scenario, script: Script) -> Iterator[Dead]:
    for id, words in script.topics.items():
        facts = scenario.facts_of(id)
        if words.says_after and not facts:
            wrong = f"no fact hangs on the topic {id!r}, so its `says-after` never comes"
            yield f"topics/{id}/says-after", wrong, "move these lines to `says`"
        told_first = facts and not any(can_be_held(scenario, fact) for fact in facts)
        if words.says_after and told_first and any(words.says.items()):
            wrong = f"the facts of {id!r} are told when asked; then `says-after` takes over"
            yield f"topics/{id}/says", wrong, "give a fact a condition, or keep `says` or the other"


def _dead_items(scenario: Scenario, script: Script) -> Iterator[Dead]:
    for id, words in script.checklist.items():
        item = scenario.checklist[id]
        if item.learned and any(words.answer.items()):
            wrong = f"{id!r} is learned, not said, so nobody answers it"
            yield f"checklist/{id}/answer", wrong, "take these lines out"
        if words.answer_wrong and not words.wrong_as:
            wrong = f"{id!r} has no `wrong-as`, so nothing false is ever heard"
            yield f"checklist/{id}/answer-wrong", wrong, "write `wrong-as`, or take these out"


def _dead_bands(script: Script, reaches: Sequence[Reach]) -> Iterator[Dead]:
    everywhere = frozenset().union(*(reach.bands for reach in reaches))
    spoken = script.lines
    for band in EVERY_BAND - everywhere:
        yield f"lines/{band}", f"the mood never becomes {band}", "change the mood or take these out"
    banded: dict[str, Banded] = {"lines/wants": spoken.wants}
    banded |= {f"topics/{id}/says": words.says for id, words in script.topics.items()}
    banded |= {f"checklist/{id}/answer": words.answer for id, words in script.checklist.items()}
    for path, words in banded.items():
        yield from _unserved(path, words, everywhere)
    for move, words in spoken.after.items():
        after = frozenset().union(*(reach.bands_after(move) for reach in reaches))
        yield from _unserved(f"lines/after/{move}", words, after)


def _unserved(path: str, words: Banded, bands: frozenset[Band]) -> Iterator[Dead]:
    """Yield the bands of some lines that serve none of the bands that can occur."""
    filled = {name for name, _ in words.items()}
    serving = {next((b for b in ANGRIER[band] if b in filled), None) for band in bands}
    for name in filled - serving - {"any"}:
        wrong = f"the mood is never {name} here"
        yield f"{path}/{name}", wrong, "move these lines to a band that occurs, or take them out"


def _dead_needs(scenario: Scenario, script: Script) -> Iterator[Dead]:
    sayable = " / ".join(_sayable(script)).casefold()
    for id, line in lines(script):
        if line.needs is not None:
            wrong, instead = _never(scenario, id, line.needs, sayable)
            if wrong:
                yield id, wrong, instead


def _never(scenario: Scenario, id: str, needs: str, sayable: str) -> tuple[str, str]:
    """Return why what a line needs never comes, and what to do; two empty texts where it can."""
    item = scenario.checklist.get(needs)
    if item and item.learned:
        return f"`needs: {needs}` is learned, not said", f"write `needs: {item.learned}`"
    parts = id.split("/")
    if parts[0] == "facts" and parts[2] == "holds-back" and needs == parts[1]:
        return f"`needs: {needs}` is what is held back here", "take `needs` out"
    if needs in scenario.facts or item or needs.casefold() in sayable:
        return "", ""
    wrong = f"`needs: {needs}` is no fact or item, and no `said-as` or knowledge has these words"
    return wrong, "write an id, or words that an official may say here"


def _sayable(script: Script) -> Iterator[str]:
    """Yield what an official may say in this case, as far as the words know it."""
    yield from script.knowledge
    for topic in script.topics.values():
        yield from topic.asked
    for item in script.checklist.values():
        yield from (*item.said_as, *item.wrong_as, item.model_answer or "")
