"""The stable part of a citizen's prompt: styles stack on a person that stays the same."""

from itertools import combinations
from typing import get_args

import pytest

from shipped import CATALOG
from trainer.core.case import Case
from trainer.core.scenario import Style
from trainer.engines.model.prompts import sections
from trainer.engines.model.sheet import sheet_of

STYLES: tuple[Style, ...] = get_args(Style)
HOW = sections("styles")


def styled(*styles: Style) -> str:
    """Return the prompt of a case whose citizen has these styles."""
    case = CATALOG.case("angry-resident", "nl", "standard")
    levels = case.scenario.levels
    standard = levels.standard.model_copy(update={"styles": styles})
    changed = levels.model_copy(update={"standard": standard})
    scenario = case.scenario.model_copy(update={"levels": changed})
    return sheet_of(Case.model_validate({**dict(case), "scenario": scenario})).system


@pytest.mark.parametrize("styles", [*combinations(STYLES, 2), STYLES])
def test_styles_stack_on_an_unchanged_person(styles: tuple[Style, ...]) -> None:
    plain, many = styled(), styled(*styles)
    assert all(HOW[style] in many and HOW[style] not in plain for style in styles)
    before, after = (part.splitlines() for part in (plain, many))
    gone = [line for line in before if line not in after and line not in HOW["plain"].splitlines()]
    assert all("words" in line for line in gone), "only how long they talk may change as well"
