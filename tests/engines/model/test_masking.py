"""What is personal does not leave the machine, and comes back."""

import pytest

from trainer.core.base import Language
from trainer.engines.model.masking import MARK, Fiction, Mask, Unmasking

TEXTS: dict[Language, str] = {
    "nl": "Ik ben Sanne de Vries. Jan heeft gebeld over mevrouw van den Berg, BSN 111222333,"
    " jan.k@voorbeeld.nl, 06-12345678, NL91ABNA0417164300, Kerkstraat 12a, 1234 AB Utrecht."
    " Zijn kenteken is AB-12-CD. mijn naam is piet jansen",
    "en": "I'm Sarah Baker from the Council. Mr Ahmed Khan lives at 12 Rose Lane, SW1A 2AA, tel"
    " 020 7946 0958 or +44 7700 900123. Could you call John? Reg AB12 CDE.",
    "da": "Goddag, jeg hedder Mette Hansen. Hr. Jensen, CPR 010190-1234, bor på Nørregade 12,"
    " 2. tv, 8000 Aarhus C. Ring på 12 34 56 78. Bilen er AB 12 345. Jeg taler med Lars.",
}
PERSONAL: dict[Language, tuple[str, ...]] = {
    "nl": ("Sanne", "Vries", "Jan", "Berg", "111222333", "jan.k", "12345678", "0417164300")
    + ("Kerkstraat", "1234 AB", "AB-12-CD", "piet", "jansen"),
    "en": ("Sarah", "Baker", "Ahmed", "Khan", "Rose Lane", "SW1A", "7946", "7700", "John")
    + ("AB12",),
    "da": ("Mette", "Hansen", "Jensen", "010190", "Nørregade", "8000", "12 34", "12 345", "Lars"),
}


@pytest.mark.parametrize("language", TEXTS)
def test_what_is_personal_is_hidden_and_put_back(language: Language) -> None:
    mask = Mask(language)
    hidden = mask.hide(TEXTS[language])
    assert not [word for word in PERSONAL[language] if word in hidden], hidden
    assert mask.show(hidden) == TEXTS[language]


@pytest.mark.parametrize(
    ("language", "text", "secret"),
    [
        ("nl", "bsn: 123 456 782 of 1234.56.782", "56"),
        ("nl", "nl91abna0417164300 of NL91-ABNA-0417-1643-00", "0417"),
        ("nl", "kenteken ab-12-cd, daarvoor 12abc3, en GB 123 B", "12"),
        ("nl", "ik woon op 1234ab, kerkstraat 12", "12"),
        ("nl", "mijn mail is jan punt de vries apenstaartje voorbeeld punt nl", "vries"),
        ("nl", "hallo, ik ben fatima", "fatima"),
        ("nl", "ik bel voor dhr. v.d. Berg en mevrouw de vries", "erg"),
        ("en", "NI number QQ 12 34 56 C, or AB123456C", "34"),
        ("en", "gb29nwbk60161331926819, sort code 12-34-56", "6"),
        ("en", "reg ab12 cde, at 12 rose lane, sw1a2aa", "12"),
        ("en", "my name is john o'neill, please speak to sarah", "neill"),
        ("en", "john.smith [at] mail.com, or js at mail dot com", "mail"),
        ("da", "cpr 0101901234, 010190 - 1234 eller 01 01 90 1234", "1234"),
        ("da", "dk5000400440116243 og bilen ab12345", "12345"),
        ("da", "nørregade 12 2tv, tal med lars, hos fru sørensen", "sørensen"),
        ("da", "skriv til mette snabel-a firma punktum dk", "firma"),
    ],
)
def test_odd_ways_of_writing_hide_nothing(language: Language, text: str, secret: str) -> None:
    mask = Mask(language)
    hidden = mask.hide(text)
    assert secret not in MARK.sub("", hidden), hidden
    assert mask.show(hidden) == text


def test_what_was_found_once_is_hidden_in_every_turn_after() -> None:
    mask = Mask("nl")
    turns = ["Mijn naam is sanne bakker.", "Zoals sanne bakker al zei, bel 06 1234", "5678, graag."]
    hidden = [mask.hide(turn) for turn in turns]
    assert not [turn for turn in hidden if "sanne" in turn or "bakker" in turn]
    assert [mask.show(turn) for turn in hidden] == turns


def test_what_held_nothing_is_looked_at_again_where_more_is_known() -> None:
    case = Fiction()
    assert Mask("nl", case).hide("Ik vroeg het sanne al.") == "Ik vroeg het sanne al."
    mask = Mask("nl", case)
    mask.hide("Mijn naam is sanne.")
    assert "sanne" not in mask.hide("Ik vroeg het sanne al.")
    assert Mask("nl", case).hide("Ik vroeg het sanne al.") == "Ik vroeg het sanne al."


@pytest.mark.parametrize("language", TEXTS)
def test_the_same_text_gets_the_same_marks(language: Language) -> None:
    mask = Mask(language)
    assert mask.hide(TEXTS[language]) == mask.hide(TEXTS[language])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ik bel de Belastingdienst op maandag. Heeft u dat gehoord? Wat vervelend."),
        ("nl", "De huur is £1.600 en dat sinds 2019. In 14 dagen hoort u het van het UWV."),
        ("nl", "Met wie spreek ik? Ik ben boos. 3-in-1, sinds 2019 in dit huis, om 12 uur."),
        (
            "en",
            "I'm sorry. It was 10 minutes late, for the third time, at number 12.",
        ),
        ("da", "Det er fint. Jeg er ked af det. Fra 2019 til nu, kl. 12 på en mandag."),
        ("en", "I can see you're angry. Will you tell me what happened on Tuesday? OK."),
        ("da", "Kan I vente til mandag? Jeg forstår, at De er vred."),
    ],
)
def test_what_is_nobodys_own_stays(language: Language, text: str) -> None:
    assert Mask(language).hide(text) == text


def test_the_people_of_the_case_stay() -> None:
    mask = Mask("nl", Fiction.of(["Gerrit Hofstra woont in de Wilgenstraat."]))
    assert mask.hide("Dag meneer Hofstra, en de Wilgenstraat?") == (
        "Dag meneer Hofstra, en de Wilgenstraat?"
    )
    assert "Karel" not in mask.hide("Woont meneer Karel Hofstra daar?")


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_marks_are_put_back_across_pieces(size: int) -> None:
    mask = Mask("nl")
    said = mask.hide("Ik ben Fatima Aydin, f.aydin@voorbeeld.nl [ja echt]")
    unmasking = Unmasking(mask)
    pieces = [unmasking.add(said[i : i + size]) for i in range(0, len(said), size)]
    assert "".join(pieces) + unmasking.rest() == (
        "Ik ben Fatima Aydin, f.aydin@voorbeeld.nl [ja echt]"
    )
