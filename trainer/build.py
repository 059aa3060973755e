"""The only place where parts are put together."""

import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from threadpoolctl import threadpool_limits

import trainer
from trainer.adapting.counting import Counting
from trainer.adapting.retaining import Retaining
from trainer.adapting.suggesting import Suggesting
from trainer.content.catalog import Catalog
from trainer.content.check import read_moves
from trainer.content.coaching import load_coaching
from trainer.content.moves import load_moves
from trainer.content.reading import load_plain, load_signals
from trainer.content.trainees import read_beats
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.exercise import Proofreader
from trainer.core.feedback import Coaching, Cues
from trainer.core.move import Move
from trainer.core.plainness import PlainWords
from trainer.core.script import Beat
from trainer.core.usage import Part
from trainer.drafting.chat_author import ChatAuthor
from trainer.drafting.draft import Brief, Draft, Progress
from trainer.drafting.lines import Proposal, proposed
from trainer.drafting.writing import Writing
from trainer.engines.embedded.assembly import assemble
from trainer.engines.embedded.citizen import EmbeddedCitizen
from trainer.engines.embedded.embedding import Embedding, available
from trainer.engines.embedded.grader import EmbeddedGrader
from trainer.engines.embedded.proofreader import EmbeddedProofreader
from trainer.engines.embedded.reader import EmbeddedReader
from trainer.engines.model.choice import chosen, company, for_drafting, where
from trainer.engines.model.citizen import ModelCitizen
from trainer.engines.model.grader import ModelGrader
from trainer.engines.model.masking import Mask
from trainer.engines.model.opening import open_chat
from trainer.engines.model.reader import ModelReader
from trainer.engines.model.trial import Trial, tried
from trainer.errors import NotFoundError
from trainer.exercising import Exercising, Marking
from trainer.figures.closing import Closing
from trainer.figures.figures import Reckoning
from trainer.jobs.durable import DurableGrading
from trainer.jobs.grading import Grading
from trainer.jobs.prompt import PromptGrading
from trainer.practice import Engine, Practice
from trainer.proof.faults import TRAINEES
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import Store, open_store

PARTS: tuple[Part, ...] = ("citizen", "grader", "reader")
RUBRIC = "citizen-conversation"
LESSONS = "from-practice.yaml"
"""In the variable folder: sentences from practice on which a coach agreed."""


@dataclass(frozen=True)
class Parts:
    """What every job needs, built once."""

    settings: Settings
    catalog: Catalog
    moves: tuple[Move, ...]
    engine: Engine
    """The one that the settings choose."""
    embedded: Engine
    """The one without a model: it proves the content, and takes over where a model fails."""
    coaching: Mapping[Language, Coaching]
    """The words of feedback, and what shows how a citizen is."""
    proofreader: Proofreader
    """Reads what people write in drills and letters; no model is asked."""

    @property
    def cues(self) -> Mapping[Language, Cues]:
        """What shows how a citizen is, and what is meant for the grader."""
        return {language: coach.cues for language, coach in self.coaching.items()}

    def practice(self, store: Store) -> Practice:
        """Return a practice that keeps its attempts in ``store``."""
        return Practice(self.engine, self.embedded, store.attempts, self.catalog, store.reviews)

    def exercising(self, store: Store) -> Exercising:
        """Return what keeps drills and letters in ``store``."""
        return Exercising(self.catalog, Marking(self.proofreader), store.exercises)

    def move_names(self, language: Language) -> Mapping[str, str]:
        """Return the moves' names in a language, by id."""
        return {move.id: move.words(language).name for move in self.moves}

    @asynccontextmanager
    async def scratch(self) -> AsyncIterator[tuple[Practice, str]]:
        """Give a practice whose store is gone afterwards, and a person's id in it."""
        with tempfile.TemporaryDirectory() as folder:
            url = sqlite_url(Path(folder) / "scratch.db")
            async with opened(replace(self.settings, store_url=url)) as store:
                person = await store.people.add("Scratch", "scratch", "trainee")
                yield self.practice(store), person.id


def content_folder(settings: Settings) -> Path:
    """Return the folder that holds ``scenarios`` and ``rubrics``."""
    if settings.content != Path():
        return settings.content
    return Path(trainer.__file__).parent.parent


def parts(settings: Settings, keep: bool = False) -> Parts:
    """Put the parts together; ``TrainerError`` where a setting or the content forbids it.

    ``keep`` keeps the vectors of what is read on disk, so that reading it again is quick: only
    for files that somebody has anyway, never for what people write in a conversation.
    """
    catalog = Catalog(content_folder(settings))
    coaching = load_coaching(catalog.root / "rubrics" / RUBRIC)
    plain = load_plain(catalog.root)
    moves = load_moves(catalog.root)
    reader = _reader(settings, catalog.root, plain, moves, keep)
    name = "embedded, by rules alone" if reader.by_words else "embedded"
    embedded = Engine(reader, EmbeddedCitizen(), EmbeddedGrader(coaching), name)
    proofreader = EmbeddedProofreader(reader, plain)
    made = Parts(settings, catalog, moves, embedded, embedded, coaching, proofreader)
    return with_models(made, settings)


def with_models(parts: Parts, settings: Settings) -> Parts:
    """Return the parts with the models that the settings choose; ``SettingError`` where one fails.

    Nothing else is built anew.
    """
    return replace(parts, settings=settings, engine=_engine(settings, parts.embedded, parts.moves))


def store(settings: Settings) -> Store:
    """Return the store that the settings name; SQLite in the variable folder by default."""
    if settings.store_url:
        return open_store(settings.store_url)
    settings.var.mkdir(parents=True, exist_ok=True)
    return open_store(sqlite_url(settings.var / "oefenbalie.db"))


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """Give the store that the settings name, ready for use, and close it afterwards."""
    kept = store(settings)
    await kept.database.migrate()
    try:
        yield kept
    finally:
        await kept.database.close()


def grading(settings: Settings, practice: Practice, store: Store) -> Grading:
    """Return what grades behind the page: durable jobs, unless grading takes milliseconds."""
    if practice.engine.grader is practice.embedded.grader:
        return PromptGrading(practice, store.attempts)
    settings.var.mkdir(parents=True, exist_ok=True)
    own = f"sqlite:///{(settings.var / 'jobs.db').resolve()}"
    return DurableGrading(practice, store.attempts, settings.jobs_url or own)


def closing(store: Store, catalog: Catalog) -> Closing:
    """Return what closes the figures of groups, week by week."""
    return Closing(store.cells, store.groups, _counting(store, catalog))


def reckoning(store: Store) -> Reckoning:
    """Return what works out the figures of groups."""
    return Reckoning(store.cells)


def suggesting(store: Store, catalog: Catalog) -> Suggesting:
    """Return what suggests the next case to somebody."""
    return Suggesting(_counting(store, catalog), store.suggestions)


def retaining(settings: Settings, store: Store, catalog: Catalog) -> Retaining:
    """Return what removes what is past its time."""
    counting = _counting(store, catalog)
    return Retaining(store.retention, store.runs, counting, store.audit, settings.var / LESSONS)


def _counting(store: Store, catalog: Catalog) -> Counting:
    return Counting(store.skills, store.difficulties, catalog)


def beats(parts: Parts, case: Case, trainee: str) -> tuple[Beat, ...]:
    """Return what a scripted trainee of a case says, or what a file holds."""
    if trainee not in TRAINEES:
        return read_beats(Path(trainee))
    known = parts.catalog.library.scenarios[case.scenario.id].trainees
    if case.language not in known:
        raise NotFoundError(f"{case.scenario.id} has no scripted trainees in {case.language}")
    found: tuple[Beat, ...] = getattr(known[case.language].model, trainee)
    return found


async def drafted(parts: Parts, brief: Brief, progress: Progress) -> Draft:
    """Return the case that a brief tells: by a model where one is set, else a skeleton."""
    moves = read_moves(parts.catalog.root, [])
    author, by = _author(parts.settings)
    hide = Mask(brief.language).hide
    writing = Writing(parts.catalog.library, moves, RUBRIC, author, by, hide)
    return replace(await writing.draft(brief, progress), took=author.took() if author else "")


async def more_lines(parts: Parts, scenario: str, language: Language) -> Proposal:
    """Return more lines for a case, or the places for them where no model is set."""
    library = parts.catalog.library
    files = library.scenarios.get(scenario)
    if files is None or language not in files.scripts:
        raise NotFoundError(f"there is no case {scenario!r} in {language} that can be read")
    moves = read_moves(parts.catalog.root, [])
    author, _ = _author(parts.settings)
    found = await proposed(files, language, library.shared[language].model, moves, author)
    return replace(found, took=author.took() if author else "")


def _author(settings: Settings) -> tuple[ChatAuthor | None, str]:
    """Return the model that drafts and its name; None where no model is set."""
    spec = for_drafting(settings)
    return (ChatAuthor(open_chat(spec)), where(spec)) if spec else (None, "")


def sent_to(settings: Settings) -> tuple[str, ...]:
    """Return who gets to see what people say; nobody where no model is set."""
    specs = [chosen(settings, part) for part in PARTS]
    return tuple(dict.fromkeys(company(spec) for spec in specs if spec))


async def model_trials(settings: Settings) -> tuple[Trial, ...]:
    """Make one call of each kind to the models that the settings choose; none without one."""
    specs = [chosen(settings, part) for part in PARTS]
    return tuple([await tried(open_chat(spec)) for spec in specs if spec])


def _reader(
    settings: Settings,
    root: Path,
    plain: Mapping[Language, PlainWords],
    moves: tuple[Move, ...],
    keep: bool,
) -> EmbeddedReader:
    # Threads of one product wait busily for each other: beside other work, ten times as long.
    threadpool_limits(limits=1, user_api="blas")
    vectors = embedding(settings) if settings.embeddings and available() else None
    return assemble(load_signals(root), plain, vectors, keep, moves)


def _engine(settings: Settings, embedded: Engine, moves: tuple[Move, ...]) -> Engine:
    """Return the engine with models in the place of the parts that the settings name one for."""
    reader, citizen, names = embedded.reader, embedded.citizen, []
    if spec := chosen(settings, "reader"):
        reader = ModelReader(open_chat(spec), embedded.reader, moves)
        names.append(f"reader: {where(spec)}")
    if spec := chosen(settings, "citizen"):
        citizen = ModelCitizen(open_chat(spec), embedded.citizen, embedded.reader)
        names.append(f"citizen: {where(spec)}")
    grader = embedded.grader
    if spec := chosen(settings, "grader"):
        grader = ModelGrader(open_chat(spec), embedded.grader)
        names.append(f"grader: {where(spec)}")
    name = ", ".join(names) or embedded.name
    return Engine(reader, citizen, grader, name)


def embedding(settings: Settings) -> Embedding:
    """Return the model of vectors, which keeps what it may in the variable folder."""
    settings.var.mkdir(parents=True, exist_ok=True)
    return Embedding(settings.var / "vectors.sqlite", settings.threads)
