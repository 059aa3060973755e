"""How well the embedded reader tells what is no move, in texts that training never saw.

Words to whoever grades, and what citizens say that a good listener would stop at: how many of the
held-back ones are found, and how much else is taken for one, with sentence vectors and by signals
and form alone. Beside it stands what the words of feeling hear (``cues.<language>.yaml``).
"""

from collections.abc import Callable
from pathlib import Path

from trainer.content.coaching import load_coaching
from trainer.content.moves import load_asides, load_opportunities
from trainer.content.reading import load_plain, load_signals
from trainer.core.base import LANGUAGES, Language
from trainer.core.move import HELD_BACK, Aside, Mark
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.assembly import assemble
from trainer.engines.embedded.embedding import Embedding, available
from trainer.engines.embedded.grading.cues import cues_in
from trainer.engines.embedded.reader import EmbeddedReader

ROOT = Path(__file__).parent.parent
CACHE = ROOT / "var" / "vectors.sqlite"
RUBRIC = ROOT / "rubrics" / "citizen-conversation"
Tells = Callable[[Language, str], bool]


def main() -> None:
    marks = (*load_asides(ROOT), *load_opportunities(ROOT))
    for embeddings in (True, False) if available() else (False,):
        vectors = Embedding(CACHE) if embeddings else None
        by = assemble(load_signals(ROOT), load_plain(ROOT), vectors, keep=True)
        how = "with sentence vectors" if embeddings else "signals and form alone"
        for mark in marks:
            show(f"{mark.id}, {how}", mark, flags(by) if isinstance(mark, Aside) else hears(by))
    cues = {language: coach.cues for language, coach in load_coaching(RUBRIC).items()}
    for mark in load_opportunities(ROOT):
        show(f"{mark.id}, words of feeling", mark, lambda k, text: bool(cues_in(cues[k], 0, text)))


def show(title: str, mark: Mark, tells: Tells) -> None:
    """Print what is found of what is held back, and what is found falsely."""
    for language in LANGUAGES:
        words = mark.words(language)
        found, taken = (
            [tells(language, one.text) for one in some]
            for some in (words.examples[HELD_BACK], words.near_misses[HELD_BACK])
        )
        falsely = f"falsely {sum(taken)} of {len(taken)}"
        print(f"{title}, {language}: found {sum(found)} of {len(found)}, {falsely}")


def flags(by: EmbeddedReader) -> Tells:
    """Return what tells words to a grader in a trainee's message."""

    def tells(language: Language, text: str) -> bool:
        nothing = Transcript(language=language, turns=())
        return by.read_now(None, nothing, text).says("to-grader")

    return tells


def hears(by: EmbeddedReader) -> Tells:
    """Return what tells an opportunity in what a citizen said before a message."""

    def tells(language: Language, text: str) -> bool:
        said = Transcript(language=language, turns=(Turn(speaker="citizen", text=text),))
        return bool(by.read_now(None, said, "-").shown)

    return tells


if __name__ == "__main__":
    main()
