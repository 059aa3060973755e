"""A chat model as the author of a case."""

from trainer.core.base import Value
from trainer.core.usage import Usage
from trainer.engines.model.chat import Chat
from trainer.errors import ModelError


class ChatAuthor:
    """Writes with a chat model; where that fails, ``ModelError`` says so."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._taken: list[Usage] = []
        self._failed = ""

    async def write(self, system: str, task: str, kind: type[Value]) -> str:
        """Return what the model wrote: JSON at best."""
        try:
            text, usage = await self._chat.text([("system", system), ("user", task)], kind, "draft")
        except ModelError as error:
            self._failed = str(error)
            raise
        self._taken.append(usage)
        return text

    def took(self) -> str:
        """Return what the answers took, in one line, and why there was none the last time.

        Tokens are as the provider counts them.
        """
        put, got = (
            sum(count for use in self._taken if (count := getattr(use, name)) is not None)
            for name in ("tokens_in", "tokens_out")
        )
        cost = sum(use.cost for use in self._taken if use.cost is not None)
        tokens = f"{put:,} tokens in and {got:,} out" if put else "no tokens counted"
        calls = len(self._taken)
        answers = "1 answer" if calls == 1 else f"{calls} answers"
        failed = f"; {self._failed}" if self._failed else ""
        return f"{answers}, {tokens}" + (f", cost {cost:.2f}" if cost else "") + failed
