"""A file as it was read: every value with its line."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.errors import Fault

Plain = str | int | float | bool | None | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class Node:
    """A value and where it stands; ``line`` is 1-based."""

    value: str | int | float | bool | None | list["Node"] | dict[str, "Node"]
    line: int
    flow: bool = False
    """True for a list or mapping written in brackets or braces."""
    keys: dict[str, int] = field(default_factory=dict)
    """The line of each key of a mapping."""

    def plain(self) -> Plain:
        """Return the value without its lines."""
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        return self.value


@dataclass(frozen=True)
class Document:
    """One file as it was read."""

    path: str
    """As it is named in faults: relative to the working folder where that is possible."""
    file: Path
    root: Node

    def line(self, *where: str | int) -> int:
        """Return the line of a value by its path of keys and indexes.

        What is not in the file (a model's own word for a shorthand, a missing key) is passed
        over, so the line is that of the nearest thing that is there.
        """
        node, line = self.root, self.root.line
        for part in where:
            if isinstance(node.value, dict) and part in node.value:
                line = node.keys[str(part)]
                node = node.value[str(part)]
            elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
                line = node.line
        return line

    def fault(self, where: tuple[str | int, ...], wrong: str, instead: str) -> Fault:
        """Return a fault at the line of a value."""
        return Fault(self.path, self.line(*where), wrong, instead)


def named(file: Path) -> str:
    """Return a file's name for people: relative to the working folder where it lies below it."""
    try:
        return file.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
