"""Proves of drills and letters what only reading them can show: what they call good is read so."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from trainer.content.catalog import Catalog, ExerciseEntry
from trainer.content.exercises import DrillFiles, LetterFiles
from trainer.content.library import sorted_faults
from trainer.core.base import Language
from trainer.core.drill import DrillWords
from trainer.core.exercise import Answer, Checked, Written
from trainer.core.letter import LetterWords
from trainer.errors import Fault
from trainer.exercising import Marking
from trainer.proof.proof import Progress

REWRITE = "write it so that it is, or give more ways of saying it"


@dataclass(frozen=True)
class ExerciseProof:
    """Gives each drill and letter the answer that its author calls good."""

    catalog: Catalog
    marking: Marking

    async def prove(
        self,
        ids: Sequence[str] = (),
        progress: Progress = lambda done, total, what: None,
        sample: bool = False,
    ) -> list[Fault]:
        """Return the faults that this shows; none named reads all.

        ``sample`` reads each in one language, which take turns.
        """
        some = [one for one in self.catalog.exercises() if not ids or one.id in ids]
        chosen = [
            (one, language)
            for i, one in enumerate(some)
            for language in ([one.languages[i % len(one.languages)]] if sample else one.languages)
        ]
        faults: list[Fault] = []
        for i, (entry, language) in enumerate(chosen):
            progress(i, len(chosen), f"{entry.id} {language}")
            faults += [fault async for fault in self._of(entry, language)]
        progress(len(chosen), len(chosen), "")
        return sorted_faults(faults)

    async def _of(self, entry: ExerciseEntry, language: Language) -> AsyncIterator[Fault]:
        words, document = entry.words[language], self._files(entry).words[language].document
        result = await self.marking.result(entry, language, best(words))
        if result.checked:
            for id, what in unmended(result.checked):
                yield document.fault(("faults", id, "mend"), f"the mend {what}", REWRITE)
        for what in unwritten(result.written) if result.written else ():
            yield document.fault(("example",), f"the example {what}", REWRITE)

    def _files(self, entry: ExerciseEntry) -> DrillFiles | LetterFiles:
        library = self.catalog.library
        return (library.drills if entry.kind == "drill" else library.letters)[entry.id]


def best(words: DrillWords | LetterWords) -> Answer:
    """Return the answer that the words themselves give."""
    if isinstance(words, LetterWords) or words.example:
        return Answer(text=words.example or "")
    mends = {words.place(fault.words): fault.mend or "" for fault in words.faults.values()}
    return Answer(marked=tuple(mends), mends=mends, nothing=not mends)


def unmended(checked: Checked) -> list[tuple[str, str]]:
    """Return the faults whose own mend is not read as good, and why."""
    return [
        (id, f"still holds {mend.left!r}" if mend.left else "is not read as saying what it must")
        for id, mend in checked.mended.items()
        if not mend.good
    ]


def unwritten(written: Written) -> list[str]:
    """Return what an example lacks."""
    lost = [id for id in written.points if id not in written.kept]
    found = [f"is not read as saying {id!r}" for id in lost]
    found += [f"pushes the reader away with {move.text!r}" for move in written.away]
    found += [f"holds {text!r}, which is personal" for text in written.private]
    return [*found, "is hard to follow"] if written.plainness.heavy else found
