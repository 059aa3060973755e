import pytest

from trainer.core.assessment import Level
from trainer.core.illustration import apart, showing

ASKS, RULE, LONG = "Wat is er gebeurd?", "Dat is artikel 12.", "Ik hoor dat u  al weken wacht, " * 5


@pytest.mark.parametrize(
    ("level", "quotes", "praise", "shown"),
    [
        (None, [ASKS], None, []),
        (0, [RULE], None, []),
        (0, [ASKS], "Met “Wat is er gebeurd” vroeg je open.", []),
        (1, [RULE, ASKS], "Met “Wat is er gebeurd?” vroeg je open.", [ASKS]),
        (1, [RULE, ASKS], None, []),
        (2, [ASKS, RULE], None, [ASKS]),
        (2, [ASKS, RULE], "“Dat is artikel 12” was helder.", [RULE, ASKS]),
        (3, [ASKS, RULE], None, [ASKS, RULE]),
        (1, [LONG], f"Met “{' '.join(LONG.split())[:110]} …” was er aandacht.", [LONG]),
        (2, [], "Goed gedaan.", []),
    ],
)
def test_a_quote_shows_that_something_was_there(
    level: Level | None, quotes: list[str], praise: str | None, shown: list[str]
) -> None:
    assert showing(level, quotes, praise) == tuple(shown)


def test_no_two_criteria_have_the_same_words() -> None:
    one, part, other = "Wat naar, vertelt u eens.", "vertelt u eens", "Ik bel u morgen."
    assert apart({"feelings": [one, other], "listens": [part]}) == {
        "listens": part,
        "feelings": other,
    }
    assert apart({"a": [one], "b": [part], "c": []}) == {"a": one}
