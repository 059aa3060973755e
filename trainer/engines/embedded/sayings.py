"""Set phrases: goodbye, wait, repeat, words to a grader, nonsense; and yes/no offers."""

import re
from collections.abc import Mapping

from trainer.core.base import Language
from trainer.core.reading import Found
from trainer.engines.embedded.analysis import Analysis, Lexicon
from trainer.engines.embedded.asides import for_machine
from trainer.engines.embedded.sentences import words

TOLD = {"third-person", "past"}
"""Cues of a goodbye that somebody else said."""
LETTERS = re.compile(r"[^\W\d_]")
VOWELS = re.compile(r"[aeiouyæøåäëïöüéèêàáâîôû]", re.IGNORECASE)
SAID = frozenset({"goodbye", "wait", "repeat", "to-grader", "on-what"})
"""The set phrases that a reading tells; others serve the reader itself."""
SHORT_WAIT = 12
"""A sentence with more words that asks to wait is about something else."""


def set_phrases(
    analysis: Analysis, every: Mapping[Language, Lexicon], message: str, first: bool
) -> tuple[Found, ...]:
    """Return the set phrases of a message.

    In the ``first`` message a word that serves both ways is a greeting: "Dag."
    Words to a grader, or to a machine, are looked for in every language: nobody says in which one
    they come.
    """
    found: list[Found] = []
    spoken = _spoken(analysis, message)
    taken = zip(analysis.sentences, analysis.cues, analysis.phrases, strict=True)
    for i, (sentence, cues, phrases) in enumerate(taken):
        kinds = set(phrases) | ({"to-grader"} if i >= spoken else set())
        if len(words(sentence.text)) > SHORT_WAIT:
            kinds -= {"wait", "repeat"}
        if cues >= TOLD or (first and "hello" in kinds):
            kinds.discard("goodbye")
        if any(other.signals.says("to-grader", sentence.text) for other in every.values()):
            kinds.add("to-grader")
        found += [Found(id=kind, text=sentence.text) for kind in sorted(kinds & SAID)]
    if empty_of_words(message):
        found.append(Found(id="nonsense", text=message.strip() or message))
    return tuple(found)


def _spoken(analysis: Analysis, message: str) -> int:
    """Return how many sentences come before what is made for a machine: all, where nothing is."""
    if not for_machine(message):
        return len(analysis.sentences)
    made = (i for i, sentence in enumerate(analysis.sentences) if for_machine(sentence.text))
    return next(made, 0)


def empty_of_words(message: str) -> bool:
    """Tell whether a message is emoji, signs or letters struck at random."""
    some = [word for word in words(message) if LETTERS.search(word)]
    if not some:
        return True
    return all(_struck(word) for word in some)


def _struck(word: str) -> bool:
    """Tell whether nobody could say ``word``: six letters or more and next to no vowel."""
    letters = LETTERS.findall(word)
    if len(set(letters)) == 1 and len(letters) > 3:
        return True
    return len(letters) >= 5 and len(VOWELS.findall(word)) * 6 < len(letters)


def offers(analysis: Analysis) -> bool:
    """Tell whether a yes/no offer was made: "Shall I call them in?"."""
    return any(
        analysis.asks(i) and "offer" in cues and not cues & {"open-question", "options"}
        for i, cues in enumerate(analysis.cues)
    )
