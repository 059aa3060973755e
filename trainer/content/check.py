"""Everything that can be seen in the files, checked at once; ``trainer.proof`` plays them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from trainer.content import schema, translations
from trainer.content.document import named
from trainer.content.files import languages, loaded
from trainer.content.gaps import gaps
from trainer.content.ids import where
from trainer.content.library import Library, ScenarioFiles, read_library, sorted_faults
from trainer.content.load import Loaded
from trainer.content.planted import drill_faults, letter_faults
from trainer.content.reach import Reach
from trainer.content.structure import structure_faults, trainee_faults
from trainer.content.vocabulary import (
    defaults_faults,
    move_faults,
    rubric_faults,
    shared_faults,
)
from trainer.content.wording import (
    Known,
    borrowed,
    doubles,
    doubles_of_shared,
    known_to,
    known_to_all,
    leaks,
)
from trainer.content.words import script_faults
from trainer.core.base import Language, Value
from trainer.core.case import Defaults
from trainer.core.casenote import NoteWords
from trainer.core.feedback import Cues, FeedbackWords
from trainer.core.move import Move
from trainer.core.plainness import PlainWords
from trainer.core.scenario import LEVELS, Scenario
from trainer.core.script import SharedScript
from trainer.core.signal import Signals
from trainer.errors import Fault

Moves = Mapping[str, Loaded[Move]]

READ_FROM: tuple[tuple[str, type[Value]], ...] = (
    ("patterns/{}.yaml", Signals),
    ("plain/{}.yaml", PlainWords),
    ("note/{}.yaml", NoteWords),
)
"""What the reader is made of beside the moves, and case notes are read by, in ``rubrics``."""
GRADED_FROM: tuple[tuple[str, type[Value]], ...] = (
    ("feedback.{}.yaml", FeedbackWords),
    ("cues.{}.yaml", Cues),
)
"""What the embedded grader speaks from, in a rubric's folder."""
FOLDERS = ("scenarios", "drills", "letters")
"""Where what can be checked by its id has its folder."""


def check(root: Path) -> list[Fault]:
    """Return every fault that can be seen in the files below ``root``, by path and line."""
    library = read_library(root)
    faults = list(library.faults)
    moves = read_moves(root, faults)
    read_rest(root, library, faults)
    faults += translations.outdated(library)
    if (root / "schema").is_dir():  # content kept elsewhere may do without
        faults += schema.outdated(root)
    faults += checked(library, moves)
    return sorted_faults(faults)


def of_cases(root: Path, ids: Collection[str], faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults in some cases', drills' and letters' folders; all where none is named."""
    folders = tuple(f"{named(root / folder / id)}/" for folder in FOLDERS for id in ids)
    return [fault for fault in faults if not folders or fault.path.startswith(folders)]


def read_moves(root: Path, faults: list[Fault]) -> dict[str, Loaded[Move]]:
    """Return the moves below ``root`` by the names of their files; add what is wrong to faults."""
    paths = sorted((root / "rubrics" / "moves").glob("*.yaml"))
    return {path.stem: one for path in paths if (one := loaded(path, Move, faults)) is not None}


def read_rest(root: Path, library: Library, faults: list[Fault]) -> None:
    """Read what the reader and the grader are made of; add what is wrong to ``faults``."""
    for name, model in READ_FROM:
        languages(root / "rubrics", name, model, faults)
    for id in library.rubrics:
        for name, model in GRADED_FROM:
            languages(root / "rubrics" / id, name, model, faults)


def checked(library: Library, moves: Moves) -> Iterator[Fault]:
    """Yield the faults of what could be read."""
    names = tuple(moves)
    yield from move_faults(moves, [files.structure.model for files in library.rubrics.values()])
    for rubric in library.rubrics.values():
        yield from rubric_faults(rubric, names)
    if library.defaults:
        yield from defaults_faults(library.defaults, names)
    yield from shared_faults(library)
    for shared in library.shared.values():
        for id, other, text in doubles_of_shared(shared.model):
            wrong = f"this line stands in {other} already: {text!r}"
            yield shared.document.fault(where(id), wrong, "say it another way")
    known = known_of(library, moves)
    for files in library.scenarios.values():
        yield from gaps(files)
        yield from scenario_faults(library, files, moves, known=known)
    for drill in library.drills.values():
        yield from drill_faults(drill)
    for letter in library.letters.values():
        yield from letter_faults(letter)


def reaches_of(library: Library, scenario: Scenario) -> list[Reach]:
    """Return what moods are within reach at each level."""
    defaults = library.defaults.model if library.defaults else Defaults(reactions={}, strength=())
    return [Reach(scenario, defaults, level) for level in LEVELS]


def known_of(library: Library, moves: Moves) -> dict[Language, Known]:
    """Return what a message in each language is compared with in every case."""
    vocabulary = [move.model for move in moves.values()]
    return {
        language: known_to_all(shared.model, vocabulary, language)
        for language, shared in library.shared.items()
    }


def scenario_faults(
    library: Library,
    files: ScenarioFiles,
    moves: Moves,
    reaches: Sequence[Reach] | None = None,
    known: Mapping[Language, Known] | None = None,
) -> Iterator[Fault]:
    """Yield the faults of one scenario, as far as its files could be read.

    ``reaches`` and ``known`` spare whoever asks again and again the work of finding every mood
    within reach, and every text that the reader knows.
    """
    scenario = files.structure.model
    reaches = reaches or reaches_of(library, scenario)
    known = known or known_of(library, moves)
    rubric = library.rubrics.get(scenario.rubric)
    structure = rubric.structure.model if rubric else None
    yield from structure_faults(files.structure, structure, tuple(moves), reaches)
    for trainees in files.trainees.values():
        yield from trainee_faults(trainees, scenario)
    for language in files.scripts:
        if language in library.shared:
            shared = library.shared[language].model
            yield from script_faults(files, language, shared, tuple(moves), reaches)
            yield from _wording(files, language, shared, known[language])


def _wording(
    files: ScenarioFiles, language: Language, shared: SharedScript, beside: Known
) -> Iterator[Fault]:
    script = files.scripts[language]
    document = script.document
    for id, other, text in doubles(script.model, shared):
        wrong = f"this line says what {other} says: {text!r}"
        yield document.fault(where(id), wrong, "say it another way")
    known = known_to(script.model, beside)
    for id, fact, words in leaks(files.structure.model, script.model, known.common()):
        wrong = f"this line gives away {fact!r} before it is told ({', '.join(words)})"
        yield document.fault(where(id), wrong, f"leave that out, or write `needs: {fact}`")
    trainees = files.trainees.get(language)
    if trainees:
        for place, sentence in borrowed(trainees.model, known):
            wrong = f"{sentence!r} stands among what the reader was made from"
            yield trainees.document.fault(place, wrong, "say it in other words")
