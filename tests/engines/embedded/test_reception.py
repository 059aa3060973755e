"""What was given back in few words, and how the citizen took it."""

from pathlib import Path

import pytest

from shipped import ROOT
from trainer.content.coaching import load_coaching
from trainer.core.base import Language
from trainer.core.reading import Found
from trainer.engines.embedded.grading.act import Act
from trainer.engines.embedded.grading.reception import (
    confirms,
    listened,
    protests,
    taken_in,
)

CUES = {
    language: coach.cues
    for language, coach in load_coaching(Path(ROOT) / "rubrics/citizen-conversation").items()
}
BOTH, FELT, NOTHING = {"summarises", "acknowledges-impact"}, {"acknowledges-impact"}, set[str]()
TAKEN = {
    "few words, mostly theirs, and confirmed": (
        "en", "It has been six weeks.", "Six weeks, and no letter.", "Exactly.", 0.0, BOTH,
    ),
    "theirs, and nothing more": (
        "en", "It has been six weeks.", "Six weeks.", "I rang twice.", 0.0, NOTHING,
    ),
    "theirs, and like a reflection": (
        "nl", "Elke dinsdag ga ik naar mijn zus.", "Elke dinsdag.", "Al jaren.", 0.3, BOTH,
    ),
    "a feeling": (
        "da", "Jeg sover ikke.", "Du er bange for brevet.", "Det er jeg.", 0.6, FELT,
    ),
    "a question": ("en", "It has been six weeks.", "Six weeks?", "Exactly.", 0.9, NOTHING),
    "what can be done": (
        "en", "I need the money.", "You can get the money.", "Exactly.", 0.9, NOTHING,
    ),
    "what the citizen protests against": (
        "en", "My son is ill.", "Your son is ill.", "Did you hear what I said?", 0.9, NOTHING,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "heard", "said", "answer", "sure", "moves"), TAKEN.values(), ids=TAKEN.keys()
)
def test_what_is_given_back_listens_or_acknowledges(
    language: Language, heard: str, said: str, answer: str, sure: float, moves: set[str]
) -> None:
    maybe = [Found(id="summarises", text=said, sure=sure)] if sure else []
    acts = taken_in(CUES[language], {1: (said,)}, (), maybe, (heard,), answer)
    assert {act.move for act in acts} == moves
    assert all(act.quote.text == said and act.quote.turn == 1 for act in acts)


def test_what_was_surely_heard_is_not_counted_twice() -> None:
    known = Act("summarises", 1, "Six weeks, and no letter.", 0.95)
    kept = {1: ("Six weeks, and no letter.",)}
    assert taken_in(CUES["en"], kept, (known,), (), ("It has been six weeks.",), "Exactly.") == (
        known,
    )


def test_advice_gives_nothing_back() -> None:
    advice = Act("advises", 1, "U moet slapen.", 0.9)
    maybe = (Found(id="summarises", text=advice.text, sure=0.9),)
    heard = ("Ik slaap slecht.",)
    assert taken_in(CUES["nl"], {1: (advice.text,)}, (advice,), maybe, heard, "Precies.") == (
        advice,
    )


def test_who_listens_in_the_same_breath_does_not_cross_examine() -> None:
    asked, heard = Act("interrogates", 1, "When?", 0.8), Act("summarises", 1, "Six weeks.", 0.6)
    assert listened((asked, heard)) == (heard,)
    assert listened((asked,)) == (asked,)


@pytest.mark.parametrize(
    ("language", "answer", "confirmed", "protested"),
    [
        ("nl", "Precies. En dan dat wachten.", True, False),
        ("en", "You get it.", True, False),
        ("da", "Lige præcis.", True, False),
        ("nl", "Hoort u wat ik zeg?", False, True),
        ("en", "Did you hear what I said?", False, True),
        ("da", "Det var ikke det, jeg spurgte om.", False, True),
        ("en", "On Tuesday.", False, False),
        ("en", "That's fine. I've already sent it.", False, False),
        ("en", "Not exactly, no.", False, False),
        ("en", "No. Exactly.", True, False),
        ("nl", "Dat klopt niet, en niet precies ook.", False, False),
        ("nl", "Dat klopt.", True, False),
        ("nl", "Daar is niks aan te doen, dat zal wel goed komen.", False, False),
        ("nl", "Mijn leidinggevende weet ervan.", False, False),
        ("da", "Det passer ikke.", False, False),
        ("da", "Det passer, ja.", True, False),
        ("da", "Som jeg siger til min datter, er jeg glad for det.", False, False),
    ],
)
def test_a_citizen_says_how_they_take_it(
    language: Language, answer: str, confirmed: bool, protested: bool
) -> None:
    assert confirms(CUES[language], {1: ("So it is.",)}, answer) is confirmed
    assert protests(CUES[language], answer) is protested
    assert not confirms(CUES[language], {1: ("Is it?",)}, answer)
