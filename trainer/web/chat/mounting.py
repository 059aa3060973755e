"""The chat, mounted in the site."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from trainer.core.base import LANGUAGES, Language
from trainer.web import texts as loader
from trainer.web.chat import chainlit_home
from trainer.web.site import Site
from trainer.web.texts import Texts

HERE = Path(__file__).parent
PATH = "/chat"
UNUSED = (
    "edit_message",
    "message_favorite",
    "fetch_favorites",
    "audio_start",
    "audio_chunk",
    "audio_end",
    "chat_settings_change",
    "chat_settings_edit",
)
"""What Chainlit would do for a page that asks; ours never does."""


def mount(app: FastAPI, site: Site) -> None:
    """Add the chat to ``app``; comes last, and once in a process: Chainlit's state is global."""
    texts = loader.load(HERE / "texts")
    words: dict[str, Mapping[str, Any]] = {
        language: tree(texts, language) for language in LANGUAGES
    }
    chainlit_home.settle(site.settings.var / "chat", PATH, words, site.settings.secret)
    # Chainlit reads its folder while it is imported, so nothing before this line may import it.
    from trainer.web.chat.assets import Assets
    from trainer.web.chat.guard import ChatGuard
    from trainer.web.chat.page import pages
    from trainer.web.chat.talk import Talk

    chainlit = chainlit_home.imported()
    _answer(Talk(site.practice, site.settings.thinking))
    app.include_router(pages(chainlit, texts))
    app.mount(f"{PATH}/static", StaticFiles(directory=HERE / "static"))
    app.mount(PATH, ChatGuard(chainlit.app, Assets(chainlit.assets)))


def _answer(talk: Any) -> None:
    """Let ``talk`` answer what Chainlit passes on."""
    from chainlit.config import config
    from chainlit.server import sio

    from trainer.web.chat.data_layer import DataLayer

    # Set here and not by Chainlit's decorators, which would add steps with thumbs to vote on.
    config.code.data_layer = lambda: DataLayer(talk)
    config.code.on_chat_resume = talk.resume
    config.code.on_message = talk.message
    config.code.on_window_message = talk.asked
    for event in UNUSED:
        sio.handlers["/"].pop(event, None)

    async def stop(sid: str) -> None:
        from chainlit.context import init_ws_context

        init_ws_context(sid)
        await talk.take_back()

    sio.on("stop", stop)


def tree(texts: Texts, language: Language) -> Mapping[str, Any]:
    """Return the words for Chainlit's own controls, nested as Chainlit has them."""
    tree: dict[str, Any] = {}
    for key, text in texts[language].texts.items():
        first, *path, last = key.split(".")
        if first == "chainlit":
            place = tree
            for part in path:
                place = place.setdefault(part, {})
            place[last] = text
    return tree
