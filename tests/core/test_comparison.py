"""An attempt and a fork of it: what differs after they part."""

from datetime import UTC, datetime

import pytest

import example
from trainer.core import conversation
from trainer.core.assessment import Assessment, Level, Verdict
from trainer.core.attempt import Attempt, Exchange
from trainer.core.comparison import compared
from trainer.core.direction import direct
from trainer.core.reading import Reading
from trainer.engines.embedded.citizen import compose
from trainer.errors import ConflictError

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ASKS = example.reading("asks-open", "names-feeling")
WARM = example.reading("acknowledges-impact", "probes", topics=("work-hours",))
COLD = example.reading("quotes-rule", "sends-away")


def graded(levels: dict[str, Level | None]) -> Assessment:
    return Assessment(
        rubric="r",
        rubric_version=1,
        language="nl",
        engine="embedded",
        verdicts={
            id: Verdict(criterion=id, level=level, status="observed", reason="")
            for id, level in levels.items()
        },
        dimensions={},
    )


def said(attempt: Attempt, *readings: Reading) -> Attempt:
    case = example.case()
    for reading in readings:
        state = conversation.step(case, attempt.state, reading)
        direction = direct(case, state, reading)
        reply = compose(case, attempt.transcript, direction, attempt.state.used, attempt.seed)
        exchange = Exchange(
            message=" ".join(reading.move_ids),
            reply=reply.text,
            lines=reply.lines,
            reading=reading,
            direction=direction,
            state=conversation.spoken(case, state, direction, reply),
        )
        attempt = attempt.model_copy(update={"exchanges": (*attempt.exchanges, exchange)})
    return attempt


@pytest.fixture
def first() -> Attempt:
    case = example.case()
    begun = Attempt(
        id="first",
        person="sanne",
        scenario=case.scenario.id,
        scenario_version=1,
        scenario_hash="old",
        rubric="r",
        level="standard",
        language="nl",
        seed=7,
        status="graded",
        opening=case.script.opening.text,
        start=conversation.start(case),
        begun=NOW,
    )
    levels: dict[str, Level | None] = {"respectful": 1, "finds-out": None}
    return said(begun, ASKS, COLD).model_copy(update={"assessment": graded(levels)})


def test_a_fork_has_the_citizen_as_they_were(first: Attempt) -> None:
    case = example.case()
    fork = first.fork("fork", 1, case, NOW)
    assert (fork.state, fork.seed, fork.transcript.turns) == (
        first.exchanges[0].state,
        first.seed,
        first.transcript.turns[:3],
    )
    assert (fork.parent, fork.counts, fork.status, fork.own) == ("first", False, "briefing", ())
    assert (fork.assessment, fork.self_rating, fork.hints, fork.notes) == (None, None, 0, ())
    assert fork.scenario_hash == case.hash, "it is played with the content of now"
    assert (first.after_talk, fork.after_talk) == ("rating", "grading")


def test_what_is_said_again_is_answered_the_same(first: Attempt) -> None:
    fork = first.fork("fork", 1, example.case(), NOW)
    assert said(fork, COLD).exchanges == first.exchanges


@pytest.mark.parametrize("exchanges", [-1, 2, 3])
def test_there_is_no_fork_where_nothing_follows(first: Attempt, exchanges: int) -> None:
    with pytest.raises(ConflictError, match="no-fork"):
        first.fork("fork", exchanges, example.case(), NOW)


@pytest.mark.parametrize("change", [{"assessment": None}, {"parent": "another"}])
def test_nor_from_what_is_not_graded_or_a_fork_itself(
    first: Attempt, change: dict[str, object]
) -> None:
    with pytest.raises(ConflictError, match="no-fork"):
        first.model_copy(update=change).fork("fork", 1, example.case(), NOW)


def test_what_differs_is_told_of_both_sides(first: Attempt) -> None:
    case = example.case()
    levels: dict[str, Level | None] = {"respectful": 2, "finds-out": None}
    fork = said(first.fork("fork", 1, case, NOW), WARM)
    found = compared(case, first, fork.model_copy(update={"assessment": graded(levels)}))
    assert found.before == first.exchanges[0].state.mood
    assert found.after == (first.state.mood, fork.state.mood)
    assert found.first.moves == COLD.move_ids and found.other.moves == WARM.move_ids
    longer = said(fork, COLD, COLD).model_copy(update={"assessment": graded(levels)})
    assert compared(case, first, longer).after == found.after, "as far as both went"
    assert found.first.facts == () and len(found.other.facts) == 1
    assert found.other.mood.trust > found.first.mood.trust
    assert found.levels == {"respectful": (1, 2), "finds-out": (None, None)}
    assert (found.changed, found.same) == (("respectful",), ("finds-out",))
