"""The skeleton of a case: the right form, with TODO wherever a person has to write."""

from collections.abc import Iterable, Mapping
from typing import Any

from trainer.content.words import EXAMPLE, FEWEST
from trainer.core.base import Language
from trainer.core.scenario import Scenario
from trainer.drafting.layout import Where

Values = dict[str, Any]
Comments = dict[Where, str]
EVERYDAY = ("name", "born", "partner", "children", "job", "address", "phone", "came-by")
"""The everyday questions that a skeleton asks an answer to; a case has 8 to 12."""
HINTS = ("what is going on now", "which move would help", "how it could sound")


def todo(what: str) -> str:
    """Return the mark of a gap, with what belongs there."""
    return f"TODO {what}"


def structure() -> Values:
    """Return a structure that keeps all the rules, with ids that stand for nothing yet."""
    earned = {"asked": ["topic-3"], "at-least": {"trust": 5}}
    return {
        "format": 1,
        "id": "",
        "version": 1,
        "status": "draft",
        "kind": "conversation",
        "rubric": "",
        "source": "",
        "themes": ["todo"],
        "channel": "desk",
        "minutes": 10,
        "skills": {
            "acknowledges-feelings": {"weight": 1.0, "difficulty": 0.0},
            "finds-out": {"weight": 1.0, "difficulty": 0.0},
            "explains": {"weight": 0.8, "difficulty": 0.0},
            "guides-beyond": {"weight": 0.8, "difficulty": 0.0},
        },
        "mood": {"trust": 3, "anger": 5, "overload": 3},
        "topics": {f"topic-{n}": {} for n in range(1, 7)},
        "facts": {
            "fact-1": {"told": "freely"},
            "fact-2": {"told": {"asked": ["topic-1"]}},
            "fact-3": {"told": {"asked": ["topic-2"], "at-most": {"anger": 6}}},
            "fact-4": {"told": earned},
            "fact-5": {"told": {"asked": ["topic-4"], "after": "fact-4", "at-least": {"trust": 6}}},
            "fact-6": {"told": {"asked": ["topic-5"], "at-least": {"trust": 6}}},
        },
        "checklist": {
            "knows-1": {"learned": "fact-4", "weight": 2, "required": True},
            "knows-2": {"learned": "fact-5", "weight": 2},
            "explains-1": _said("explains", 2, True),
            "explains-2": _said("explains", 1, False),
            "offers-1": _said("guides-beyond", 2, True),
            "offers-2": _said("guides-beyond", 1, False),
            "agrees-1": _said("agrees-next-step", 2, True),
        },
        "levels": {
            "easy": {"mood": {"trust": 4, "anger": 4}},
            "standard": {},
            "hard": {"mood": {"trust": 2, "anger": 7}, "turns": 20, "hints": False},
        },
    }


STRUCTURE_COMMENTS: Comments = {
    ("themes",): "two to four themes, in English, as ids: housing, debt",
    ("channel",): "desk, phone or chat",
    ("skills",): "what the case trains; difficulty 0 is met by half of the people of average skill",
    ("mood",): "where the citizen begins at the standard level, 0 to 10",
    ("topics",): (
        "questions that a trainee may ask. Give each id its own name in all files:\n"
        "a question, not a theme, so that the answer fits (home-rent, home-children)"
    ),
    ("facts",): (
        "what the citizen knows, in the order in which it may come: one a turn.\n"
        "freely: after an open question. asked: when one of these topics is asked.\n"
        "at-least trust: it has to be earned; at least three lie above the easy level's trust.\n"
        "after: only once that fact is told"
    ),
    ("checklist",): (
        "what must come out. learned: a fact that was told. said: the trainee says it.\n"
        "required: the talk is settled only when it is done"
    ),
    ("levels",): "the level changes only mood, turns, hints and styles",
}


def words(
    scenario: Scenario, language: Language, moves: Iterable[str], means: Mapping[str, str]
) -> tuple[Values, Comments]:
    """Return a language's words as gaps, and what stands above them.

    Args:
        scenario: The structure.
        language: The language of the words.
        moves: The moves that need a reaction.
        means: What an id stands for, where a plan says so.
    """
    values: Values = {
        "title": todo("the case's name, in a few words"),
        "summary": todo("two sentences for the list of cases; nothing that is hidden"),
        "trains": todo("what it trains, in one short sentence"),
        "briefing": todo("what the trainee knows before the talk; where they sit, who comes, why"),
        "knowledge": [todo("what an official may look up: rules, amounts, terms, people who help")],
        "persona": _persona(),
        "opening": todo("what the citizen says first"),
        "topics": {id: {"asked": [], "says": []} for id in scenario.topics},
        "facts": {id: {"is": _fact(means.get(id, "")), "says": []} for id in scenario.facts},
        "checklist": {id: _item(scenario, id, means.get(id, "")) for id in scenario.checklist},
        "lines": {
            **{name: [] for name in ("furious", "tense", "calm")},
            "after": {move: [] for move in (*moves, "summarises-wrong")},
            "wants": [],
            **{name: [] for name in FEWEST if name not in ("furious", "tense", "calm")},
        },
        "hints": {phase: _hints(phase, language) for phase in ("early", "middle", "late")},
    }
    return values, _comments(scenario, means)


def trainees(scenario: Scenario) -> tuple[Values, Comments]:
    """Return the three scripted trainees as gaps."""
    said = [id for id, item in scenario.checklist.items() if item.said]
    skilled = [
        {"say": todo(f"what brings out {id}, said with care"), "until": id, "else": []}
        for id in scenario.facts
    ]
    skilled += [{"say": todo(f"{id} in plain words"), "until": id, "else": []} for id in said]
    values: Values = {
        "skilled": skilled,
        "middling": [{"say": todo("friendly, correct, asks little")}],
        "poor": [{"say": todo("short, by the rule, without malice")}],
    }
    comments: Comments = {
        (): (
            "Three trainees that prove the case: check plays them, and they must come out in this\n"
            "order. Their words stand nowhere else, not in `asked`, `said-as` or the moves."
        ),
        ("skilled",): "else: what is said next where `until` has not come yet",
    }
    return values, comments


def _said(criterion: str, weight: int, required: bool) -> Values:
    item: Values = {"said": True, "counts-for": criterion, "weight": weight}
    return {**item, "required": True} if required else item


def _fact(meaning: str) -> str:
    return meaning or todo("the fact in one sentence, for the feedback")


def _item(scenario: Scenario, id: str, meaning: str) -> Values:
    title = todo("what was done, in the past tense, as the feedback lists it")
    if scenario.checklist[id].learned:
        return {"title": title}
    return {
        "title": title,
        "said-as": [],
        "answer": [],
        "model-answer": todo(f"how it could sound{f', {meaning}' if meaning else ''}"),
    }


def _persona() -> Values:
    return {
        "name": todo("first name and surname, of somebody who does not exist"),
        "age": 0,
        "background": todo("work, home, what brought them here; nothing that is hidden"),
        "speech": todo("how this person talks"),
        "wants": todo("what they came for"),
        "fears": todo("what they are afraid of; it is never told to the trainee"),
        "answers": {id: todo(f"their answer to {id}") for id in EVERYDAY},
    }


def _hints(phase: str, language: Language) -> list[str]:
    steps = [todo(f"{step}, {phase} in the talk") for step in HINTS]
    return [*steps[:2], f"{EXAMPLE[language]} {steps[2]}"]


def _comments(scenario: Scenario, means: Mapping[str, str]) -> Comments:
    found: Comments = {
        ("persona", "age"): "TODO the age; 0 is refused",
        ("topics",): (
            "asked: at least 6 ways of asking. says: at least 3 answers for when nothing is told.\n"
            "says-after: answers for when its facts are told"
        ),
        ("facts",): "says: how the citizen tells it. holds-back: how they do not, yet",
        ("checklist",): "said-as: at least 6 ways of saying it. answer: at least 2 replies to it",
        ("lines", "after"): (
            "the reaction to each move, in a few words; a list, or lists by furious, tense and calm"
        ),
        ("lines", "wants"): "at least 4: what they came for, said again",
    }
    found |= {("lines", name): f"at least {least}" for name, least in FEWEST.items()}
    for part in ("topics", "facts", "checklist"):
        for id in getattr(scenario, part):
            if id in means:
                found[(part, id)] = means[id]
    return found
