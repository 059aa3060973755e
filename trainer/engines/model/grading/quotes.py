"""Quotes that a model gave, found again in the turns: letter by letter, or they are dropped."""

import re

from trainer.core.assessment import MAX_QUOTES, Quote
from trainer.core.transcript import Transcript
from trainer.engines.model.grading.forms import Passage
from trainer.engines.model.masking import Mask

SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
"""Signs of which a model writes the one for the other."""


def standing_in(
    transcript: Transcript, passages: tuple[Passage, ...], mask: Mask
) -> tuple[Quote, ...]:
    """Return at most three of the passages, in the turns' own letters.

    A wrong number is put right where the words stand in one other turn of the trainee; words of the
    citizen never count.
    """
    found = (_found(transcript, one.turn, mask.show(one.text)) for one in passages)
    return tuple(dict.fromkeys(one for one in found if one))[:MAX_QUOTES]


def _found(transcript: Transcript, turn: int, text: str) -> Quote | None:
    said = dict(transcript.said_by("trainee"))
    here = _literal(said[turn], text) if turn in said else None
    if here:
        return Quote(turn=turn, text=here)
    others = [(i, there) for i, one in said.items() if (there := _literal(one, text))]
    return Quote(turn=others[0][0], text=others[0][1]) if len(others) == 1 else None


def _literal(said: str, text: str) -> str | None:
    """Return the part of ``said`` that ``text`` quotes; spaces, case and quote signs aside."""
    words = text.translate(SAME).strip(" \t\n\"'.…").split()
    if not words:
        return None
    pattern = r"\s+".join(map(re.escape, words))
    found = re.search(pattern, said.translate(SAME), re.IGNORECASE)
    return said[found.start() : found.end()] if found else None
