"""More lines for the embedded citizen: proposed in a file beside the case, for a person to take."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.content.check import Moves
from trainer.content.library import ScenarioFiles
from trainer.content.wording import doubles, known_to, known_to_all, leaks
from trainer.content.words import LONGEST
from trainer.core.base import Language, Value
from trainer.core.case import lines
from trainer.core.scenario import Id
from trainer.core.script import Banded, Line, Lines, Script, SharedScript
from trainer.drafting.author import Author, prompt, written
from trainer.drafting.layout import Where, laid_out
from trainer.drafting.parts import NAMES
from trainer.errors import ConflictError

BANDS = ("calm", "tense", "furious")


class MoreLines(Value):
    """Lines proposed, by where they would go."""

    calm: Lines = ()
    tense: Lines = ()
    furious: Lines = ()
    wants: Lines = ()
    topics: dict[Id, Lines] = {}
    """Answers where no fact is told."""
    after: dict[Id, Lines] = {}
    """Reactions to a move, for any mood."""

    def placed(self) -> Iterator[tuple[Where, Line]]:
        """Yield each line with the list that it would go to, as a path in the language file."""
        for name in (*BANDS, "wants"):
            yield from ((("lines", name), line) for line in getattr(self, name))
        for id, some in self.topics.items():
            yield from ((("topics", id, "says"), line) for line in some)
        for id, some in self.after.items():
            yield from ((("lines", "after", id), line) for line in some)


NOTHING = "all that the model wrote: there was no line in the form asked for"


@dataclass(frozen=True)
class Proposal:
    """A file of proposed lines, not yet written to disk."""

    name: str
    text: str
    kept: int
    refused: tuple[str, ...] = ()
    """Lines that a model wrote and that would not do, each with why."""
    took: str = ""
    """What the model took, in one line."""

    def told(self) -> tuple[str, ...]:
        """Return what whoever asked has to know, in sentences."""
        if not self.kept:
            left = ("a place for each kind of line, with how many there are now; write them",)
        else:
            some = "1 line" if self.kept == 1 else f"{self.kept} lines"
            left = (f"{some}; take over what is good, and read it aloud",)
        took = (self.took,) if self.took else ()
        return (*left, *took, *(f"left out: {one}" for one in self.refused))

    def keep(self, scenarios: Path) -> Path:
        """Write the file; ``ConflictError`` where it is there already."""
        path = scenarios / self.name
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(self.text)
        except FileExistsError as error:
            wrong = f"{path} is there already; take its lines over or move it away first"
            raise ConflictError(wrong) from error
        return path


async def proposed(
    files: ScenarioFiles,
    language: Language,
    shared: SharedScript,
    moves: Moves,
    author: Author | None,
) -> Proposal:
    """Return more lines for a case in a language; without a model, the places for them."""
    script = files.scripts[language].model
    name = f"{files.id}.more.{language}.yaml"
    if author is None:
        return Proposal(name, _places(files, language), 0)
    told = f"{prompt('case')}\n\n{files.scripts[language].document.file.read_text('utf-8')}"
    task = prompt("more").format(
        language=NAMES[language], topics=", ".join(script.topics), moves=", ".join(moves)
    )
    found = await written(author, told, task, MoreLines, lambda more: _strange(more, script, moves))
    if found is None or not any(found.placed()):
        return Proposal(name, _places(files, language), 0, (NOTHING,))
    everywhere = known_to_all(shared, [move.model for move in moves.values()], language)
    common = known_to(script, everywhere).common()
    wrong = dict(_wrong(files, script, shared, found, common))
    kept = [(where, line) for where, line in found.placed() if line.text not in wrong]
    refused = tuple(f"{text} ({why})" for text, why in wrong.items())
    text = _file(files, language, kept) if kept else _places(files, language)
    return Proposal(name, text, len(kept), refused)


def _strange(more: MoreLines, script: Script, moves: Moves) -> list[str]:
    ids = [id for id in more.topics if id not in script.topics]
    ids += [id for id in more.after if id not in moves]
    return [f"there is no topic or move {id!r}" for id in ids]


def _wrong(
    files: ScenarioFiles,
    script: Script,
    shared: SharedScript,
    more: MoreLines,
    common: frozenset[str],
) -> Iterator[tuple[str, str]]:
    """Yield each proposed line that would not do, and why."""
    placed = list(more.placed())
    for where, line in placed:
        strange = where[0] == "topics" and where[1] not in script.topics
        if strange or (where[:2] == ("lines", "after") and where[2] not in script.lines.after):
            yield line.text, f"there is no {where[-1]!r}"
        if len(line.text.split()) > LONGEST:
            yield line.text, "too long"
    # As the last lines of the case they are compared with all others.
    new = [line.model_copy(update={"then": None}) for _, line in placed]
    spoken = script.lines.model_copy(update={"limit": (*script.lines.limit, *new)})
    joined = script.model_copy(update={"lines": spoken})
    ids = {id: line.text for id, line in lines(joined)}
    first = len(script.lines.limit)
    added = {f"lines/limit/{first + i}" for i in range(len(new))}
    for id, other, _ in doubles(joined, shared):
        if id in added:
            yield ids[id], f"{other} says so already"
    for id, fact, words in leaks(files.structure.model, joined, common):
        if id in added:
            yield ids[id], f"gives away {fact}: {', '.join(words)}"


def _file(files: ScenarioFiles, language: Language, kept: Iterable[tuple[Where, Line]]) -> str:
    values: dict[str, Any] = {}
    for where, line in kept:
        at = values
        for key in where[:-1]:
            at = at.setdefault(str(key), {})
        at.setdefault(str(where[-1]), []).append(line.text)
    return laid_out(values, {(): _head(files, language)})


def _places(files: ScenarioFiles, language: Language) -> str:
    """Return the places where lines run out first, each with what is there now."""
    script = files.scripts[language].model
    spoken = script.lines
    values: dict[str, Any] = {
        "topics": {id: {"says": []} for id in script.topics},
        "lines": {
            **{name: [] for name in (*BANDS, "wants")},
            "after": {id: [] for id in spoken.after},
        },
    }
    comments: dict[Where, str] = {(): _head(files, language)}
    for name in BANDS:
        comments["lines", name] = f"{len(getattr(spoken, name))} now"
    counted: dict[Where, Banded] = {("lines", "wants"): spoken.wants}
    counted |= {("topics", id, "says"): topic.says for id, topic in script.topics.items()}
    counted |= {("lines", "after", id): words for id, words in spoken.after.items()}
    for where, words in counted.items():
        comments[where] = f"{sum(len(some) for _, some in words.items())} now"
    return laid_out(values, comments)


def _head(files: ScenarioFiles, language: Language) -> str:
    return (
        f"More lines for {files.id}/{language}.yaml. Nothing reads this file: take over what is\n"
        "good, read it aloud, and throw this away. The other languages need the same."
    )
