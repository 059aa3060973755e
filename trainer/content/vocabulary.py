"""The moves, the rubrics and what every citizen shares: complete, and of one vocabulary."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from trainer.content.document import Document
from trainer.content.ids import unknown
from trainer.content.library import Library, RubricFiles
from trainer.content.load import Loaded
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Defaults
from trainer.core.move import HELD_BACK, Example, Move, NearMiss
from trainer.core.rubric import Rubric
from trainer.core.script import Banded, SharedScript
from trainer.errors import Fault

EXAMPLES = 40
NEAR_MISSES = 15
ASKED = 6
"""The fewest ways of asking an everyday question."""
VARIANTS = 4
"""The fewest lines a shared reply has in a band."""
SHARED_LINES = (
    "yes",
    "no",
    "dont-know",
    "small-talk",
    "thanks",
    "please-repeat",
    "wait",
    "nonsense",
    "insult",
    "neutral",
    "said-again",
    "impatient",
    "still-there",
    "gives-up",
    "interrupts",
    "nods",
)
"""The replies that a conversation may call for in any scenario."""
PHRASES = ("goodbye", "wait", "repeat", "to-grader", "thanks", "offer")
"""The set phrases that a reader looks for."""


def move_faults(moves: Mapping[str, Loaded[Move]], rubrics: Sequence[Rubric]) -> Iterator[Fault]:
    """Yield what is wrong with the moves; the keys are the names of their files."""
    criteria = {id for rubric in rubrics for id in rubric.criteria}
    for name, move in moves.items():
        model, document = move.model, move.document
        if model.id != name:
            wrong = f"the id is {model.id!r} and the file {name}.yaml"
            yield document.fault(("id",), wrong, "give both the same name")
        if criteria and model.skill not in criteria:
            yield document.fault(("skill",), *unknown("criterion", model.skill, criteria))
        for language in LANGUAGES:
            yield from _move_words(move, language, moves)


def _move_words(
    move: Loaded[Move], language: Language, moves: Mapping[str, Loaded[Move]]
) -> Iterator[Fault]:
    words, document = move.model.words(language), move.document
    parts: tuple[tuple[str, Mapping[str, Sequence[Example | NearMiss]], int], ...] = (
        ("examples", words.examples, EXAMPLES),
        ("near-misses", words.near_misses, NEAR_MISSES),
    )
    for key, some, least in parts:
        count = sum(len(batch) for batch in some.values())
        if count < least:
            wrong = f"{count} {key} in {language}"
            yield document.fault((language, key), wrong, f"write at least {least}")
        if HELD_BACK not in some:
            wrong = f"no {HELD_BACK!r} batch among the {key} in {language}"
            yield document.fault((language, key), wrong, "let another author write one")
        for batch, examples in some.items():
            place = (language, key, batch)
            yield from _examples(document, place, examples, moves)


def _examples(
    document: Document,
    place: tuple[str, ...],
    examples: Sequence[Example | NearMiss],
    moves: Mapping[str, object],
) -> Iterator[Fault]:
    seen: Counter[tuple[str, str | None]] = Counter()
    for i, example in enumerate(examples):
        seen[text := (example.text.casefold(), example.after)] += 1
        if seen[text] == 2:
            yield document.fault((*place, i), "this text stands here twice", "keep one")
        for id in example.also if isinstance(example, Example) else example.is_:
            if id not in moves:
                yield document.fault((*place, i), *unknown("move", id, moves))


def rubric_faults(files: RubricFiles, moves: Sequence[str]) -> Iterator[Fault]:
    """Yield what is wrong with a rubric."""
    rubric, document = files.structure.model, files.structure.document
    if rubric.id != files.id:
        wrong = f"the id is {rubric.id!r} and the folder {files.id!r}"
        yield document.fault(("id",), wrong, "give both the same name")
    for id, criterion in rubric.criteria.items():
        for move in (*criterion.indicators.for_, *criterion.indicators.against):
            if move not in moves:
                place = ("criteria", id, "indicators")
                yield document.fault(place, *unknown("move", move, moves))
    for move in rubric.critical:
        if move not in moves:
            yield document.fault(("critical",), *unknown("move", move, moves))
    for words in files.words.values():
        for part, asked in (("criteria", rubric.criteria), ("dimensions", rubric.dimensions)):
            found = getattr(words.model, part)
            for id in set(asked) - set(found):
                wrong = f"{part}: {id!r} is missing here and stands in the rubric"
                yield words.document.fault((part,), wrong, "write its words")
            for id in set(found) - set(asked):
                yield words.document.fault((part, id), *unknown(part, id, asked))


def defaults_faults(defaults: Loaded[Defaults], moves: Sequence[str]) -> Iterator[Fault]:
    """Yield the moves that the shared defaults miss or do not know."""
    for part in ("reactions", "strength"):
        found = set(getattr(defaults.model, part))
        for move in set(moves) - found:
            wrong = f"{part}: the move {move!r} is missing"
            yield defaults.document.fault((part,), wrong, "add it")
        for move in found - set(moves):
            yield defaults.document.fault((part, move), *unknown("move", move, moves))


def shared_faults(library: Library) -> Iterator[Fault]:
    """Yield what is wrong with the words that every scenario shares."""
    everyday = {id for shared in library.shared.values() for id in shared.model.everyday}
    for shared in library.shared.values():
        for part, asked in (
            ("everyday", sorted(everyday)),
            ("phrases", PHRASES),
            ("lines", SHARED_LINES),
        ):
            for id in asked:
                if id not in getattr(shared.model, part):
                    yield shared.document.fault((part,), f"{id!r} is missing", "add it")
        yield from _few_shared(shared)


def _few_shared(shared: Loaded[SharedScript]) -> Iterator[Fault]:
    for id, asked in shared.model.everyday.items():
        if len(asked) < ASKED:
            wrong = f"{len(asked)} ways of asking {id!r}"
            yield shared.document.fault(("everyday", id), wrong, f"write at least {ASKED}")
    for id, words in shared.model.lines.items():
        for band, count in _variants(words):
            if count < VARIANTS:
                wrong = f"{count} lines for {id!r}" + (f" when {band}" if band != "any" else "")
                yield shared.document.fault(("lines", id), wrong, f"write at least {VARIANTS}")


def _variants(words: Banded) -> Iterator[tuple[str, int]]:
    counts = {band: len(some) for band, some in words.items()}
    always = counts.pop("any", 0)
    if not counts:
        yield "any", always
    for band, count in counts.items():
        yield band, count + always
