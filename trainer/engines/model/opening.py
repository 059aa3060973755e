"""Opening a chat model: what LangChain is told, and what a setting lacks.

LangChain opens any provider and any OpenAI-compatible server. Nothing of it is imported before a
model is opened, since it is an optional package.
"""

import math
import re
from typing import Any

from trainer.engines.model.address import host_of, must_be_local
from trainer.engines.model.chat import Chat
from trainer.engines.model.pieces import Completions
from trainer.engines.model.spec import Spec
from trainer.errors import SettingError

LOCAL = ("openai", "ollama")
"""Providers whose address is the one that is set, and nothing else."""
NOT_OUT = {"trust_env": False, "follow_redirects": False}
"""Of a connection: no proxy and no redirect leads out of a network."""
KEYS = ("anthropic_api_key", "mistral_api_key")
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
        _must_go_there(spec)
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as error:
        raise SettingError(f"{spec.setting} is {spec.name!r}; {INSTALL}") from error
    if not spec.name.rpartition(":")[2].strip():
        raise SettingError(_unnamed(spec))
    _without_tracing()
    try:
        model: Any = init_chat_model(spec.name, **_arguments(spec))
    except ImportError as error:
        raise SettingError(_package(spec, error)) from error
    except Exception as error:
        raise SettingError(_cannot(spec, error)) from error
    if _lacks_key(model):
        raise SettingError(_keyless(spec))
    if spec.own:
        model.async_client = Completions(model.root_async_client)
    return Chat(spec, model)


def _arguments(spec: Spec) -> dict[str, Any]:
    # Our own limits of time are exact; some providers take whole seconds only.
    found: dict[str, Any] = {"max_retries": spec.retries, "timeout": math.ceil(spec.whole)}
    key = spec.key or (NO_KEY if spec.url else "")
    found |= {"base_url": spec.url} if spec.url else {}
    found |= {"api_key": key} if key else {}
    if spec.openai:
        # Every piece has our own limit of time; another would be a task for each.
        found |= {"stream_usage": True, "stream_chunk_timeout": 0}
        found |= {"http_async_client": _connection(spec)} if spec.url else {}
    if spec.own:
        # All that such servers have in common: a model's name says nothing about them.
        found |= {"use_responses_api": False}
    elif spec.openai:
        # What people say is kept nowhere that nobody asked for.
        found |= {"store": False}
    if spec.local_only and spec.provider == "ollama":
        found |= {"client_kwargs": NOT_OUT}
    return found


def _must_go_there(spec: Spec) -> None:
    """Raise ``SettingError`` unless this provider's address is the one that is set, surely."""
    if spec.provider not in LOCAL:
        raise SettingError(
            f"TRAINER_MODEL_LOCAL_ONLY is set and {spec.setting} is {spec.name!r}; a server in"
            " your own network is named openai:NAME or ollama:NAME"
        )


def _connection(spec: Spec) -> Any:
    """Return a connection of its own: no proxy and no redirect leads out of a local network.

    Connections are not kept: a person types longer than any server keeps one open.
    """
    import httpx2

    return httpx2.AsyncClient(
        timeout=spec.whole,
        limits=httpx2.Limits(max_connections=None, max_keepalive_connections=0),
        **(NOT_OUT if spec.local_only else {"follow_redirects": True}),
    )


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


def _lacks_key(model: Any) -> bool:
    """Tell whether a key is missing that LangChain asks for only when it is used."""
    for name in KEYS:
        key = getattr(model, name, NO_KEY)
        if not (key.get_secret_value() if hasattr(key, "get_secret_value") else key):
            return True
    return False


def _keyless(spec: Spec) -> str:
    return f"{spec.setting} is {spec.name!r} and {_setting(spec, 'KEY')} is empty; set the key"


def _unnamed(spec: Spec) -> str:
    return (
        f"{spec.setting} is {spec.name!r}; write provider:model, such as openai:NAME,"
        " anthropic:NAME, mistralai:NAME or ollama:NAME"
    )


def _cannot(spec: Spec, error: Exception) -> str:
    said = str(error).casefold()
    if not spec.key and ("api_key" in said or "credential" in said):
        return _keyless(spec)
    if "model_provider" in said or "unsupported provider" in said:
        return _unnamed(spec)
    # Of a form that does not fit the first fault, without the values: a key may be among them.
    faults = getattr(error, "errors", lambda: ())()
    why = f": {faults[0]['msg']}" if faults else ""
    return f"{spec.setting} is {spec.name!r}, which cannot be opened ({type(error).__name__}{why})"
