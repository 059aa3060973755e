"""The citizen by a model: code says what is done and checks what came; the model finds the words.

A model that fails, or twice says what this person would not say, leaves the turn to the embedded
citizen. What was already shown of a sentence that broke off stays, as people break off.
"""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import cast

from trainer.core.case import Case
from trainer.core.direction import Direction, Reply, Spoken
from trainer.core.engine import Citizen, Reader
from trainer.core.transcript import Transcript
from trainer.core.usage import Usage
from trainer.engines.model.chat import Chat
from trainer.engines.model.checks import Checks
from trainer.engines.model.form import Message
from trainer.engines.model.listening import FEW, Heard, listen
from trainer.engines.model.masking import Mask, Unmasking
from trainer.engines.model.prompts import hash_of
from trainer.engines.model.sheet import Sheet, Sheets
from trainer.engines.model.stage import messages

PROMPTS = ("citizen", "styles", "stage")


class ModelCitizen:
    """Says a direction in a model's words.

    Args:
        chat: The model.
        embedded: Says what to keep to, and speaks where the model cannot.
        reader: Proves which facts a text tells.
    """

    def __init__(self, chat: Chat, embedded: Citizen, reader: Reader) -> None:
        self._chat = chat
        self._embedded = embedded
        self._reader = reader
        self._sheets = Sheets()

    async def speak(
        self,
        case: Case,
        transcript: Transcript,
        direction: Direction,
        used: tuple[str, ...],
        seed: int,
    ) -> AsyncIterator[str | Reply]:
        """Yield the reply in pieces, then the ``Reply``; never raises for what a model does."""
        plan = await _plan(self._embedded, case, transcript, direction, used, seed)
        turn = _Turn(self._chat, self._reader, self._sheets.of(case), transcript, direction, plan)
        first = turn.heard()
        async for piece in turn.listen(first):
            yield piece
        last = first
        if turn.unusable(first) and first.error is None:
            last = turn.heard()
            last.usage = [use.model_copy(update={"failed": True}) for use in first.usage]
            async for _ in turn.listen(last, first.wrong or ""):
                pass
        reply = await turn.reply(last, first.shown)
        if reply.text.startswith(first.shown) and reply.text != first.shown:
            yield reply.text[len(first.shown) :]
        yield reply


class _Turn:
    """One turn of a citizen."""

    def __init__(
        self,
        chat: Chat,
        reader: Reader,
        sheet: Sheet,
        transcript: Transcript,
        direction: Direction,
        plan: Reply,
    ) -> None:
        self._chat, self._reader, self._sheet = chat, reader, sheet
        self._transcript, self._direction, self._plan = transcript, direction, plan
        self._mask = Mask(transcript.language, sheet.fiction)
        self._begun = time.monotonic()
        self._fact = next((s for s in plan.spoken if s.slot == "fact"), None)

    def heard(self) -> Heard:
        """Return what nothing has been heard of yet."""
        name = self._sheet.case.script.persona.name
        # The embedded line of a fact must still fit behind what a model says without it.
        room = len(self._fact.text.split()) if self._fact else 0
        return Heard(labels=(name, name.split()[0]), most=self._sheet.most - room)

    async def listen(self, heard: Heard, why: str = "") -> AsyncIterator[str]:
        """Let the model speak; yield what can be shown."""
        prompt = self._prompt(why)
        shown = "\n".join(self._mask.show(text) for _, text in prompt)
        checks = self._checks(shown)
        stream = self._chat.stream(prompt, hash_of(*PROMPTS), self._begun)
        async with aclosing(cast(AsyncGenerator[str | Usage], stream)) as chunks:
            async for piece in listen(chunks, checks, heard, Unmasking(self._mask)):
                yield piece
        if not heard.wrong and not heard.error:
            heard.wrong = checks.whole(heard.stands)
            heard.end = 0 if heard.wrong else heard.end

    def unusable(self, heard: Heard) -> bool:
        """Tell whether nothing that was said can stand."""
        cut = heard.wrong is not None or heard.error is not None
        return not heard.stands or (cut and len(heard.stands.split()) < FEW)

    async def reply(self, heard: Heard, shown: str) -> Reply:
        """Return what was said in the end; ``shown`` is what the trainee saw of it already."""
        usage = tuple(heard.usage)
        if self.unusable(heard):
            return self._taken_over(heard, shown).model_copy(update={"usage": usage})
        text = heard.stands
        spoken = [Spoken(slot=p.slot, ref=p.ref, line="", text="") for p in self._plan.spoken]
        if self._fact and not await self._checks("").tells(text, self._fact.ref):
            text = f"{text} {self._fact.text}"
            spoken = [self._fact if s.slot == "fact" else s for s in spoken]
        why = f"the reply was cut: {heard.error}" if heard.error else ""
        return Reply(
            text=text,
            spoken=tuple(spoken),
            kept_to=self._plan.lines,
            by=self._chat.by,
            why=why,
            usage=usage,
        )

    def _taken_over(self, heard: Heard, shown: str) -> Reply:
        """Return the embedded reply; behind what was shown where the model broke off."""
        said = self._chat.spec.name
        why = str(heard.error) if heard.error else f"{said} could not be used: {heard.wrong}"
        broken = shown.rstrip(" .…") if heard.error else ""
        text = f"{broken}… {self._plan.text}" if broken else self._plan.text
        return self._plan.model_copy(
            update={"text": text, "why": f"embedded citizen took over: {why}"}
        )

    def _checks(self, known: str) -> Checks:
        return Checks(self._sheet, self._direction, self._transcript, known, self._reader)

    def _prompt(self, why: str) -> list[Message]:
        return messages(self._sheet, self._transcript, self._direction, self._plan, self._mask, why)


async def _plan(
    embedded: Citizen,
    case: Case,
    transcript: Transcript,
    direction: Direction,
    used: tuple[str, ...],
    seed: int,
) -> Reply:
    """Return what the embedded citizen would say."""
    async for piece in embedded.speak(case, transcript, direction, used, seed):
        if isinstance(piece, Reply):
            return piece
    return Reply(text="")
