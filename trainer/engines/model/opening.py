"""Opening a chat model: what LangChain is told, and what a setting lacks.

LangChain opens any provider and any OpenAI-compatible server. Nothing of it is imported before a
model is opened, since it is an optional package.
"""

import re
from typing import Any

from trainer.engines.model.address import host_of, must_be_local
from trainer.engines.model.chat import Chat
from trainer.engines.model.pieces import Completions
from trainer.engines.model.spec import Spec
from trainer.errors import SettingError

NO_KEY = "none"
"""Sent where a server needs no key; never a key from elsewhere in the environment."""
INSTALL = "run `make model`, which installs what a language model needs"


def open_chat(spec: Spec) -> Chat:
    """Return the model that ``spec`` names.

    Raises ``SettingError`` where the package, the key or the address is missing or wrong.
    """
    if spec.url:
        host_of(_setting(spec, "URL"), spec.url)
    if spec.local_only:
        must_be_local(_setting(spec, "URL"), spec.url)
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise SettingError(f"{spec.setting} is {spec.name!r}; {INSTALL}") from error
    _without_tracing()
    try:
        model: Any = init_chat_model(spec.name, **_arguments(spec))
    except ImportError as error:
        raise SettingError(_package(spec, error)) from error
    except Exception as error:
        raise SettingError(_cannot(spec, error)) from error
    if spec.openai:
        model.async_client = Completions(model.root_async_client)
    return Chat(spec, model)


def _arguments(spec: Spec) -> dict[str, Any]:
    found: dict[str, Any] = {"max_retries": spec.retries, "timeout": spec.whole}
    key = spec.key or (NO_KEY if spec.url else "")
    found |= {"base_url": spec.url} if spec.url else {}
    found |= {"api_key": key} if key else {}
    if spec.openai:
        # Every piece has our own limit of time; another would be a task for each.
        found |= {"stream_usage": True, "stream_chunk_timeout": 0}
        found |= _connection(spec) if spec.url else {}
    return found


def _connection(spec: Spec) -> dict[str, Any]:
    """Return a connection of its own: no proxy and no redirect leads out of a local network.

    Connections are not kept: a person types longer than any server keeps one open.
    """
    import httpx2

    client = httpx2.AsyncClient(
        timeout=spec.whole,
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
        trust_env=not spec.local_only,
        follow_redirects=not spec.local_only,
    )
    return {"http_async_client": client}


def _without_tracing() -> None:
    """Keep LangChain from sending what is said to a tracing service, whatever is set elsewhere."""
    import langsmith

    langsmith.configure(enabled=False)


def _setting(spec: Spec, what: str) -> str:
    return f"{spec.setting}_{what}"


def _package(spec: Spec, error: ImportError) -> str:
    named = re.search(r"pip install -?U? ?([\w\-]+)", str(error))
    package = named[1] if named else "the package of this provider"
    return f"{spec.setting} is {spec.name!r}; run .venv/bin/uv pip install {package}"


def _cannot(spec: Spec, error: Exception) -> str:
    if "api_key" in str(error).casefold() or "credential" in str(error).casefold():
        return f"{spec.setting} is {spec.name!r} and {_setting(spec, 'KEY')} is empty; set the key"
    if "model_provider" in str(error) or "provider" in str(error).casefold():
        return (
            f"{spec.setting} is {spec.name!r}; write provider:model, such as openai:NAME,"
            " anthropic:NAME, mistralai:NAME or ollama:NAME"
        )
    return f"{spec.setting} is {spec.name!r}, which cannot be opened ({type(error).__name__})"
