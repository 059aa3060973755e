"""The trained weights: what the classifiers know, in one file of the package."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel

from trainer.core.base import LANGUAGES, Language
from trainer.core.move import HELD_BACK, Mark, Move, MoveWords, Samples
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded.embedding import Vectors
from trainer.engines.embedded.linear import Anchors, Linear, Matrix, directions

FORM = float(np.sqrt(0.5))
"""How much form counts beside a sentence's vector or n-grams, as a length."""
PATH = Path(__file__).parent / "weights.npz"
ASIDES = Path(__file__).parent / "asides.npz"
OPPORTUNITIES = Path(__file__).parent / "opportunities.npz"
"""Where the package keeps the weights of the moves, and of what is no move."""


@dataclass(frozen=True)
class Scale:
    """How features of form are brought in proportion to what stands beside them."""

    mean: Matrix
    """(features,)"""
    size: float
    """The mean length of a row without the mean."""
    apart: Matrix
    """(beside, directions): where moves differ in what stands beside, which counts double there."""

    @classmethod
    def of(cls, form: Matrix, apart: Matrix) -> "Scale":
        """Return the scale that fits ``form`` (rows, features)."""
        mean = form.mean(axis=0)
        return cls(mean, float(np.sqrt(((form - mean) ** 2).sum(axis=1).mean())), apart)

    def joined(self, form: Matrix, beside: Matrix) -> Matrix:
        """Return form and what stands beside it, which counts twice as much, as one row each."""
        scaled = (form - self.mean) / self.size * FORM
        stretched = np.asarray(beside + beside @ self.apart @ self.apart.T, np.float32)
        return np.asarray(np.hstack([scaled, directions(stretched)]), np.float32)


def cosines(a: Vectors, b: Vectors) -> Vectors:
    """Return the cosine of each row of ``a`` with the same row of ``b``."""
    sizes = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray((a * b).sum(axis=1) / np.maximum(sizes, 1e-9), np.float32)


@dataclass(frozen=True)
class Model:
    """The classifiers of all moves, with or without sentence vectors."""

    linear: Linear
    known: dict[str, int]
    """The n-grams that have a weight."""
    thresholds: Matrix
    """(moves, languages): the score from which a move is there."""
    scale: Scale


@dataclass(frozen=True)
class Weights:
    """All that training found."""

    moves: tuple[str, ...]
    cues: tuple[str, ...]
    means: Vectors
    """(languages, 384): the mean sentence of each language."""
    full: Model
    """With sentence vectors."""
    rules: Model
    """Signals, form and n-grams alone."""
    trained_on: str
    """Hash of the moves, cues and plain words that it was trained on."""

    def centred(self, language: Language, vectors: Vectors) -> Vectors:
        """Return vectors without their language's mean, so that languages lie on one another."""
        return np.asarray(vectors - self.means[LANGUAGES.index(language)], np.float32)

    def is_current(
        self,
        moves: Iterable[Move | Mark],
        signals: Mapping[Language, Signals],
        plain: Mapping[Language, PlainWords],
    ) -> bool:
        """Tell whether the weights were trained on this content."""
        return self.trained_on == content_hash(moves, signals, plain)


def content_hash(
    moves: Iterable[Move | Mark],
    signals: Mapping[Language, Signals],
    plain: Mapping[Language, PlainWords],
) -> str:
    """Return the hash of what training reads: not what is held back, and no set phrases."""
    digest = hashlib.sha256()
    for move in sorted(moves, key=lambda move: move.id):
        digest.update(_trained(move).model_dump_json().encode())
    for language in LANGUAGES:
        cues = signals[language].model_copy(update={"phrases": {}})
        parts: tuple[BaseModel, BaseModel] = (cues, plain[language])
        for part in parts:
            digest.update(part.model_dump_json().encode())
    return digest.hexdigest()[:16]


def _trained(move: Move | Mark) -> Move | Mark:
    """Return the move without its held-back batch and the words that only people read."""
    changes: dict[str, MoveWords | Samples] = {}
    unread = {"name": "-", "means": "-"} if isinstance(move, Move) else {}
    for language in LANGUAGES:
        words = move.words(language)
        kept = {b: some for b, some in words.examples.items() if b != HELD_BACK}
        misses = {b: some for b, some in words.near_misses.items() if b != HELD_BACK}
        changes[language] = words.model_copy(
            update={"examples": kept, "near_misses": misses, **unread}
        )
    return move.model_copy(update=changes)


def save(weights: Weights, path: Path = PATH) -> None:
    """Write the weights; the same weights give the same file."""
    arrays: dict[str, Any] = {
        "moves": np.array(weights.moves),
        "cues": np.array(weights.cues),
        "means": weights.means.astype(np.float16),
        "trained_on": np.array(weights.trained_on),
    }
    for name, model in (("full", weights.full), ("rules", weights.rules)):
        arrays |= {
            f"{name}_anchors": model.linear.anchors.steps,
            f"{name}_sizes": model.linear.anchors.sizes,
            f"{name}_weights": model.linear.weights.astype(np.float16),
            f"{name}_bias": model.linear.bias,
            f"{name}_known": np.frombuffer("\n".join(model.known).encode(), np.uint8),
            f"{name}_thresholds": model.thresholds,
            f"{name}_mean": model.scale.mean.astype(np.float32),
            f"{name}_size": np.array(model.scale.size),
            f"{name}_apart": model.scale.apart.astype(np.float16),
        }
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def load(path: Path = PATH) -> Weights:
    """Read the weights that ``save`` wrote."""
    with np.load(path, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return Weights(
        moves=tuple(str(m) for m in arrays["moves"]),
        cues=tuple(str(c) for c in arrays["cues"]),
        means=arrays["means"].astype(np.float32),
        full=_model(arrays, "full"),
        rules=_model(arrays, "rules"),
        trained_on=str(arrays["trained_on"]),
    )


def _model(arrays: Mapping[str, np.ndarray], name: str) -> Model:
    known = arrays[f"{name}_known"].tobytes().decode().split("\n")
    return Model(
        linear=Linear(
            Anchors(arrays[f"{name}_anchors"], arrays[f"{name}_sizes"]),
            arrays[f"{name}_weights"].astype(np.float32),
            arrays[f"{name}_bias"].astype(np.float32),
        ),
        known={gram: i for i, gram in enumerate(known) if gram},
        thresholds=arrays[f"{name}_thresholds"].astype(np.float32),
        scale=Scale(
            arrays[f"{name}_mean"],
            float(arrays[f"{name}_size"]),
            arrays[f"{name}_apart"].astype(np.float32),
        ),
    )
