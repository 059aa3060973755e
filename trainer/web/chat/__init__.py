"""The chat: Chainlit behind a guard, as a view of the attempts in the store."""

from trainer.web.chat.mounting import mount

__all__ = ["mount"]
