"""Scripted trainees from a file: beats, or a plain list of messages."""

import json
from pathlib import Path

from pydantic import model_validator

from trainer.content.document import Document, Node, named
from trainer.content.load import parse
from trainer.content.yaml import read
from trainer.core.base import Value
from trainer.core.script import Beat
from trainer.errors import ContentError, Fault


class Play(Value):
    """What one scripted trainee says, beat by beat; a plain text is a beat of its own."""

    beats: tuple[Beat, ...]

    @model_validator(mode="before")
    @classmethod
    def _from_texts(cls, value: object) -> object:
        if isinstance(value, dict) and isinstance(value.get("beats"), list):
            beats = [{"say": beat} if isinstance(beat, str) else beat for beat in value["beats"]]
            return {**value, "beats": beats}
        return value


def read_beats(path: Path) -> tuple[Beat, ...]:
    """Return the beats in a YAML or JSON file, or the lines of a plain text file.

    Raises ``ContentError`` where the file holds neither.
    """
    if path.suffix == ".txt":
        return _from_lines(path)
    if path.suffix == ".json":
        return _from_json(path)
    document = read(path)
    # The list itself is the file: a key of ours carries it through the loader.
    root = Node({"beats": document.root}, 1, keys={"beats": 1})
    return _some(path, parse(Document(document.path, path, root), Play).beats)


def _from_lines(path: Path) -> tuple[Beat, ...]:
    try:
        texts = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        fault = Fault(named(path), 1, "cannot be read", "save it as UTF-8 text")
        raise ContentError([fault]) from error
    return _some(path, tuple(Beat(say=text.strip()) for text in texts if text.strip()))


def _from_json(path: Path) -> tuple[Beat, ...]:
    try:
        found = json.loads(path.read_text("utf-8-sig"))
        return _some(path, Play.model_validate({"beats": found}, by_name=False).beats)
    except (OSError, ValueError, RecursionError) as error:
        wrong = "not a JSON list of messages or beats"
        instead = 'write ["...", "..."], or objects with "say", "until" and "else"'
        raise ContentError([Fault(named(path), 1, wrong, instead)]) from error


def _some(path: Path, beats: tuple[Beat, ...]) -> tuple[Beat, ...]:
    if not beats:
        raise ContentError([Fault(named(path), 1, "no messages", "write at least one")])
    return beats
