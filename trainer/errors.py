"""What can go wrong and be told in one sentence."""

from dataclasses import dataclass


class TrainerError(Exception):
    """An expected failure; its message is one sentence that says what to do next."""


class SettingError(TrainerError):
    """A setting has a value that cannot be used."""


class NotFoundError(TrainerError):
    """What was asked for does not exist, or is not for the one who asks."""


class ConflictError(TrainerError):
    """What was asked no longer fits: somebody or something came first."""


class TranscriptError(TrainerError):
    """A transcript cannot be read."""


@dataclass(frozen=True)
class Fault:
    """One fault in the content: where it is, what is wrong, and what to write instead."""

    path: str
    line: int
    wrong: str
    instead: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}; {self.instead}"


class ContentError(TrainerError):
    """The content has faults; ``faults`` holds all of them, sorted by path and line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = sorted(faults, key=lambda fault: (fault.path, fault.line))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ModelError(TrainerError):
    """The language model gave no usable answer."""
