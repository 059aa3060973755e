"""The reader, with sentence vectors and by signals alone."""

from pathlib import Path

import pytest

from trainer.content.reading import load_plain, load_signals
from trainer.engines.embedded.assembly import assemble
from trainer.engines.embedded.embedding import Embedding, available
from trainer.engines.embedded.reader import EmbeddedReader

ROOT = Path(__file__).parents[3]
BOTH = [
    pytest.param(
        True, id="vectors", marks=pytest.mark.skipif(not available(), reason="no embedding wheel")
    ),
    pytest.param(False, id="signals"),
]


@pytest.fixture(scope="session", params=BOTH)
def reader(request: pytest.FixtureRequest, var: Path) -> EmbeddedReader:
    vectors = Embedding(var / "vectors.sqlite") if request.param else None
    return assemble(load_signals(ROOT), load_plain(ROOT), vectors)
