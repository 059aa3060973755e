"""The embedded reader: finds moves, topics and items in a message, without a model."""

import asyncio
import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.move import Move
from trainer.core.plainness import PlainWords
from trainer.core.reading import Found, Reading
from trainer.core.signal import Signals
from trainer.core.transcript import Transcript
from trainer.core.voices import unnamed
from trainer.engines.embedded.analysis import Analysis, Lexicon, analyse, lexicons
from trainer.engines.embedded.beside import usual_words
from trainer.engines.embedded.embedding import Embedding, Vectors
from trainer.engines.embedded.impression import Impressions
from trainer.engines.embedded.linear import Matrix
from trainer.engines.embedded.matching import Comparison, Matcher, Phrase
from trainer.engines.embedded.meanings import about_what_was_told, after_a_loss
from trainer.engines.embedded.moves import Judge
from trainer.engines.embedded.neutral import neutral, unpresented
from trainer.engines.embedded.phrases import phrases
from trainer.engines.embedded.repetition import repeats
from trainer.engines.embedded.sayings import offers, set_phrases
from trainer.engines.embedded.sentences import split, words
from trainer.engines.embedded.sight import Sight, normalised
from trainer.engines.embedded.spelling import written_out
from trainer.engines.embedded.subjects import Subjects
from trainer.engines.embedded.weights import Weights

CASES = 32
"""Cases and exercises whose phrases are kept ready: those that were used last."""
CLEARLY = 0.05
"""How much surer words for a grader must be than that they set a limit, which is said to people."""
SAYS = 3
"""The fewest words of a citizen's sentence that shows something by itself."""


class Marks(NamedTuple):
    """What is found in a message beside its moves."""

    asides: tuple[Found, ...]
    shown: tuple[Found, ...]
    impressions: tuple[Found, ...]


class EmbeddedReader:
    """Reads by small classifiers over signals, form and, where there are any, sentence vectors.

    Args:
        weights: What training found.
        signals: The signals of each language.
        plain: The plain words of each language.
        embedding: Gives sentence vectors; None: signals and form alone.
        keep: Whether vectors of messages are kept on disk: never for a server, where they
            would outlive what was erased.
        moves: Their examples show how anybody asks; without them no question is beside a case.
        asides: What training found of asides; without it set phrases alone tell them.
        opportunities: What training found of what citizens show; without it nothing is shown.
        impressions: What training found of whole talks; without it no impression is told.
    """

    def __init__(
        self,
        weights: Weights,
        signals: Mapping[Language, Signals],
        plain: Mapping[Language, PlainWords],
        embedding: Embedding | None,
        keep: bool = False,
        moves: Sequence[Move] = (),
        asides: Weights | None = None,
        opportunities: Weights | None = None,
        impressions: Impressions | None = None,
    ) -> None:
        self._usual = functools.cache(functools.partial(usual_words, moves))
        self._weights = weights
        self._embedding = embedding
        self._keep = keep
        self._lexicons: dict[Language, Lexicon] = lexicons(signals, plain)
        self._judge = Judge(weights)
        self._asides = None if asides is None else Judge(asides)
        self._opportunities = None if opportunities is None else Judge(opportunities)
        self._impressions = impressions
        self._matchers: OrderedDict[tuple[object, ...], Matcher] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()

    async def read(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        """Read ``message``, which comes after ``transcript``."""
        return await asyncio.to_thread(self.read_now, case, transcript, message)

    async def read_all(self, case: Case | None, transcript: Transcript) -> dict[int, Reading]:
        """Read every message of the trainee, each as it comes after the turns before it."""
        said = dict(transcript.said_by("trainee"))
        messages = [(transcript.before(i), text) for i, text in said.items()]
        readings = await asyncio.to_thread(self._read, case, messages)
        return dict(zip(said, readings, strict=True))

    async def facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        """Return the facts that a citizen's text tells."""
        return await asyncio.to_thread(self._facts_in, case, text)

    async def prepare(self, case: Case, heard: str) -> None:
        """Take in a case's phrases and what was just said, for itself and as what is answered."""
        await asyncio.to_thread(self._subjects, case)
        heard = unnamed(case.script.persona, heard)
        await asyncio.to_thread(self._sights, [(case.language, heard, heard)])

    def read_now(self, case: Case | None, transcript: Transcript, message: str) -> Reading:
        """Read ``message`` in the thread of the caller, which is no event loop's."""
        return self._read(case, [(transcript, message)])[0]

    def _read(self, case: Case | None, messages: Sequence[tuple[Transcript, str]]) -> list[Reading]:
        """Read messages, each of which comes after its transcript."""
        answers = [(before.language, said, _heard_in(case, before)) for before, said in messages]
        sights = self._sights(answers)
        scored = self._judge.scores(sights)
        found = (self._apart(sights, scored), self._shown(answers), self._struck(sights))
        marks = map(Marks, *found)
        taken = zip(messages, sights, scored, marks, strict=True)
        return [
            self._reading(case, before, message, sight, scores, beside)
            for (before, message), sight, scores, beside in taken
        ]

    def _apart(self, sights: Sequence[Sight], scored: Sequence[Matrix]) -> list[tuple[Found, ...]]:
        """Return the asides of each message, of which the moves' scores are known."""
        if self._asides is None:
            return [() for _ in sights]
        found = []
        for sight, own, moves in zip(sights, self._asides.scores(sights), scored, strict=True):
            limits = self._judge.limits(moves, sight.analysis)  # they are said to the citizen
            marked = self._asides.marked(own, sight)
            found.append(tuple(x for x in marked if x.sure > CLEARLY + limits.get(x.text, 0.0)))
        return found

    def _shown(self, answers: Sequence[tuple[Language, str, str]]) -> list[tuple[Found, ...]]:
        """Return what the citizen showed in what each message answers."""
        if self._opportunities is None:
            return [() for _ in answers]
        sights = self._sights([(language, heard, "") for language, _, heard in answers])
        marked = map(self._opportunities.marked, self._opportunities.scores(sights), sights)
        return [tuple(one for one in some if len(words(one.text)) >= SAYS) for some in marked]

    def _struck(self, sights: Sequence[Sight]) -> list[tuple[Found, ...]]:
        """Return how each message's sentences strike who judges whole talks."""
        return [() for _ in sights] if self._impressions is None else self._impressions.of(sights)

    def _reading(
        self,
        case: Case | None,
        transcript: Transcript,
        message: str,
        sight: Sight,
        scores: Matrix,
        beside: Marks,
    ) -> Reading:
        first = not transcript.said_by("trainee")
        told = set_phrases(sight.analysis, self._lexicons, message, first)
        known = {phrase.text for phrase in told}  # "One moment please" is no aside
        said = (*told, *(one for one in beside.asides if one.text not in known))
        signals = self._lexicons[transcript.language].signals
        marked = after_a_loss(sight.analysis, transcript, signals)
        marked = about_what_was_told(marked, bool(beside.shown))
        reading = Reading(
            moves=self._judge.moves(scores, marked, transcript, said),
            faint=self._judge.faint(scores, sight.analysis, said),
            reflects=self._judge.reflects(scores, sight.analysis, said),
            officialese=_officialese(sight.analysis),
            phrases=said,
            shown=beside.shown,
            impressions=beside.impressions,
            words=len(words(message)),
            questions=_questions(sight.analysis, message),
            repeats=repeats(transcript, message),
            offer=offers(sight.analysis),
        )
        if case is not None:
            before = None if sight.heard is None else normalised(sight.heard)[0]
            subjects = self._subjects(case)
            reading = subjects.added(reading, sight.analysis, sight.vectors, transcript, before)
        return reading

    def _facts_in(self, case: Case, text: str) -> tuple[str, ...]:
        [sight] = self._sights([(case.language, text, "")])
        return self._subjects(case).facts(sight.analysis, sight.vectors)

    def _subjects(self, case: Case) -> Subjects:
        phrases = self._lexicons[case.language].signals.phrases
        return Subjects(self._matcher(case), phrases, self._usual(case.language))

    def _sights(self, messages: Sequence[tuple[Language, str, str]]) -> list[Sight]:
        """Return the sight of messages, each with its language and what it answers."""
        taken = [analyse(one, self._lexicons[one], said, heard) for one, said, heard in messages]
        if self._embedding is None:
            return [Sight(analysis, None, None, None) for analysis in taken]
        texts = [[*analysis.nameless, *_heard(analysis)] for analysis in taken]
        vectors = self._embedding.vectors([text for some in texts for text in some], self._keep)
        parts = np.split(vectors, np.cumsum([len(some) for some in texts]))[:-1]
        return [self._sight(analysis, part) for analysis, part in zip(taken, parts, strict=True)]

    def _sight(self, analysis: Analysis, vectors: Vectors) -> Sight:
        """Return the sight with the vectors of the message and of what it answers."""
        said, heard = np.split(vectors, [len(analysis.sentences)])
        raw = self._weights.centred(analysis.language, said)
        last = None
        if len(heard):
            mean = np.asarray(heard.mean(axis=0, keepdims=True), np.float32)
            last = self._weights.centred(analysis.language, mean)
        return Sight(analysis, normalised(raw), raw, last)

    def compared(
        self, language: Language, some: tuple[Phrase, ...], texts: Sequence[str]
    ) -> list[Comparison]:
        """Return how like each of some texts is to some phrases."""
        matcher = self._kept((language, some), language, lambda: some)
        worded = [written_out(language, text) for text in texts]
        if self._embedding is None or not worded:
            return [matcher.compare(text, None) for text in worded]
        vectors = self._vectors(self._embedding, language, worded, self._keep)
        return [matcher.compare(text, row) for text, row in zip(worded, vectors, strict=True)]

    def set_phrases_of(self, language: Language, text: str) -> frozenset[str]:
        """Return the set phrases of a text."""
        return self._lexicons[language].signals.phrases(text)

    @property
    def by_words(self) -> bool:
        """Whether there are no vectors, so that texts are compared by their words alone."""
        return self._embedding is None

    def _matcher(self, case: Case) -> Matcher:
        key = (case.hash or case.script, case.scenario.id, case.language)
        return self._kept(key, case.language, lambda: phrases(case))

    def _kept(
        self, key: tuple[object, ...], language: Language, some: Callable[[], tuple[Phrase, ...]]
    ) -> Matcher:
        found = self._known(key)
        if found is None:
            with self._making:  # whoever comes while it is made waits for it
                found = self._known(key) or self._made(language, some())
            with self._lock:
                self._matchers[key] = found
                while len(self._matchers) > CASES:
                    self._matchers.popitem(last=False)
        return found

    def _known(self, key: tuple[object, ...]) -> Matcher | None:
        with self._lock:
            found = self._matchers.get(key)
            if found is not None:
                self._matchers.move_to_end(key)
            return found

    def _made(self, language: Language, some: tuple[Phrase, ...]) -> Matcher:
        if self._embedding is None:
            return Matcher(language, some, None)
        texts = [phrase.text for phrase in some]
        return Matcher(language, some, self._vectors(self._embedding, language, texts, keep=True))

    def _vectors(
        self, embedding: Embedding, language: Language, texts: Sequence[str], keep: bool
    ) -> Vectors:
        """Return the vectors of texts as they are compared: nameless, normalised."""
        found = embedding.vectors([neutral(language, text) for text in texts], keep)
        return normalised(self._weights.centred(language, found))


def _heard_in(case: Case | None, transcript: Transcript) -> str:
    """Return what a message answers, of two people without the names of who speaks."""
    return unnamed(case.script.persona, transcript.heard) if case else transcript.heard


def _heard(analysis: Analysis) -> list[str]:
    """Return the sentences of what a message answers, as they are compared."""
    language = analysis.language
    return [neutral(language, s.text) for s in split(unpresented(language, analysis.heard))]


def _questions(analysis: Analysis, message: str) -> int:
    """Return how many questions a message asks; in chat many come without their mark."""
    return max(message.count("?"), analysis.questions)


def _officialese(analysis: Analysis) -> tuple[Found, ...]:
    return tuple(Found(id=hard.plainer, text=hard.text) for some in analysis.hard for hard in some)
