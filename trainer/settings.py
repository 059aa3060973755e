"""The settings: the only place that reads the environment. Frozen once read."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from ipaddress import ip_address
from pathlib import Path
from typing import get_type_hints

from trainer.errors import SettingError

PREFIX = "TRAINER_"


@dataclass(frozen=True)
class Settings:
    """All settings; each is read from ``TRAINER_<NAME>``."""

    store_url: str = ""
    """SQLAlchemy address of the store; empty: SQLite in the variable folder."""
    jobs_url: str = ""
    """SQLAlchemy address of the jobs' own database; empty: SQLite in the variable folder."""
    var: Path = Path("var")
    """The variable folder: embedded store, caches, the chat's files."""
    content: Path = Path()
    """The folder that holds ``scenarios`` and ``rubrics``; empty: beside the package."""
    host: str = "127.0.0.1"
    """The address that the server binds to."""
    port: int = 8000
    """The port that the server listens on."""
    secret: str = ""
    """Signs the sessions; at least 32 characters for ``serve``."""
    secure: bool = False
    """True behind https: cookies are then sent over https only."""
    language: str = "nl"
    """The interface's language where a visitor's browser does not say."""
    contest_days: int = 14
    """Days within which a coach answers what a trainee contests."""
    embeddings: bool = True
    """False: the reader works by patterns and form alone."""
    threads: int = 2
    """Threads that read messages."""
    thinking: float = 1.5
    """Seconds before the citizen answers; so long a message can be taken back."""
    model: str = ""
    """A language model, as provider:name (openai:..., ollama:...); empty: none is used."""
    model_url: str = ""
    """The address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1."""
    model_key: str = ""
    """The key; a server of your own may need none."""
    citizen_model: str = ""
    """Another model for the citizen; ``embedded``: no model plays."""
    citizen_model_url: str = ""
    """Its address, where it differs."""
    citizen_model_key: str = ""
    """Its key, where it differs."""
    grader_model: str = ""
    """Another model for the grading; ``embedded``: no model grades."""
    grader_model_url: str = ""
    """Its address, where it differs."""
    grader_model_key: str = ""
    """Its key, where it differs."""
    reader_model: str = "embedded"
    """A model that reads the messages; ``embedded``: none does, which is quicker."""
    reader_model_url: str = ""
    """Its address, where it differs."""
    reader_model_key: str = ""
    """Its key, where it differs."""
    model_local_only: bool = False
    """True: refuses an address that is neither this machine nor a private network."""
    model_timeout: float = 15.0
    """Seconds within which a reply must begin; else the embedded citizen speaks."""
    grader_timeout: float = 90.0
    """Seconds within which one criterion must be graded."""
    model_retries: int = 1
    """How often a call that failed is made again."""
    model_prices: str = ""
    """Prices for a million tokens, in/out, a model: openai:a=0.15/0.60,openai:b=3/15."""


def from_environment() -> Settings:
    """Return the settings of this process."""
    return read(os.environ)


def read(environment: Mapping[str, str]) -> Settings:
    """Return the settings found in ``environment``.

    Raises ``SettingError``, which names the setting and its value, where one cannot be used.
    """
    hints = get_type_hints(Settings)
    values: dict[str, object] = {}
    for field in fields(Settings):
        name = PREFIX + field.name.upper()
        if environment.get(name, "") != "":
            values[field.name] = _parsed(name, environment[name], hints[field.name])
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    unknown = sorted(n for n in environment if n.startswith(PREFIX) and n not in known)
    if unknown:
        raise SettingError(f"{unknown[0]} is no setting; the README lists those there are")
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.language not in ("nl", "en", "da"):
        raise SettingError(f"TRAINER_LANGUAGE is {settings.language!r}; write nl, en or da")
    if settings.contest_days < 1:
        raise SettingError(f"TRAINER_CONTEST_DAYS is {settings.contest_days}; write 1 or more")
    prices(settings)
    _check_models(settings)
    return settings


def _check_models(settings: Settings) -> None:
    """Raise ``SettingError`` where what is set about models cannot be meant."""
    for name in ("model_timeout", "grader_timeout"):
        seconds: float = getattr(settings, name)
        if not 0 < seconds < float("inf"):
            raise SettingError(f"{PREFIX}{name.upper()} is {seconds:g}; write more than 0 seconds")
    if settings.model_retries < 0:
        raise SettingError(f"TRAINER_MODEL_RETRIES is {settings.model_retries}; write 0 or more")
    for part in ("", "citizen_", "grader_", "reader_"):
        url, own = (getattr(settings, f"{part}{name}") for name in ("model_url", "model"))
        others = settings.citizen_model or settings.grader_model
        if url and not (own or settings.model or (others and not part)):
            raise SettingError(
                f"{PREFIX}{part.upper()}MODEL_URL is {url!r} and no model is named;"
                f" set {PREFIX}{part.upper()}MODEL, such as openai:NAME"
            )


def prices(settings: Settings) -> dict[str, tuple[float, float]]:
    """Return what a million tokens in and out cost, by model."""
    found: dict[str, tuple[float, float]] = {}
    for one in filter(None, (part.strip() for part in settings.model_prices.split(","))):
        name, _, price = one.rpartition("=")
        put, _, got = price.partition("/")
        try:
            found[name] = (float(put), float(got))
        except ValueError as error:
            raise SettingError(
                f"TRAINER_MODEL_PRICES is {settings.model_prices!r}; write model=in/out,"
                " such as openai:gpt-x=0.15/0.60"
            ) from error
    return found


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address is this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parsed(name: str, text: str, kind: type) -> object:
    if kind is bool:
        if text.lower() not in ("1", "0", "true", "false", "yes", "no"):
            raise SettingError(f"{name} is {text!r}; write true or false")
        return text.lower() in ("1", "true", "yes")
    try:
        return kind(text)
    except ValueError as error:
        raise SettingError(f"{name} is {text!r}; write a {kind.__name__}") from error
