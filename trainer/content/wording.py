"""What the words themselves give away: lines said twice, secrets told early, borrowed words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    before: list[tuple[str, str, int]] = []
    holding: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for id, line in lines(script):
        words = Counter(tokens(line.text))
        size = words.total()
        near = (i for i, n in _shared(words, holding) if _nearly(size, before[i][2], n))
        same = next((before[i][:2] for i in near), None)
        same = same or common.get(tokens(line.text))
        if same:
            yield id, *same
        for word, times in words.items():
            holding[word].append((len(before), times))
        before.append((id, line.text, size))


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
    """The texts that a reader was made from: what it recognises in them proves nothing.

    Args:
        texts: What a message is compared with.
        beside: What was made of other texts, which are known as well.
    """

    def __init__(self, texts: Iterable[str], beside: "Known | None" = None) -> None:
        self.whole: set[tuple[str, ...]] = set()
        self.runs: set[tuple[str, ...]] = set()
        self.stems: Counter[str] = Counter()
        """In how many texts a word stands, cut as in ``stems``."""
        self.size = 0
        self._beside = beside
        for text in texts:
            self.size += 1
            self.stems.update(set(stems(text)))
            self.runs.update(_runs(tokens(text)))
            for sentence in _SENTENCE.findall(text):
                if len(words := tokens(sentence)) >= FORMULA:
                    self.whole.add(words)

    def holds(self, sentence: str) -> bool:
        """Tell whether a sentence, or a long stretch of it, is one of these texts."""
        words = tokens(sentence)
        if words in self.whole or not self.runs.isdisjoint(_runs(words)):
            return True
        return self._beside is not None and self._beside.holds(sentence)

    def common(self) -> frozenset[str]:
        """Return the words, cut as in ``stems``, that many of these texts hold."""
        counts, size = self.stems, self.size
        if self._beside:
            counts, size = counts + self._beside.stems, size + self._beside.size
        return frozenset(word for word, count in counts.items() if count >= COMMON * size)


def known_to_all(shared: SharedScript, moves: Iterable[Move], language: Language) -> Known:
    """Return what a message is compared with in every case."""
    texts = [text for asked in shared.everyday.values() for text in asked]
    for move in moves:
        words = move.words(language)
        for examples in words.examples.values():
            texts += [example.text for example in examples]
        for misses in words.near_misses.values():
            texts += [miss.text for miss in misses]
    return Known(texts)


def known_to(script: Script, beside: Known) -> Known:
    """Return what a message is compared with in one case, and in all (``beside``)."""
    texts = [text for topic in script.topics.values() for text in topic.asked]
    for item in script.checklist.values():
        texts += (*item.said_as, *item.wrong_as)
    return Known(texts, beside)


def _shared(
    words: Counter[str], holding: Mapping[str, Sequence[tuple[int, int]]]
) -> Sequence[tuple[int, int]]:
    """Return the lines that share words with one, in order, each with how many they share.

    Args:
        words: The line's words, each with how often it stands there.
        holding: For each word the lines that hold it, and how often.
    """
    found: Counter[int] = Counter()
    for word, times in words.items():
        for i, others in holding.get(word, ()):
            found[i] += min(times, others)
    return sorted(found.items())


def _nearly(size: int, other: int, shared: int) -> bool:
    """Tell whether two lines of so many words, of which they share some, say the same."""
    if min(size, other) < SHORT:
        return size == other == shared
    return 2 * shared >= SAME * (size + other)


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
