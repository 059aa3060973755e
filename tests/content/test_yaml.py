"""Files that break, each with the line and the words that an author reads."""

from pathlib import Path

import pytest

from trainer.content.yaml import LARGEST, read
from trainer.errors import ContentError

BROKEN = {
    "duplicate keys": ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands on line 1 already"),
    "an alias": ("a: &x 1\nb: *x\n", 2, "the alias *x"),
    "an anchor": ("a: &x 1\n", 1, "the anchor &x"),
    "a tag": ("a: !!python/object:os.system x\n", 1, "the tag"),
    "10 kB of brackets": ("[" * 10_000, 1, "nested deeper than 20 levels"),
    "10 kB of braces": ("a: " + "{b: " * 3_000, 1, "nested deeper than 20 levels"),
    "a tab": ("a:\n\tb: 1\n", 2, "a tab"),
    "a colon in a text": ("a: let op: dit\n", 1, 'a text with ": "'),
    "a quote in front": ('- a\n- "Iedereen" is veel\n', 2, "needs quotes"),
    "a quote never closed": ("a: 1\nb: 'n beetje\nc: 2\n", 2, "needs quotes"),
    "a question mark in brackets": ("a: [Wat? Nu, ja]\nb: [c\n", 2, "needs quotes"),
    "an at sign in front": ("- @home\n", 1, "needs quotes"),
    "a star in front": ("- *echt* niet\n", 1, "needs quotes"),
    "a text cut off": ("a: nummer #1\n", 1, "the text is cut off"),
    "a second document": ("a: 1\n---\nb: 2\n", 3, "a second document"),
    "a key that is a list": ("? [a]\n: b\n", 1, "a key that is no word"),
    "a control character": ("a: 1\nb: \x07\n", 2, "a character that YAML does not allow"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "file.yaml"


@pytest.mark.parametrize(("text", "line", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_told_with_its_line(file: Path, text: str, line: int, words: str) -> None:
    file.write_text(text, "utf-8")

    with pytest.raises(ContentError) as caught:
        read(file)

    told = [fault for fault in caught.value.faults if words in f"{fault.wrong}; {fault.instead}"]
    assert told, str(caught.value)
    assert told[0].line == line
    assert str(told[0]).startswith(f"{file.as_posix()}:{line}: ")


def test_every_fault_of_a_file_is_told_at_once(file: Path) -> None:
    file.write_text("a: 1\na: 2\nb: &x 3\nc: *x\nd: nummer #1\n", "utf-8")

    with pytest.raises(ContentError) as caught:
        read(file)

    assert [fault.line for fault in caught.value.faults] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"a: 1\nb: \xff\xfe\x00\n", 2, "not UTF-8"),
        ("a: é\n".encode("utf-16"), 1, "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", 1, "not UTF-8"),
        (b"a: " + b"x" * LARGEST, 1, "larger than 256 KB"),
    ],
    ids=["binary in the middle", "UTF-16", "an image", "too large"],
)
def test_what_is_no_text_is_refused(file: Path, raw: bytes, line: int, words: str) -> None:
    file.write_bytes(raw)

    with pytest.raises(ContentError, match=words) as caught:
        read(file)

    assert caught.value.faults[0].line == line


def test_a_missing_file_is_a_fault(file: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read(file)


def test_words_that_yaml_once_took_for_something_else_stay_text(file: Path) -> None:
    file.write_text(
        "a: no\nb: yes\nc: on\nd: 2024-05-01\ne: 12:30\nf: 0612345678\ng: 1_000\nno: x\n", "utf-8"
    )

    assert read(file).root.plain() == {
        "a": "no",
        "b": "yes",
        "c": "on",
        "d": "2024-05-01",
        "e": "12:30",
        "f": "0612345678",
        "g": "1_000",
        "no": "x",
    }


def test_numbers_truth_and_nothing_are_read_as_such(file: Path) -> None:
    file.write_text('a: -3\nb: +2\nc: 0.5\nd: true\ne: ~\nf:\ng: "3"\n', "utf-8")

    plain = read(file).root.plain()

    assert plain == {"a": -3, "b": 2, "c": 0.5, "d": True, "e": None, "f": None, "g": "3"}


def test_a_mark_at_the_start_of_the_file_does_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfa: 1\n")

    assert read(file).root.plain() == {"a": 1}


def test_an_empty_file_is_an_empty_mapping(file: Path) -> None:
    file.write_text("# nothing yet\n", "utf-8")

    assert read(file).root.plain() == {}


def test_a_line_is_that_of_the_nearest_thing_there(file: Path) -> None:
    file.write_text("a:\n  b:\n    - x\n    - y\n", "utf-8")
    document = read(file)

    assert document.line("a", "b", 1) == 4
    assert document.line("a", "b", "any", 1, "text") == 4
    assert document.line("a", "c") == 1
