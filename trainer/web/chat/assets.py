"""Chainlit's own script and style: compressed once, and not anew for every browser."""

import asyncio
import gzip
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path

from starlette.responses import Response

from trainer.errors import NotFoundError

# Their names hold a hash of the content.
LASTING = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
WORTH_IT = (".js", ".css", ".svg", ".json")


@dataclass(frozen=True)
class Assets:
    """The files of a folder, by name."""

    folder: Path
    _small: dict[str, bytes] = field(default_factory=dict)
    """What was compressed before."""

    async def answer(self, name: str, encodings: str) -> Response:
        """Return a file as a browser takes it; ``NotFoundError`` where there is none."""
        file = self.folder / name
        if not name or file.parent != self.folder or not file.is_file():
            raise NotFoundError("no-page")
        kind = guess_type(name)[0] or "application/octet-stream"
        if "gzip" not in encodings or file.suffix not in WORTH_IT:
            whole = await asyncio.to_thread(file.read_bytes)
            return Response(whole, media_type=kind, headers=LASTING)
        if name not in self._small:
            self._small[name] = await asyncio.to_thread(_compressed, file)
        headers = {**LASTING, "content-encoding": "gzip"}
        return Response(self._small[name], media_type=kind, headers=headers)


def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)
