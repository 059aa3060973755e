"""Verdicts, each with quotes, and the totals that code makes of them."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from trainer.core.base import Language, Value
from trainer.core.case import Case
from trainer.core.mood import band
from trainer.core.reading import Reading
from trainer.core.rubric import BANDS, BandName, Rubric
from trainer.core.scenario import LevelName, Mood
from trainer.core.state import State
from trainer.core.transcript import Transcript
from trainer.core.usage import Usage

Level = Annotated[int, Field(ge=0, le=3)]
Leaning = Literal[-1, 0, 1]
Status = Literal["observed", "not-observed", "no-opportunity"]
MAX_QUOTES = 3
CAP = 1 / 3
"""The most that a dimension with a critical move can score."""
LEANS = 0.25
"""What leaning to a neighbouring level counts in a total, as a part of a level: too little to bring
levels that are all the same into another band."""


class Quote(Value):
    """Words said in a turn; ``text`` is a literal part of it."""

    turn: Annotated[int, Field(ge=0)]
    """The 0-based index in the transcript's turns."""
    text: Annotated[str, Field(min_length=1)]


class Verdict(Value):
    """One criterion judged."""

    criterion: str
    level: Level | None
    """0 absent, 1 emerging, 2 competent, 3 strong; None where not assessed."""
    leaning: Leaning = 0
    """Whether it lies towards the level below, -1, or the one above, 1."""
    status: Status
    quotes: tuple[Quote, ...] = ()
    reason: str
    """One sentence, to the trainee."""
    next: str | None = None
    """What the next level would have looked like."""
    praise: str | None = None
    """What went well here, with the words that show it; None where nothing did."""
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    by: str = "embedded"
    """``embedded``, ``model:<name>`` or ``coach``."""

    @property
    def band(self) -> BandName | None:
        """The level's name."""
        return None if self.level is None else BANDS[self.level]

    @property
    def worth(self) -> float | None:
        """What it counts in a total, 0-3; None where not assessed."""
        return None if self.level is None else self.level + LEANS * self.leaning


class DimensionScore(Value):
    """A dimension's total."""

    score: Annotated[float, Field(ge=0, le=1)] | None
    """Weighted mean of what the verdicts assessed are worth, 0-1; None where none was."""
    band: BandName | None
    capped: bool = False
    """A critical move held it at one third."""


class TryNext(Value):
    """The one thing to try next."""

    criterion: str
    text: str
    example: str
    """How it could sound, for this citizen and this moment."""
    turn: int | None = None
    """The citizen's turn that it would have answered."""
    said: str | None = None
    """The trainee's own words there."""


class View(Value):
    """The citizen's answer to one plain question; it never changes the grade."""

    question: Literal["heard", "respected", "explained", "trusts"]
    answer: Literal["yes", "partly", "no"]
    text: str
    quote: Quote | None = None


class Assessment(Value):
    """All verdicts of an attempt, totals made by code, versions stamped."""

    rubric: str
    rubric_version: int
    rubric_hash: str = ""
    scenario: str | None = None
    scenario_version: int | None = None
    scenario_hash: str = ""
    level: LevelName | None = None
    language: Language
    engine: str
    verdicts: dict[str, Verdict]
    dimensions: dict[str, DimensionScore]
    strengths: tuple[str, ...] = ()
    """Criteria to praise first, strongest first."""
    try_next: TryNext | None = None
    views: tuple[View, ...] = ()
    critical: tuple[Quote, ...] = ()
    """Where a critical move was made."""
    flagged: tuple[Quote, ...] = ()
    """Text addressed to the grader; it changed nothing."""
    plainer: tuple[tuple[str, str], ...] = ()
    """Officialese words used, each with the better word: a warning, never a verdict."""
    calibrated: dict[str, float] = {}
    """What the level means in coaches' terms, 0-3, by criterion; beside the raw level."""
    advisory: tuple[str, ...] = ()
    """Criteria on which coaches often disagree with the machine."""
    beside: dict[str, Level | None] = {}
    """Where a model judged: what the embedded grader gave, by criterion. It changed nothing."""
    apart: tuple[str, ...] = ()
    """Criteria on which the two are two levels or more apart: a coach should look."""
    usage: tuple[Usage, ...] = ()
    """What each call of a model took; kept beside the attempt, not in the assessment."""


class Record(Value):
    """A conversation as a grader sees it."""

    transcript: Transcript
    readings: dict[int, Reading]
    """By the 0-based index of the trainee's turn."""
    case: Case | None = None
    state: State | None = None
    """The state at the end, where the conversation was played here."""
    moods: dict[int, Mood] = {}
    """The citizen's mood after each of the trainee's turns."""
    told: dict[str, int] = {}
    """Facts told, with the citizen's turn in which they were."""
    seed: int = 0
    """Chooses among equal wordings, so that two attempts do not read alike."""

    def said(self, item: str) -> tuple[Quote, ...]:
        """Return the quotes in which a checklist item was said."""
        return tuple(
            Quote(turn=turn, text=found.text)
            for turn, reading in sorted(self.readings.items())
            for found in reading.items
            if found.id == item
        )

    def showing(self, *moves: str) -> tuple[Quote, ...]:
        """Return the quotes that show one of ``moves``, in order."""
        return tuple(
            Quote(turn=turn, text=found.text)
            for turn, reading in sorted(self.readings.items())
            for found in reading.moves
            if found.id in moves
        )


def standing(transcript: Transcript, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Return at most three of the quotes, those whose words stand in the trainee's turn."""
    turns = transcript.turns
    kept = [
        quote
        for quote in dict.fromkeys(quotes)
        if quote.turn < len(turns)
        and turns[quote.turn].speaker == "trainee"
        and quote.text in turns[quote.turn].text
    ]
    return tuple(kept[:MAX_QUOTES])


def checked(transcript: Transcript, verdict: Verdict) -> Verdict:
    """Drop quotes that do not stand; a level above 0 that loses all of them is not assessed."""
    quotes = standing(transcript, verdict.quotes)
    if not verdict.level or quotes or not verdict.quotes:
        return verdict.model_copy(update={"quotes": quotes})
    return verdict.model_copy(
        update={"quotes": (), "level": None, "leaning": 0, "status": "not-observed"}
    )


def total(rubric: Rubric, verdicts: Mapping[str, Verdict], dimension: str) -> float | None:
    """Return the weighted mean of a dimension's verdicts, 0-1, or None where none was assessed."""
    found = [
        (rubric.criteria[id].weight, worth)
        for id in rubric.of(dimension)
        if id in verdicts and (worth := verdicts[id].worth) is not None
    ]
    weight = sum(w for w, _ in found)
    return sum(w * worth for w, worth in found) / (3 * weight) if weight else None


def scored(
    rubric: Rubric, verdicts: Mapping[str, Verdict], capped: frozenset[str] = frozenset()
) -> dict[str, DimensionScore]:
    """Return the totals; ``capped`` names the dimensions with a critical move."""
    scores = {}
    for dimension in rubric.dimensions:
        score = total(rubric, verdicts, dimension)
        if score is not None and dimension in capped:
            score = min(score, CAP)
        name = None if score is None else banded(rubric, score)
        scores[dimension] = DimensionScore(
            score=None if score is None else round(score, 4),
            band=name,
            capped=dimension in capped,
        )
    return scores


def banded(rubric: Rubric, score: float) -> BandName:
    """Return the band of a score of 0-1."""
    return BANDS[sum(score >= cut for cut in rubric.cuts)]


def mood_band(record: Record, turn: int) -> str | None:
    """Return the citizen's band after the trainee's ``turn``, where it is known."""
    mood = record.moods.get(turn)
    return band(mood) if mood else None
