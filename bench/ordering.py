"""Do talks of three qualities about one thing come out in order?

Each topic of a batch is a poor, a middling and a good talk, of which an experienced reader said so
before anything was measured. Impressions are learned from the batches of ``rubrics/judged``, so
each of these is graded with what was learned from the others alone; those of ``bench/talks`` were
never learned from. A row for each batch tells how many topics are strictly in order by the mean of
tone and empathy, and how often each of two is. Prints the count behind every figure, and with
``--verbose`` the scores of the topics that are not in order.
"""

import argparse
import asyncio
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from trainer import build
from trainer.content.judged import load_judged
from trainer.content.reading import load_plain, load_signals
from trainer.engines.embedded import weights
from trainer.engines.embedded.assembly import assemble
from trainer.engines.embedded.embedding import Embedding
from trainer.engines.embedded.marks import Training
from trainer.engines.embedded.reader import EmbeddedReader
from trainer.engines.embedded.record import record_of
from trainer.exchange.transcripts import load
from trainer.settings import Settings

UNLEARNED = Path(__file__).parent / "talks"
RUBRIC = "citizen-conversation"
DIMENSIONS = ("tone", "empathy")
QUALITIES = ("poor", "middling", "good")
BATCHES = {
    "first": "first, looked at to mend the grader",
    "second": "second, seen as figures alone",
    "third": "third, seen as figures alone",
    "fourth": "fourth, seen as figures alone",
    "fifth": "fifth, as recorded speech, seen as figures alone",
    "sixth": "sixth, of many kinds, seen as figures alone",
    "seventh": "seventh, in which no outward sign goes with quality, seen as scores alone",
    "eighth": "eighth, of the same kind, seen as figures alone",
    "ninth": "ninth, of the same kind, measured once",
    "tenth": "tenth, of the same kind, half of it long speech, three talks looked at",
    "eleventh": "eleventh, as the tenth, seen as figures alone",
    "twelfth": "twelfth, desks and lines, poor ones friendly as well",
    "thirteenth": "thirteenth, of the same kind, helplines and motivation",
    "fourteenth": "fourteenth, of the same kind, pupils, mediators, managers",
    "seventeenth": "seventeenth, by two authors, measured once before it was learned",
    "fifteenth": "fifteenth, never learned from, seen as figures alone",
    "sixteenth": "sixteenth, never learned from, measured once",
    "eighteenth": "eighteenth, three English topics, never learned from, measured once",
}
Topics = dict[str, dict[str, float]]


def without(parts: build.Parts, embedding: Embedding, batch: str) -> EmbeddedReader:
    """Return a reader whose impressions were learned from all batches but one."""
    root = parts.catalog.root
    known = load_signals(root), load_plain(root)
    others = [talk for talk in load_judged(root) if talk.batch != batch]
    learned = Training(weights.load().means, *known, embedding).impressions(others)
    return assemble(*known, embedding, keep=True, moves=parts.moves, impressions=learned)


async def graded(
    parts: build.Parts, reader: EmbeddedReader, folder: Path, console: Console
) -> Topics:
    """Return the mean of tone and empathy, 0-1, by topic and quality."""
    topics: Topics = defaultdict(dict)
    for path in track(sorted(folder.glob("*.json")), folder.name, console=console):
        topic, _, quality = path.stem.rpartition("-")
        transcript = load(path)
        rubric, words, _ = parts.catalog.rubric(RUBRIC, transcript.language)
        record = await record_of(transcript, None, reader)
        found = (await parts.engine.grader.grade(rubric, words, record)).dimensions
        scores = [found[dimension].score or 0.0 for dimension in DIMENSIONS]
        topics[topic][quality] = sum(scores) / len(scores)
    return topics


def in_order(topics: Topics, *qualities: str) -> int:
    """Return in how many topics each quality scores higher than the one before."""
    rows = ([scores[quality] for quality in qualities] for scores in topics.values())
    return sum(all(a < b for a, b in zip(row, row[1:], strict=False)) for row in rows)


async def bench(var: Path, verbose: bool) -> None:
    console = Console()
    settings = Settings(var=var)
    parts = build.parts(settings)
    embedding = build.embedding(settings)
    judged = parts.catalog.root / "rubrics" / "judged"
    pairs = tuple(combinations(QUALITIES, 2))
    table = Table("batch", "all three", *(" < ".join(pair) for pair in pairs))
    for batch, name in BATCHES.items():
        folder = judged / batch if (judged / batch).is_dir() else UNLEARNED / batch
        topics = await graded(parts, without(parts, embedding, batch), folder, console)
        counts = [in_order(topics, *some) for some in (QUALITIES, *pairs)]
        table.add_row(name, *(f"{count} of {len(topics)}" for count in counts))
        for topic, scores in topics.items():
            if verbose and not in_order({topic: scores}, *QUALITIES):
                console.print(topic, {quality: round(scores[quality], 2) for quality in QUALITIES})
    console.print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="name the topics out of order")
    parser.add_argument("--var", type=Path, help="a folder that keeps the sentence vectors")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(bench(chosen.var or Path(made), chosen.verbose))
