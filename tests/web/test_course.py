import pytest

from example import case, reading
from store.conftest import exchange, new_attempt
from trainer.core.attempt import Attempt
from trainer.core.scenario import Mood
from trainer.core.state import State
from trainer.web.course import HEIGHT, TOLD, WIDTH, course

NAMES = {"names-feeling": "names the feeling", "greets": "greets"}


def attempt(*moods: tuple[int, int, int]) -> Attempt:
    """Return an attempt in which the mood went this way, from the start."""
    first, *rest = [Mood(trust=t, anger=a, overload=o) for t, a, o in moods]
    said = tuple(
        exchange().model_copy(
            update={
                "state": State(mood=mood, turns=i),
                "reading": reading("greets", "names-feeling"),
            }
        )
        for i, mood in enumerate(rest, 1)
    )
    made = new_attempt("a1", "p1").model_copy(update={"start": State(mood=first)})
    return made.model_copy(update={"exchanges": said})


def test_each_message_tells_what_changed() -> None:
    steps = course(attempt((3, 6, 2), (4, 4, 2), (4, 4, 2)), case(), NAMES).steps
    assert [(s.number, s.turn, s.size) for s in steps] == [(1, 1, 3), (2, 3, 0)]
    assert [(c.variable, c.by) for c in steps[0].changes] == [("trust", 1), ("anger", -2)]


@pytest.mark.parametrize(
    ("after", "movers", "too_much"),
    [
        ((4, 4, 2), ("names the feeling",), False),
        ((3, 6, 2), (), False),
        ((2, 8, 4), (), True),
    ],
    ids=["the way it pulls", "nothing moved", "the other way"],
)
def test_only_what_explains_a_change_is_named(
    after: tuple[int, int, int], movers: tuple[str, ...], too_much: bool
) -> None:
    (step,) = course(attempt((3, 6, 2), after), case(), NAMES).steps
    assert set(step.moves) == {"names the feeling", "greets"}
    assert (step.movers, step.too_much) == (movers, too_much)


def test_plain_words_explain_that_the_citizen_can_follow_again() -> None:
    plain = reading("greets", "explains-plainly")
    said = attempt((3, 6, 4), (3, 6, 2))
    (exchange,) = said.exchanges
    said = said.model_copy(update={"exchanges": (exchange.model_copy(update={"reading": plain}),)})
    (step,) = course(said, case(), {"explains-plainly": "says it plainly"}).steps
    assert step.movers == ("says it plainly",)


def test_the_messages_that_moved_most_come_in_their_order() -> None:
    anger = [10, 9, 8, 7, 6, 5, 4, 3, 0, 0]
    found = course(attempt(*((3, a, 2) for a in anger)), case(), NAMES).moved
    assert [step.number for step in found] == [1, 2, 3, 4, 5, 8] and len(found) == TOLD


@pytest.mark.parametrize("messages", [0, 1, 24, 60])
def test_the_line_stays_within_its_frame(messages: int) -> None:
    moods = [(0, 10, 5)] + [(10 * (i % 2), 10 - i % 11, 5) for i in range(messages)]
    drawn = course(attempt(*moods), case(), NAMES)
    for variable in ("trust", "anger", "overload"):
        points = [tuple(map(float, p.split(","))) for p in drawn.line(variable).split()]  # type: ignore[arg-type]
        assert len(points) == messages + 1
        assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in points)
    assert len(drawn.ticks) <= 14
