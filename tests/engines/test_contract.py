"""What every engine must keep: reader, citizen and grader alike, in every language."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest

from model_server import compliant, serving
from trainer import build
from trainer.core import conversation
from trainer.core.assessment import Assessment, Record
from trainer.core.base import LANGUAGES, Language
from trainer.core.case import Case
from trainer.core.direction import Direction, Reply, direct
from trainer.core.reading import Reading
from trainer.core.state import State
from trainer.core.transcript import Transcript, Turn
from trainer.practice import Engine
from trainer.settings import Settings

MESSAGES: dict[Language, tuple[str, ...]] = {
    "nl": (
        "Goedemorgen, wat is er gebeurd?",
        "Ik zie dat u boos bent. U komt hier al voor de derde keer voor hetzelfde.",
        "Rustig maar. Dat had u moeten lezen.",
        "Zal ik mijn collega erbij halen?",
        "Fijne dag nog, tot ziens.",
    ),
    "en": (
        "Good morning, what happened?",
        "I can see you're angry. This is the third time you've had to come about the same thing.",
        "Calm down. You should have read that.",
        "Shall I ask my colleague to join us?",
        "Have a good day, goodbye.",
    ),
    "da": (
        "Godmorgen, hvad er der sket?",
        "Jeg kan se, at du er vred. Det er tredje gang, du må komme med det samme.",
        "Rolig nu. Det skulle du have læst.",
        "Skal jeg hente min kollega?",
        "Hav en god dag, farvel.",
    ),
}
ODD = (
    "",
    "   ",
    "😡😡😡",
    "?!",
    "a" * 4000,
    "<b>hi</b> **bold** [x](javascript:alert(1))",
    "ok\n\n\nok",
    "ñ\u0000\u202e",
)


@pytest.fixture(scope="module", params=["embedded", "by_rules"])
def reading(request: pytest.FixtureRequest) -> build.Parts:
    """Return parts that read; a model that plays leaves the reading to the embedded reader."""
    found: build.Parts = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module", params=["embedded", "by_rules", "model"])
def parts(request: pytest.FixtureRequest, embedded: build.Parts) -> Iterator[build.Parts]:
    if request.param != "model":
        yield request.getfixturevalue(request.param)
        return
    with serving(compliant) as server:
        settings = Settings(var=embedded.settings.var, model="openai:any", model_url=server.url)
        yield build.with_models(embedded, settings)


@pytest.fixture(scope="module")
def engine(parts: build.Parts) -> Engine:
    return parts.engine


def a_case(parts: build.Parts, language: Language) -> Case:
    return parts.catalog.case("angry-resident", language, "standard")


async def whole(reply: AsyncIterator[str | Reply]) -> tuple[str, Reply]:
    pieces = [piece async for piece in reply]
    assert isinstance(pieces[-1], Reply)
    return "".join(piece for piece in pieces if isinstance(piece, str)), pieces[-1]


async def play(engine: Engine, case: Case, messages: tuple[str, ...], seed: int = 1) -> Record:
    """Play messages and return the record, checking each turn on the way."""
    opening = Turn(speaker="citizen", text=case.script.opening.text, lines=("opening",))
    talk = Transcript(language=case.language, scenario=case.scenario.id, turns=(opening,))
    state, readings, moods, told = conversation.start(case), {}, {}, {}
    for message in messages:
        reading = await engine.reader.read(case, talk, message)
        state = conversation.step(case, state, reading)
        direction = direct(case, state, reading)
        readings[len(talk.turns)] = reading
        talk = talk.add(Turn(speaker="trainee", text=message))
        text, reply = await whole(engine.citizen.speak(case, talk, direction, state.used, seed))
        assert text == reply.text
        keeps_to(case, state, direction, reply)
        state = conversation.spoken(case, state, direction, reply)
        if direction.tell:
            told[direction.tell] = len(talk.turns)
        talk = talk.add(Turn(speaker="citizen", text=reply.text, lines=reply.lines))
        moods[len(talk.turns) - 2] = state.mood
        if state.ending:
            break
    return Record(
        transcript=talk,
        readings=readings,
        case=case,
        state=state,
        moods=moods,
        told=told,
        seed=seed,
    )


def keeps_to(case: Case, state: State, direction: Direction, reply: Reply) -> None:
    """Check that a reply says what it may, and no fact that is locked."""
    assert reply.text.strip()
    assert len(reply.text.split()) <= 60
    locked = set(case.script.facts) - set(state.told) - {direction.tell}
    for fact in locked:
        for line in case.script.facts[fact].says:
            assert line.text not in reply.text
    if direction.tell:
        assert any(
            line.text in reply.text for line in case.script.facts[direction.tell].says
        ) or reply.by.startswith("model")


def literal(message: str, reading: Reading) -> None:
    for kind in (reading.moves, reading.topics, reading.items, reading.wrong, reading.everyday):
        for found in kind:
            assert found.text and found.text in message
            assert 0.0 <= found.sure <= 1.0


def loose(value: object) -> object:
    """Return a reading as data, without the last digit of how sure it is."""
    if isinstance(value, Reading):
        return loose(value.model_dump())
    if isinstance(value, dict):
        return {key: loose(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [loose(one) for one in value]
    return pytest.approx(value, abs=0.002) if isinstance(value, float) else value


async def graded(engine: Engine, parts: build.Parts, record: Record) -> Assessment:
    language = record.transcript.language
    rubric, words, _ = parts.catalog.rubric("citizen-conversation", language)
    assessment = await engine.grader.grade(rubric, words, record)
    # How long a call took is never twice the same.
    return assessment.model_copy(update={"usage": ()})


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_reading_is_literal_and_the_same_each_time(
    reading: build.Parts, language: Language
) -> None:
    talk = Transcript(language=language, turns=(Turn(speaker="citizen", text="?"),))
    case = a_case(reading, language)
    for message in MESSAGES[language] + ODD:
        first = await reading.engine.reader.read(case, talk, message)
        literal(message, first)
        assert await reading.engine.reader.read(case, talk, message) == first


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_talk_is_read_at_once_as_it_is_read_turn_by_turn(
    reading: build.Parts, language: Language
) -> None:
    case, reader = a_case(reading, language), reading.engine.reader
    talk, one_by_one = Transcript(language=language), {}
    for message in (*MESSAGES[language], *ODD, MESSAGES[language][1]):
        talk = talk.add(Turn(speaker="citizen", text=f"? {len(talk.turns)}"))
        one_by_one[len(talk.turns)] = await reader.read(case, talk, message)
        talk = talk.add(Turn(speaker="trainee", text=message))
    at_once = await reader.read_all(case, talk)
    assert {i: loose(r) for i, r in at_once.items()} == {i: loose(r) for i, r in one_by_one.items()}
    assert at_once[len(talk.turns) - 1].repeats and not at_once[3].repeats
    assert await reader.read_all(case, Transcript(language=language)) == {}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_without_a_case_only_moves_are_found(
    reading: build.Parts, language: Language
) -> None:
    talk = Transcript(language=language)
    for message in MESSAGES[language]:
        found = await reading.engine.reader.read(None, talk, message)
        literal(message, found)
        assert not (found.topics or found.items or found.wrong or found.summary_of)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_plainest_moves_are_found(reading: build.Parts, language: Language) -> None:
    talk = Transcript(language=language)
    expected = (
        {"greets", "asks-open"},
        {"names-feeling"},
        {"orders-calm", "blames"},
        {"offers-options"},
        {"closes-well"},
    )
    for message, moves in zip(MESSAGES[language], expected, strict=True):
        found = await reading.engine.reader.read(None, talk, message)
        assert moves <= set(found.move_ids), message


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_talk_can_be_played_and_graded(
    parts: build.Parts, engine: Engine, language: Language
) -> None:
    record = await play(engine, a_case(parts, language), MESSAGES[language])
    assessment = await graded(engine, parts, record)
    rubric, _, _ = parts.catalog.rubric("citizen-conversation", language)
    assert set(assessment.verdicts) == set(rubric.criteria)
    assert set(assessment.dimensions) == set(rubric.dimensions)
    for verdict in assessment.verdicts.values():
        assert (verdict.level is None) == (verdict.status == "no-opportunity") or (
            verdict.status != "observed"
        )
        assert verdict.reason.strip()
        for quote in verdict.quotes:
            turn = record.transcript.turns[quote.turn]
            assert turn.speaker == "trainee"
            assert quote.text in turn.text
    for id in assessment.strengths:
        assert assessment.verdicts[id].quotes, "no praise without a quote"
    assert await graded(engine, parts, record) == assessment


@pytest.mark.parametrize("language", LANGUAGES)
async def test_odd_messages_neither_break_nor_please(
    parts: build.Parts, engine: Engine, language: Language
) -> None:
    case = a_case(parts, language)
    odd = tuple(message for message in ODD if message.strip())
    record = await play(engine, case, odd)
    assert record.state is not None
    assert record.state.mood.trust <= case.mood.trust
    assert not record.told
    await graded(engine, parts, record)


async def test_many_talks_at_once_give_what_each_gives_alone(
    parts: build.Parts, engine: Engine
) -> None:
    plays = [
        partial(play, engine, a_case(parts, language), MESSAGES[language]) for language in LANGUAGES
    ]
    alone = [await one() for one in plays]
    assert list(await asyncio.gather(*[one() for one in plays])) == alone


def test_rules_alone_say_so(reading: build.Parts) -> None:
    assert reading.settings.embeddings != ("rules" in reading.engine.name)
