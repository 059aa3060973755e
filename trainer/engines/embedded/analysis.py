"""A message taken apart: its sentences, and what each looks like to the classifiers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from trainer.core.base import LANGUAGES, Language
from trainer.core.plainness import Hard, Plain, PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.features import Around, asking, content_words, grams, row
from trainer.engines.embedded.linear import Matrix
from trainer.engines.embedded.neutral import neutral
from trainer.engines.embedded.sentences import Sentence, split
from trainer.engines.embedded.signals import Compiled
from trainer.engines.embedded.spelling import written_out


class Lexicon:
    """What is known of one language: its signals and its officialese."""

    def __init__(self, signals: Signals, plain: PlainWords) -> None:
        self.signals = Compiled(signals)
        self.plain = Plain(plain)
        self.cues = tuple(sorted(signals.cues))


def lexicons(
    signals: Mapping[Language, Signals], plain: Mapping[Language, PlainWords]
) -> dict[Language, Lexicon]:
    """Return the lexicon of each language."""
    return {language: Lexicon(signals[language], plain[language]) for language in LANGUAGES}


@dataclass(frozen=True)
class Analysis:
    """A message taken apart."""

    language: Language
    sentences: tuple[Sentence, ...]
    worded: tuple[str, ...]
    """The sentences with short forms of chat and speech written out."""
    nameless: tuple[str, ...]
    """The sentences as they are compared: written out, nameless, begun with a capital."""
    cues: tuple[frozenset[str], ...]
    phrases: tuple[frozenset[str], ...]
    """The set phrases of each sentence."""
    hard: tuple[tuple[Hard, ...], ...]
    grams: tuple[frozenset[str], ...]
    heard: str
    """What the citizen had just said."""

    @property
    def questions(self) -> int:
        """How many sentences ask."""
        return sum(self.asks(i) for i in range(len(self.sentences)))

    def asks(self, i: int) -> bool:
        """Tell whether a sentence asks, with or without a question mark."""
        return asking(self.sentences[i], self.cues[i])


def analyse(
    language: Language, lexicon: Lexicon, message: str, heard: str, chat: bool = True
) -> Analysis:
    """Take ``message`` apart, which answers ``heard``; ``chat`` as in ``sentences.split``."""
    sentences = tuple(split(message, chat))
    worded = tuple(written_out(language, sentence.text) for sentence in sentences)
    nameless = tuple(neutral(language, text) for text in worded)
    return Analysis(
        language=language,
        sentences=sentences,
        worded=worded,
        nameless=tuple(text[:1].upper() + text[1:] for text in nameless),
        cues=tuple(lexicon.signals.cues(text) for text in worded),
        phrases=tuple(lexicon.signals.phrases(text) for text in worded),
        hard=tuple(lexicon.plain.hard(sentence.text) for sentence in sentences),
        grams=tuple(grams(language, text) for text in nameless),
        heard=written_out(language, heard),
    )


def rows(analysis: Analysis, cues: tuple[str, ...], likeness: Vectors | None) -> Matrix:
    """Return the features of each sentence; ``likeness`` is each one's cosine with the heard."""
    heard, questions = content_words(analysis.heard), analysis.questions
    nothing: frozenset[str] = frozenset()
    some = []
    for i, text in enumerate(analysis.worded):
        sentence = Sentence(text, analysis.sentences[i].start)
        around = Around(
            position=i,
            count=len(analysis.sentences),
            questions=questions,
            heard=heard,
            likeness=float(likeness[i]) if likeness is not None else 0.0,
            before=analysis.cues[i - 1] if i else nothing,
        )
        some.append(row(sentence, analysis.cues[i], cues, around, len(analysis.hard[i])))
    return np.stack(some) if some else np.zeros((0, 1), np.float32)
