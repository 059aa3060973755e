"""A message read after what was said."""

from trainer.core.case import Case
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.reader import EmbeddedReader


def read(
    reader: EmbeddedReader, message: str, language: str = "nl", case: Case | None = None, *said: str
) -> Reading:
    """Read a message after ``said``, citizen and trainee in turn."""
    speakers = ("citizen", "trainee") * len(said)
    turns = tuple(Turn(speaker=s, text=t) for s, t in zip(speakers, said, strict=False))
    return reader.read_now(case, Transcript(language=language, turns=turns), message)
