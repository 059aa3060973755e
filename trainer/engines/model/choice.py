"""Which model the settings choose for each part of the engine."""

from dataclasses import replace
from urllib.parse import urlsplit

from trainer.core.usage import Part
from trainer.engines.model.spec import Spec, provider_of
from trainer.settings import Settings, prices

EMBEDDED = "embedded"
PROVIDERS = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "mistralai": "Mistral AI",
    "google_genai": "Google",
    "ollama": "localhost",
}
"""Companies by the names that LangChain has for them."""
DRAFT = 300.0
"""Seconds within which a part of a case must be written."""
WHOLE_REPLY = 60.0
"""Seconds within which a reply of at most some hundred words must be whole."""


def chosen(settings: Settings, part: Part) -> Spec | None:
    """Return the model for a part; None where the embedded engine does it.

    A part's own model takes the address and the key of ``TRAINER_MODEL`` where it names the same
    provider and no address of its own.
    """
    own: str = getattr(settings, f"{part}_model")
    name = own or settings.model
    if name in ("", EMBEDDED):
        return None
    url: str = getattr(settings, f"{part}_model_url")
    key: str = getattr(settings, f"{part}_model_key")
    if not url and (not own or provider_of(own) == provider_of(settings.model)):
        url, key = settings.model_url, key or settings.model_key
    grades = part == "grader"
    return Spec(
        part=part,
        name=name,
        url=url.strip(),
        key=key,
        setting=f"TRAINER_{part.upper()}_MODEL" if own else "TRAINER_MODEL",
        begin=settings.grader_timeout if grades else settings.model_timeout,
        gap=settings.grader_timeout if grades else settings.model_timeout,
        whole=settings.grader_timeout if grades else max(WHOLE_REPLY, settings.model_timeout),
        retries=settings.model_retries,
        local_only=settings.model_local_only,
        price=prices(settings).get(name),
    )


def for_drafting(settings: Settings) -> Spec | None:
    """Return the model that drafts cases: the citizen's, with time to write; None without one."""
    spec = chosen(settings, "citizen")
    return replace(spec, part="draft", begin=DRAFT, gap=DRAFT, whole=DRAFT) if spec else None


def where(spec: Spec) -> str:
    """Return a model's name and where it is, as the start-up line says it."""
    host = urlsplit(spec.url).netloc.rpartition("@")[2]
    return f"{spec.name} at {host}" if host else spec.name


def company(spec: Spec) -> str:
    """Return who gets to see what is sent: the host of an address, else the provider."""
    host = urlsplit(spec.url).hostname
    provider = spec.provider
    return host or PROVIDERS.get(provider, provider) or spec.name
