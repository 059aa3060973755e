"""A brief made into the files of a case: what a model wrote, and gaps where it wrote nothing."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.content.reach import Reach
from trainer.core.base import LANGUAGES, Language
from trainer.core.scenario import Scenario
from trainer.drafting import skeleton
from trainer.drafting.layout import laid_out
from trainer.drafting.skeleton import Comments, Values
from trainer.errors import ConflictError, TrainerError

LARGEST = 32 * 1024
"""The most bytes in a brief: some ten pages."""
TO_WRITE = """
Write what stands at TODO and in the empty lists; docs/write-a-case.md tells how. Then
`trainer check` tells what is still missing, and `trainer practise` with --why plays it.
The brief stands above scenario.yaml: take it out when you are done."""
TO_CHECK = """
Before it is used, somebody has to check
  the law and the amounts, in each country: a model does not know them
  that no real person, office, address or number stands in it
  each language, read aloud by somebody who speaks it; then `trainer check --stamp`
  that what is hidden is worth finding, and is given away nowhere
  the three trainees: do colleagues talk like that?
Then write `status: tested`; until then nobody is offered it.
The brief stands above scenario.yaml: take it out when you are done."""
Progress = Callable[[int, int, str], None]
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Brief:
    """A case as a coach tells it."""

    id: str
    text: str
    language: Language


@dataclass(frozen=True)
class Draft:
    """The files of a case, not yet written to disk."""

    id: str
    files: Mapping[str, str]
    """Text by file name."""
    missing: tuple[str, ...] = ()
    """What a model was asked for and did not give, by file and keys."""
    by: str = ""
    """The model that wrote; empty where nobody did."""
    took: str = ""
    """What the model took, in one line."""

    def told(self) -> tuple[str, ...]:
        """Return what whoever asked has to know, in sentences."""
        wrote = [f"{self.by} wrote it; nobody has read it yet"] if self.by else []
        gaps = [f"not written, left as TODO: {one}" for one in self.missing]
        took = [self.took] if self.took else []
        return (*wrote, *took, *gaps, TO_CHECK if self.by else TO_WRITE)

    def keep(self, scenarios: Path) -> list[Path]:
        """Write the files to a folder of their own and return their paths.

        Raises ``ConflictError`` where there is such a folder already: nothing is overwritten.
        """
        folder = scenarios / self.id
        try:
            folder.mkdir(parents=True)
        except FileExistsError as error:
            raise ConflictError(
                f"{folder} is there already and is left as it is; give the draft another --name"
            ) from error
        for name, text in self.files.items():
            (folder / name).write_text(text, "utf-8")
        return [folder / name for name in self.files]


@dataclass
class Pages:
    """The values of a case's files while they are being written."""

    structure: Values
    scenario: Scenario
    words: dict[Language, Values] = field(default_factory=dict)
    comments: dict[Language, Comments] = field(default_factory=dict)
    trainees: dict[Language, Values] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    reaches: list[Reach] = field(default_factory=list)
    """The moods within reach at each level, found once."""


def read_brief(path: Path, language: Language, name: str = "") -> Brief:
    """Return the brief in a file; its first heading or line names the case."""
    try:
        raw = path.read_bytes()
        text = raw[: LARGEST + 1].decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise TrainerError(f"{path} cannot be read as text ({error})") from error
    if not text:
        raise TrainerError(f"{path} is empty; tell the case in a page of text")
    if len(raw) > LARGEST:
        raise TrainerError(f"{path} is longer than {LARGEST // 1024} KB; a page is enough")
    heading = _HEADING.search(text)
    id = slug(name or (heading[1] if heading else text.split("\n", 1)[0]))
    if not id:
        raise TrainerError("the case has no name; write a heading, or give it a --name")
    return Brief(id, text, language)


def slug(text: str) -> str:
    """Return an id: ``De gesloten brug`` becomes ``de-gesloten-brug``; at most five words."""
    folded = text.lower().replace("ø", "oe").replace("æ", "ae").replace("å", "aa")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain)[:5])


def blank(brief: Brief, rubric: str, moves: tuple[str, ...]) -> Pages:
    """Return the skeleton of a case, with the brief above its structure."""
    values = {**skeleton.structure(), "id": brief.id, "rubric": rubric, "source": brief.language}
    return pages(values, Scenario.model_validate(values), moves, {})


def pages(
    structure: Values, scenario: Scenario, moves: tuple[str, ...], means: Mapping[str, str]
) -> Pages:
    """Return the pages of a case with every word a gap."""
    made = Pages(structure, scenario)
    for language in LANGUAGES:
        made.words[language], made.comments[language] = skeleton.words(
            scenario, language, moves, means
        )
        made.trainees[language], _ = skeleton.trainees(scenario)
    return made


def bound(made: Pages, brief: Brief, by: str = "") -> Draft:
    """Return the pages as files."""
    above = f"A draft. The brief that it comes from:\n\n{brief.text}"
    files = {"scenario.yaml": laid_out(made.structure, {**skeleton.STRUCTURE_COMMENTS, (): above})}
    for language in LANGUAGES:
        files[f"{language}.yaml"] = laid_out(made.words[language], made.comments[language])
        _, comments = skeleton.trainees(made.scenario)
        files[f"trainees.{language}.yaml"] = laid_out(made.trainees[language], comments)
    return Draft(brief.id, files, tuple(made.missing), by)
