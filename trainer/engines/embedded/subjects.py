"""Subjects: the topics asked, the items said and the facts told in a message, in own words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from trainer.core.reading import Found, Reading
from trainer.core.transcript import Transcript
from trainer.engines.embedded.analysis import Analysis
from trainer.engines.embedded.beside import beside
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.matching import CLOSE, Comparison, Match, Matcher, best
from trainer.engines.embedded.sentences import clauses

ASKING = frozenset({"open-question", "narrow-question", "verb-first", "tell"})
"""Cues of a question without its mark."""
TOPIC, TOPIC_WORDS = 0.36, 0.34
"""The likeness from which a topic was asked: with sentence vectors, and by words alone."""
ITEM, ITEM_WORDS = 0.37, 0.34
WRONG, WRONG_WORDS = 0.55, 0.5
EVERYDAY, EVERYDAY_WORDS = 0.55, 0.5
BARE_TOPIC, BARE_EVERYDAY = 0.45, 0.66
"""The same with sentence vectors where no word is shared: "a dog?" is nearly "a child?" there."""
FACT, FACT_WORDS = 0.42, 0.34
HEARD, HEARD_WORDS = 0.34, 0.25
"""The likeness from which a summary is about a fact told before, or about the last words heard."""
LEANS = 0.3
"""How far a question leans on the sentence before it: "That bill. What does it say?"."""
NEARLY = 0.02
"""A second topic so near the first was asked too."""
PREFERRED = 0.06
"""How much likelier an everyday question must be than a topic of the case."""
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
RELATIVE = "relative"
"""The set phrase that names somebody close: "your wife"."""
DENIED, AFFIRMED = 0.45, 0.75
"""Share of words in common from which a *not*, and the lack of one, turns a phrase round."""
OPEN = frozenset({"asks-open", "probes"})
"""Moves of a question that wants more than yes or no."""
DOUBTED = 0.55
"""Below this likeness no topic was asked by a question that is beside the case."""
CAME_FOR = 0.75
"""How sure an everyday question must be where it is asked what somebody came for: what they brought
sounds like what brought them."""
STRANGE = "dont-know"
"""What is answered to a question beside the case: an everyday one that has no answer."""
ASKED_BACK = "-heard"
"""Stands for the citizen's last words where a summary repeats those and no fact."""


@dataclass
class _Gathered:
    """What a message has brought so far."""

    topics: list[Found] = field(default_factory=list)
    everyday: list[Found] = field(default_factory=list)
    items: list[Found] = field(default_factory=list)
    wrong: list[Found] = field(default_factory=list)


class Subjects:
    """Compares a message with the phrases of a case.

    Args:
        matcher: The phrases.
        phrases: Returns the set phrases of a text; ``not``, ``without`` and ``denial`` are used.
        usual: Lemmas with which anybody asks about anything; empty: no question is beside the case.
    """

    def __init__(
        self,
        matcher: Matcher,
        phrases: Callable[[str], frozenset[str]],
        usual: frozenset[str] = frozenset(),
    ) -> None:
        self._matcher = matcher
        self._phrases = phrases
        self._usual = usual

    def added(
        self,
        reading: Reading,
        analysis: Analysis,
        vectors: Vectors | None,
        transcript: Transcript,
        heard: Vectors | None,
    ) -> Reading:
        """Return ``reading`` with what the message asks, says and sums up.

        Args:
            reading: What was found without a case.
            analysis: The message taken apart.
            vectors: One a sentence, normalised; None: by words alone.
            transcript: What was said before.
            heard: The vector of what the citizen had just said, normalised.
        """
        found = _Gathered()
        looks = self._looks(analysis, vectors)
        others = {phrase.text for phrase in reading.phrases if phrase.id == "to-grader"}
        came = {phrase.text for phrase in reading.phrases if phrase.id == "on-what"}
        open_ = {move.text for move in reading.moves if move.id in OPEN}
        for i, sentence in enumerate(analysis.sentences):
            if sentence.text in others:
                continue
            if _asks(analysis, i):
                strange = sentence.text in open_ and self._beside(analysis, i)
                self._asked(found, looks[i], looks[i - 1] if i else None, strange)
            if _states(analysis, i):
                self._said(found, looks[i])
        daily = [one for one in found.everyday if one.text not in came or one.sure >= CAME_FOR]
        summed = self._summed_up(looks, transcript, heard) if reading.has("summarises") else ()
        return reading.model_copy(
            update={
                "topics": _once(found.topics),
                "items": _once(found.items),
                "wrong": _once(found.wrong),
                "everyday": () if found.topics else _once(daily),
                "summary_of": summed,
            }
        )

    def facts(self, analysis: Analysis, vectors: Vectors | None) -> tuple[str, ...]:
        """Return the facts that a text tells."""
        looks = self._looks(analysis, vectors)
        told = [
            best(look.like("fact"), look.least(FACT, FACT_WORDS))
            for i, look in enumerate(looks)
            if not analysis.asks(i)
        ]
        return tuple(dict.fromkeys(match.id for match in told if match))

    def _looks(self, analysis: Analysis, vectors: Vectors | None) -> list["_Look"]:
        some = []
        for i, sentence in enumerate(analysis.sentences):
            vector = None if vectors is None else vectors[i]
            comparison = self._matcher.compare(analysis.worded[i], vector)
            some.append(_Look(sentence.text, vector, comparison))
        return some

    def _beside(self, analysis: Analysis, i: int) -> bool:
        """Tell whether the question that a sentence asks is beside the case."""
        known, usual = self._matcher.known, self._usual
        return bool(usual) and beside(analysis.language, analysis.worded[i], known, usual)

    def _asked(
        self, found: _Gathered, look: "_Look", before: "_Look | None", strange: bool
    ) -> None:
        likely = self._topics(look, before)
        topic = _worded(best(likely, look.least(TOPIC, TOPIC_WORDS)), BARE_TOPIC)
        daily = best(look.like("everyday"), look.least(EVERYDAY, EVERYDAY_WORDS))
        if daily and self._of_another(look, daily):
            daily = None
        if daily and (topic is None or daily.score > topic.score + PREFERRED):
            if _worded(daily, BARE_EVERYDAY):
                found.everyday.append(daily.found(look.text))
        elif strange and (topic is None or topic.score < DOUBTED):
            found.everyday.append(Found(id=STRANGE, text=look.text))
        elif topic:
            near = [one for one in likely[:2] if one.score >= topic.score - NEARLY]
            found.topics.extend(one.found(look.text) for one in near)

    def _of_another(self, look: "_Look", daily: Match) -> bool:
        """Tell whether a question is about somebody close whom the everyday one leaves out."""
        near = (self._phrases(phrase) for phrase in daily.near)
        asked = RELATIVE in self._phrases(look.text)
        return asked and not any(RELATIVE in phrases for phrases in near)

    def _topics(self, look: "_Look", before: "_Look | None") -> list[Match]:
        """Return the topics by likeness; to ask for a fact in its own words counts too."""
        likely = _raised(look.like("topic"), look.like("beneath"))
        if look.vector is None or before is None or before.vector is None:
            return likely
        leaning = look.vector + LEANS * before.vector
        leaning = np.asarray(leaning / np.linalg.norm(leaning), np.float32)
        return _best_of(likely, self._matcher.compare(look.text, leaning).matches("topic"))

    def _said(self, found: _Gathered, look: "_Look") -> None:
        item = self._straight(look, "item", look.least(ITEM, ITEM_WORDS))
        false = self._straight(look, "wrong", look.least(WRONG, WRONG_WORDS))
        if false and (item is None or false.score > item.score + FALSER):
            found.wrong.append(false.found(look.text))
        elif (several := self._several(look)) and (item is None or len(several) > 1):
            found.items.extend(one.found(look.text) for one in several)
        elif item and not _elsewhere(look.comparison, item, NEARER):
            found.items.append(item.found(look.text))

    def _several(self, look: "_Look") -> list[Match]:
        """Return the items that a sentence of two clauses or more says, at most one in each."""
        parts = clauses(look.text)
        if len(parts) < 2 or not look.like("item"):
            return []
        whole = {match.id: match.score for match in look.like("item")}
        looks = [self._matcher.compare(part, None) for part in parts]
        surest = max((one.matches("item")[0] for one in looks), key=lambda match: match.score)
        said: dict[str, Match] = {}
        for part, comparison in zip(parts, looks, strict=True):
            match = _apart(comparison, surest)
            likely = match and (look.vector is None or whole[match.id] >= BESIDES)
            if match and likely and not turned(self._phrases, part, match):
                said[match.id] = replace(match, score=max(match.score, whole[match.id]))
        return list(said.values())

    def _straight(
        self, look: "_Look", kind: str, least: float, among: frozenset[str] = frozenset()
    ) -> Match | None:
        """Return the best match that says what it seems to say; ``among`` empty: among all."""
        known = [match for match in look.like(kind) if not among or match.id in among]
        least = max(least, known[0].score - CLOSE) if known else least
        likely = (match for match in known if match.score >= least)
        return next(
            (match for match in likely if not turned(self._phrases, look.text, match)), None
        )

    def _summed_up(
        self, looks: Sequence["_Look"], transcript: Transcript, heard: Vectors | None
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


@dataclass(frozen=True)
class _Look:
    """A sentence compared with the phrases of a case."""

    text: str
    vector: Vectors | None
    comparison: Comparison

    def like(self, kind: str) -> list[Match]:
        return self.comparison.matches(kind)

    def least(self, with_vectors: float, by_words: float) -> float:
        return by_words if self.vector is None else with_vectors

    def echoes(self, heard: Vectors | None) -> bool:
        """Tell whether it says again what the citizen has just said."""
        if self.vector is None or heard is None:
            return False
        return float(self.vector @ heard) >= HEARD


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


def _asks(analysis: Analysis, i: int) -> bool:
    """Tell whether a sentence asks or invites: one that tells what it will explain does not."""
    cues = analysis.cues[i]
    if analysis.asks(i):
        return True
    if "denial" in analysis.phrases[i] or "i-will" in cues:
        return False
    return bool(cues & ASKING)


def _states(analysis: Analysis, i: int) -> bool:
    """Tell whether a sentence says something: an offer does, other questions do not."""
    cues = analysis.cues[i]
    invites = cues >= {"open-question", "tell"} and "i-will" not in cues
    return "offer" in cues or not (invites or analysis.asks(i))


def turned(phrases: Callable[[str], frozenset[str]], text: str, match: Match) -> bool:
    """Tell whether nearly the same words say the opposite, or that nobody can say it."""
    own, near = phrases(text), [phrases(phrase) for phrase in match.near]
    if own & ELSEWHERE:
        return not any(one & ELSEWHERE for one in near)
    if "not" in own:
        return match.shared >= DENIED and not any(one & LACKING for one in near)
    lacking = "without" in own or not all("not" in one for one in near)
    return match.shared >= AFFIRMED and not lacking


def _worded(match: Match | None, least: float) -> Match | None:
    """Return the match unless it shares no word and is less like than ``least``."""
    return match if match and (match.shared > 0 or match.score >= least) else None


def told_in(transcript: Transcript) -> frozenset[str]:
    """Return the facts that the citizen's lines told, as far as their ids are known."""
    lines = (line for turn in transcript.turns for line in turn.lines)
    parts = (line.split("/") for line in lines)
    return frozenset(p[1] for p in parts if len(p) > 2 and p[0] == "facts" and p[2] == "says")


def _raised(topics: list[Match], beneath: list[Match]) -> list[Match]:
    """Return the topics, each raised halfway to the likeness of a fact beneath it."""
    scores = {match.id: match.score for match in beneath}
    halfway = [replace(m, score=(m.score + scores.get(m.id, 0.0)) / 2) for m in topics]
    return _best_of(topics, halfway)


def _best_of(some: list[Match], others: list[Match]) -> list[Match]:
    scores = {match.id: match.score for match in others}
    raised = [replace(m, score=max(m.score, scores.get(m.id, 0.0))) for m in some]
    return sorted(raised, key=lambda match: -match.score)


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    by_id: dict[str, Found] = {}
    for one in found:
        if one.id not in by_id or by_id[one.id].sure < one.sure:
            by_id[one.id] = one
    return tuple(by_id.values())
