import pytest

from trainer.core.name import plain


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Sanne\tde\n Boer ", "Sanne de Boer"),
        ("Zoë 👩\u200d👩\u200d👧", "Zoë 👩\u200d👩\u200d👧"),
        ("محمد عبد الرحمن", "محمد عبد الرحمن"),
        ("Jan \u202egnp.exe", "Jan gnp.exe"),
        ("\u2067Jan\u2069", "Jan"),
        (" \u202e ", ""),
    ],
)
def test_a_name_is_on_one_line_and_turns_nothing_round(typed: str, kept: str) -> None:
    assert plain(typed) == kept
