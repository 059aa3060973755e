"""A drill or a letter from start to result. It never counts; only who does it gets to see it."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.content.catalog import Catalog, ExerciseEntry
from trainer.core.base import Language
from trainer.core.drill import Drill, DrillWords, checked, left_of
from trainer.core.exercise import (
    Answer,
    Checked,
    Exercise,
    Kind,
    Mended,
    Proofreader,
    Result,
    Written,
)
from trainer.core.letter import LetterWords
from trainer.core.reading import Found
from trainer.core.wording import Said, kept, stands
from trainer.engines.model.masking import Fiction, Mask
from trainer.errors import ConflictError, NotFoundError
from trainer.store.exercises import Exercises

Points = Mapping[str, Said]
LEFT = "left"
"""Stands for a move where words that hurt were left as they were."""


@dataclass(frozen=True)
class Marking:
    """Tells what comes of an answer."""

    proofreader: Proofreader

    async def result(self, entry: ExerciseEntry, language: Language, answer: Answer) -> Result:
        """Return what comes of an answer."""
        words = entry.words[language]
        if isinstance(entry.structure, Drill) and isinstance(words, DrillWords):
            if entry.structure.task == "check":
                return Result(checked=await self._checked(entry.structure, words, language, answer))
            private = private_in(words, language, answer.text)
            return Result(written=await self._written(words, language, answer.text, private))
        if isinstance(words, LetterWords):
            return Result(written=await self._written(words, language, answer.text))
        raise NotFoundError("exercise-unknown")

    async def _checked(
        self, drill: Drill, words: DrillWords, language: Language, answer: Answer
    ) -> Checked:
        found = checked(drill, words, answer)
        mended = {id: await self._mended(drill, words, language, answer, id) for id in found.hits}
        return found.model_copy(update={"mended": mended})

    async def _mended(
        self, drill: Drill, words: DrillWords, language: Language, answer: Answer, id: str
    ) -> Mended:
        fault = words.faults[id]
        place = words.place(fault.words)
        before = words.passages[int(place)] if fault.words else ""
        mend = answer.mends.get(place, before).strip()
        if mend == before:
            return Mended(changed=False)
        points = {} if fault.must.asks_nothing else {id: fault.must}
        likeness = await self.proofreader.read(language, points, mend)
        hard = likeness.plainness.hard
        left = left_of(fault, mend)
        if not left and hard and drill.faults[id].kind == "officialese":
            left = hard[0].text
        return Mended(
            changed=True,
            nonsense=bool(mend) and likeness.nonsense,
            kept=kept(fault.must, id, likeness, mend) if points else None,
            left=left,
            away=likeness.away,
            hard=hard,
        )

    async def _written(
        self,
        words: DrillWords | LetterWords,
        language: Language,
        text: str,
        private: tuple[str, ...] = (),
    ) -> Written:
        points: Points = words.points
        likeness = await self.proofreader.read(language, points, text)
        before, left = None, list[str]()
        if isinstance(words, LetterWords):
            before = (await self.proofreader.read(language, {}, words.letter)).plainness
            left = [one for form in words.hurts if (one := stands((form,), text))]
        return Written(
            points={id: kept(point, id, likeness, text) for id, point in points.items()},
            away=(*likeness.away, *(Found(id=LEFT, text=one) for one in left)),
            private=private,
            plainness=likeness.plainness,
            before=before,
        )


@dataclass(frozen=True)
class Exercising:
    """Begins exercises, keeps what is done meanwhile, and tells what came of it."""

    catalog: Catalog
    marking: Marking
    exercises: Exercises

    async def begin(self, person: str, kind: Kind, task: str, language: Language) -> Exercise:
        """Begin a drill or letter; ``NotFoundError`` where there is none in that language."""
        entry = self.catalog.exercise(kind, task)
        if language not in entry.words:
            raise NotFoundError("exercise-unknown")
        hash = entry.hash(language)
        version = entry.structure.version
        return await self.exercises.begin(person, kind, task, version, hash, language)

    def entry(self, exercise: Exercise) -> ExerciseEntry | None:
        """Return the drill or letter as it was when it began; None where it has changed since."""
        try:
            entry = self.catalog.exercise(exercise.kind, exercise.task)
        except NotFoundError:
            return None
        same = exercise.language in entry.words and entry.hash(exercise.language) == exercise.hash
        return entry if same else None

    async def finish(self, exercise: Exercise, answer: Answer) -> None:
        """Keep what came of it; ``ConflictError`` where it is done, or its text has changed."""
        entry = self.entry(exercise)
        if entry is None:
            raise ConflictError("exercise-changed")
        result = await self.marking.result(entry, exercise.language, answer)
        await self.exercises.finish(exercise.id, answer, result)


def private_in(words: DrillWords, language: Language, text: str) -> tuple[str, ...]:
    """Return the personal data in a text: what the drill names, and what looks like it."""
    named = [one.words for one in words.private if one.words.casefold() in text.casefold()]
    mask = Mask(language, Fiction.of(_public(words)))
    mask.hide(text)
    seen = " ".join(named).casefold()
    return (*named, *(found for found in mask.found if found.casefold() not in seen))


def _public(words: DrillWords) -> tuple[str, ...]:
    """Return the texts of a drill that name nobody."""
    points = (text for point in words.points.values() for text in (*point.said_as, point.title))
    return (words.title, words.summary, *words.knowledge, words.example or "", *points)
