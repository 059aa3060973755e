"""Talks that were read aloud: twelve messages of a kind of trainee, and what the citizen said.

``python tests/played.py`` writes the replies anew after a change; read what changed, aloud, before
keeping it: a reply that no person would give is a defect.
"""

import asyncio
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from trainer import build
from trainer.content.load import load_model
from trainer.core.base import Language
from trainer.core.scenario import LevelName
from trainer.proof import simulate
from trainer.settings import Settings

FOLDER = Path(__file__).parent / "played"


class Messages(BaseModel):
    """One trainee's messages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: LevelName
    seed: int
    messages: list[str]


def scripts() -> list[Path]:
    """Return every file of messages: ``<scenario>/<character>.<language>.yaml``."""
    return sorted(FOLDER.glob("*/*.yaml"))


async def played(parts: build.Parts, script: Path) -> str:
    """Return the talk as text, ending and facts told included."""
    given = load_model(script, Messages)
    language: Language = script.name.split(".")[1]  # type: ignore[assignment]
    case = parts.catalog.case(script.parent.name, language, given.level)
    attempt = await simulate(parts.engine, case, given.messages, given.seed)
    names = {"citizen": "Citizen", "trainee": "Trainee"}
    lines = [f"{names[turn.speaker]}: {turn.text}" for turn in attempt.transcript.turns]
    state = attempt.state
    ending = state.ending.kind if state.ending else "goes on"
    told = ", ".join(state.told) or "nothing"
    mood = f"trust {state.mood.trust}, anger {state.mood.anger}, overload {state.mood.overload}"
    return "\n".join([*lines, "", f"({ending}; told: {told}; {mood})", ""])


async def main() -> None:
    """Write the replies of every script, or of those whose path holds a word given."""
    parts = build.parts(Settings())
    for script in scripts():
        if all(word in str(script) for word in sys.argv[1:]):
            script.with_suffix(".txt").write_text(await played(parts, script), "utf-8")


if __name__ == "__main__":
    asyncio.run(main())
