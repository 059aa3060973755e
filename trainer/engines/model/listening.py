"""Listening to a model while it speaks: what may be shown, what stands, where to cut.

The first sentence is shown as it comes, since nobody waits longer than for the first word; later
ones once they are checked. A first sentence that turns out to be wrong is not what was said: the
reply then replaces what was shown.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from trainer.core.usage import Usage
from trainer.engines.model.checks import WRONG, Checks
from trainer.engines.model.masking import Unmasking
from trainer.errors import ModelError

END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s)|\n")
THOUGHT = re.compile(r"<think>.*?(?:</think>\s*|\Z)|\*[^*]*(?:\*\s*|\Z)|<(?:[^>]*>|\Z)", re.DOTALL)
"""What is not said aloud: thoughts, stage directions between asterisks, tags; also unfinished."""
QUOTES = '"“”„«»'
FEW = 3
"""Words below which the beginning of a reply that was cut says nothing."""


@dataclass
class Heard:
    """What a model said, as far as it stands."""

    labels: tuple[str, ...]
    """The citizen's own names, which a model may write in front of what it says."""
    most: int
    """The most words."""
    raw: str = ""
    text: str = ""
    """What was said, cleaned."""
    end: int = 0
    """Up to here the text is checked."""
    shown: str = ""
    wrong: str | None = None
    """What was wrong with what came after."""
    error: ModelError | None = None
    usage: list[Usage] = field(default_factory=list)

    @property
    def stands(self) -> str:
        """What passed the checks."""
        return self.text[: self.end].strip()

    def next(self, whole: bool) -> str | None:
        """Return the next sentence that is complete, if one is."""
        rest = self.text[self.end :]
        found = END.search(rest)
        if found and rest[: found.end()].strip():
            return rest[: found.end()]
        return rest if whole and rest.strip() else None

    def showable(self) -> str:
        """Return what can be shown by now."""
        return self.stands if self.end else self.text.strip()


async def listen(
    chunks: AsyncIterator[str | Usage], checks: Checks, heard: Heard, unmasking: Unmasking
) -> AsyncIterator[str]:
    """Yield what can be shown while it comes; ``heard`` holds how it went."""
    try:
        async for chunk in chunks:
            if isinstance(chunk, Usage):
                heard.usage.append(chunk)
                continue
            heard.raw += unmasking.add(chunk)
            heard.text = cleaned(heard.raw, heard.labels)
            if await _checked(checks, heard, whole=False):
                return
            more = _more(heard)
            if more:
                yield more
    except ModelError as error:
        heard.error = error
        return
    heard.raw += unmasking.rest()
    heard.text = cleaned(heard.raw, heard.labels, whole=True)
    if not heard.text.strip():
        heard.wrong = WRONG["empty"]
    elif not await _checked(checks, heard, whole=True):
        more = _more(heard)
        if more:
            yield more


async def _checked(checks: Checks, heard: Heard, whole: bool) -> bool:
    """Check what is new; tell whether to stop listening."""
    while (sentence := heard.next(whole)) is not None:
        too_long = len((heard.stands + " " + sentence).split()) > heard.most
        heard.wrong = WRONG["long"] if too_long else await checks.sentence(sentence.strip())
        if heard.wrong:
            return True
        heard.end += len(sentence)
    rest = heard.text[heard.end :]
    too_long = len((heard.stands + " " + rest).split()) > heard.most
    heard.wrong = WRONG["long"] if too_long else checks.words(rest)
    return heard.wrong is not None


def _more(heard: Heard) -> str:
    now = heard.showable()
    if len(now) <= len(heard.shown) or not now.startswith(heard.shown):
        return ""
    more = now[len(heard.shown) :]
    heard.shown = now
    return more


def cleaned(raw: str, labels: tuple[str, ...], whole: bool = False) -> str:
    """Return what of a model's text is said aloud; what is not finished yet is left out.

    The clean beginning of a text stays the same as it grows.
    """
    text = THOUGHT.sub("", raw).lstrip().lstrip(QUOTES).lstrip()
    for label in labels:
        if text.startswith(f"{label}:"):
            text = text[len(label) + 1 :].lstrip().lstrip(QUOTES)
        elif not whole and f"{label}:".startswith(text):
            return ""
    text = re.sub(r"[ \t]+", " ", re.sub(r"\s*\n\s*", "\n", text))
    return text.rstrip().rstrip(QUOTES) if whole else _open_end(text)


def _open_end(text: str) -> str:
    """Leave out quotes at the end: they may close what never opened."""
    return text.rstrip(QUOTES)
