"""Transcripts in, readings and assessments out: the formats that other tools rely on.

A transcript is JSON, ``{"language": "nl", "scenario": "refused-benefit" or null, "turns":
[{"speaker": "citizen" | "trainee", "text": "..."}]}``, or plain text in which every turn begins
with ``Citizen:`` or ``Trainee:``.
"""

import json
import re
from functools import lru_cache
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from pydantic import ValidationError

from trainer.core.assessment import Assessment
from trainer.core.base import LANGUAGES, Value
from trainer.core.reading import Reading
from trainer.core.transcript import Speaker, Transcript, Turn
from trainer.errors import TranscriptError

LARGEST = 1_000_000
"""The most bytes in a transcript."""
ENOUGH = 20
"""Words from which the language of a transcript can be told."""
NEIGHBOURS = ("nl", "en", "da")
OTHERS = ("de", "fr", "es", "it", "pt", "pl", "tr", "ar", "ru", "uk", "ro", "fi", "zh")
"""Languages that a transcript may be in by mistake. Those too near to ours (Afrikaans, Norwegian)
are left out: a short talk in Danish is easily taken for Norwegian."""
SPEAKERS: dict[str, Speaker] = {
    **dict.fromkeys(("citizen", "inwoner", "burger", "borger", "resident"), "citizen"),
    **dict.fromkeys(("trainee", "medewerker", "official", "medarbejder"), "trainee"),
}
_LABEL = re.compile(rf"^\s*({'|'.join(SPEAKERS)})\s*:\s*", re.IGNORECASE)


class TurnIn(Value):
    """A turn as a file has it."""

    speaker: Speaker
    text: str


class TranscriptIn(Value):
    """A transcript as a file has it."""

    language: str | None = None
    scenario: str | None = None
    turns: tuple[TurnIn, ...]


def load(path: Path) -> Transcript:
    """Read a transcript.

    Raises ``TranscriptError``, one sentence that names the file, where it cannot be read.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TranscriptError(f"{path}: cannot be read ({error.strerror})") from error
    if len(raw) > LARGEST:
        raise TranscriptError(f"{path}: larger than 1 MB; grade one conversation a file")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TranscriptError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    return parse(text, str(path))


def parse(text: str, name: str = "transcript") -> Transcript:
    """Return the transcript that ``text`` holds; ``name`` is used in errors."""
    found = _from_json(text, name) if text.lstrip()[:1] in ("{", "[") else _from_text(text, name)
    turns = tuple(
        Turn(speaker=turn.speaker, text=turn.text) for turn in found.turns if turn.text.strip()
    )
    if not any(turn.speaker == "trainee" for turn in turns):
        raise TranscriptError(f"{name}: no turn of the trainee, so there is nothing to read")
    words = " ".join(turn.text for turn in turns)
    language = found.language or identify(words)
    if language not in LANGUAGES:
        raise TranscriptError(f"{name}: language {language!r} is none of {', '.join(LANGUAGES)}")
    if found.language and len(words.split()) >= ENOUGH and identify(words) in OTHERS:
        raise TranscriptError(
            f"{name}: says it is in {language!r} but reads like {identify(words)!r};"
            f" only {', '.join(LANGUAGES)} can be read"
        )
    return Transcript(language=language, scenario=found.scenario, turns=turns)


def identify(text: str) -> str:
    """Return the language of ``text`` as a two-letter code."""
    return str(_identifier().classify(text)[0])


def read_json(name: str, readings: dict[int, Reading]) -> dict[str, object]:
    """Return what ``trainer read`` prints of one transcript."""
    turns = [
        {"turn": turn, "moves": [{"id": f.id, "text": f.text} for f in reading.moves]}
        for turn, reading in sorted(readings.items())
    ]
    return {"file": name, "turns": turns}


def grade_json(name: str, assessment: Assessment) -> dict[str, object]:
    """Return what ``trainer grade`` prints of one transcript."""
    return {
        "file": name,
        "language": assessment.language,
        "rubric": {"id": assessment.rubric, "version": assessment.rubric_version},
        "engine": assessment.engine,
        "dimensions": {
            id: {"score": d.score, "band": d.band} for id, d in assessment.dimensions.items()
        },
        "criteria": {
            id: {
                "level": v.level,
                "band": v.band,
                "reason": v.reason,
                "by": v.by,
                "quotes": [{"turn": q.turn, "text": q.text} for q in v.quotes],
            }
            for id, v in assessment.verdicts.items()
        },
    }


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*NEIGHBOURS, *OTHERS])
    return identifier


def _from_json(text: str, name: str) -> TranscriptIn:
    try:
        return TranscriptIn.model_validate(json.loads(text))
    except json.JSONDecodeError as error:
        raise TranscriptError(
            f"{name}:{error.lineno}: not JSON ({error.msg}); write an object with language and"
            " turns, or plain lines that begin with Citizen: or Trainee:"
        ) from error
    except RecursionError as error:
        raise TranscriptError(f"{name}: too deeply nested to be a transcript") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise TranscriptError(f"{name}: {where}: {first['msg'].lower()}") from error


def _from_text(text: str, name: str) -> TranscriptIn:
    turns: list[TurnIn] = []
    for line in text.splitlines():
        label = _LABEL.match(line)
        if label:
            speaker = SPEAKERS[label[1].lower()]
            turns.append(TurnIn(speaker=speaker, text=line[label.end() :].strip()))
        elif line.strip() and turns:
            last = turns.pop()
            turns.append(last.model_copy(update={"text": f"{last.text}\n{line.strip()}".strip()}))
        elif line.strip():
            raise TranscriptError(
                f"{name}: neither JSON nor lines that begin with Citizen: or Trainee:"
            )
    return TranscriptIn(turns=tuple(turns))
