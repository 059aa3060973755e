"""Bare streams of the server that says a token every so many milliseconds, and their times."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

GAP = 0.03
"""Seconds between two tokens of the server."""
HERE = Path(__file__).parent


@dataclass
class Times:
    """Seconds: to the first words, and between two pieces."""

    first: list[float] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """The message that each of the first words answers."""

    async def follow(self, pieces: AsyncIterator[Any], message: str = "") -> None:
        """Note when pieces of text come."""
        begun = last = time.perf_counter()
        async for piece in pieces:
            now = time.perf_counter()
            if not isinstance(piece, str):
                continue
            if last == begun:
                self.first.append(now - begun)
                self.said.append(message)
            else:
                self.gaps.append(now - last)
            last = now


@contextmanager
def fixed_gap(first: float = GAP) -> Iterator[str]:
    """Run the server in a process of its own."""
    times = [str(seconds * 1000) for seconds in (GAP, first)]
    command = [sys.executable, HERE / "gap_server.py", *times]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout and server.stdin
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/v1"
        server.stdin.close()


async def bare(url: str, count: int, turns: int) -> Times:
    """Follow so many bare streams at once, each of so many turns."""
    times = Times()
    body = {
        "model": "any",
        "stream": True,
        "messages": [{"role": "user", "content": "Dag. " * 400}],
    }

    async def pieces(client: httpx.AsyncClient) -> AsyncIterator[str]:
        async with client.stream("POST", f"{url}/chat/completions", json=body) as answer:
            async for line in answer.aiter_lines():
                if line.startswith("data: {") and '"content"' in line:
                    yield line

    async def conversation() -> None:
        async with httpx.AsyncClient(timeout=60) as client:
            for _ in range(turns):
                await times.follow(pieces(client))

    await asyncio.gather(*[conversation() for _ in range(count)])
    return times
