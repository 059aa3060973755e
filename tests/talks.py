"""Conversations with readings made by hand, so that the grader is tested without a reader."""

from pathlib import Path

from trainer.content.coaching import load_coaching
from trainer.content.load import load_model
from trainer.core.assessment import Assessment, Record
from trainer.core.base import Language
from trainer.core.reading import Found, Reading
from trainer.core.rubric import Rubric
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded.grader import assess

FOLDER = Path(__file__).parents[1] / "rubrics" / "citizen-conversation"
RUBRIC = load_model(FOLDER / "rubric.yaml", Rubric)
COACHING = load_coaching(FOLDER)

Said = tuple[str, str, str]
"""What the citizen says, what the trainee answers, and its moves: ``"move=words; move"``."""

AFRAID = "I'm so scared we will be evicted."
TIRED = "I'm exhausted, I can't go on like this."
ANGRY = "This is ridiculous! You people turned me down!"
PLAIN = "It's number forty-two."
NAMED = "You are scared of losing your home."
SEEN = "That is a lot to carry on your own."
TOLD = "You can send the form to the office by post or online, whichever is fine."
ASKED = "What happened after that letter came?"
SUMMED = "So first the letter came, and then nobody rang you back. Is that right?"

SPLIT = "I can wait with the bill, or we split it."
LEAFLET = "There is a team that can help with money, here is the leaflet."
READ_IT = "You should have read the letter, that was your own job to do."
ELSEWHERE = "You need to ring another number for that."
OWN = "I'm sorry. You should have had an answer."
NUMBER = "What is your reference number?"
SECTION_6 = "Pursuant to section 6 liability remains in force until notification is received."

STRONG: tuple[Said, ...] = (
    (
        AFRAID,
        f"Good morning. {NAMED} {ASKED}",
        f"greets=Good morning.; names-feeling={NAMED}; asks-open={ASKED}; probes={ASKED}",
    ),
    (
        TIRED,
        f"{SEEN} {SUMMED}",
        f"acknowledges-impact={SEEN}; summarises={SUMMED}; checks-understanding=Is that right?",
    ),
    (
        "Yes. Nobody knows.",
        f"I'm glad you told me. {SPLIT} What suits you?",
        "affirms=I'm glad you told me.; uses-discretion=I can wait with the bill;"
        f"offers-options={SPLIT}; asks-open=What suits you?",
    ),
)
POOR: tuple[Said, ...] = (
    (AFRAID, "Reference number?", "asks-closed"),
    (TIRED, READ_IT, "blames"),
    (
        "Nobody knows.",
        f"Everybody has something. {ELSEWHERE}",
        f"dismisses=Everybody has something.; sends-away={ELSEWHERE}",
    ),
)
MIDDLING: tuple[Said, ...] = (
    (
        AFRAID,
        f"Good morning. I understand. {NUMBER}",
        f"greets=Good morning.; empty-phrase=I understand.; asks-closed={NUMBER}",
    ),
    (TIRED, TOLD, "explains-plainly"),
    ("Nobody knows.", LEAFLET, "offers-options"),
)


def record(*exchanges: Said, language: Language = "en", seed: int = 0) -> Record:
    """Return a record of exchanges; a move without words is shown by the whole answer."""
    turns: list[Turn] = []
    readings: dict[int, Reading] = {}
    for citizen, trainee, moves in exchanges:
        turns.append(Turn(speaker="citizen", text=citizen))
        readings[len(turns)] = reading(trainee, moves)
        turns.append(Turn(speaker="trainee", text=trainee))
    return Record(
        transcript=Transcript(language=language, turns=tuple(turns)), readings=readings, seed=seed
    )


def reading(text: str, moves: str) -> Reading:
    """Return a reading; ``to-grader``, ``repeats`` and ``hard=word/better`` are no moves."""
    found: list[Found] = []
    phrases: list[Found] = []
    terms: list[Found] = []
    parts = [part.strip() for part in moves.split(";") if part.strip()]
    for part in parts:
        id, _, shown = part.partition("=")
        if id == "hard":
            word, better = shown.split("/")
            terms.append(Found(id=better, text=word))
        elif id == "to-grader":
            phrases.append(Found(id=id, text=shown or text))
        elif id != "repeats":
            assert (shown or text) in text, f"{shown!r} is not in {text!r}"
            found.append(Found(id=id, text=shown or text))
    return Reading(
        moves=tuple(found),
        phrases=tuple(phrases),
        officialese=tuple(terms),
        words=len(text.split()),
        questions=text.count("?"),
        repeats="repeats" in parts,
    )


def graded(*exchanges: Said, language: Language = "en", seed: int = 0) -> Assessment:
    """Return the assessment of exchanges."""
    made = record(*exchanges, language=language, seed=seed)
    return assess(RUBRIC, made, COACHING[language])


def level(assessment: Assessment, criterion: str) -> int | None:
    """Return the level of a criterion."""
    return assessment.verdicts[criterion].level
