"""The stage: what stands at the end of a prompt, and tells the citizen what they do now."""

from trainer.core.direction import Direction, Reply, Spoken
from trainer.core.mood import LOST
from trainer.core.transcript import Transcript
from trainer.engines.model.form import Message
from trainer.engines.model.masking import Mask
from trainer.engines.model.prompts import filled, sections
from trainer.engines.model.sheet import Sheet

KINDS = {
    "reaction": "react",
    "fact": "tell",
    "holds-back": "hold",
    "band": "mood",
    "wants": "mood",
    "repeat": "repeat",
    "warns": "warns",
    "settles": "settled",
    "unsettled": "ends",
    "leaves": "ends",
    "limit": "ends",
}
"""The part of the prompt that a piece of the reply is directed by; ``answer`` for the others."""
DISTRUST, TRUST = 3, 7
"""Trust up to which there is none, and from which there is some."""


def messages(
    sheet: Sheet,
    transcript: Transcript,
    direction: Direction,
    plan: Reply,
    mask: Mask,
    why: str = "",
) -> list[Message]:
    """Return the prompt: what never changes first, what changes with every turn last."""
    parts = sections("stage")
    found: list[Message] = [("system", sheet.system), ("user", _staged(parts["begins"]))]
    for turn in transcript.turns:
        text = mask.hide(turn.text)
        if turn.speaker == "citizen":
            found.append(("assistant", text))
        else:
            found.append(("user", f"<official>{_speech(text)}</official>"))
    last = found.pop() if found[-1][0] == "user" else ("user", "")
    now = stage(sheet, direction, plan) + (f"\n{filled(parts['again'], why=why)}" if why else "")
    return [*found, ("user", f"{last[1]}\n{_staged(now)}")]


def stage(sheet: Sheet, direction: Direction, plan: Reply) -> str:
    """Return how the citizen feels and what they do now.

    ``plan`` is what the embedded citizen would say: it keeps a model to the case. A line of it
    that comes near a fact which may not be told yet is left out.
    """
    parts, mood = sections("stage"), direction.mood
    said = [parts[direction.band]]
    said.append(parts["trust-" + _trust(mood.trust)])
    if mood.overload > LOST:
        said.append(parts["lost"])
    open_facts = {*direction.told, direction.tell}
    locked = [id for id in sheet.own if id not in open_facts]
    for piece in plan.spoken:
        if not sheet.gives_away(piece.text, locked):
            said.append(_directed(sheet, parts, piece))
    if direction.ending is None:
        said.append(parts["goes-on"])
    return "\n".join(said)


def _directed(sheet: Sheet, parts: dict[str, str], piece: Spoken) -> str:
    kind = KINDS.get(piece.slot, "answer")
    words = {"gist": piece.text}
    if kind == "tell":
        words["fact"] = sheet.case.script.facts[piece.ref].is_
    return filled(parts[kind], **words)


def _trust(trust: int) -> str:
    if trust <= DISTRUST:
        return "low"
    return "high" if trust >= TRUST else "middle"


def _speech(text: str) -> str:
    """Return what was said so that nothing in it can look like the end of it."""
    return text.replace("<", "‹").replace(">", "›")


def _staged(text: str) -> str:
    return f"<stage>\n{text}\n</stage>"
