"""How a message is heard in the place where it comes. Pure: a reading in, a reading out."""

from trainer.core.mood import CLEAR, HURTFUL, LIKELY, OFFERED, felt
from trainer.core.reading import Found, Reading

OPENING = frozenset({"greets", "closes-well", "affirms", "empty-phrase"})
"""Moves that the few words of somebody who comes in may look like."""
SHORT, WORD = 8, 2
"""Words up to which a message may be a greeting, and up to which it hardly is anything else."""
DOUBTED = 0.55
"""How sure the reader must be of a topic in a message that tells, offers or asks openly, and of
an item in one that asks or hurts."""
NAMED = 0.62
"""The same in the first message, where "What's been happening?" asks after nothing yet."""
OWN = 0.7
"""How sure of a topic a question is that is asked in the case's own words."""
SURER = 0.05
"""How much surer a sentence must ask something than say something to be heard as a question."""
REPROACHES = frozenset({"argues", "blames", "dismisses"})
"""Moves that a question which asks why may sound like."""
GOSSIP = "leaks-privacy"
"""The move whose words say no item that they only may say: they are about somebody else."""
ASKED = frozenset({"asks-open", "asks-closed", "probes"})


def heard(reading: Reading, first: bool) -> Reading:
    """Return ``reading`` as the citizen hears it.

    Signs and letters struck at random say nothing, whatever they look like; dots are a silence.
    A word or two is no phrase yet: "Okay yeah." is a nod. A question or a rebuke explains nothing
    that it only might explain, and a question in the case's own words rebukes nobody. Where
    something is told or offered or summed up, "Is that right?" asks after that and nothing else;
    "What happened?" asks openly. Nobody says goodbye in the first message: "Dag." is then a
    greeting.
    """
    if reading.says("nonsense"):
        signs = tuple(f for f in reading.phrases if f.id != "nonsense" or f.text.strip(" .…-?!"))
        return Reading(phrases=signs, shown=reading.shown, words=reading.words)
    reading = reading.model_copy(update={"topics": _topics(reading)})
    reading = reading.model_copy(update={"moves": _kindly(reading, first)})
    reading = reading.model_copy(update={"items": _items(reading)})
    if reading.items or reading.offer or _open(reading, first):
        least = NAMED if first else DOUBTED
        topics = tuple(topic for topic in reading.topics if topic.sure >= least)
        reading = reading.model_copy(update={"topics": topics})
    return _greeted(reading) if first else reading


def _kindly(reading: Reading, first: bool) -> tuple[Found, ...]:
    """Return the moves without a reproach that is a question of the case, or hardly a word."""
    asked = {topic.text for topic in reading.topics if topic.sure >= OWN}
    mild = frozenset[str]()
    if reading.words <= WORD:
        mild = HURTFUL - {"insults"} | {"empty-phrase"} if first else frozenset({"empty-phrase"})
    moves = (found for found in reading.moves if found.id not in mild)
    return tuple(f for f in moves if f.id not in REPROACHES or f.text not in asked)


def _topics(reading: Reading) -> tuple[Found, ...]:
    """Return the topics that were asked.

    After what was told or offered, a sentence that rather asks whether it is clear asks after
    nothing else; and one sentence hardly asks two things at once.
    """
    told = reading.items or OFFERED.intersection(felt(reading))
    checks = {f.text: f.sure for f in reading.moves if told and f.id == "checks-understanding"}
    some = [topic for topic in reading.topics if topic.sure >= checks.get(topic.text, 0.0)]
    best: dict[str, float] = {}
    for topic in some:
        best[topic.text] = max(topic.sure, best.get(topic.text, 0.0))
    return tuple(t for t in some if t.sure >= DOUBTED or t.sure == best[t.text])


def _items(reading: Reading) -> tuple[Found, ...]:
    """Return the items that were said: asking or rebuking, one must say it clearly.

    "I hear what you say" says nothing, whatever else it is like; nor does what rather is a
    question of the case.
    """
    if not reading.offer:
        asked = {topic.text: topic.sure for topic in reading.topics}
        items = (i for i in reading.items if i.sure + SURER >= asked.get(i.text, 0.0))
        reading = reading.model_copy(update={"items": tuple(items)})
    gossip = {found.text: found.sure for found in reading.moves if found.id == GOSSIP}
    items = (i for i in reading.items if i.sure >= min(DOUBTED, gossip.get(i.text, 0.0)))
    reading = reading.model_copy(update={"items": tuple(items)})
    if HURTFUL.intersection(felt(reading)):
        return tuple(item for item in reading.items if item.sure >= DOUBTED)
    asks = frozenset() if reading.offer else ASKED
    empty = {f.text for f in reading.moves if f.id == "empty-phrase" and f.sure >= CLEAR}
    doubted = empty | {found.text for found in reading.moves if found.id in asks}
    return tuple(i for i in reading.items if i.sure >= DOUBTED or i.text not in doubted)


def _open(reading: Reading, first: bool) -> bool:
    """Tell whether a message asks openly, without a doubt; the first one may do so at all."""
    if first and reading.has("asks-open", "greets"):
        return True
    return (
        reading.sure_of("asks-open") >= CLEAR or reading.sure_of("checks-understanding") >= LIKELY
    )


def _greeted(reading: Reading) -> Reading:
    if not reading.says("goodbye"):
        return reading
    said = tuple(found for found in reading.phrases if found.id == "goodbye")
    phrases = tuple(found for found in reading.phrases if found.id != "goodbye")
    if _more(reading):
        leaves = reading.has("ends-talk") or HURTFUL.intersection(felt(reading))
        return reading if leaves else reading.model_copy(update={"phrases": phrases})
    greeting = (Found(id="greets", text=said[0].text),)
    return reading.model_copy(update={"moves": greeting, "phrases": phrases, "everyday": ()})


def _more(reading: Reading) -> bool:
    """Tell whether a message holds more than a few words of courtesy."""
    if reading.topics or reading.items or reading.wrong or reading.questions:
        return True
    if reading.words <= WORD:
        return reading.has("ends-talk", "insults")
    return reading.words > SHORT or not OPENING.issuperset(reading.move_ids)
