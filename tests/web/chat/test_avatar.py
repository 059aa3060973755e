import xml.etree.ElementTree as ET

import pytest

from trainer.web.chat.avatar import avatar, initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Gerrit Hofstra", "GH"),
        ("Anna van den Berg", "AB"),
        ("Øzlem", "Ø"),
        ("", "?"),
        ("<b> &", "?"),
        ("  ", "?"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("name", ["Gerrit Hofstra", "\"><script>alert('x')</script>", "é & ü", ""])
def test_an_avatar_is_one_picture_whatever_the_name(name: str) -> None:
    drawn = ET.fromstring(avatar(name))  # noqa: S314
    assert [part.tag.split("}")[1] for part in drawn] == ["circle", "text"]
