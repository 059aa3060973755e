"""Chooses and fills the words of feedback: seeded, so that two attempts do not read alike."""

import hashlib
from collections.abc import Mapping
from string import Formatter

from trainer.core.assessment import Record
from trainer.core.feedback import Cues, FeedbackWords, Texts
from trainer.core.voices import speaker
from trainer.engines.embedded.grading.cues import shows
from trainer.engines.embedded.grading.finding import Chance, Finding

LONGEST = 110
"""Letters of a quote in a sentence; the verdict itself carries the whole."""
TIERS = (
    frozenset({"word"}),
    frozenset(
        {
            "against",
            "advised",
            "quote",
            "asked",
            "summed",
            "closed",
            "felt",
            "formula",
            "choice",
            "missed",
            "done",
            "count",
            "heard",
            "said",
        }
    ),
)
"""Slots that say most about this conversation, first."""
FORMAL = {"u": "u", "U": "U", "uw": "uw", "Uw": "Uw"}
FAMILIAR = {"u": "je", "U": "Je", "uw": "je", "Uw": "Je"}


def choose(texts: Texts, slots: Mapping[str, str], seed: int, key: str) -> str | None:
    """Return one of the texts whose slots can all be filled, filled; the same seed the same.

    A text that shows words of the conversation goes before one that does not.
    """
    fitting = [text for text in texts if needs(text) <= slots.keys()]
    pool = next(
        (some for tier in TIERS if (some := [text for text in fitting if needs(text) & tier])),
        fitting,
    )
    if not pool:
        return None
    digest = hashlib.sha256(f"{seed}/{key}".encode()).digest()
    text = pool[int.from_bytes(digest[:4], "big") % len(pool)].format_map(dict(slots))
    return text[:1].upper() + text[1:]


def needs(text: str) -> set[str]:
    """Return the slots that a text leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def quoted(text: str) -> str:
    """Return words as they stand inside a sentence: no full stop, not too long."""
    text = " ".join(text.split()).rstrip(" .,;:…")
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(" ", 1)[0].rstrip(" .,;:") + " …"


def address(record: Record, cues: Cues) -> dict[str, str]:
    """Return the forms of address that fit how the trainee speaks to the citizen."""
    said = " ".join(text for _, text in record.transcript.said_by("trainee"))
    return FAMILIAR if shows(said, cues.familiar) else FORMAL


def slots(
    finding: Finding, record: Record, words: FeedbackWords, cues: Cues, chance: Chance | None = None
) -> dict[str, str]:
    """Return what can be filled in of one criterion, and of the ``chance`` that is spoken of."""
    filled = {"citizen": words.citizen, **address(record, cues), **finding.slots}
    if record.case:
        filled["citizen"] = record.case.script.persona.name
    if finding.quotes:
        filled["quote"] = quoted(finding.quotes[0].text)
    if finding.against and (finding.level or 0) <= 1 and "advised" not in finding.slots:
        filled["against"] = quoted(finding.against[0].text)
    if chance:
        if chance.said:
            filled["said"] = quoted(chance.said.text)
        if chance.heard:
            filled["heard"] = quoted(chance.heard[1])
            filled["speaker"] = _speaker(record, *chance.heard) or filled["citizen"]
    return filled


def _speaker(record: Record, turn: int, words: str) -> str | None:
    """Return the name of who said some words of the citizen's turn; None where it is not known."""
    if record.case is None:
        return None
    return speaker(record.case.script.persona, record.transcript.turns[turn].text, words)
