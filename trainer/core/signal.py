"""Signals: small patterns in the words of a sentence, one file a language."""

from typing import Literal

from trainer.core.base import Value
from trainer.core.scenario import Id
from trainer.core.script import Text


class Signals(Value):
    """``rubrics/patterns/<language>.yaml``.

    A pattern is words, with ``(a|b)`` for a choice, ``[a]`` for what may be missing, ``...`` for
    up to five words, ``*`` for any part of a word, ``^`` and ``$`` for the sentence's ends.
    """

    format: Literal[1] = 1
    cues: dict[Id, tuple[Text, ...]]
    """What speaks for or against a move; the same ids in every language."""
    phrases: dict[Id, tuple[Text, ...]]
    """Set phrases that decide by themselves: goodbye, wait, repeat, to-grader."""
