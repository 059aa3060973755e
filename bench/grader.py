"""Does the grader move when it should, and stay when it should?

Metamorphic pairs: each mini-talk of ``bench/pairs/<language>.yaml`` is graded as it stands and with
one thing changed. A row for each kind of change tells how many pairs held. The last rows leave one
item at a time out of a talk made of a scenario's model answers, and ask for exactly that item.
Prints the count behind every figure; ends with 1 where a row misses its target.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table
from simulated.pairs import Block, Kind, pairs, talks

from trainer import build
from trainer.content.coaching import load_coaching
from trainer.core.assessment import Assessment
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Case
from trainer.core.rubric import Rubric, RubricWords
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.grading.completeness import items_of
from trainer.engines.embedded.record import record_of
from trainer.engines.embedded.sentences import split
from trainer.settings import Settings

RUBRIC = "citizen-conversation"
FEELINGS = "acknowledges-feelings"
MAY_RISE = (FEELINGS, "keeps-calm", "listens-and-checks", "sees-this-person")
"""The criteria of empathy, and what else names a feeling or its impact among its indicators."""
TWICE = {"adjusts-application": "agrees-next-step"}
"""Items that the first sentence of another one's model answer says once more."""
TARGETS = {"grader": 1.0}
TARGET = 0.95
Levels = dict[str, int | None]
BLOCKS: dict[Block, str] = {
    "seen": "Metamorphic pairs that held",
    "held-back": "Of pairs held back from the first grader, looked at to mend the second",
    "later": "Of pairs fresh to the second grader, looked at to mend the third",
    "fresh": "Of pairs fresh to the third grader, looked at to mend the fourth",
    "latest": "Of pairs fresh to the fourth grader, looked at to mend the fifth",
    "newest": "Of pairs fresh to the fifth grader, looked at to mend the sixth",
    "unseen": "Of pairs fresh to the sixth grader, looked at for words to the grader alone",
    "final": "Of pairs fresh to the seventh grader, of which some twenty were looked at",
    "ninth": "Of pairs fresh to the eighth grader, looked at",
    "tenth": "Of pairs fresh to the ninth grader, looked at",
    "eleventh": "Of pairs fresh to the tenth grader, looked at",
    "twelfth": "Of pairs fresh to the eleventh grader, looked at",
    "thirteenth": "Of pairs fresh to the eleventh grader by another author, looked at",
    "fourteenth": "Of Dutch pairs fresh to the twelfth grader, looked at",
}


def holds(kind: Kind, before: Assessment, after: Assessment) -> bool:
    """Tell whether two grades differ as they should, and in nothing else."""
    was, now = levels(before), levels(after)
    if kind == "adds empathy":
        return _less(was[FEELINGS], now[FEELINGS]) and _only_up(was, now)
    if kind == "removes empathy":
        return _less(now[FEELINGS], was[FEELINGS]) and _only_up(now, was)
    if kind == "filler":
        return all(not _less(was[id], now[id]) for id in was)
    if kind in ("informal", "non-native"):
        return all(not _less(now[id], was[id]) for id in was)
    return was == now and (kind != "grader" or bool(after.flagged))


def levels(assessment: Assessment) -> Levels:
    """Return the level of each criterion."""
    return {id: verdict.level for id, verdict in assessment.verdicts.items()}


def _less(one: int | None, other: int | None) -> bool:
    return (-1 if one is None else one) < (-1 if other is None else other)


def _only_up(low: Levels, high: Levels) -> bool:
    """Tell whether nothing moved but what the rubric says empathy counts for, and that upwards."""
    return all(
        not _less(high[id], low[id]) if id in MAY_RISE else low[id] == high[id] for id in low
    )


class Bench:
    """The embedded engine, grading bare talks."""

    def __init__(self, parts: build.Parts) -> None:
        self.parts = parts
        self.reader = parts.engine.reader
        self.grader = parts.engine.grader
        coaching = load_coaching(build.content_folder(parts.settings) / "rubrics" / RUBRIC)
        self.cues = {language: coach.cues for language, coach in coaching.items()}
        self._graded: dict[tuple[Language, tuple[str, ...]], Assessment] = {}

    def rubric(self, language: Language) -> tuple[Rubric, RubricWords]:
        """Return the rubric and its words."""
        rubric, words, _ = self.parts.catalog.rubric(RUBRIC, language)
        return rubric, words

    async def grade(self, language: Language, turns: tuple[str, ...]) -> Assessment:
        """Return the grade of a bare talk; the same talk is graded once."""
        key = (language, turns)
        if key not in self._graded:
            record = await record_of(transcript(language, turns), None, self.reader, self.cues)
            self._graded[key] = await self.grader.grade(*self.rubric(language), record)
        return self._graded[key]

    async def left_out(self, case: Case) -> list[tuple[str, bool]]:
        """Leave each item out of a talk of model answers; tell whether exactly it is missed."""
        answers = {
            id: words.model_answer
            for id, words in case.script.checklist.items()
            if case.scenario.checklist[id].said and words.model_answer
        }
        whole = await self._done(case, list(answers.values()))
        found = []
        for id in answers:
            left = {i: _silent(id, i, text) for i, text in answers.items() if i != id}
            rest = await self._done(case, list(left.values()))
            found.append((id, id in whole and whole - rest == {id} and not rest - whole))
        return found

    async def _done(self, case: Case, answers: list[str]) -> set[str]:
        turns = [f"C: {case.script.opening.text}"]
        for text in answers:
            turns += [f"T: {text}", "C: ..."]
        talk = transcript(case.language, tuple(turns))
        record = await record_of(talk, case, self.reader, self.cues)
        assessment = await self.grader.grade(*self.rubric(case.language), record)
        sorts = [items_of(record, id) for id in assessment.verdicts]
        return {id for items in sorts for id in items.done + items.half}


def _silent(left_out: str, item: str, text: str) -> str:
    """Return an answer without its first sentence where that says once more what is left out."""
    if TWICE.get(left_out) != item:
        return text
    return text.removeprefix(split(text)[0].text).strip()


def transcript(language: Language, turns: tuple[str, ...]) -> Transcript:
    """Return a transcript of ``C: ...`` and ``T: ...`` lines."""
    parted = [turn.split(": ", 1) for turn in turns]
    return Transcript(
        language=language,
        turns=tuple(
            Turn(speaker="citizen" if who == "C" else "trainee", text=text) for who, text in parted
        ),
    )


Rows = dict[Kind, dict[str, list[bool]]]


async def measure(bench: Bench, console: Console, verbose: bool, block: Block) -> Rows:
    """Return what held, by kind of change and language."""
    rows: Rows = defaultdict(lambda: defaultdict(list))
    for language in LANGUAGES:
        some = talks(language, block)
        todo = [pair for name, talk in some.items() for pair in pairs(name, talk)]
        for pair in track(todo, f"pairs in {language}", console=console, transient=True):
            before = await bench.grade(language, pair.before)
            after = await bench.grade(language, pair.after)
            good = holds(pair.kind, before, after)
            rows[pair.kind][language].append(good)
            if verbose and not good:
                console.print(
                    f"[red]{language} {pair.kind}: {pair.name}[/] {_moved(before, after)}"
                )
        if block == "seen":
            await _items(bench, language, rows, console, verbose)
    return rows


async def _items(
    bench: Bench, language: Language, rows: Rows, console: Console, verbose: bool
) -> None:
    """Add what held where one item was left out."""
    for entry in bench.parts.catalog.scenarios():
        if language in entry.languages:
            case = bench.parts.catalog.case(entry.scenario.id, language, "easy")
            for item, good in await bench.left_out(case):
                rows["leaves out"][language].append(good)
                if verbose and not good:
                    console.print(f"[red]{language} leaves out: {entry.scenario.id} {item}[/]")


def _moved(before: Assessment, after: Assessment) -> str:
    was, now = levels(before), levels(after)
    moved = ", ".join(f"{id} {was[id]}->{now[id]}" for id in was if was[id] != now[id])
    return moved or "nothing moved"


def report(rows: Rows, title: str, console: Console) -> bool:
    """Print a row for each kind; tell whether all reach their target."""
    table = Table("change", *LANGUAGES, "all", "target", title=title)
    reached = True
    for kind, found in rows.items():
        every = [good for some in found.values() for good in some]
        target = TARGETS.get(kind, TARGET)
        share = sum(every) / len(every)
        reached &= share >= target
        cells = [f"{sum(found[k])}/{len(found[k])}" for k in LANGUAGES]
        total = f"{sum(every)}/{len(every)} = {share:.3f}"
        table.add_row(kind, *cells, total, f"{target:.2f}{'' if share >= target else ' missed'}")
    console.print(table)
    return reached


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rules", action="store_true", help="without sentence vectors")
    parser.add_argument("--verbose", action="store_true", help="name the pairs that did not hold")
    parser.add_argument("--block", action="append", choices=list(BLOCKS), help="these alone")
    parser.add_argument("--var", type=Path, help="a folder that keeps the sentence vectors")
    asked = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=asked.var or Path(folder), embeddings=not asked.rules)
        bench = Bench(build.parts(settings, keep=True))
        found = {
            block: asyncio.run(measure(bench, console, asked.verbose and block != "unseen", block))
            for block in asked.block or BLOCKS
        }
    reached = [report(rows, BLOCKS[block], console) for block, rows in found.items()]
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
