"""Subjects: the topics asked, the items said and the facts told in a message, in own words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from trainer.core.reading import Found, Reading
from trainer.core.transcript import Transcript
from trainer.engines.embedded.analysis import Analysis
from trainer.engines.embedded.beside import beside
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.look import Look
from trainer.engines.embedded.matching import Match, Matcher, best
from trainer.engines.embedded.statements import FACT, FACT_WORDS, Statements

ASKING = frozenset({"open-question", "narrow-question", "verb-first", "tell"})
"""Cues of a question without its mark."""
TOPIC, TOPIC_WORDS = 0.36, 0.34
"""The likeness from which a topic was asked: with sentence vectors, and by words alone."""
EVERYDAY, EVERYDAY_WORDS = 0.55, 0.5
BARE_TOPIC, BARE_EVERYDAY = 0.45, 0.66
"""The same with sentence vectors where no word is shared: "a dog?" is nearly "a child?" there."""
LEANS = 0.3
"""How far a question leans on the sentence before it: "That bill. What does it say?"."""
NEARLY = 0.02
"""A second topic so near the first was asked too."""
PREFERRED = 0.06
"""How much likelier an everyday question must be than a topic of the case."""
ON_WHAT = "on-what"
"""The set phrase that asks what somebody came for, which is never beside the case."""
TELLING = frozenset({"relative", ON_WHAT})
"""Set phrases that a question has, or another is asked: of somebody close, "your wife", or what
brought them in, which sounds like what they brought."""
OPEN = frozenset({"asks-open", "probes"})
"""Moves of a question that wants more than yes or no."""
DOUBTED = 0.55
"""Below this likeness no topic was asked by a question that is beside the case."""
STRANGE = "dont-know"
"""What is answered to a question beside the case: an everyday one that has no answer."""


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
        phrases: Returns the set phrases of a text.
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
        self._statements = Statements(matcher, phrases)
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
        came = {phrase.text for phrase in reading.phrases if phrase.id == ON_WHAT}
        open_ = {move.text for move in reading.moves if move.id in OPEN} - came
        for i, sentence in enumerate(analysis.sentences):
            if sentence.text in others:
                continue
            if _asks(analysis, i):
                strange = sentence.text in open_ and self._beside(analysis, i)
                self._asked(found, looks[i], looks[i - 1] if i else None, strange)
            if _states(analysis, i) and sentence.text not in came:
                said = self._statements.said(looks[i])
                found.items.extend(said.items)
                found.wrong.extend(said.wrong)
        summed: tuple[str, ...] = ()
        if reading.has("summarises"):
            summed = self._statements.summed_up(looks, transcript, heard)
        return reading.model_copy(
            update={
                "topics": _once(found.topics),
                "items": _once(found.items),
                "wrong": _once(found.wrong),
                "everyday": () if found.topics else _once(found.everyday),
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

    def _looks(self, analysis: Analysis, vectors: Vectors | None) -> list[Look]:
        some = []
        for i, sentence in enumerate(analysis.sentences):
            vector = None if vectors is None else vectors[i]
            comparison = self._matcher.compare(analysis.worded[i], vector)
            some.append(Look(sentence.text, vector, comparison))
        return some

    def _beside(self, analysis: Analysis, i: int) -> bool:
        """Tell whether the question that a sentence asks is beside the case."""
        known, usual = self._matcher.known, self._usual
        return bool(usual) and beside(analysis.language, analysis.worded[i], known, usual)

    def _asked(self, found: _Gathered, look: Look, before: Look | None, strange: bool) -> None:
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

    def _of_another(self, look: Look, daily: Match) -> bool:
        """Tell whether a question is about something telling that the everyday one leaves out."""
        asked = self._phrases(look.text) & TELLING
        near = [self._phrases(phrase) for phrase in daily.near]
        return any(all(one not in phrases for phrases in near) for one in asked)

    def _topics(self, look: Look, before: Look | None) -> list[Match]:
        """Return the topics by likeness; to ask for a fact in its own words counts too."""
        likely = _raised(look.like("topic"), look.like("beneath"))
        if look.vector is None or before is None or before.vector is None:
            return likely
        leaning = look.vector + LEANS * before.vector
        leaning = np.asarray(leaning / np.linalg.norm(leaning), np.float32)
        return _best_of(likely, self._matcher.compare(look.text, leaning).matches("topic"))


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


def _worded(match: Match | None, least: float) -> Match | None:
    """Return the match unless it shares no word and is less like than ``least``."""
    return match if match and (match.shared > 0 or match.score >= least) else None


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
