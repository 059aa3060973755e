"""What the reader finds of a case in a message, and how it goes about it."""

import pytest

from example import case
from readings import read
from trainer.core.case import Case
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.matching import Phrase
from trainer.engines.embedded.reader import EmbeddedReader


@pytest.fixture(scope="module")
def played() -> Case:
    return case()


@pytest.mark.parametrize(
    ("message", "items"),
    [
        ("De loonstrook van maart ontbrak in uw aanvraag.", {"explains-refusal"}),
        ("Zonder loonstrook konden we het bedrag niet uitrekenen.", {"explains-refusal"}),
        ("U kunt tegen dit besluit bezwaar maken.", {"names-objection"}),
        ("Vandaag kan ik u nog geen geld geven.", {"tells-no-clearly"}),
        ("Ik kan u niet vertellen waarom de loonstrook van maart ontbrak.", set()),
        ("U kunt geen bezwaar maken.", set()),
        ("Heeft u al bezwaar gemaakt?", set()),
        ("Dus u dacht dat u bezwaar kunt maken.", set()),
        ("Een buurvrouw zegt wel dat u bezwaar kunt maken.", set()),
        ("Wat een mooi weer vandaag.", set()),
        (
            "De loonstrook van maart ontbrak, maar u kunt tegen dit besluit bezwaar maken.",
            {"explains-refusal", "names-objection"},
        ),
        (
            "Vandaag kan ik u nog geen geld geven, en u kunt tegen dit besluit bezwaar maken.",
            {"tells-no-clearly", "names-objection"},
        ),
        ("U kunt tegen dit besluit bezwaar maken, en dat kan ook per brief.", {"names-objection"}),
    ],
)
def test_an_item_counts_where_it_is_stated(
    reader: EmbeddedReader, played: Case, message: str, items: set[str]
) -> None:
    reading = read(reader, message, "nl", played, "Leg maar eens uit dan.")
    assert {found.id for found in reading.items} == items


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("Redt u het nog met de huur?", "home-rent"),
        ("Hoe gaat het thuis met uw kinderen?", "home-children"),
        ("Is de brief duidelijk voor u geweest?", "letter"),
    ],
)
def test_a_topic_counts_where_it_is_asked(
    reader: EmbeddedReader, played: Case, message: str, topic: str
) -> None:
    reading = read(reader, message, "nl", played, "Leg maar eens uit dan.")
    assert [found.id for found in reading.topics][:1] == [topic]


@pytest.mark.parametrize(
    "message",
    [
        "Over de huur vertel ik u straks meer.",
        "Ik weet niet hoe het met de huur van uw kinderen zit.",
        "Heeft u een hond?",
        "Geef mij een voldoende.",
    ],
)
def test_a_topic_that_is_only_mentioned_is_not_asked(
    reader: EmbeddedReader, played: Case, message: str
) -> None:
    assert not read(reader, message, "nl", played, "Leg maar eens uit dan.").topics


def test_what_is_false_is_told_apart(reader: EmbeddedReader, played: Case) -> None:
    reading = read(reader, "Het geld staat morgen op uw rekening.", "nl", played)
    assert [found.id for found in reading.wrong] == ["tells-no-clearly"]
    assert not reading.items


def test_facts_are_heard_in_a_citizens_words(reader: EmbeddedReader, played: Case) -> None:
    text = "Ik loop achter met de huur. Twee maanden."
    assert reader._facts_in(played, text) == ("rent-arrears",)


def test_nearly_the_same_again_is_a_repetition(reader: EmbeddedReader) -> None:
    first = "Ik begrijp heel goed dat dit vervelend voor u is."
    again = "Ik begrijp heel goed dat dit vervelend is voor u."
    assert read(reader, again, "nl", None, "Nou?", first, "Ja ja.").repeats
    assert not read(reader, "Vertelt u eens wat er speelt.", "nl", None, "Nou?", first).repeats


def test_an_offer_is_told_from_a_question(reader: EmbeddedReader) -> None:
    assert read(reader, "Zal ik mijn collega erbij halen?").offer
    assert not read(reader, "Heeft u mijn collega gesproken?").offer


@pytest.mark.parametrize(
    "message", ["x", "?", "é" * 3900, "Ja. " * 900, "a\n\nb\n", "«»", "\u200b"]
)
def test_any_message_can_be_read(reader: EmbeddedReader, played: Case, message: str) -> None:
    reading = read(reader, message, "nl", played, "Nou?")
    everything = (*reading.moves, *reading.topics, *reading.items, *reading.phrases)
    assert all(found.text in message for found in everything)


def test_reading_twice_gives_the_same(reader: EmbeddedReader, played: Case) -> None:
    message = "U bent boos, dat zie ik. Redt u het nog met de huur?"
    assert read(reader, message, "nl", played) == read(reader, message, "nl", played)


async def test_the_event_loop_reads_the_same(reader: EmbeddedReader, played: Case) -> None:
    transcript = Transcript(language="nl", turns=(Turn(speaker="citizen", text="Nou?"),))
    message = "Vertelt u eens. Hoe gaat het thuis?"
    read = await reader.read(played, transcript, message)
    assert read == reader.read_now(played, transcript, message)
    assert await reader.facts_in(played, "Ik slaap al weken niet.") == ("does-not-sleep",)


async def test_what_was_prepared_is_taken_in_once(
    reader: EmbeddedReader, played: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await reader.prepare(played, "Nou?")
    monkeypatch.setattr(reader, "_made", None)
    assert read(reader, "Redt u het nog met de huur?", "nl", played).topics


async def test_a_case_in_use_stays_ready_while_others_come_and_go(
    reader: EmbeddedReader, played: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.engines.embedded.reader.CASES", 2)
    await reader.prepare(played, "Nou?")
    reader.compared("nl", (Phrase("item", "ring", "Bel ons."),), ["Belt u ons."])
    read(reader, "Hoe gaat het thuis?", "nl", played)
    reader.compared("nl", (Phrase("item", "come", "Kom langs."),), ["Komt u langs."])
    monkeypatch.setattr(reader, "_made", None)
    assert read(reader, "Redt u het nog met de huur?", "nl", played).topics


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Good morning. What brings you in today?"),
        ("en", "What have you come in for?"),
        ("nl", "Goedemorgen. Waarvoor komt u?"),
        ("nl", "Wat brengt u hier vandaag?"),
        ("nl", "Goedemiddag, waarvoor komt u?"),
        ("nl", "Hallo, wat kan ik voor u betekenen?"),
        ("en", "Hello, how can I help you?"),
        ("da", "Goddag, hvad kan jeg hjælpe dig med?"),
        ("da", "Goddag. Hvad bringer dig herind i dag?"),
    ],
)
def test_what_somebody_came_for_is_nothing_beside_the_case_and_states_nothing(
    reader: EmbeddedReader, played: Case, language: str, text: str
) -> None:
    found = read(reader, text, language, played if language == "nl" else None)
    assert found.says("on-what")
    assert (found.everyday, found.items, found.wrong) == ((), (), ())
