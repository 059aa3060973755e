"""Progress: the same attempts give the same ratings, in whatever order they come."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from trainer.core.progress import Met, Practised, replayed, times
from trainer.core.scenario import LEVELS
from trainer.core.skill import Difficulty, Rating

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
Pair = tuple[Practised, tuple[Met, ...]]


@st.composite
def mets(draw: st.DrawFn, criterion: str) -> Met:
    return Met(
        criterion=criterion,
        level=draw(st.integers(0, 3)),
        by=draw(st.sampled_from(("machine", "coach"))),
        weight=draw(st.floats(0, 1)),
        difficulty=Difficulty(mean=draw(st.floats(-3, 3)), variance=draw(st.floats(0, 0.3))),
    )


@st.composite
def attempts(draw: st.DrawFn) -> list[Pair]:
    made = []
    for number in range(draw(st.integers(0, 8))):
        ids = draw(st.sets(st.sampled_from(("explains", "finds-out", "keeps-calm"))))
        one = Practised(
            attempt=f"a{number}",
            scenario=draw(st.sampled_from(("angry-resident", "stuck-entrepreneur"))),
            level=draw(st.sampled_from(LEVELS)),
            at=MONDAY + timedelta(hours=draw(st.integers(0, 5))),
        )
        made.append((one, tuple(draw(mets(id)) for id in sorted(ids))))
    return made


@given(attempts(), st.randoms())
def test_the_order_in_which_they_come_in_changes_nothing(pairs: list[Pair], random: object) -> None:
    mixed = list(pairs)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert replayed(mixed) == replayed(pairs)


@given(attempts())
def test_every_rating_can_be_followed_from_the_first(pairs: list[Pair]) -> None:
    done, ratings = replayed(pairs)
    last: dict[str, Rating] = {}
    for one in done:
        for update in one.updates:
            assert update.before == last.get(update.criterion, Rating())
            last[update.criterion] = update.after
    assert last == ratings
    assert [one.at for one in done] == sorted(one.at for one in done)


@given(attempts())
def test_replaying_what_was_kept_changes_nothing(pairs: list[Pair]) -> None:
    done, ratings = replayed(pairs)
    assert replayed((one, one.met) for one in done) == (done, ratings)


def test_times_are_counted_by_case_and_level() -> None:
    some = [
        Practised(attempt=str(number), scenario="angry-resident", level=level, at=MONDAY)
        for number, level in enumerate(("easy", "easy", "hard"))
    ]
    assert times(some) == {("angry-resident", "easy"): 2, ("angry-resident", "hard"): 1}
