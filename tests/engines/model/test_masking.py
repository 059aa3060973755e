"""What is personal does not leave the machine, and comes back."""

import pytest

from trainer.core.base import Language
from trainer.engines.model.masking import Fiction, Mask, Unmasking

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


@pytest.mark.parametrize("language", TEXTS)
def test_the_same_text_gets_the_same_marks(language: Language) -> None:
    mask = Mask(language)
    assert mask.hide(TEXTS[language]) == mask.hide(TEXTS[language])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ik bel de Belastingdienst op maandag. Heeft u dat gehoord? Wat vervelend."),
        ("nl", "De huur is £1.600 en dat sinds 2019. In 14 dagen hoort u het van het UWV."),
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
