"""A stream's pieces as an OpenAI-compatible server sends them.

OpenAI's client makes an object of each, by the types of some forty fields, and LangChain a
dictionary of the object again: a third of what a reply costs, also before its first word.
"""

from collections.abc import AsyncIterator
from typing import Any, Self

ELSEWHERE = frozenset({"extra_headers", "extra_query", "timeout"})
"""What is asked for beside the body: left to OpenAI's client."""


class Completions:
    """The chat completions of OpenAI's client, of which a stream gives its pieces as they come.

    Everything else, and all that is no stream, is the client's own.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:
        """Return what the client's own completions have."""
        return getattr(self._client.chat.completions, name)

    async def create(self, **asked: Any) -> Any:
        """Ask; raises what the client raises."""
        if not asked.get("stream") or asked.keys() & ELSEWHERE:
            return await self._client.chat.completions.create(**asked)
        from openai import AsyncStream

        body = {**asked, **(asked.get("extra_body") or {})}
        body.pop("extra_body", None)
        stream = await self._client.post(
            "/chat/completions", cast_to=object, body=body, stream=True, stream_cls=AsyncStream[Any]
        )
        return Pieces(stream)


class Pieces:
    """One stream."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aenter__(self) -> Self:
        """Begin."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the stream, so that the server need not go on."""
        await self._stream.close()

    async def __aiter__(self) -> AsyncIterator[dict[str, Any]]:
        """Yield the pieces; a choice without a ``delta`` gets an empty one, as LangChain asks."""
        async for piece in self._stream:
            for choice in piece.get("choices") or ():
                choice.setdefault("delta", None)
            yield piece
