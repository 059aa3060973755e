"""Judged talks: whole conversations of which experienced readers said how good they are."""

from typing import Literal

from trainer.core.base import Value
from trainer.core.transcript import Transcript

Quality = Literal["poor", "middling", "good"]


class Judged(Value):
    """A conversation and how good it is beside two others about the same thing."""

    batch: str
    """Whose talks it stands among: one author's, or a few authors' of the same time."""
    topic: str
    """What the three talks are about; it begins with their language."""
    quality: Quality
    transcript: Transcript
