"""Which chat model plays a part: its name, where it is, and within what limits."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from trainer.core.usage import Part

BY_NAME = {
    "gpt-": "openai",
    "chatgpt": "openai",
    "o1": "openai",
    "o3": "openai",
    "claude": "anthropic",
    "mistral": "mistralai",
    "mixtral": "mistralai",
}
"""Providers as LangChain guesses them, where a model is named without one."""
OPENAI = ("openai.com", "openai.azure.com")
"""How the hosts end on which OpenAI's models are."""


@dataclass(frozen=True)
class Spec:
    """Which model, where, and within what limits."""

    part: Part
    name: str
    """As LangChain's ``init_chat_model`` takes it: ``openai:gpt-...``, ``ollama:...``."""
    url: str = ""
    key: str = field(default="", repr=False)
    setting: str = "TRAINER_MODEL"
    """The setting that named it, for errors."""
    begin: float = 15.0
    """Seconds within which an answer must begin, tries and pauses included."""
    gap: float = 10.0
    """Seconds within which the next piece must come."""
    whole: float = 60.0
    """Seconds within which an answer must be whole."""
    retries: int = 1
    local_only: bool = False
    price: tuple[float, float] | None = None
    """For a million tokens in and out."""

    @property
    def provider(self) -> str:
        """Who makes it, as LangChain calls them; empty where the name does not say."""
        return provider_of(self.name)

    @property
    def openai(self) -> bool:
        """Whether it speaks OpenAI's language."""
        return self.provider == "openai"

    @property
    def own(self) -> bool:
        """Whether it is a server of one's own that speaks OpenAI's language."""
        host = urlsplit(self.url).hostname or ""
        return self.openai and bool(host) and not host.endswith(OPENAI)


def provider_of(name: str) -> str:
    """Return the provider that a model's name says, or begins like one of; else nothing."""
    guessed = (who for start, who in BY_NAME.items() if name.lower().startswith(start))
    return next(guessed, "") or (name.partition(":")[0] if ":" in name else "")
