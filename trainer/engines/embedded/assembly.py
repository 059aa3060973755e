"""A reader with all that the package learned."""

from collections.abc import Mapping, Sequence

from trainer.core.base import Language
from trainer.core.move import Move
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded import impression, weights
from trainer.engines.embedded.embedding import Embedding
from trainer.engines.embedded.impression import Impressions
from trainer.engines.embedded.reader import EmbeddedReader


def assemble(
    signals: Mapping[Language, Signals],
    plain: Mapping[Language, PlainWords],
    embedding: Embedding | None,
    keep: bool = False,
    moves: Sequence[Move] = (),
    impressions: Impressions | None = None,
) -> EmbeddedReader:
    """Return a reader with the package's weights.

    Args:
        signals: The signals of each language.
        plain: The plain words of each language.
        embedding: As for ``EmbeddedReader``, and so are ``keep`` and ``moves``.
        keep: As there.
        moves: As there.
        impressions: Others than the package's.
    """
    if impressions is None and embedding is not None:
        impressions = impression.load()
    return EmbeddedReader(
        weights.load(),
        signals,
        plain,
        embedding,
        keep,
        moves,
        asides=weights.load(weights.ASIDES),
        opportunities=weights.load(weights.OPPORTUNITIES),
        impressions=impressions,
    )
