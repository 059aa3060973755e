"""What the figures of a group say, in words: weeks, growth and what stands out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.numbers import format_decimal

from trainer.core.base import Language
from trainer.core.growth import Growth
from trainer.core.pattern import Pattern
from trainer.core.week import WEEK
from trainer.figures.figures import Figures
from trainer.web.texts import Words, locale_of


def span(t: Words, first: date, last: date) -> str:
    """Return the days from the first week's Monday to the last week's Sunday."""
    return _span(t.language, first, last)


@lru_cache(maxsize=2000)
def _span(language: Language, first: date, last: date) -> str:
    return str(format_interval(first, _sunday(last), "yMMMd", locale=locale_of(language)))


def day(t: Words, week: date, ends: bool = False) -> str:
    """Return the day on which a week begins, or ends."""
    return t.day(_sunday(week) if ends else week)


def _sunday(week: date) -> date:
    """Return the last day of the week that begins on a Monday."""
    return week + WEEK - timedelta(days=1)


def month(t: Words, day: date, now: date) -> str:
    """Return a month, with its year where that is another."""
    form = "MMMM" if day.year == now.year else "MMMM y"
    return str(format_date(day, form, locale=t.locale))


def number(t: Words, value: float) -> str:
    """Return a number with one decimal."""
    return _decimal(t.language, round(value, 1) + 0.0, "0.0")


def signed(t: Words, value: float) -> str:
    """Return a number with one decimal and its sign, except 0."""
    rounded = round(value, 1) + 0.0
    return _decimal(t.language, rounded, "+0.0;−0.0" if rounded else "0.0")


@lru_cache(maxsize=2000)
def _decimal(language: Language, value: float, form: str) -> str:
    return str(format_decimal(value, form, locale=locale_of(language)))


def joined(t: Words, names: Sequence[str]) -> str:
    """Return names as one list in words."""
    return _joined(t.language, tuple(names))


@lru_cache(maxsize=2000)
def _joined(language: Language, names: tuple[str, ...]) -> str:
    return str(format_list(list(names), locale=locale_of(language)))


def short(t: Words, figures: Figures, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield what there is to know in a few sentences."""
    found = figures.growth
    if figures.practised:
        last = figures.practised[-1]
        yield t("group.practised", count=last.people, weeks=span(t, last.first, last.last))
    for way in ("grown", "fallen"):
        names = [titles.get(one.criterion, one.criterion) for one in found if one.way == way]
        if names:
            yield t(f"group.{way}", count=len(names), names=joined(t, names))
    still = sum(one.way == "open" for one in found)
    if still:
        yield t("group.open", count=still)
    if found and all(one.way is None for one in found):
        yield t("group.begun")


def change(t: Words, one: Growth) -> str:
    """Return how a criterion changed, with how sure that is; nothing after the first weeks."""
    if one.way is None:
        return ""
    low, high = one.change - one.margin, one.change + one.margin
    if one.way == "open":
        return t("group.row-open", low=signed(t, low), high=signed(t, high))
    ends = sorted((abs(low), abs(high)))
    return t(
        f"group.row-{one.way}",
        change=number(t, abs(one.change)),
        low=number(t, ends[0]),
        high=number(t, ends[1]),
    )


def told(
    t: Words, one: Pattern, cases: Mapping[str, str], titles: Mapping[str, str], now: date
) -> str | None:
    """Return a pattern as a sentence; None where its case or all of its themes have no name."""
    themes = [t(f"theme.{id}") for id in one.themes if f"theme.{id}" in t]
    if (one.scenario and one.scenario not in cases) or (one.themes and not themes):
        return None
    return t(
        f"group.pattern.{one.kind}",
        since=month(t, one.since, now) if one.since else "",
        case=cases.get(one.scenario or "", ""),
        criterion=titles.get(one.criterion or "", one.criterion or ""),
        themes=joined(t, themes),
    )
