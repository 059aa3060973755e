"""The content that is shipped, read once for all tests of a process."""

from pathlib import Path

from trainer.content.catalog import Catalog

ROOT = Path(__file__).parents[1]
CATALOG = Catalog(ROOT)
