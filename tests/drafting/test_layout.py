"""YAML as it is laid out is read back as it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.content.load import load_model
from trainer.content.yaml import composed
from trainer.core.scenario import Scenario
from trainer.core.script import Script, Trainees
from trainer.drafting.layout import laid_out, plain

ROOT = Path(__file__).parents[2]
MODELS = {"scenario": Scenario, "trainees": Trainees}
BREAKS = "\u2028\u2029\ufeff\ufffe\uffff\x85"
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters=BREAKS),
    min_size=1,
)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("scenarios/*/*.yaml")), ids=lambda p: f"{p.parent.name}-{p.name}"
)
def test_every_file_of_the_library_survives(path: Path, tmp_path: Path) -> None:
    kind = MODELS.get(path.name.split(".")[0], Script)
    found = load_model(path, kind)
    again = tmp_path / path.name
    again.write_text(laid_out(plain(found)), "utf-8")
    assert load_model(again, kind) == found


@given(st.dictionaries(st.sampled_from(["a", "b-c", "d"]), TEXT | st.lists(TEXT | st.integers())))
def test_texts_survive_whatever_stands_in_them(values: dict[str, object]) -> None:
    document = composed("x.yaml", Path("x.yaml"), laid_out(values))
    assert document.root.plain() == values


def test_comments_stand_above_what_they_are_about() -> None:
    text = laid_out(
        {"a": {"b": []}, "c": ["one"]},
        {(): "head", ("a", "b"): "two\nlines", ("c", 0): "an item"},
    )
    assert text.splitlines() == [
        "# head",
        "a:",
        "  # two",
        "  # lines",
        "  b: []",
        "c:",
        "  # an item",
        "  - one",
    ]
