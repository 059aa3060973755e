"""Who is alive, told by the database alone."""

from contextlib import ExitStack

import pytest

from trainer.jobs.living import Living


@pytest.fixture
def three(postgres_url: str) -> tuple[Living, Living, Living]:
    return tuple(Living(postgres_url, name) for name in ("one", "two", "three"))  # type: ignore[return-value]


def test_only_what_is_dead_is_taken_over_and_by_one_only(
    three: tuple[Living, Living, Living],
) -> None:
    one, two, three_ = three
    with ExitStack() as held:
        for living in three:
            living.hold()
            held.callback(living.end)
        with two.taking_over("one") as dead:
            assert not dead
        one.end()
        with two.taking_over("one") as dead, three_.taking_over("one") as also:
            assert (dead, also) == (True, False)
        with three_.taking_over("one") as dead:
            assert dead, "who took over has let go"
        with two.taking_over("two") as dead:
            assert not dead, "nobody takes over from themselves"


def test_a_lost_connection_is_made_again(three: tuple[Living, Living, Living]) -> None:
    one, two, _ = three
    one.hold()
    two.hold()
    one._connection.invalidate()  # type: ignore[union-attr]
    one.hold()
    with two.taking_over("one") as dead:
        assert not dead
    one.end()
    two.end()
