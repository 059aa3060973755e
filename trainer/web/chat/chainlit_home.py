"""Where Chainlit lives: its folder, its settings, and the moment at which it is imported."""

import json
import logging
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

HERE = Path(__file__).parent
# Chainlit's own translations, which ours complete.
SHIPPED = {"nl": "nl", "en": "en-US", "da": "da-DK"}


@dataclass(frozen=True)
class Chainlit:
    """Chainlit, imported and set up."""

    app: ASGIApp
    script: str
    """The path of its script below the mount."""
    style: str
    """The path of its style sheet below the mount."""
    assets: Path
    """The folder of both."""


def settle(folder: Path, path: str, words: Mapping[str, Mapping[str, Any]], secret: str) -> None:
    """Prepare ``folder`` and the environment; must come before Chainlit is imported.

    ``words`` are our own words for Chainlit's controls, by language.
    """
    home = folder / ".chainlit"
    (home / "translations").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "config.toml", home / "config.toml")
    # Chainlit reads these while it is imported and offers no other way.
    os.environ.update(  # noqa: TID251
        CHAINLIT_APP_ROOT=str(folder.resolve()),
        CHAINLIT_ENV_FILE=os.devnull,
        CHAINLIT_ROOT_PATH=path,
        CHAINLIT_CUSTOM_AUTH="1",
        CHAINLIT_AUTH_SECRET=secret or secrets.token_urlsafe(32),
    )
    from chainlit.config import TRANSLATIONS_DIR

    for language, shipped in SHIPPED.items():
        theirs = json.loads(Path(TRANSLATIONS_DIR, f"{shipped}.json").read_text("utf-8"))
        mine = json.dumps(_merged(theirs, words[language]), ensure_ascii=False, indent=1)
        (home / "translations" / f"{language}.json").write_text(mine, "utf-8")
    logging.getLogger("chainlit").setLevel(logging.ERROR)


def imported() -> Chainlit:
    """Return Chainlit as it is mounted."""
    from chainlit.server import app, build_dir

    index = Path(build_dir, "index.html").read_text("utf-8")
    return Chainlit(
        app=app,
        script=_only(r'<script type="module"[^>]* src="(/assets/[^"]+)"', index),
        style=_only(r'<link rel="stylesheet"[^>]* href="(/assets/[^"]+)"', index),
        assets=Path(build_dir, "assets"),
    )


def _only(pattern: str, text: str) -> str:
    found = re.findall(pattern, text)
    if len(found) != 1:
        raise RuntimeError(f"Chainlit's index page has {len(found)} matches for {pattern}")
    return str(found[0])


def _merged(base: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        known = merged.get(key)
        merged[key] = _merged(known, value) if isinstance(known, dict) else value
    return merged
