"""Answers in a form: how a model is asked for one, and what is wrong with what it gives."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.core.usage import Usage
from trainer.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Message = tuple[Literal["system", "user", "assistant"], str]
Answer = TypeVar("Answer", bound=BaseModel)
Raw = tuple[str, Mapping[str, Any]]
"""What a model answered, as it came, and how many tokens that took."""
REFUSED = (400, 404, 415, 422, 501)
"""Statuses with which a server says that it knows no structured output."""


class FormError(ModelError):
    """A model answered twice in another form than was asked."""

    def __init__(self, message: str, usage: Sequence[Usage]) -> None:
        self.usage = tuple(usage)
        super().__init__(message)


async def in_form(
    model: "BaseChatModel", messages: Sequence[Message], kind: type[BaseModel]
) -> Raw:
    """Return what a model answers when a form is asked; raises what its provider raises."""
    try:
        found: Any = await _asking(model, kind.model_json_schema()).ainvoke(list(messages))
    except Exception as error:
        if type(error).__name__ == "LengthFinishReasonError":
            return _cut(error)
        if status_of(error) not in REFUSED:
            raise
        # A server without structured output still reads the form in the prompt.
        found = await model.ainvoke(list(messages))
    raw = found["raw"] if isinstance(found, dict) else found
    calls = getattr(raw, "tool_calls", None)
    text = json.dumps(calls[0]["args"]) if calls else str(raw.text)
    return text, dict(getattr(raw, "usage_metadata", None) or {})


def status_of(error: BaseException) -> int | None:
    """Return the status with which a provider refused, wherever its client keeps it."""
    for holder in (error, getattr(error, "response", None), error.__cause__):
        for name in ("status_code", "code"):
            status = getattr(holder, name, None)
            if isinstance(status, int):
                return int(status)
    return None


def read(
    text: str, kind: type[Answer], check: Callable[[Answer], str | None]
) -> tuple[Answer | None, str]:
    """Return the answer that a text holds, or None and what is wrong with it."""
    try:
        found = kind.model_validate_json(_json_in(text))
    except ValidationError as error:
        return None, _told(error)
    wrong = check(found)
    return (None, wrong) if wrong else (found, "")


def again(wrong: str) -> str:
    """Return what asks for another answer."""
    return f"That does not have the form that was asked ({wrong}). Answer again, with JSON alone."


def _cut(error: Any) -> Raw:
    """Return the beginning of an answer that was too long, which OpenAI's client raises."""
    text, took = error.completion.choices[0].message.content, error.completion.usage
    if took is None:
        return text or "", {}
    return text or "", {"input_tokens": took.prompt_tokens, "output_tokens": took.completion_tokens}


def _asking(model: "BaseChatModel", form: dict[str, Any]) -> Any:
    """Return what asks a model for a form, without LangChain's own reading of the answer.

    That reading takes minutes, in a thread that nothing stops, for a long answer that is no JSON.
    """
    whole = model.with_structured_output(form, include_raw=True)
    return getattr(getattr(whole, "first", None), "steps__", {}).get("raw", whole)


def _json_in(text: str) -> str:
    """Return the JSON object in an answer that may have words or a fence around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text


def _told(error: ValidationError) -> str:
    return "; ".join(
        f"{'.'.join(str(at) for at in one['loc']) or 'the answer'}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False)[:4]
    )
