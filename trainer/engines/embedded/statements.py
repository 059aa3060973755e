"""Statements: the items that a message says, what it says falsely, and what it sums up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trainer.core.reading import Found
from trainer.core.transcript import Transcript
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.look import HEARD, HEARD_WORDS, Look
from trainer.engines.embedded.matching import CLOSE, Comparison, Match, Matcher, best
from trainer.engines.embedded.sentences import clauses

ITEM, ITEM_WORDS = 0.37, 0.34
"""The likeness from which an item was said: with sentence vectors, and by words alone."""
WRONG, WRONG_WORDS = 0.55, 0.5
FACT, FACT_WORDS = 0.42, 0.34
FALSER = 0.05
"""How much likelier something false must be than something true."""
CLAUSE, BESIDES = 0.45, 0.2
"""The likeness by words of a clause, and of the whole, from which one item of several was said."""
SAME = 0.25
"""How much likelier a clause's item must be than one that another clause says more surely: two
clauses are mostly about one thing."""
SURELY, NEARER = 0.6, 0.15
"""Below this likeness an item gives way to another one whose answer is so much nearer."""
ELSEWHERE = frozenset({"denial", "reported"})
"""Set phrases that keep a statement from being one: nobody can tell, or somebody else said so."""
LACKING = frozenset({"not", "without"})
"""Set phrases that say of a thing that it is not there: "a plan with no chairs", "leave it out"."""
DENIED, AFFIRMED = 0.45, 0.75
"""Share of words in common from which a *not*, and the lack of one, turns a phrase round."""
ASKED_BACK = "-heard"
"""Stands for the citizen's last words where a summary repeats those and no fact."""


@dataclass(frozen=True)
class Said:
    """What one sentence says of a case."""

    items: tuple[Found, ...] = ()
    wrong: tuple[Found, ...] = ()


@dataclass(frozen=True)
class Statements:
    """Tells what sentences say."""

    matcher: Matcher
    """The phrases of the case."""
    phrases: Callable[[str], frozenset[str]]
    """Returns the set phrases of a text; what turns a sentence round is among them."""

    def said(self, look: Look) -> Said:
        """Return what a sentence says: something false, several items or one."""
        item = self._straight(look, "item", look.least(ITEM, ITEM_WORDS))
        false = self._straight(look, "wrong", look.least(WRONG, WRONG_WORDS))
        if false and (item is None or false.score > item.score + FALSER):
            return Said(wrong=(false.found(look.text),))
        several = self._several(look)
        if several and (item is None or len(several) > 1):
            return Said(items=tuple(one.found(look.text) for one in several))
        if item and not _elsewhere(look.comparison, item, NEARER):
            return Said(items=(item.found(look.text),))
        return Said()

    def _several(self, look: Look) -> list[Match]:
        """Return the items that a sentence of two clauses or more says, at most one in each."""
        parts = clauses(look.text)
        if len(parts) < 2 or not look.like("item"):
            return []
        whole = {match.id: match.score for match in look.like("item")}
        looks = [self.matcher.compare(part, None) for part in parts]
        surest = max((one.matches("item")[0] for one in looks), key=lambda match: match.score)
        said: dict[str, Match] = {}
        for part, comparison in zip(parts, looks, strict=True):
            match = _apart(comparison, surest)
            likely = match and (look.vector is None or whole[match.id] >= BESIDES)
            if match and likely and not turned(self.phrases, part, match):
                said[match.id] = replace(match, score=max(match.score, whole[match.id]))
        return list(said.values())

    def _straight(
        self, look: Look, kind: str, least: float, among: frozenset[str] = frozenset()
    ) -> Match | None:
        """Return the best match that says what it seems to say; ``among`` empty: among all."""
        known = [match for match in look.like(kind) if not among or match.id in among]
        least = max(least, known[0].score - CLOSE) if known else least
        likely = (match for match in known if match.score >= least)
        return next((match for match in likely if not turned(self.phrases, look.text, match)), None)

    def summed_up(
        self, looks: Sequence[Look], transcript: Transcript, heard: Vectors | None
    ) -> tuple[str, ...]:
        """Return the facts told before that a summary matches."""
        told = told_in(transcript)
        found = []
        for look in looks:
            least = look.least(HEARD, HEARD_WORDS) if told else look.least(FACT, FACT_WORDS)
            match = self._straight(look, "fact", least, told)
            if match:
                found.append(match.id)
            elif look.echoes(heard):
                found.append(ASKED_BACK)
        return tuple(dict.fromkeys(found))


def _apart(comparison: Comparison, surest: Match) -> Match | None:
    """Return the item that a clause says, or none where it rather says the sentence's surest."""
    match = best(comparison.matches("item"), CLAUSE)
    if match is None or _elsewhere(comparison, match, 0.0):
        return None
    same = next(one for one in comparison.matches("item") if one.id == surest.id)
    apart = match.id == surest.id or same.score < match.score - SAME
    return match if apart else None


def _elsewhere(comparison: Comparison, item: Match, nearer: float) -> bool:
    """Tell whether a doubtful item is another one's: how that one is answered is nearer by that."""
    others = (match.score for match in comparison.matches("model") if match.id != item.id)
    return item.score < SURELY and max(others, default=0.0) > item.score + nearer


def turned(phrases: Callable[[str], frozenset[str]], text: str, match: Match) -> bool:
    """Tell whether nearly the same words say the opposite, or that nobody can say it."""
    own, near = phrases(text), [phrases(phrase) for phrase in match.near]
    if own & ELSEWHERE:
        return not any(one & ELSEWHERE for one in near)
    if "not" in own:
        return match.shared >= DENIED and not any(one & LACKING for one in near)
    lacking = "without" in own or not all("not" in one for one in near)
    return match.shared >= AFFIRMED and not lacking


def told_in(transcript: Transcript) -> frozenset[str]:
    """Return the facts that the citizen's lines told, as far as their ids are known."""
    lines = (line for turn in transcript.turns for line in turn.lines)
    parts = (line.split("/") for line in lines)
    return frozenset(p[1] for p in parts if len(p) > 2 and p[0] == "facts" and p[2] == "says")
