import ast
import json
from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import pytest

from trainer import practice
from trainer.core.base import LANGUAGES
from trainer.core.state import EndingKind
from trainer.web import chat, texts
from trainer.web.chat import chainlit_home, mounting

FOLDER = Path(chat.__file__).parent
WORDS = texts.load(FOLDER / "texts")
NL = set(WORDS["nl"].texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language) -> None:
    assert set(WORDS[language].texts) == NL


@pytest.mark.parametrize("kind", [*get_args(EndingKind), "finished", "grading", "graded"])
def test_every_end_is_told(kind: str) -> None:
    assert {f"over.{kind}.title", f"over.{kind}.text"} <= NL


def test_every_fault_has_a_sentence() -> None:
    raised = {
        node.exc.args[0].value
        for file in (Path(practice.__file__), FOLDER / "talk.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.args[0], ast.Constant)
    }
    outside_the_chat = {"not-rating", "nothing-said", "attempt-unknown"}
    assert {"message-empty", "message-too-long", "talk-is-over", "hints-off"} <= raised
    shown = NL | set(texts.load()["nl"].texts)
    assert {f"errors.{code}" for code in raised - outside_the_chat} <= shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_replace_words_of_chainlit(language) -> None:
    # Found and not imported: Chainlit makes folders where it is imported.
    package = Path(find_spec("chainlit").origin).parent
    name = f"{chainlit_home.SHIPPED[language]}.json"
    shipped = (package / "translations" / name).read_text("utf-8")
    assert _keys(mounting.tree(WORDS, language)) <= _keys(json.loads(shipped))


def _keys(tree: dict, path: str = "") -> set[str]:
    return {
        key
        for name, value in tree.items()
        for key in (_keys(value, f"{path}{name}.") if isinstance(value, dict) else {path + name})
    }
