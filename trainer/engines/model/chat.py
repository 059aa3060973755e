"""A chat model behind time limits: text as it comes, structured answers, and what each took."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.core.usage import Usage
from trainer.engines.model.spec import Spec
from trainer.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[Literal["system", "user", "assistant"], str]
Answer = TypeVar("Answer", bound=BaseModel)
REFUSED = (400, 404, 415, 422, 501)
"""Statuses with which a server says that it knows no structured output."""


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
                ended = ended or bool(chunk.response_metadata.get("finish_reason"))
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
        millisecond each, while somebody waits for the first word; what is extra goes as it is.
        """
        if not self.spec.openai:
            return self.model.astream(list(messages))
        whole = [{"role": role, "content": text} for role, text in messages]
        return self.model.astream(list(messages[:1]), extra_body={"messages": whole})

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
            try:
                found = kind.model_validate_json(_json_in(text))
                wrong = check(found) or ""
            except ValidationError as error:
                wrong = _told(error)
            if not wrong:
                return found, (*usage, took)
            usage.append(took.model_copy(update={"failed": True}))
            said += [("assistant", text or "-"), ("user", _again(wrong))]
        raise FormError(f"{self.spec.name} answered in another form than asked: {wrong}", usage)

    async def text(
        self, messages: Sequence[Message], kind: type[BaseModel], prompt: str = ""
    ) -> tuple[str, Usage]:
        """Return what a model answers when a form is asked, as it came: JSON at best.

        Raises ``ModelError`` where the provider fails.
        """
        begun = time.monotonic()
        bound = _asking(self.model, kind.model_json_schema())
        try:
            async with asyncio.timeout(self.spec.whole):
                try:
                    found: Any = await bound.ainvoke(list(messages))
                    raw = found["raw"] if isinstance(found, dict) else found
                except Exception as error:
                    if getattr(error, "status_code", None) not in REFUSED:
                        raise
                    # A server without structured output still reads the form in the prompt.
                    raw = await self.model.ainvoke(list(messages))
        except Exception as error:
            raise self._failed(error) from error
        calls = getattr(raw, "tool_calls", None)
        text = json.dumps(calls[0]["args"]) if calls else str(raw.text)
        counts = dict(getattr(raw, "usage_metadata", None) or {})
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

    def _failed(self, error: Exception) -> ModelError:
        if isinstance(error, ModelError):
            return error
        status = getattr(error, "status_code", None)
        if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
            what = "did not answer in time"
        elif status:
            what = f"answered with status {status}"
        elif "Connection" in type(error).__name__:
            what = "cannot be reached"
        else:
            what = f"failed ({type(error).__name__})"
        return ModelError(f"{self.spec.name} {what}")


def _asking(model: "BaseChatModel", form: dict[str, Any]) -> Any:
    """Return what asks a model for a form, without LangChain's own reading of the answer.

    That reading takes minutes, in a thread that nothing stops, for a long answer that is no JSON.
    """
    whole = model.with_structured_output(form, include_raw=True)
    return getattr(getattr(whole, "first", None), "steps__", {}).get("raw", whole)


class FormError(ModelError):
    """A model answered twice in another form than was asked."""

    def __init__(self, message: str, usage: Sequence[Usage]) -> None:
        self.usage = tuple(usage)
        super().__init__(message)


def _json_in(text: str) -> str:
    """Return the JSON object in an answer that may have words or a fence around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _told(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(at) for at in one['loc']) or 'the answer'}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False)[:4]
    )


def _again(wrong: str) -> str:
    return f"That does not have the form that was asked ({wrong}). Answer again, with JSON alone."


async def _closed(chunks: object) -> None:
    """Close a stream, so that the server need not go on; a failing one is closed already."""
    close = getattr(chunks, "aclose", None)
    if close:
        try:
            await close()
        except Exception:
            return
