"""What of a case may stand in a prompt before anything is told.

Everything that the citizen says of themselves to anybody, and nothing that a hidden fact could be
guessed from: fears never, since they are what is hidden, and of the rest no sentence that holds a
fact's own words.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from trainer.core.base import Language
from trainer.core.case import Case, lines
from trainer.core.script import Person
from trainer.engines.model.masking import Fiction
from trainer.engines.model.prompts import filled, prompt, sections
from trainer.engines.model.signs import plainly, signs_of

LANGUAGE_NAMES: dict[Language, str] = {"nl": "Dutch", "en": "English", "da": "Danish"}
CHANNELS = {"desk": "face to face at the counter", "phone": "on the phone", "chat": "by chat"}
WORDS = {"talkative": 90}
MOST = 60
"""The most words of a reply, unless the person is talkative."""
SHORT = 4
"""Letters up to which a word tells nothing."""
SHARED = 2
"""So many of a fact's own words in one sentence give it away."""

NOT_THEIRS = ("official", "coaches", "graded", "machine")
"""Signs that it is not this person who speaks."""
CALM = {"calm", "settles"}
"""Places of lines in which somebody may give in."""
KEPT = 64
"""Sheets kept ready."""


@dataclass(frozen=True)
class Sheet:
    """What a citizen is told about themselves: the same for a whole conversation."""

    case: Case
    own: dict[str, frozenset[str]]
    """The words of each fact that stand in nothing that is open from the start."""
    system: str
    """The part of the prompt that stays the same."""
    fiction: Fiction = field(default_factory=Fiction)
    """What is made up, and need not be masked."""
    spoken: str = ""
    """All lines of this citizen, in small letters."""
    phrases: frozenset[str] = frozenset()
    """What they say that others would not, and where they give in, while they are not calm."""

    @property
    def most(self) -> int:
        """The most words that this person says at once."""
        return max((WORDS.get(style, MOST) for style in self.case.styles), default=MOST)

    def shared(self, text: str, fact: str) -> int:
        """Return how many of a fact's own words stand in a text."""
        return len(_content(text) & self.own[fact])

    def gives_away(self, text: str, facts: Iterable[str]) -> bool:
        """Tell whether a text holds so many of a fact's own words that it could be guessed."""
        return any(self.shared(text, id) >= min(SHARED, len(self.own[id])) > 0 for id in facts)


@dataclass
class Sheets:
    """Makes sheets, and keeps those of the cases that are played."""

    _kept: OrderedDict[tuple[str, ...], Sheet] = field(default_factory=OrderedDict)

    def of(self, case: Case) -> Sheet:
        """Return the sheet of a case."""
        if not case.hash:
            return sheet_of(case)
        key = (case.hash, case.scenario.id, case.language, case.level)
        if key not in self._kept:
            self._kept[key] = sheet_of(case)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]


def sheet_of(case: Case) -> Sheet:
    """Return the sheet of a case, made anew."""
    bare = Sheet(case, _own_words(case), "")
    own = [(id, line.text) for id, line in lines(case.script)]
    spoken = plainly("\n".join(text for _, text in own))
    phrases = signs_of(case.language).phrases(spoken, *NOT_THEIRS)
    for id, text in own:
        if not CALM & {*id.split("/")}:
            phrases |= signs_of(case.language).phrases(text, "agrees")
    system, fiction = _system(bare), Fiction.of(own_texts(case))
    return Sheet(case, bare.own, system, fiction, spoken, frozenset(phrases))


def own_texts(case: Case) -> tuple[str, ...]:
    """Return the texts of a case in which its people, places and numbers stand: they are fiction.

    Left out of masking, so that the citizen knows who they are.
    """
    script = case.script
    people = [script.persona, *([script.persona.second] if script.persona.second else [])]
    about = [text for one in people for text in (one.name, one.background, one.wants)]
    return (*about, script.briefing, *script.knowledge, *(line.text for _, line in lines(script)))


def harmless(sheet: Sheet, text: str) -> str:
    """Return the sentences of a text from which no fact could be guessed."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    return " ".join(s for s in sentences if not sheet.gives_away(s, sheet.own))


def _system(sheet: Sheet) -> str:
    case, persona = sheet.case, sheet.case.script.persona
    styles = sections("styles")
    return filled(
        prompt("citizen"),
        name=persona.name,
        age=persona.age,
        channel=CHANNELS[case.scenario.channel],
        background=harmless(sheet, persona.background),
        speech=harmless(sheet, persona.speech),
        wants=harmless(sheet, persona.wants),
        opening=case.script.opening.text,
        briefing=harmless(sheet, case.script.briefing),
        second=_second(sheet, persona.second),
        answers=_answers(sheet),
        styles="\n".join(styles[style] for style in case.styles) or styles["plain"],
        language=LANGUAGE_NAMES[case.language],
        words=sheet.most,
        voices=_voices(case),
    )


def _second(sheet: Sheet, person: Person | None) -> str:
    if person is None:
        return ""
    about = (person.background, person.speech, person.wants)
    told = " ".join(harmless(sheet, text) for text in about)
    return f"Beside you sits {person.name}, {person.age} years old; you speak for both.\n{told}"


def _voices(case: Case) -> str:
    second = case.script.persona.second
    if second is None:
        return ""
    name = second.name.split()[0]
    return f"; only where {name} speaks, a new line begins with `{name}:`"


def _answers(sheet: Sheet) -> str:
    said = []
    for id, answer in sheet.case.script.persona.answers.items():
        text = harmless(sheet, answer.says[0].text)
        if text and not id.endswith("-offer"):
            said.append(f"- {id.replace('-', ' ')}: {text}")
    return "\n".join(said)


def _own_words(case: Case) -> dict[str, frozenset[str]]:
    script, persona = case.script, case.script.persona
    known = [script.opening.text, script.briefing, persona.background, persona.wants]
    known += [line.text for _, line in lines(persona)]
    known += [persona.second.background, persona.second.wants] if persona.second else []
    plain = frozenset(word for text in known for word in _content(text))
    return {
        id: frozenset(w for t in (fact.is_, *(s.text for s in fact.says)) for w in _content(t))
        - plain
        for id, fact in script.facts.items()
    }


def _content(text: str) -> frozenset[str]:
    """Return the longer words of a text: short ones join sentences and tell nothing."""
    found = re.findall(r"[^\W\d_]+|\d[\d.,]*", text.casefold())
    return frozenset(word for word in found if len(word) > SHORT)
