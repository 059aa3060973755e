"""One criterion asked of a model: what it answers as text, so that a job can keep it."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from trainer.core.usage import Usage
from trainer.engines.model.chat import Chat
from trainer.engines.model.form import FormError, Message
from trainer.engines.model.grading.forms import Form, ItemsSaid, Judged
from trainer.errors import ModelError

AForm = TypeVar("AForm", bound=Form)
NO_QUOTE = "none of `quotes` stands letter by letter in a turn of the official"


class Outcome(BaseModel):
    """What became of one question to a model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answer: str = ""
    """The form as JSON; empty where it failed."""
    failed: Literal["", "form", "provider"] = ""
    why: str = ""
    usage: tuple[Usage, ...] = ()

    def judged(self) -> Judged | None:
        """Return the answer where a level was asked."""
        return None if self.failed else Judged.model_validate_json(self.answer)

    def items(self) -> ItemsSaid | None:
        """Return the answer where items were asked."""
        return None if self.failed else ItemsSaid.model_validate_json(self.answer)


async def level_of(
    chat: Chat, messages: Sequence[Message], prompt: str, stands: Callable[[Judged], bool]
) -> str:
    """Ask for a level; ``stands`` tells whether a claim has words of the trainee behind it."""

    def check(judged: Judged) -> str | None:
        claims = judged.status == "observed" and judged.level != "absent"
        return NO_QUOTE if claims and not stands(judged) else None

    return await _asked(chat, messages, Judged, prompt, check)


async def items_of(chat: Chat, messages: Sequence[Message], prompt: str, ids: Sequence[str]) -> str:
    """Ask which of the items were said."""

    def check(said: ItemsSaid) -> str | None:
        missing = set(ids) - {item.id for item in said.items}
        return f"these are missing: {', '.join(sorted(missing))}" if missing else None

    return await _asked(chat, messages, ItemsSaid, prompt, check)


async def _asked(
    chat: Chat,
    messages: Sequence[Message],
    kind: type[AForm],
    prompt: str,
    check: Callable[[AForm], str | None],
) -> str:
    try:
        found, usage = await chat.answer(messages, kind, prompt, check)
        outcome = Outcome(answer=found.model_dump_json(), usage=usage)
    except FormError as error:
        outcome = Outcome(failed="form", why=str(error), usage=error.usage)
    except ModelError as error:
        outcome = Outcome(failed="provider", why=str(error))
    return outcome.model_dump_json()
