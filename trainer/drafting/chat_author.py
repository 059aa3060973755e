"""A chat model as the author of a case."""

from trainer.core.base import Value
from trainer.engines.model.chat_models import Chat


class ChatAuthor:
    """Writes with a chat model; where that fails, ``ModelError`` says so."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat

    async def write(self, system: str, task: str, kind: type[Value]) -> str:
        """Return what the model wrote: JSON at best."""
        text, _ = await self._chat.text([("system", system), ("user", task)], kind, "draft")
        return text
