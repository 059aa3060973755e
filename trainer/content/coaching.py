"""What the embedded grader speaks from: the words of feedback and the cues, by language."""

from pathlib import Path

from trainer.content.load import load_model
from trainer.core.base import LANGUAGES, Language
from trainer.core.feedback import Coaching, Cues, FeedbackWords


def load_coaching(folder: Path) -> dict[Language, Coaching]:
    """Return the coaching of every language from a rubric's folder.

    The folder holds ``feedback.<language>.yaml`` and ``cues.<language>.yaml``. Raises
    ``ContentError`` with all faults of the first file that does not fit.
    """
    return {
        language: Coaching(
            feedback=load_model(folder / f"feedback.{language}.yaml", FeedbackWords),
            cues=load_model(folder / f"cues.{language}.yaml", Cues),
        )
        for language in LANGUAGES
    }
