"""What the real proofreader makes of texts that were written without a look at the content."""

import pytest

from trainer import build
from trainer.core.base import Language
from trainer.core.exercise import Answer, Checked, Written
from trainer.exercising import Marking

LETTERS: list[tuple[str, Language, str, str]] = [
    (
        "income-check",
        "nl",
        """Beste meneer Dekker,

        Elk voorjaar bekijken wij bij iedereen of de toeslag nog goed is. Dat doen we nu ook bij u.
        We hebben daarvoor wat papieren van u nodig: het formulier uit deze envelop en uw
        loonstroken van de laatste drie maanden. Wilt u die opsturen? Graag uiterlijk 15 mei.

        Vindt u het lastig? Loop gerust binnen bij de balie, iedere ochtend tussen negen en twaalf.
        We helpen u met plezier.""",
        "why:kept send:kept by-when:wrong otherwise:lost help:kept",
    ),
    (
        "late-tax",
        "en",
        """Dear Ms Clarke,

        We haven't had your money for the bins yet. With the £9 for a reminder, it comes to £157.
        Could you pay it before 20 April? If that's too much in one go, you can split it over five
        months. And if money is really tight you might not need to pay it at all.""",
        "amount:kept by-when:kept parts:kept waiver:kept otherwise:lost",
    ),
    (
        "first-appointment",
        "da",
        """Hej Selam

        Vil du komme på rådhuset tirsdag den 19. marts klokken 10? Adressen er Havnegade 2. Husk dit
        pas og kontrakten på lejligheden. Du kan få en tolk, hvis du siger det i forvejen.""",
        "when:wrong where:kept bring:kept interpreter:kept another-day:lost",
    ),
]
MENDS: list[tuple[str, Language, str, str, bool]] = [
    ("rent-answer", "nl", "term", "U hebt acht weken de tijd om de toeslag aan te vragen.", True),
    ("rent-answer", "nl", "term", "U hebt zes weken de tijd om de toeslag aan te vragen.", False),
    ("rent-answer", "nl", "too-late", "", True),
    ("rent-answer", "nl", "too-late", "Had u dit maar eerder gemeld.", False),
    ("rent-answer", "en", "too-late", "xkcdfghj qwrtplkz", False),
    ("rent-answer", "en", "advance", "Need money now? Ask us to pay you an advance.", True),
    ("rent-answer", "en", "advance", "We are always happy to help.", False),
    ("tree-letter", "da", "regard", "Vi kan desværre ikke give dig lov til det.", True),
    ("tree-letter", "da", "regard", "Ansøgningen må desværre meddeles afslag.", False),
    ("tree-letter", "nl", "appeal", "Dan hebt u 6 weken om bezwaar te maken.", True),
    ("call-note", "en", "sister", "Her sister cannot help at the moment.", False),
    ("call-note", "en", "sister", "", True),
]
QUESTIONS: list[tuple[Language, str, str, tuple[str, ...]]] = [
    (
        "nl",
        "Maak een brief voor Ali Demir, bsn 123456782. Hij krijgt geen tweede vergunning.",
        "goal",
        ("Ali Demir", "123456782"),
    ),
    (
        "en",
        "Please write a short, friendly reply to a resident who can't have a second parking permit."
        " Keep the language simple, he finds reading difficult. One permit per address, but he can"
        " buy a visitor card, 30 hours for £10. Do not invent any other rules.",
        "goal reader facts form honest",
        (),
    ),
    (
        "da",
        "Skriv et venligt brev med korte sætninger om, at der er givet afslag på en ekstra licens."
        " Ring til ham på 51 52 53 54.",
        "goal reader form",
        ("51 52 53 54",),
    ),
]


@pytest.fixture(scope="module")
def marking(embedded: build.Parts) -> Marking:
    return Marking(embedded.proofreader)


async def written(
    parts: build.Parts, marking: Marking, path: str, code: Language, text: str
) -> Written:
    kind, _, id = path.partition("/")
    entry = parts.catalog.exercise("letter" if kind == "letter" else "drill", id)
    found = (await marking.result(entry, code, Answer(text=text))).written
    assert found
    return found


@pytest.mark.parametrize(("id", "code", "text", "expected"), LETTERS)
async def test_a_letter_in_own_words_is_read_for_what_it_says(
    embedded: build.Parts, marking: Marking, id: str, code: Language, text: str, expected: str
) -> None:
    found = await written(embedded, marking, f"letter/{id}", code, text)
    assert {k: p.state for k, p in found.points.items()} == dict(
        part.split(":") for part in expected.split()
    )
    assert all(point.text in text for point in found.points.values())
    assert not found.away and not found.plainness.heavy


@pytest.mark.parametrize(("id", "code", "fault", "mend", "good"), MENDS)
async def test_a_mend_is_good_where_it_says_what_it_must_and_the_fault_is_gone(
    embedded: build.Parts,
    marking: Marking,
    id: str,
    code: Language,
    fault: str,
    mend: str,
    good: bool,
) -> None:
    entry = embedded.catalog.exercise("drill", id)
    words = entry.words[code]
    place = words.place(words.faults[fault].words)  # type: ignore[union-attr]
    found = (
        await marking.result(entry, code, Answer(marked=(place,), mends={place: mend}))
    ).checked
    assert isinstance(found, Checked) and found.hits == (fault,)
    assert found.mended[fault].good is good


@pytest.mark.parametrize(("code", "text", "holds", "private"), QUESTIONS)
async def test_a_question_to_an_ai_is_read_for_what_it_holds_and_gives_away(
    embedded: build.Parts,
    marking: Marking,
    code: Language,
    text: str,
    holds: str,
    private: tuple[str, ...],
) -> None:
    found = await written(embedded, marking, "drill/asking-well", code, text)
    assert (found.kept, found.private) == (tuple(holds.split()), private)
