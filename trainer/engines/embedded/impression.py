"""Impression: how much a sentence sounds like talks that experienced readers called good.

Who observes conversations counts what was done and, beside it, rates the whole: the global ratings
of MITI-4 beside its counts. What makes the whole is learned from talks that were put in order,
three about the same thing. Without sentence vectors there is no impression.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.core.judged import Judged, Quality
from trainer.core.reading import Found
from trainer.engines.embedded.linear import Anchors, Linear, Matrix, solved
from trainer.engines.embedded.sight import Sight

PATH = Path(__file__).parent / "impressions.npz"
"""Where the package keeps what was learned."""
WORTH: dict[Quality, float] = {"poor": 0.0, "middling": 0.8, "good": 1.0}
"""What a message of a talk is to be worth. Poor ones lie further from middling ones than these from
good ones: chosen on the first eleven batches, each left out in turn."""


@dataclass(frozen=True)
class Impressions:
    """What was learned from judged talks."""

    linear: Linear
    """One output: the worth, 0-1."""
    trained_on: str
    """Hash of the talks."""

    def of(self, sights: Sequence[Sight]) -> list[tuple[Found, ...]]:
        """Return each message's sentences, ``sure`` being how good talks are that sound like them.

        Args:
            sights: The messages; of those without vectors nothing is returned.
        """
        seen = [sight for sight in sights if sight.raw is not None and len(sight.raw)]
        if not seen:
            return [() for _ in sights]
        scores = self.linear.scores(np.concatenate([sight.raw for sight in seen]))[:, 0]
        worth = iter(np.clip(scores, 0, 1).round(3).tolist())
        return [
            tuple(Found(id="good", text=s.text, sure=next(worth)) for s in sight.analysis.sentences)
            if sight.raw is not None
            else ()
            for sight in sights
        ]


def learned(talks: Sequence[Judged], messages: Sequence[Sequence[Matrix]]) -> Impressions:
    """Return what is learned from talks.

    Args:
        talks: The judged talks.
        messages: Of each talk, the vectors of each of the trainee's messages, without their
            language's mean (sentences, 384).
    """
    rows = [vectors.mean(axis=0) for some in messages for vectors in some if len(vectors)]
    counts = [sum(bool(len(vectors)) for vectors in some) for some in messages]
    wanted = np.repeat([WORTH[talk.quality] for talk in talks], counts).astype(np.float32)
    anchors = Anchors.of(np.stack(rows))
    weights, bias = solved(anchors.likeness(anchors.rows), wanted[:, None])
    return Impressions(Linear(anchors, weights, bias), talks_hash(talks))


def talks_hash(talks: Iterable[Judged]) -> str:
    """Return the hash of what is learned from."""
    digest = hashlib.sha256()
    for talk in talks:
        digest.update(talk.model_dump_json().encode())
    return digest.hexdigest()[:16]


def save(impressions: Impressions, path: Path = PATH) -> None:
    """Write what was learned; the same gives the same file."""
    linear = impressions.linear
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            anchors=linear.anchors.steps,
            sizes=linear.anchors.sizes,
            weights=linear.weights.astype(np.float16),
            bias=linear.bias,
            trained_on=np.array(impressions.trained_on),
        )


def load(path: Path = PATH) -> Impressions:
    """Read what ``save`` wrote."""
    with np.load(path, allow_pickle=False) as file:
        anchors = Anchors(file["anchors"], file["sizes"])
        linear = Linear(anchors, file["weights"].astype(np.float32), file["bias"])
        return Impressions(linear, str(file["trained_on"]))
