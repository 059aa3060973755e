"""What a model said, checked: a fact counts as told only where its own words stand."""

import pytest

from trainer import build
from trainer.core import conversation
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import lines
from trainer.core.direction import direct
from trainer.core.reading import Reading
from trainer.core.transcript import Transcript
from trainer.engines.model.checks import WRONG, Checks, numbers_in
from trainer.engines.model.sheet import sheet_of
from trainer.engines.model.signs import signs_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # Near it in sense, and one word of it: not yet a proof.
        ("Ik weet het niet meer hoor, eerlijk gezegd.", False),
        ("Mijn vrouw is thuis, en ik doe wat ik kan.", False),
        ("Tineke heeft alzheimer, het is nog maar het begin ervan.", True),
    ],
)
async def test_a_fact_is_told_where_its_words_stand(
    embedded: build.Parts, text: str, told: bool
) -> None:
    case = embedded.catalog.case("angry-resident", "nl", "standard")
    direction = direct(case, conversation.start(case), Reading())
    talk = Transcript(language="nl")
    checks = Checks(sheet_of(case), direction, talk, "", embedded.engine.reader)
    assert await checks.tells(text, "wife-ill") == told


def checks(parts: build.Parts, language: Language, scenario: str = "angry-resident") -> Checks:
    """Return the checks of a first reply, to somebody who is not calm."""
    case = parts.catalog.case(scenario, language, "standard")
    sheet = sheet_of(case)
    direction = direct(case, conversation.start(case), Reading())
    assert direction.band != "calm"
    talk = Transcript(language=language)
    return Checks(sheet, direction, talk, sheet.system, parts.engine.reader)


@pytest.mark.parametrize(
    ("language", "wrong", "text"),
    [
        ("nl", "official", "Ik zal even voor u in het systeem kijken."),
        ("nl", "official", "Wij sturen u binnen twee weken een brief."),
        ("nl", "official", "Ik begrijp dat u boos bent, mevrouw."),
        ("nl", "coaches", "U zou nu eigenlijk moeten samenvatten."),
        ("nl", "coaches", "U doet het goed, ga zo door."),
        ("nl", "graded", "Hoe heb ik het gedaan?"),
        ("nl", "machine", "Ik ben een computerprogramma en heb geen gevoel."),
        ("nl", "machine", "Dit personage zou nu boos zijn."),
        ("nl", "agrees", "Dank u wel, dat is heel fijn."),
        ("nl", "agrees", "Oké, daar ben ik blij mee."),
        ("nl", "markup", "(zucht) Nou ja."),
        ("nl", "language", "Das weiß ich doch nicht, fragen Sie mich nicht."),
        ("nl", "invents", "Mijn broer Kevin uit Almere heeft het me verteld."),
        ("nl", "invents", "Mijn hond is vorige week overleden."),
        ("nl", "invents", "Ik heb er zevenhonderd euro voor betaald."),
        ("en", "official", "What can I help you with today?"),
        ("en", "official", "I'll look into this and ring you back tomorrow."),
        ("en", "official", "Could I take your date of birth, please?"),
        ("en", "coaches", "Try showing a bit more empathy."),
        ("en", "graded", "Full points to you."),
        ("en", "machine", "I was trained to play this part."),
        ("en", "agrees", "Thanks, I've calmed down now."),
        ("en", "markup", "😡 No."),
        ("en", "invents", "I had my knee operated on last year."),
        ("en", "invents", "I paid seven hundred pounds for it."),
        ("da", "official", "Jeg kigger lige i systemet for dig."),
        ("da", "official", "Må jeg få dit CPR-nummer?"),
        ("da", "coaches", "Du burde opsummere nu."),
        ("da", "coaches", "Det var et fint åbent spørgsmål."),
        ("da", "graded", "Jeg giver dig et tital for den her samtale."),
        ("da", "machine", "Som virtuel assistent kan jeg ikke svare."),
        ("da", "agrees", "Tak, det er virkelig sødt af dig."),
        ("da", "language", "Jag vet inte vad jag ska säga om det här."),
        ("da", "language", "Jeg skjønner ikke hva dere mener med det."),
        ("da", "invents", "Min bror Kevin fra Odense har sagt det."),
        ("da", "invents", "Jeg har betalt syv hundrede kroner for det."),
    ],
)
async def test_another_way_of_saying_it_is_no_way_round(
    by_rules: build.Parts, language: Language, wrong: str, text: str
) -> None:
    assert await checks(by_rules, language).sentence(text) == WRONG[wrong]


@pytest.mark.parametrize("scenario", ["angry-resident", "chatbot-handover", "complex-household"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_citizens_say_themselves_is_theirs(
    by_rules: build.Parts, language: Language, scenario: str
) -> None:
    own = checks(by_rules, language, scenario)
    said = {
        line.text
        for id, line in lines(own.sheet.case.script)
        if not {"calm", "settles"} & {*id.split("/")}
    }
    assert len(said) > 50
    assert not {text: own.words(text) for text in said if own.words(text)}


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("nl", "zevenhonderd euro, vijfentwintig keer, tweeëntwintig", {700, 25, 22}),
        ("nl", "1.700 of zeventienduizend, en een van twee", {1700, 17000}),
        ("en", "seven hundred pounds, twenty-five times, four thousand", {700, 25, 4000}),
        ("da", "syv hundrede kroner, femogtyve gange, otte tusind", {700, 25, 8000}),
    ],
)
def test_numbers_are_the_same_in_words(language: Language, text: str, numbers: set[int]) -> None:
    assert numbers_in(text, signs_of(language)) == numbers
