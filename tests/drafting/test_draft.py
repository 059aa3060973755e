"""A brief read from a file."""

from pathlib import Path

import pytest

from trainer.drafting.draft import LARGEST, read_brief, slug
from trainer.errors import TrainerError


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("De gesloten brug", "de-gesloten-brug"),
        ("Søren får aflyst sin færge", "soeren-faar-aflyst-sin-faerge"),
        ("Één héél lange titel die maar doorgaat", "een-heel-lange-titel-die"),
        ("The closed bridge!", "the-closed-bridge"),
        ("?!", ""),
    ],
)
def test_a_name_becomes_an_id(text: str, id: str) -> None:
    assert slug(text) == id


@pytest.mark.parametrize(
    ("text", "name", "id"),
    [
        ("# De brug\n\nEen schipper wacht.", "", "de-brug"),
        ("Een schipper wacht\nal drie weken.", "", "een-schipper-wacht"),
        ("intro\n\n## De brug", "", "de-brug"),
        ("# De brug", "closed-bridge", "closed-bridge"),
    ],
)
def test_a_brief_is_named_by_its_heading(tmp_path: Path, text: str, name: str, id: str) -> None:
    path = tmp_path / "brief.md"
    path.write_text(text, "utf-8")
    assert read_brief(path, "nl", name).id == id


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b"  \n", "is empty"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"x" * (LARGEST + 1), "longer than 32 KB"),
        (b"?!\n", "--name"),
    ],
)
def test_what_is_no_brief_is_said_in_one_sentence(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(raw)
    with pytest.raises(TrainerError, match=says):
        read_brief(path, "nl")


def test_a_brief_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match=r"no\.md"):
        read_brief(tmp_path / "no.md", "nl")
