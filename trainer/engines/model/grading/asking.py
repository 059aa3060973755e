"""The prompts of the model grader: the conversation first, the same for every criterion."""

import json
from collections.abc import Callable, Sequence

from trainer.core.assessment import Quote, Record
from trainer.core.base import Language
from trainer.core.case import Case
from trainer.core.rubric import CriterionWords
from trainer.engines.model.form import Message
from trainer.engines.model.masking import Mask
from trainer.engines.model.prompts import filled, prompt, sections
from trainer.engines.model.sheet import LANGUAGE_NAMES

YOU: dict[Language, str] = {"nl": "je", "en": "you", "da": "du"}
OUT = "[...]"
"""What stands where words were addressed to the grader."""
SHOWN = 3
"""Ways of saying an item that are shown."""


def talk(record: Record, mask: Mask, flagged: Sequence[Quote]) -> str:
    """Return the conversation as JSON turns, without what speaks to the grader."""
    turns = []
    for i, turn in enumerate(record.transcript.turns):
        text = turn.text
        for quote in flagged:
            if quote.turn == i:
                text = text.replace(quote.text, OUT)
        speaker = "official" if turn.speaker == "trainee" else "citizen"
        turns.append({"turn": i, "speaker": speaker, "text": mask.hide(text)})
    # Escaped, so that nothing that was said can look like the end of the conversation.
    escaped = [json.dumps(turn, ensure_ascii=False).replace("<", "\\u003c") for turn in turns]
    return "<conversation>\n" + "\n".join(escaped) + "\n</conversation>"


def for_level(said: str, language: Language, words: CriterionWords, id: str) -> list[Message]:
    """Return the prompt that asks for the level of one criterion."""
    asked = filled(
        prompt("level"),
        title=words.title,
        question=words.question,
        **words.anchors.model_dump(),
        example=words.example,
        examples=_examples(id),
        language=LANGUAGE_NAMES[language],
        you=YOU[language],
    )
    return [("system", prompt("grade")), ("user", f"{said}\n\n{asked}")]


def for_items(
    said: str, case: Case, items: Sequence[str], harmless: Callable[[str], bool]
) -> list[Message]:
    """Return the prompt that asks which checklist items were said.

    ``harmless`` tells whether a text tells no fact that the trainee has not found.
    """
    lines = []
    for id in items:
        words = case.script.checklist[id]
        ways = "; ".join(f'"{one}"' for one in filter(harmless, words.said_as[:SHOWN]))
        false = "; ".join(f'"{one}"' for one in filter(harmless, words.wrong_as[:SHOWN]))
        line = f"- `{id}`: {words.title}."
        line += f" For example: {ways}." if ways else ""
        line += f" It would be false to say: {false}." if false else ""
        lines.append(line)
    asked = filled(prompt("items"), items="\n".join(lines))
    return [("system", prompt("grade")), ("user", f"{said}\n\n{asked}")]


def _examples(id: str) -> str:
    found = sections("examples").get(id)
    return f"Examples of single messages, in three languages:\n{found}" if found else ""
