"""A reader with all that the package learned."""

from collections.abc import Mapping
from pathlib import Path

from trainer.core.base import Language
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded import impression, weights
from trainer.engines.embedded.embedding import Embedding, available
from trainer.engines.embedded.reader import EmbeddedReader


def assemble(
    signals: Mapping[Language, Signals],
    plain: Mapping[Language, PlainWords],
    cache: Path | None,
    embeddings: bool = True,
    threads: int = 2,
    keep: bool = False,
) -> EmbeddedReader:
    """Return a reader with the package's weights.

    Args:
        signals: The signals of each language.
        plain: The plain words of each language.
        cache: The SQLite file that keeps vectors; None: memory alone.
        embeddings: False: signals and form alone, as where the wheel is missing.
        threads: Calls of the embedding at the same time.
        keep: Whether vectors of messages are kept on disk too.
    """
    embedding = Embedding(cache, threads) if embeddings and available() else None
    return EmbeddedReader(
        weights.load(),
        signals,
        plain,
        embedding,
        keep,
        asides=weights.load(weights.ASIDES),
        opportunities=weights.load(weights.OPPORTUNITIES),
        impressions=impression.load() if embedding else None,
    )
