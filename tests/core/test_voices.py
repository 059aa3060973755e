import pytest

from trainer.core.script import Person, Persona
from trainer.core.voices import addressed, parts, settled, speaker, unnamed

ABOUT = {"age": 40, "background": "b", "speech": "s", "wants": "w", "fears": "f"}
ALONE = Persona(name="Marjan Verhoef", answers={}, **ABOUT)
BOTH = Persona(
    name="Marjan Verhoef", answers={}, second=Person(name="Niels Verhoef", **ABOUT), **ABOUT
)
MARJAN, NIELS = "Marjan Verhoef", "Niels Verhoef"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Dag.", ((MARJAN, "Dag."),)),
        ("Dag.\nNiels: Hoi.", ((MARJAN, "Dag."), (NIELS, "Hoi."))),
        ("Niels: Hoi.\nMarjan: Stil.", ((NIELS, "Hoi."), (MARJAN, "Stil."))),
        ("Eén.\nTwee.", ((MARJAN, "Eén.\nTwee."),)),
        ("Samira: wie?", ((MARJAN, "Samira: wie?"),)),
    ],
)
def test_a_name_at_the_start_of_a_line_changes_the_speaker(reply, expected) -> None:
    assert parts(BOTH, reply) == expected


def test_who_sits_alone_speaks_alone() -> None:
    assert parts(ALONE, "Marjan: dat ben ik.") == ((MARJAN, "Marjan: dat ben ik."),)
    assert unnamed(ALONE, "Marjan: dat ben ik.") == "Marjan: dat ben ik."


def test_what_is_said_is_told_without_names_and_by_whom() -> None:
    reply = "Dag.\nNiels: Hoi.\nEn nu?\nMarjan: Stil."
    assert unnamed(BOTH, reply) == "Dag.\nHoi.\nEn nu?\nStil."
    assert [speaker(BOTH, reply, said) for said in ("Dag.", "Hoi.", "En nu?", "Stil.", "Weg.")] == [
        MARJAN,
        NIELS,
        NIELS,
        MARJAN,
        MARJAN,
    ]


@pytest.mark.parametrize(
    ("so_far", "sure"),
    [("Dag.\nNie", "Dag."), ("Dag.\nNiet", "Dag.\nNiet"), ("Ni", ""), ("Dag.\nNiels: H",) * 2],
)
def test_a_line_waits_until_its_speaker_is_sure(so_far: str, sure: str) -> None:
    assert settled(BOTH, so_far) == sure
    assert settled(ALONE, so_far) == so_far


@pytest.mark.parametrize(
    ("message", "voice"),
    [
        ("Niels, wat wil jij?", "second"),
        ("En jij, Niels? Wat wil jij zelf?", "second"),
        ("En Niels, hoe zit dat?", "second"),
        ("Dank je wel, Marjan.", "first"),
        ("Hoe gaat het met Niels op school?", None),
        ("Niels werkt toch?", None),
        ("Marjan, Niels, ik hoor jullie.", None),
        ("Wat is er gebeurd?", None),
    ],
)
def test_who_is_spoken_to_by_name(message: str, voice: str | None) -> None:
    assert addressed(BOTH, message) == voice
    assert addressed(ALONE, message) is None
