"""Text as it was said: nothing in it is taken for markup."""

import re
import string

# Chainlit renders the citizen's messages as Markdown, with directives and bare links.
_MARKS = re.compile("[" + re.escape(string.punctuation) + "]")
_JOINER = "\u2060"
"""Invisible, and no link is seen across it."""
_LINKS = re.compile(r"(?<=www)(?=\.)|(?<=:)(?=/)|(?=@)", re.IGNORECASE)
_INDENT = re.compile(r"(?m)^[ \t]+")


def as_markdown(text: str) -> str:
    """Return Markdown that shows exactly ``text``.

    What is added stands before the character it is for, so the Markdown of a beginning is the
    beginning of the Markdown: a stream can be sent piece by piece.
    """
    shown = _LINKS.sub(_JOINER, text.replace("\u200b", ""))
    shown = _INDENT.sub(lambda spaces: "\u00a0" * len(spaces[0]), shown)
    return _MARKS.sub(lambda mark: "\\" + mark[0], shown)


def storable(text: str) -> str:
    """Return ``text`` without what no database keeps: null characters and half characters."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\x00", "")
