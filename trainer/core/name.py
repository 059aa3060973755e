"""Names of people and groups, which stand in the midst of other text."""

import unicodedata

TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""What makes the text after it run the other way; a name in Arabic or Hebrew needs none of it."""


def plain(name: str) -> str:
    """Return a name on one line, without what cannot be seen but turns text round."""
    seen = (one for one in name if unicodedata.bidirectional(one) not in TURNS)
    return " ".join("".join(seen).split())
