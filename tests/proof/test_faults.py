"""What played talks show to be wrong, and where in the files it is told."""

import pytest

import example
from trainer.content.library import read_library
from trainer.core import conversation
from trainer.core.assessment import Assessment, DimensionScore
from trainer.core.attempt import Attempt, Exchange
from trainer.core.direction import Direction
from trainer.core.piece import Piece
from trainer.core.reading import Reading
from trainer.core.state import State
from trainer.proof.faults import Played, repeated, unearned, unordered, unreached
from trainer.proof.simulation import BEGUN

CASE = example.case("easy")
FILES = read_library(example.CONTENT).scenarios[example.SCENARIO]
FACTS = tuple(CASE.scenario.facts)
SAID = tuple(id for id, item in CASE.scenario.checklist.items() if item.said)
DIMENSIONS = ("tone", "empathy", "completeness")


def exchange(state: State, pieces: tuple[Piece, ...] = (), lines: tuple[str, ...] = ()) -> Exchange:
    direction = Direction(band="tense", mood=state.mood, pieces=pieces)
    return Exchange(
        message="a", reply="b", lines=lines, reading=Reading(), direction=direction, state=state
    )


def played(
    trainee: str,
    scores: tuple[float | None, ...] = (0.5, 0.5, 0.5),
    exchanges: tuple[Exchange, ...] = (),
    **state: object,
) -> Played:
    start = conversation.start(CASE)
    last = exchange(start.model_copy(update=state))
    attempt = Attempt(
        id="x",
        person="x",
        scenario=CASE.scenario.id,
        scenario_version=1,
        scenario_hash="",
        rubric="citizen-conversation",
        level=CASE.level,
        language=CASE.language,
        seed=1,
        status="rating",
        opening="",
        start=start,
        exchanges=(*exchanges, last),
        begun=BEGUN,
    )
    totals = {
        name: DimensionScore(score=score, band=None)
        for name, score in zip(DIMENSIONS, scores, strict=True)
    }
    assessment = Assessment(
        rubric="x", rubric_version=1, language="nl", engine="x", verdicts={}, dimensions=totals
    )
    return Played(trainee, attempt, assessment)


def test_a_fact_that_nobody_is_told_is_a_fault() -> None:
    some = [played("skilled", told=FACTS[:3], said=SAID, understood=SAID)]

    faults = list(unreached(FILES, CASE, some, explored=FACTS[3:5]))

    (fault,) = faults
    assert FACTS[5] in fault.wrong
    assert fault.path.endswith("scenario.yaml")
    assert fault.line == FILES.structure.document.line("facts", FACTS[5]) > 1


def test_an_item_that_nobody_gets_done_is_a_fault() -> None:
    some = [played("skilled", said=SAID, understood=SAID[1:])]

    (fault,) = unreached(FILES, CASE, some, explored=FACTS)

    assert SAID[0] in fault.wrong
    assert fault.path.endswith("trainees.nl.yaml")


ORDERS = {
    "in order": ((0.9, 0.9, 0.9), (0.5, 0.5, 0.5), (0.1, 0.1, 0.1), []),
    "equal is not above": (
        (0.9, 0.5, 0.9), (0.5, 0.5, 0.5), (0.1, 0.1, 0.1),
        ["skilled is not above middling on empathy"],
    ),
    "the poor one on top": (
        (0.9, 0.9, 0.9), (0.5, 0.5, 0.5), (0.6, 0.1, 0.1), ["middling is not above poor on tone"],
    ),
    "not assessed is no order": (
        (0.9, 0.9, 0.9), (0.5, 0.5, 0.5), (0.1, 0.1, None),
        ["middling is not above poor on completeness (0.50 against nothing)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("skilled", "middling", "poor", "told"), ORDERS.values(), ids=ORDERS.keys()
)
def test_the_trainees_come_out_in_order(skilled, middling, poor, told: list[str]) -> None:
    some = [played("skilled", skilled), played("middling", middling), played("poor", poor)]

    faults = [fault.wrong for fault in unordered(FILES, CASE, some)]

    assert len(faults) == len(told)
    assert all(words in fault for words, fault in zip(told, faults, strict=True))


def test_the_poor_trainee_earns_nothing() -> None:
    earned = CASE.scenario.earned()[0]
    some = [played("skilled", told=(earned,)), played("poor", told=("hours-cut", earned))]

    (fault,) = unearned(FILES, CASE, some)

    assert earned in fault.wrong
    assert fault.line == FILES.trainees["nl"].document.line("poor")


BAND = Piece(slot="band")
REPEATS = {
    "while another is left": (("lines/tense/0", "lines/tense/0"), BAND, 1),
    "when all were said": (
        ("lines/tense/0", "lines/tense/1", "lines/tense/2", "lines/tense/0"), BAND, 0,
    ),
    "another each time": (("lines/tense/0", "lines/tense/1"), BAND, 0),
    "because the trainee asked for it": (
        ("lines/tense/0", "lines/tense/0"), Piece(slot="repeat"), 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "piece", "count"), REPEATS.values(), ids=REPEATS.keys())
def test_a_line_said_twice_is_a_fault(lines: tuple[str, ...], piece: Piece, count: int) -> None:
    start = conversation.start(CASE)
    some = played("skilled", exchanges=tuple(exchange(start, (piece,), (id,)) for id in lines))

    assert len(list(repeated(FILES, CASE, [some]))) == count
