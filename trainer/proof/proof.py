"""Proves what only playing can show: reachable facts, attainable items, and the right order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from trainer.content.catalog import Catalog
from trainer.content.library import ScenarioFiles, sorted_faults
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Case
from trainer.core.scenario import LEVELS, LevelName
from trainer.core.script import Beat
from trainer.errors import Fault
from trainer.practice import Engine
from trainer.proof.faults import TRAINEES, Played, repeated, unearned, unordered, unreached
from trainer.proof.simulation import determined, simulate

WARM = (
    "names-feeling",
    "acknowledges-impact",
    "affirms",
    "apologises",
    "asks-open",
    "probes",
    "checks-understanding",
)
PLAIN = ("asks-open",)
HARSH = ("asks-open", "quotes-rule")
Progress = Callable[[int, int, str], None]
"""Told before each case is played: how many are done, of how many, and which comes now."""


@dataclass(frozen=True)
class Proof:
    """Plays every scenario of a catalogue and tells what does not hold."""

    catalog: Catalog
    engine: Engine
    seed: int = 1

    async def prove(
        self,
        scenarios: Sequence[str] = (),
        languages: Sequence[Language] = LANGUAGES,
        levels: Sequence[LevelName] = LEVELS,
        progress: Progress = lambda done, total, what: None,
        sample: bool = False,
    ) -> list[Fault]:
        """Return the faults that playing shows; none named plays all scenarios.

        A sample plays the first scenario only, once in each language; the levels take turns.
        """
        known = self.catalog.library.scenarios.items()
        wanted = [files for id, files in known if not scenarios or id in scenarios]
        ways = [(language, level) for level in levels for language in languages]
        if sample:
            wanted, ways = wanted[:1], list(zip(languages, cycle(levels), strict=False))
        chosen = [
            (files, language, level)
            for files in wanted
            for language, level in ways
            if language in files.scripts and language in files.trainees
        ]
        faults: list[Fault] = []
        for i, (files, language, level) in enumerate(chosen):
            progress(i, len(chosen), f"{files.id} {language} {level}")
            faults += await self._case(files, language, level)
        progress(len(chosen), len(chosen), "")
        return sorted_faults(faults)

    async def _case(
        self, files: ScenarioFiles, language: Language, level: LevelName
    ) -> list[Fault]:
        case = self.catalog.case(files.id, language, level)
        played = [await self.play(case, files, trainee) for trainee in TRAINEES]
        explored = await self._explored(case, played)
        return [
            *unreached(files, case, played, explored),
            *unordered(files, case, played),
            *unearned(files, case, played),
            *repeated(files, case, played),
        ]

    async def play(self, case: Case, files: ScenarioFiles, trainee: str) -> Played:
        """Return the graded talk of one of a scenario's scripted trainees."""
        beats: tuple[Beat, ...] = getattr(files.trainees[case.language].model, trainee)
        attempt = await simulate(self.engine, case, beats, self.seed)
        rubric, words, _ = self.catalog.rubric(attempt.rubric, case.language)
        assessment = await self.engine.grader.grade(rubric, words, attempt.record(case))
        return Played(trainee, attempt, assessment)

    async def _explored(self, case: Case, played: Sequence[Played]) -> frozenset[str]:
        """Return the facts that nobody scripted was told and a determined trainee is."""
        told = {fact for one in played for fact in one.attempt.state.told}
        found = set()
        for fact in case.scenario.facts:
            if fact in told or fact in found:
                continue
            for moves in (WARM, PLAIN, HARSH):
                found |= set((await determined(self.engine, case, fact, moves)).told)
                if fact in found:
                    break
        return frozenset(found)
