"""Everything of one person in one file: to read, and for other programs."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any


def archive(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], readme: str, talks: Mapping[str, str]
) -> bytes:
    """Return a zip file: what it is, every row by table as JSON, and each talk as text.

    ``talks`` holds texts by the name that their file gets, without an ending.
    """
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", f"{readme}\n")
        data = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
        file.writestr("data.json", f"{data}\n")
        for name, text in talks.items():
            file.writestr(f"{name}.txt", text)
    return whole.getvalue()
