"""Careful YAML: every value with its line; nothing that surprises an author.

Read as YAML 1.2 reads it, so ``no``, ``yes`` and dates stay text. Refused are duplicate keys,
aliases, anchors, tags, more than 256 KB and more than 20 levels.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml as pyyaml

from trainer.content.document import Document, Node, named
from trainer.errors import ContentError, Fault

LARGEST = 256 * 1024
"""The most bytes in one file."""
DEEPEST = 20
"""The most levels in one file."""
QUOTES = (
    'a text with ": " or " #", or with a quote or one of - ? ! & * % @ [ { in front, needs quotes'
)
"""What an author reads wherever a text broke for want of quotes."""

_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?([0-9]+\.[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_CUT = re.compile(r"[ \t]#[^ \t]")


def read(file: Path) -> Document:
    """Return the document in ``file``.

    Raises ``ContentError`` with every fault that can be told at once.
    """
    return composed(named(file), file, text_of(file))


def composed(path: str, file: Path, text: str) -> Document:
    """Return the document that ``text`` is, or would be in ``file``.

    Raises ``ContentError`` with every fault that can be told at once.
    """
    composer = _Composer(path, text)
    root = composer.compose()
    if composer.faults:
        raise ContentError(composer.faults)
    return Document(path, file, root)


def text_of(file: Path) -> str:
    """Return the text in ``file``; ``ContentError`` where it cannot be read as UTF-8."""
    path = named(file)
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        wrong = f"cannot be read ({error.strerror})"
        raise ContentError([Fault(path, 1, wrong, "put the file there")]) from error
    if len(raw) > LARGEST:
        raise ContentError([Fault(path, 1, "larger than 256 KB", "split it or shorten it")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        fault = Fault(path, line, "not UTF-8 text", "save the file as UTF-8")
        raise ContentError([fault]) from error


class _Composer:
    """Makes nodes of the parser's events, which come one by one however deep they nest."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.lines = text.splitlines()
        self.text = text
        self.faults: list[Fault] = []

    def compose(self) -> Node:
        """Return the root; what is refused or broken raises or is kept in ``faults``."""
        try:
            events = pyyaml.parse(self.text, Loader=pyyaml.CSafeLoader)
            return self._document(iter(events))
        except pyyaml.YAMLError as error:
            raise ContentError([*self.faults, self._broken(error)]) from error

    def _document(self, events: Iterator[pyyaml.Event]) -> Node:
        roots = [
            self._node(event, events, 1)
            for event in events
            if not isinstance(
                event,
                pyyaml.StreamStartEvent
                | pyyaml.StreamEndEvent
                | pyyaml.DocumentStartEvent
                | pyyaml.DocumentEndEvent,
            )
        ]
        if len(roots) > 1:
            self._refuse(roots[1].line, "a second document begins here", "keep one a file")
        return roots[0] if roots else Node({}, 1)

    def _node(self, event: pyyaml.Event, events: Iterator[pyyaml.Event], depth: int) -> Node:
        line = _line(event)
        if depth > DEEPEST:
            wrong = f"nested deeper than {DEEPEST} levels"
            raise ContentError([*self.faults, Fault(self.path, line, wrong, "write it flatter")])
        if isinstance(event, pyyaml.AliasEvent):
            self._refuse(line, f"the alias *{event.anchor}", "write the text out, or quote it")
            return Node(None, line)
        self._check_properties(event, line)
        if isinstance(event, pyyaml.ScalarEvent):
            return Node(self._scalar(event), line)
        if isinstance(event, pyyaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._mapping(event, events, depth)

    def _sequence(self, start: pyyaml.Event, events: Iterator[pyyaml.Event], depth: int) -> Node:
        nodes = []
        for event in events:
            if isinstance(event, pyyaml.SequenceEndEvent):
                break
            nodes.append(self._node(event, events, depth + 1))
        return Node(nodes, _line(start), flow=_in_brackets(start))

    def _mapping(self, start: pyyaml.Event, events: Iterator[pyyaml.Event], depth: int) -> Node:
        values: dict[str, Node] = {}
        keys: dict[str, int] = {}
        for event in events:
            if isinstance(event, pyyaml.MappingEndEvent):
                break
            line = _line(event)
            key = self._key(event, events, depth)
            if key in values:
                first = keys[key]
                self._refuse(line, f"the key {key!r} stands on line {first} already", "keep one")
            keys[key] = line
            values[key] = self._node(next(events), events, depth + 1)
        return Node(values, _line(start), flow=_in_brackets(start), keys=keys)

    def _key(self, event: pyyaml.Event, events: Iterator[pyyaml.Event], depth: int) -> str:
        if isinstance(event, pyyaml.ScalarEvent):
            self._check_properties(event, _line(event))
            return str(event.value)
        node = self._node(event, events, depth + 1)
        self._refuse(node.line, "a key that is no word", f"write a word; {QUOTES}")
        return f"line {node.line}"

    def _scalar(self, event: pyyaml.ScalarEvent) -> str | int | float | bool | None:
        text = str(event.value)
        if event.style:
            return text
        end = event.end_mark
        if end and end.line < len(self.lines) and _CUT.match(self.lines[end.line][end.column :]):
            self._refuse(end.line + 1, 'the text is cut off at " #"', QUOTES)
        if text in _WORDS:
            return _WORDS[text]
        if _INT.fullmatch(text):
            return int(text)
        return float(text) if _FLOAT.fullmatch(text) else text

    def _check_properties(self, event: pyyaml.Event, line: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._refuse(line, f"the anchor &{anchor}", "write the text out, or quote it")
        if tag:
            self._refuse(line, f"the tag {tag}", "leave it out, or quote the text")

    def _refuse(self, line: int, wrong: str, instead: str) -> None:
        self.faults.append(Fault(self.path, line, wrong, instead))

    def _broken(self, error: pyyaml.YAMLError) -> Fault:
        problem = str(getattr(error, "problem", None) or error).split("\n")[0]
        # A quote or bracket never closed is told where it opens, not where the next thing broke.
        context = str(getattr(error, "context", ""))
        opened = "flow" in context or "quoted" in context
        mark = getattr(error, "context_mark" if opened else "problem_mark", None)
        if mark is None:
            position = getattr(error, "position", 0)
            line = self.text.count("\n", 0, position) + 1
            return Fault(self.path, line, "a character that YAML does not allow", "take it out")
        line = mark.line + 1
        if "\\t" in problem or "\t" in self._indent(mark.line):
            return Fault(self.path, line, "a tab", "indent with spaces")
        return Fault(self.path, line, f"this is not YAML ({problem})", QUOTES)

    def _indent(self, line: int) -> str:
        text = self.lines[line] if line < len(self.lines) else ""
        return text[: len(text) - len(text.lstrip())]


def _line(event: pyyaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _in_brackets(event: pyyaml.Event) -> bool:
    return bool(getattr(event, "flow_style", False))
