"""What can be seen of drills and letters: faults stand where they are said to, and can be hit."""

from collections import Counter
from collections.abc import Iterator

from trainer.content.exercises import DrillFiles, LetterFiles
from trainer.content.load import Loaded
from trainer.core.drill import MISSING, Drill, DrillWords, left_of
from trainer.core.wording import stands
from trainer.errors import Fault

FEWEST = 5
"""Passages below which marking shows nothing."""


def drill_faults(files: DrillFiles) -> Iterator[Fault]:
    """Yield what is wrong with a drill in each language."""
    drill = files.structure.model
    for words in files.words.values():
        if drill.task == "ask":
            yield from _asking(words)
        else:
            yield from _checking(drill, words)


def letter_faults(files: LetterFiles) -> Iterator[Fault]:
    """Yield what is wrong with a letter in each language."""
    for words in files.words.values():
        letter = " ".join(words.model.letter.split())
        for i, text in enumerate(words.model.hurts):
            if not stands((text,), letter):
                wrong = f"{text!r} does not stand in the letter"
                yield words.document.fault(("hurts", i), wrong, "write it as it stands there")
        if letter == " ".join(words.model.example.split()):
            yield words.document.fault(
                ("example",), "the example is the letter itself", "write how it could read"
            )


def _asking(words: Loaded[DrillWords]) -> Iterator[Fault]:
    model, document = words.model, words.document
    if model.text:
        yield document.fault(("text",), "a question to ask has no text to check", "take it out")
    if not model.example:
        yield document.fault((), "the key 'example' is missing", "write a good question")
    for i, one in enumerate(model.private):
        at = ("private", i, "words")
        if one.words not in model.situation:
            wrong = f"{one.words!r} does not stand in the situation"
            yield document.fault(at, wrong, "write it as it stands there")
        if model.example and one.words in model.example:
            wrong = f"the example holds {one.words!r}, which is personal"
            yield document.fault(("example",), wrong, "write it without")


def _checking(drill: Drill, words: Loaded[DrillWords]) -> Iterator[Fault]:
    model, document = words.model, words.document
    if len(model.passages) < FEWEST:
        wrong = f"the text has {len(model.passages)} passages"
        yield document.fault(("text",), wrong, f"write at least {FEWEST}, one a line")
    if not drill.faults and not model.all_good:
        yield document.fault((), "nothing is wrong, and `all-good` is missing", "say why")
    for id, fault in model.faults.items():
        at = ("faults", id)
        if drill.faults[id].missing != (fault.words is None):
            wrong = f"{id!r} has words and is missing, or has none and is not"
            instead = "write `words` for what stands in the text, `missing: true` for what does not"
            yield document.fault(at, wrong, instead)
        if fault.words is not None:
            yield from _placed(words, (*at, "words"), fault.words)
        if fault.mend is None and not fault.must.asks_nothing:
            yield document.fault(at, "something must be said, and `mend` is missing", "write it")
        if fault.mend and (left := left_of(fault, fault.mend)):
            wrong = f"the mend still holds {left!r}"
            yield document.fault((*at, "mend"), wrong, "write it without")
    for i, one in enumerate(model.sound):
        yield from _placed(words, ("sound", i, "words"), one.words)
    yield from _crowded(words)


def _placed(words: Loaded[DrillWords], at: tuple[str | int, ...], text: str) -> Iterator[Fault]:
    """Yield a fault where words do not stand in the text exactly once, inside one passage."""
    times = sum(passage.count(text) for passage in words.model.passages)
    if times != 1:
        wrong = f"{text!r} stands in the text {times} times"
        yield words.document.fault(at, wrong, "write words that stand in one line, once")


def _crowded(words: Loaded[DrillWords]) -> Iterator[Fault]:
    """Yield a fault for each passage that is marked for two reasons: nobody could tell which."""
    model = words.model
    some = [*(one.words for one in model.faults.values()), *(one.words for one in model.sound)]
    places = Counter(model.place(text) for text in some if text is not None)
    for place, times in places.items():
        if times > 1 and place != MISSING:
            wrong = f"{times} remarks are about one passage: {model.passages[int(place)]!r}"
            yield words.document.fault(("text",), wrong, "keep one, or split the passage")
