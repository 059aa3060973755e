"""What a sentence with a set phrase means, whatever it sounds like."""

import pytest

from readings import read
from trainer.engines.embedded.reader import EmbeddedReader

LOSS = {
    "nl": "Mijn man is vorige maand overleden.",
    "en": "My husband died last month.",
    "da": "Min mand døde i sidste måned.",
}


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl", "Wat een verlies."),
        ("nl", "och, wat verdrietig"),
        ("nl", "Wat verschrikkelijk voor u."),
        ("nl", "Gecondoleerd met uw verlies."),
        ("en", "What a loss."),
        ("en", "How awful for you."),
        ("en", "oh no, that's so sad"),
        ("en", "I'm so sorry for your loss."),
        ("da", "Sikke et tab."),
        ("da", "Hvor forfærdeligt."),
        ("da", "åh nej, hvor er det trist"),
        ("da", "Jeg kondolerer."),
    ],
)
def test_a_few_heartfelt_words_acknowledge_a_loss_that_was_told(
    reader: EmbeddedReader, language: str, message: str
) -> None:
    told = LOSS[language]
    reading = read(reader, message, language, None, told)
    assert reading.has("acknowledges-impact", "names-feeling")
    assert not reading.has("insults", "dismisses", "empty-phrase")
    later = read(reader, message, language, None, "Nou?", "...", told)
    assert later.has("acknowledges-impact", "names-feeling")


@pytest.mark.parametrize(
    ("language", "message", "heard"),
    [
        ("nl", "Wat erg.", "De container is niet geleegd."),
        ("en", "How awful.", "The bin was not emptied."),
        ("da", "Hvor forfærdeligt.", "Containeren blev ikke tømt."),
    ],
)
def test_the_same_words_are_a_form_where_nothing_was_lost(
    reader: EmbeddedReader, language: str, message: str, heard: str
) -> None:
    reading = read(reader, message, language, None, heard)
    assert not reading.has("acknowledges-impact", "names-feeling", "insults", "dismisses")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl", "Wat een onzin."),
        ("nl", "Wat een gezeur zeg"),
        ("nl", "Wat een aansteller bent u."),
        ("en", "What a fuss."),
        ("en", "What nonsense."),
        ("en", "What a drama queen."),
        ("da", "Sikke noget pjat."),
        ("da", "Sikke noget vrøvl"),
        ("da", "Sikke en klaphat du er."),
    ],
)
def test_scorn_is_scorn_even_after_a_loss(
    reader: EmbeddedReader, language: str, message: str
) -> None:
    reading = read(reader, message, language, None, LOSS[language])
    assert reading.has("dismisses", "insults")
    assert not reading.has("acknowledges-impact", "names-feeling")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl", "Waarom niet?"),
        ("nl", "hoezo"),
        ("en", "Why not"),
        ("en", "And why is that?"),
        ("da", "Hvorfor ikke?"),
        ("da", "hvordan kan det være"),
    ],
)
def test_a_bare_why_asks_on_and_reproaches_nobody(
    reader: EmbeddedReader, language: str, message: str
) -> None:
    reading = read(reader, message, language, None, "Nou?", "Zegt u het maar.", "Nee.")
    assert reading.has("probes", "asks-open")
    assert not reading.has("blames")


@pytest.mark.parametrize(
    ("language", "message"),
    [("nl", "wat gezellig!"), ("en", "how lovely!"), ("da", "hvor hyggeligt!")],
)
def test_a_glad_word_is_no_goodbye(reader: EmbeddedReader, language: str, message: str) -> None:
    reading = read(reader, message, language, None, "Nou?", "Zegt u het maar.", "...")
    assert not reading.has("closes-well", "ends-talk")
    assert not reading.phrases


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl", "U hoeft nu maar twee dingen te doen."),
        ("en", "You only need to do two things now."),
        ("da", "Du skal kun gøre to små ting nu."),
        ("da", "du sku bare udfylde ét skema"),
    ],
)
def test_what_is_little_to_do_is_no_reproach(
    reader: EmbeddedReader, language: str, message: str
) -> None:
    reading = read(reader, message, language, None, "Nou?", "...", "...")
    assert not reading.has("blames", "insults", "dismisses", "orders-calm")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl", "Zo lang gespaard en dan dit, dat doet pijn."),
        ("en", "So near and you can't get to her, that hurts."),
        ("da", "Alle de andre skal med, og hun skal ikke, det gør ondt."),
    ],
)
def test_what_hurts_is_acknowledged(reader: EmbeddedReader, language: str, message: str) -> None:
    reading = read(reader, message, language, None, "Nou?", "...", "...")
    assert "acknowledges-impact" in reading.move_ids
    assert not reading.has("dismisses", "insults", "leaks-privacy")


@pytest.mark.parametrize(
    ("language", "told", "message"),
    [
        (
            "nl",
            "Sinds april. Ik zeg tegen de kinderen dat ik al gegeten heb.",
            "Zelf niet eten zodat uw kinderen wat hebben, dat moet u veel pijn doen.",
        ),
        (
            "en",
            "I've explained it to four people now, and nobody believes me.",
            "Having to prove it over and over, that wears a person down.",
        ),
        (
            "da",
            "Nu står jeg nede på broen og kigger på de andre.",
            "At stå på broen og se de andre ro ud, hvor må du savne det.",
        ),
    ],
)
def test_what_would_weigh_on_anybody_answers_what_was_told(
    reader: EmbeddedReader, language: str, told: str, message: str
) -> None:
    reading = read(reader, message, language, None, "Nou?", "...", told)
    assert reading.has("acknowledges-impact", "names-feeling")


@pytest.mark.parametrize(
    ("language", "told", "message"),
    [
        ("nl", "Mijn broer praat niet meer met me.", "Dat lijkt me heel heftig."),
        ("en", "I keep throwing up since the new tablets.", "Aw bless, sounds rough."),
        ("da", "Han ringer ikke mere, min egen dreng.", "Det lyder hårdt."),
        (
            "en",
            "I had to wait for everything, and I'm worn out.",
            "My sister waited too, it was dreadful, so I know exactly what it's like.",
        ),
    ],
)
def test_what_could_be_said_to_anybody_or_is_a_story_of_ones_own_does_not(
    reader: EmbeddedReader, language: str, told: str, message: str
) -> None:
    reading = read(reader, message, language, None, "Nou?", "...", told)
    assert not reading.has("acknowledges-impact", "names-feeling")


@pytest.mark.parametrize(
    ("language", "message", "reproach"),
    [
        ("nl", "Heeft u dat toen aan ons doorgegeven?", False),
        ("en", "Did you let us know at the time?", False),
        ("da", "Gav du os besked dengang?", False),
        ("nl", "Had u daar zelf niet aan kunnen denken?", True),
        ("en", "Did it never cross your mind to ask anybody?", True),
        ("da", "Har du da slet ikke styr på dine papirer?", True),
    ],
)
def test_whether_something_was_done_is_asked_or_held_against_somebody(
    reader: EmbeddedReader, language: str, message: str, reproach: bool
) -> None:
    assert read(reader, message, language, None, "Nou?", "...", "...").has("blames") == reproach


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("nl", "Ik stop nu de aanmaningen."),
        ("en", "I'm stopping the bill now."),
        ("da", "Jeg stopper rykkerne nu."),
    ],
)
def test_who_stops_a_bill_ends_no_talk(reader: EmbeddedReader, language: str, message: str) -> None:
    assert "ends-talk" not in read(reader, message, language, None, "Nou?", "...").move_ids


@pytest.mark.parametrize(
    ("language", "message", "asks"),
    [
        ("nl", "Wat voor hond heeft u?", "asks-closed"),
        ("nl", "Wat voor hulp zoekt u?", "asks-open"),
        ("en", "What does your wife do for a living?", "asks-closed"),
        ("en", "What kind of help would suit you?", "asks-open"),
        ("da", "Hvad hedder skolen?", "asks-closed"),
        ("da", "Hvad skete der så?", "asks-open"),
    ],
)
def test_what_one_word_answers_is_no_open_question(
    reader: EmbeddedReader, language: str, message: str, asks: str
) -> None:
    reading = read(reader, message, language, None, "Nou?", "...", "...")
    assert asks in reading.move_ids
    assert asks == "asks-open" or "asks-open" not in reading.move_ids


@pytest.mark.parametrize(
    ("language", "message"),
    [("nl", "oké"), ("nl", "mm-hm"), ("en", "hm"), ("en", "ok"), ("da", "okay"), ("da", "nå ja")],
)
def test_who_only_nods_dismisses_nothing(
    reader: EmbeddedReader, language: str, message: str
) -> None:
    heard = "Mijn straat ligt al negen weken open."
    assert "dismisses" not in read(reader, message, language, None, heard).move_ids


@pytest.mark.parametrize(("language", "message"), [("nl", "doei doei"), ("da", "hej hej")])
def test_who_says_it_twice_says_goodbye(
    reader: EmbeddedReader, language: str, message: str
) -> None:
    found = read(reader, message, language, None, "Nou?", "...", "...").move_ids
    assert "closes-well" in found
    assert not {"greets", "sends-away"}.intersection(found)


@pytest.mark.parametrize(
    ("language", "message", "heard", "move"),
    [
        ("nl", "Dan is studeren misschien niets voor jou.", "Ik volg het niet.", "dismisses"),
        ("en", "Then maybe college isn't for you.", "I don't follow.", "dismisses"),
        ("da", "Så er det måske ikke noget for dig.", "Jeg er ikke med.", "dismisses"),
        ("nl", "Dat had u moeten lezen.", "Ik snap het niet.", "blames"),
        ("en", "You should have read that.", "I don't get it.", "blames"),
        ("da", "Det skulle du have læst.", "Det forstår jeg ikke.", "blames"),
    ],
)
def test_a_putdown_and_a_reproach_are_what_they_are(
    reader: EmbeddedReader, language: str, message: str, heard: str, move: str
) -> None:
    reading = read(reader, message, language, None, heard)
    assert move in reading.move_ids
    assert not reading.has("summarises", "acknowledges-impact")
    assert not reading.reflects
