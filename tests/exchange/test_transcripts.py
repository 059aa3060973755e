"""Transcripts that people and other tools hand in, good and bad."""

import json
from pathlib import Path

import pytest

from trainer.errors import TranscriptError
from trainer.exchange import transcripts

FRENCH = (
    "Bonjour madame, je suis désolé pour vous, nous allons regarder ensemble votre dossier, je"
    " comprends que vous soyez en colère et fatiguée, racontez-moi ce qui est arrivé hier soir."
)


def talk(**changes: object) -> str:
    turns = [
        {"speaker": "citizen", "text": "Ik wacht al drie weken."},
        {"speaker": "trainee", "text": "Wat vervelend. Waar wacht u op?"},
    ]
    return json.dumps({"language": "nl", "turns": turns, **changes})


def test_json_and_plain_text_give_the_same_turns() -> None:
    plain = "Citizen: Ik wacht al drie weken.\nTrainee: Wat vervelend.\nWaar wacht u op?\n"
    from_text = transcripts.parse(plain)
    assert from_text.language == "nl"
    assert [t.speaker for t in from_text.turns] == ["citizen", "trainee"]
    assert from_text.turns[0] == transcripts.parse(talk()).turns[0]
    assert from_text.turns[1].text == "Wat vervelend.\nWaar wacht u op?"


@pytest.mark.parametrize("label", ["Inwoner", "BURGER", "borger", "Citizen"])
def test_the_citizens_label_may_be_in_each_language(label: str) -> None:
    turns = transcripts.parse(f"{label}: Hej\nMedarbejder: Goddag, hvad kan jeg hjælpe med?").turns
    assert turns[0].speaker == "citizen"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "neither JSON nor lines|no turn of the trainee"),
        ("hello there", "neither JSON nor lines"),
        ("{broken", "not JSON"),
        ("[" * 50_000, "too deeply nested"),
        ('{"turns": 3}', "turns"),
        (talk(language="fr"), "'fr' is none of nl, en, da"),
        (talk(colour="blue"), "colour"),
        (talk(turns=[{"speaker": "citizen", "text": "Hallo"}]), "no turn of the trainee"),
        (talk(turns=[{"speaker": "trainee", "text": "  "}]), "no turn of the trainee"),
        (talk(turns=[{"speaker": "robot", "text": "Hallo"}]), "speaker"),
        (talk(turns=[{"speaker": "trainee", "text": FRENCH}]), "reads like 'fr'"),
    ],
)
def test_what_cannot_be_read_gives_one_sentence(text: str, says: str) -> None:
    with pytest.raises(TranscriptError, match=says) as error:
        transcripts.parse(text, "talk.json")
    assert str(error.value).startswith("talk.json")
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_text_gives_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(TranscriptError, match="UTF-8"):
        transcripts.load(path)
    with pytest.raises(TranscriptError, match="cannot be read"):
        transcripts.load(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Goedemorgen, wat kan ik voor u doen? Ik zie dat u een brief heeft gekregen."),
        ("en", "Good morning, what can I do for you? I see that you got a letter from us."),
        ("da", "Godmorgen, hvad kan jeg gøre for dig? Jeg kan se, at du har fået et brev."),
    ],
)
def test_the_language_of_plain_text_is_recognised(language: str, text: str) -> None:
    assert transcripts.parse(f"Trainee: {text}").language == language
