"""What the words themselves give away: lines said twice, secrets told early, borrowed words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from trainer.content.ids import chain
from trainer.core.base import Language
from trainer.core.case import lines
from trainer.core.move import Move
from trainer.core.scenario import Scenario
from trainer.core.script import Beat, Line, Script, SharedScript, Trainees

SAME = 0.85
"""The share of words in common from which two lines are nearly the same."""
BORROWED = 7
"""Words in a row in common from which a trainee's sentence counts as borrowed."""
SHORT = 6
"""Lines below this many words are the same only where all their words are."""
COMMON = 0.006
"""A word in this share of the texts of a language is everybody's and gives nothing away."""
SCENERY = 3
"""A word in this many lines that do not tell a fact belongs to the case, not to the fact."""
FORMULA = 5
"""A sentence below this many words is a formula that anybody may use."""
Where = tuple[str | int, ...]
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, without case and punctuation."""
    return tuple(_WORD.findall(text.casefold()))


def stems(text: str) -> tuple[str, ...]:
    """Return the words that can carry content, cut to six letters so that endings do not matter."""
    return tuple(word[:6] for word in tokens(text) if len(word) >= 4 or word.isdecimal())


def doubles(script: Script, shared: SharedScript) -> Iterator[tuple[str, str, str]]:
    """Yield ``(id, other id, its text)`` for each line that says what an earlier one says."""
    common = {tokens(line.text): (f"shared {id}", line.text) for id, line in lines(shared)}
    before: list[tuple[str, str, Counter[str]]] = []
    for id, line in lines(script):
        words = Counter(tokens(line.text))
        same = next(((o, text) for o, text, found in before if _nearly(words, found)), None)
        same = same or common.get(tokens(line.text))
        if same:
            yield id, *same
        before.append((id, line.text, words))


def doubles_of_shared(shared: SharedScript) -> Iterator[tuple[str, str, str]]:
    """Yield ``(id, other id, its text)`` for each shared line that stands there twice."""
    seen: dict[tuple[str, ...], tuple[str, str]] = {}
    for id, line in lines(shared):
        found = seen.setdefault(tokens(line.text), (id, line.text))
        if found[0] != id:
            yield id, *found


def leaks(
    scenario: Scenario, script: Script, common: frozenset[str]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield ``(line id, fact, words)`` for each line that gives away a fact not yet told.

    Words that everybody uses (``common``), or that the trainee may read, give nothing away. Of
    the rest two are enough, or one that the fact cannot be told without.
    """
    every = [(id, line, frozenset(stems(line.text))) for id, line in lines(script)]
    known = {word for text in _public(scenario, script) for word in stems(text)} | common
    for fact, words in script.facts.items():
        if scenario.facts[fact].told.freely:
            continue
        others = [one for one in every if not _follows(scenario, fact, one[0], one[1])]
        scenery = Counter(word for _, _, found in others for word in found)
        tellings = [frozenset(stems(line.text)) for line in words.says]
        itself = frozenset(stems(words.is_))
        secret = {w for w in itself.union(*tellings) - known if scenery[w] < SCENERY}
        key = itself.intersection(*tellings)
        for id, _, all_words in others:
            found = secret & all_words
            if len(found) >= 2 or found & key:
                yield id, fact, tuple(sorted(found))


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words, cut as in ``stems``, that many texts of a language hold."""
    every = [set(stems(text)) for text in texts]
    counts = Counter(word for words in every for word in words)
    return frozenset(word for word, count in counts.items() if count >= COMMON * len(every))


def borrowed(trainees: Trainees, known: "Known") -> Iterator[tuple[Where, str]]:
    """Yield ``(place, sentence)`` for each sentence of a scripted trainee that stands elsewhere."""
    for who in ("skilled", "middling", "poor"):
        beats: Sequence[Beat] = getattr(trainees, who)
        for i, beat in enumerate(beats):
            texts: list[tuple[Where, str]] = [((who, i, "say"), beat.say)]
            texts += [((who, i, "else", j), text) for j, text in enumerate(beat.else_)]
            for place, text in texts:
                for sentence in _SENTENCE.findall(text):
                    if known.holds(sentence):
                        yield place, sentence.strip()


class Known:
    """The texts that a reader was made from: what it recognises in them proves nothing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.whole: set[tuple[str, ...]] = set()
        self.runs: set[tuple[str, ...]] = set()
        for text in texts:
            self.runs.update(_runs(tokens(text)))
            for sentence in _SENTENCE.findall(text):
                if len(words := tokens(sentence)) >= FORMULA:
                    self.whole.add(words)

    def holds(self, sentence: str) -> bool:
        """Tell whether a sentence, or a long stretch of it, is one of these texts."""
        words = tokens(sentence)
        return words in self.whole or not self.runs.isdisjoint(_runs(words))


def reader_texts(
    scenario: Script, shared: SharedScript, moves: Iterable[Move], language: Language
) -> Iterator[str]:
    """Yield every text that the reader compares a message with."""
    for topic in scenario.topics.values():
        yield from topic.asked
    for item in scenario.checklist.values():
        yield from (*item.said_as, *item.wrong_as)
    for asked in shared.everyday.values():
        yield from asked
    for move in moves:
        words = move.words(language)
        for examples in words.examples.values():
            yield from (example.text for example in examples)
        for misses in words.near_misses.values():
            yield from (miss.text for miss in misses)


def _nearly(one: Counter[str], other: Counter[str]) -> bool:
    size, length = one.total(), other.total()
    if min(size, length) < SHORT:
        return one == other and size > 0
    if 2 * min(size, length) < SAME * (size + length):
        return False
    return 2 * (one & other).total() >= SAME * (size + length)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for i in range(len(words) - BORROWED + 1):
        yield words[i : i + BORROWED]


def _public(scenario: Scenario, script: Script) -> Iterator[str]:
    yield from (script.title, script.summary, script.briefing, *script.knowledge)
    yield script.opening.text
    yield from (line.text for answer in script.persona.answers.values() for line in answer.says)
    yield from (text for topic in script.topics.values() for text in topic.asked)
    for id, words in script.facts.items():
        if scenario.facts[id].told.freely:
            yield from (words.is_, *(line.text for line in words.says))


def _follows(scenario: Scenario, fact: str, id: str, line: Line) -> bool:
    """Tell whether a line can only come once a fact is told, or is its own."""
    if line.needs in scenario.facts and fact in chain(scenario, line.needs):
        return True
    parts = id.split("/")
    if parts[0] == "facts" and parts[2] == "says":
        # What comes before a fact may share its words: it has not told it.
        return fact in chain(scenario, parts[1]) or parts[1] in chain(scenario, fact)
    if parts[0] == "topics" and parts[2] == "says-after":
        return any(fact in chain(scenario, other) for other in scenario.facts_of(parts[1]))
    if parts[:2] == ["lines", "settles"]:
        required = [i.learned for i in scenario.checklist.values() if i.required and i.learned]
        return any(fact in chain(scenario, other) for other in required)
    return False
