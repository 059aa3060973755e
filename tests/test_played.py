"""The played talks still sound as they did when they were read aloud."""

from pathlib import Path

import pytest

import played
from trainer import build
from trainer.settings import Settings

QUICK = ("eager.nl", "clumsy.da", "silent.nl", "gaming.en", "hostile.da")
"""The talks of one case that are played each time; the others in the slow run."""


@pytest.fixture(scope="module")
def parts(var: Path) -> build.Parts:
    return build.parts(Settings(var=var))


def quick(script: Path) -> bool:
    return script.parent.name == "angry-resident" and script.stem in QUICK


def test_there_are_talks_of_every_kind_in_every_language() -> None:
    kinds = {script.stem for script in played.scripts()}
    characters = ("eager", "clumsy", "silent", "gaming", "hostile")
    assert {f"{c}.{lang}" for c in characters for lang in ("nl", "en", "da")} <= kinds


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(
            script,
            id=f"{script.parent.name}-{script.stem}",
            marks=[] if quick(script) else [pytest.mark.slow],
        )
        for script in played.scripts()
    ],
)
async def test_a_talk_sounds_as_it_did(parts: build.Parts, script: Path) -> None:
    kept = script.with_suffix(".txt")
    assert kept.exists(), f"run python tests/played.py, and read {kept.name} aloud"
    assert await played.played(parts, script) == kept.read_text("utf-8")
