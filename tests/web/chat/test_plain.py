import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.web.chat.plain import as_markdown, storable

PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("gewoon", "gewoon"),
        ("**vet**", r"\*\*vet\*\*"),
        ("<b>x</b>", r"\<b\>x\<\/b\>"),
        ("1. een", r"1\. een"),
        ("    code", "\u00a0\u00a0\u00a0\u00a0code"),
        ("www.x.nl", "www\u2060\\.x\\.nl"),
        ("https://x.nl", "https\\:\u2060\\/\\/x\\.nl"),
        ("a@b.nl", "a\u2060\\@b\\.nl"),
        ("\u200b", ""),
    ],
)
def test_marks_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert as_markdown(text) == shown


@given(st.text(alphabet=PUNCTUATION + "wW ht\nps1é"), st.integers(0, 40))
def test_a_beginning_stays_a_beginning(text: str, cut: int) -> None:
    assert as_markdown(text).startswith(as_markdown(text[:cut]))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("gewoon 🙂", "gewoon 🙂"), ("a\x00b", "ab"), ("\ud83d\ude42", "🙂"), ("a\ud83d", "a\ufffd")],
)
def test_only_what_a_database_keeps(text: str, kept: str) -> None:
    assert storable(text) == kept
    kept.encode("utf-8")
