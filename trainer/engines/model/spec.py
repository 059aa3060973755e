"""Which chat model plays a part: its name, where it is, and within what limits."""

from dataclasses import dataclass, field

from trainer.core.usage import Part


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
    def openai(self) -> bool:
        """Whether it speaks OpenAI's language."""
        return self.name.startswith("openai:") or ":" not in self.name
