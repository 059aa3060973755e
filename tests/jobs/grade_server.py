"""Serves the pages for tests, with a grader that takes its time: `grade_server.py PORT VAR`.

Each line on standard input starts a server in a process of its own and is answered by its number,
or ends one and is answered by nothing: so what takes long, the imports, is done once.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import uvicorn

from jobs.stepping import Stepping
from trainer.build import grading
from trainer.jobs import durable
from trainer.practice import Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import open_store
from trainer.web import texts
from trainer.web.app import pages, site_from
from web.conftest import CATALOG, ENGINE, MOVE_NAMES


def serve(port: int, var: Path) -> None:
    """Serve until killed."""
    settings = Settings(var=var, port=port)
    store = open_store(sqlite_url(var / "store.db"))
    engine = replace(ENGINE, grader=Stepping(ENGINE.grader, var / "judged"))
    practice = Practice(engine, ENGINE, store.attempts, CATALOG)
    jobs = grading(settings, practice, store)
    assert isinstance(jobs, durable.DurableGrading)
    site = site_from(settings, practice, store, CATALOG, lambda language: MOVE_NAMES, jobs)
    uvicorn.run(pages(site), host="127.0.0.1", port=port, log_level="warning", lifespan="on")


def main(port: int, var: Path) -> None:
    """Start and end servers as standard input says."""
    import dbos  # noqa: F401

    texts.load()
    for line in sys.stdin:
        if line.startswith("start"):
            child = os.fork()
            if child == 0:
                serve(port, var)
                os._exit(0)
            print(child, flush=True)
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            print(flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
