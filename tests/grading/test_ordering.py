"""Talks of three qualities about one thing come out in order; hardly any was tuned to."""

from collections import defaultdict
from pathlib import Path

import pytest

from trainer import build
from trainer.core.assessment import LEANS, Assessment
from trainer.engines.embedded.grading.finding import TOP
from trainer.engines.embedded.record import record_of
from trainer.exchange.transcripts import load
from trainer.settings import Settings

FOLDER = Path(__file__).parent / "transcripts"
QUALITIES = ("poor", "middling", "good")
DIMENSIONS = ("tone", "empathy")
ENOUGH = 0.9
"""The share of topics that must come out in order."""
SLACK = LEANS / TOP
"""How far a single dimension may fall from one quality to the next: one verdict leans."""


def overall(assessment: Assessment) -> float:
    """Return the mean of tone and empathy; what was not assessed counts nothing."""
    return sum(assessment.dimensions[d].score or 0.0 for d in DIMENSIONS) / len(DIMENSIONS)


@pytest.mark.slow
async def test_poor_comes_before_middling_before_good(var: Path) -> None:
    parts = build.parts(Settings(var=var))
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    levels: dict[tuple[str, str], dict[str, dict[str, float]]] = defaultdict(dict)
    for path in sorted(FOLDER.glob("*.json")):
        language, topic, quality = path.stem.split("-")
        transcript = load(path)
        rubric, words, _ = parts.catalog.rubric("citizen-conversation", transcript.language)
        record = await record_of(transcript, None, parts.engine.reader)
        assessment = await parts.engine.grader.grade(rubric, words, record)
        found[language, topic][quality] = overall(assessment)
        levels[language, topic][quality] = {
            d: assessment.dimensions[d].score or 0.0 for d in DIMENSIONS
        }
    assert all(set(scores) == set(QUALITIES) for scores in found.values())
    ordered = [key for key, s in found.items() if s["poor"] < s["middling"] < s["good"]]
    assert len(ordered) >= ENOUGH * len(found), set(found) - set(ordered)
    for key, scores in found.items():
        assert scores["poor"] < scores["good"], key
        for d in DIMENSIONS:
            poor, middling, good = (levels[key][quality][d] for quality in QUALITIES)
            assert poor - SLACK <= middling <= good + SLACK and poor < good, (key, d)
