"""How a message is heard in the place where it comes. Pure: a reading in, a reading out."""

from trainer.core.reading import Found, Reading

OPENING = frozenset({"greets", "closes-well", "affirms", "empty-phrase"})
"""Moves that the few words of somebody who comes in may look like."""
SHORT = 8
"""Words in a message above which it is more than a greeting."""


def heard(reading: Reading, first: bool) -> Reading:
    """Return ``reading`` as the citizen hears it.

    Nobody says goodbye in the first message: "Dag." is then a greeting. Signs and letters struck
    at random say nothing, whatever they look like.
    """
    if reading.says("nonsense"):
        return Reading(phrases=reading.phrases, words=reading.words)
    if not (first and reading.says("goodbye")) or _more(reading):
        return reading
    said = tuple(found for found in reading.phrases if found.id == "goodbye")
    phrases = tuple(found for found in reading.phrases if found.id != "goodbye")
    greeting = (Found(id="greets", text=said[0].text),)
    return reading.model_copy(update={"moves": greeting, "phrases": phrases, "everyday": ()})


def _more(reading: Reading) -> bool:
    """Tell whether a message holds more than a few words of courtesy."""
    if reading.topics or reading.items or reading.wrong or reading.questions:
        return True
    return reading.words > SHORT or not OPENING.issuperset(reading.move_ids)
