"""A chat model behind time limits: text as it comes, structured answers, and what each took."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from trainer.core.usage import Usage
from trainer.engines.model.form import (
    Answer,
    FormError,
    Message,
    again,
    in_form,
    read,
    status_of,
)
from trainer.engines.model.spec import Spec
from trainer.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
MEANS = {
    401: ("refused the key", "_KEY"),
    403: ("refused the key", "_KEY"),
    404: ("is not there", " and its address"),
    429: ("is asked too often, or its account is empty", ""),
}
"""What a status says, and the setting to look at."""
ENDS = frozenset({"finish_reason", "status"})
"""What the last piece of a stream says by which OpenAI's languages end."""
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError)
"""What comes of reading an answer that is none of a model."""


@dataclass(frozen=True)
class Chat:
    """One model as one part of the engine uses it."""

    spec: Spec
    model: "BaseChatModel"

    @property
    def by(self) -> str:
        """The name that turns and verdicts carry."""
        return f"model:{self.spec.name}"

    async def stream(
        self, messages: Sequence[Message], prompt: str = "", since: float | None = None
    ) -> AsyncIterator[str | Usage]:
        """Yield the answer's text as it comes, and last the usage.

        ``since`` is the moment (``time.monotonic``) from which the limits count: a second try has
        what the first one left. Raises ``ModelError`` where the answer does not begin, go on or end
        in time, breaks off, or the provider fails.
        """
        begun = time.monotonic() if since is None else since
        counts: Mapping[str, Any] = {}
        async with aclosing(self._chunks(messages, begun)) as chunks:  # type: ignore[type-var]
            async for text, found in chunks:
                counts = found or counts
                if text:
                    yield text
        yield self._usage(prompt, counts, begun)

    async def _chunks(
        self, messages: Sequence[Message], begun: float
    ) -> AsyncIterator[tuple[str, Mapping[str, Any]]]:
        last = begun + self.spec.whole
        until = begun + self.spec.begin
        chunks = self._asked(messages).__aiter__()
        ended = not self.spec.openai
        try:
            while True:
                async with asyncio.timeout(max(0.0, min(until, last) - time.monotonic())):
                    chunk = await anext(chunks, None)
                if chunk is None and not ended:
                    raise ModelError(f"{self.spec.name} broke off")
                if chunk is None:
                    return
                ended = ended or not ENDS.isdisjoint(chunk.response_metadata)
                text = str(chunk.text)
                if text:
                    until = time.monotonic() + self.spec.gap
                yield text, dict(getattr(chunk, "usage_metadata", None) or {})
        except GeneratorExit:
            raise
        except Exception as error:
            raise self._failed(error) from error
        finally:
            await _closed(chunks)

    def _asked(self, messages: Sequence[Message]) -> AsyncIterator[Any]:
        """Ask for a stream.

        OpenAI's client looks at every key of every message before it sends them, half a
        millisecond each, while somebody waits for the first word; what is extra goes as it is. That
        fits servers of one's own: at OpenAI, some models are asked in another language.
        """
        if not self.spec.own:
            return self.model.astream(list(messages))
        whole = [{"role": role, "content": text} for role, text in messages]
        return self.model.astream([], extra_body={"messages": whole})

    async def answer(
        self,
        messages: Sequence[Message],
        kind: type[Answer],
        prompt: str = "",
        check: Callable[[Answer], str | None] = lambda _: None,
    ) -> tuple[Answer, tuple[Usage, ...]]:
        """Return an answer of the given form; one that has another form is asked again once.

        ``check`` says what else is wrong with an answer.

        Raises ``FormError`` where the second has not either, ``ModelError`` where the provider
        fails.
        """
        said = list(messages)
        usage: list[Usage] = []
        wrong = ""
        for _ in range(2):
            text, took = await self.text(said, kind, prompt)
            found, wrong = read(text, kind, check)
            if found:
                return found, (*usage, took)
            usage.append(took.model_copy(update={"failed": True}))
            said += [("assistant", text or "-"), ("user", again(wrong))]
        raise FormError(f"{self.spec.name} answered in another form than asked: {wrong}", usage)

    async def text(
        self, messages: Sequence[Message], kind: type[BaseModel], prompt: str = ""
    ) -> tuple[str, Usage]:
        """Return what a model answers when a form is asked, as it came: JSON at best.

        Raises ``ModelError`` where the provider fails.
        """
        begun = time.monotonic()
        try:
            async with asyncio.timeout(self.spec.whole):
                text, counts = await in_form(self.model, messages, kind)
        except Exception as error:
            raise self._failed(error) from error
        return text, self._usage(prompt, counts, begun)

    def _usage(self, prompt: str, counts: Mapping[str, Any], begun: float) -> Usage:
        put, got = counts.get("input_tokens"), counts.get("output_tokens")
        cost = None
        if self.spec.price and put is not None and got is not None:
            cost = (put * self.spec.price[0] + got * self.spec.price[1]) / 1_000_000
        return Usage(
            part=self.spec.part,
            model=self.spec.name,
            prompt=prompt,
            tokens_in=put,
            tokens_cached=(counts.get("input_token_details") or {}).get("cache_read"),
            tokens_out=got,
            seconds=round(time.monotonic() - begun, 3),
            cost=cost,
        )

    @property
    def _address(self) -> str:
        return f"; check {self.spec.setting}_URL" if self.spec.url else ""

    def _failed(self, error: Exception) -> ModelError:
        if isinstance(error, ModelError):
            return error
        status = status_of(error)
        if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
            what = "did not answer in time"
        elif status:
            means, setting = MEANS.get(status, ("answered with an error", ""))
            what = f"{means} (status {status})"
            what += f"; check {self.spec.setting}{setting}" if setting else ""
        elif "Connect" in type(error).__name__:
            what = f"cannot be reached{self._address}"
        elif isinstance(error, UNREADABLE):
            kind = type(error).__name__
            what = f"did not answer as the server of a model does ({kind}){self._address}"
        else:
            what = f"failed ({type(error).__name__})"
        return ModelError(f"{self.spec.name} {what}")


async def _closed(chunks: object) -> None:
    """Close a stream, so that the server need not go on; a failing one is closed already."""
    close = getattr(chunks, "aclose", None)
    if close:
        try:
            await close()
        except Exception:
            return
