"""Judged talks: ``rubrics/judged/<batch>/<language>-<topic>-<quality>.json``."""

from pathlib import Path

from pydantic import ValidationError

from trainer.core.judged import Judged
from trainer.core.transcript import Transcript
from trainer.errors import ContentError, Fault

MEND = "write {language, turns} as in the talks beside it, named <language>-<topic>-<quality>.json"


def load_judged(content: Path) -> tuple[Judged, ...]:
    """Return all judged talks, batch by batch; ``ContentError`` where a file does not fit."""
    files = sorted((content / "rubrics" / "judged").glob("*/*.json"))
    return tuple(_judged(path) for path in files)


def _judged(path: Path) -> Judged:
    topic, _, quality = path.stem.rpartition("-")
    try:
        transcript = Transcript.model_validate_json(path.read_bytes())
        talk = {"batch": path.parent.name, "topic": topic, "quality": quality}
        return Judged.model_validate({**talk, "transcript": transcript})
    except ValidationError as error:
        wrong = error.errors()[0]["msg"]
        name = f"rubrics/judged/{path.parent.name}/{path.name}"
        raise ContentError([Fault(name, 1, f"is no judged talk ({wrong})", MEND)]) from error
