"""Serves the pages for tests, with a grader that takes its time: `grade_server.py VAR [JOBS_URL]`.

`start PORT` on standard input starts a server in a process of its own, `kill PORT` ends it without
a word; each line is answered by an empty one. So what takes long, the imports, is done once.
"""

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import uvicorn

from jobs.stepping import Stepping
from shipped import CATALOG
from trainer.build import grading
from trainer.jobs import durable
from trainer.practice import Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import open_store
from trainer.web import texts
from trainer.web.app import pages, site_from
from web.conftest import ENGINE, MOVE_NAMES, exercising_in


def serve(port: int, var: Path, jobs_url: str) -> None:
    """Serve until killed."""
    settings = Settings(var=var, port=port, jobs_url=jobs_url)
    store = open_store(sqlite_url(var / "store.db"))
    engine = replace(ENGINE, grader=Stepping(ENGINE.grader, var / "judged", held=var / "held"))
    practice = Practice(engine, ENGINE, store.attempts, CATALOG)
    jobs = grading(settings, practice, store)
    assert isinstance(jobs, durable.DurableGrading)
    exercising = exercising_in(store)
    site = site_from(
        settings, practice, store, CATALOG, lambda language: MOVE_NAMES, jobs, exercising
    )
    uvicorn.run(pages(site), host="127.0.0.1", port=port, log_level="warning", lifespan="on")


def main(var: Path, jobs_url: str = "") -> None:
    """Start and end servers as standard input says."""
    import dbos  # noqa: F401

    texts.load()
    children: dict[str, int] = {}
    for line in sys.stdin:
        what, port = line.split()
        if what == "start":
            children[port] = os.fork()
            if children[port] == 0:
                serve(int(port), var, jobs_url)
                os._exit(0)
        elif child := children.pop(port, None):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        print(flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
