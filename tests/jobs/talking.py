"""People who talk with citizens, for tests: `talking.py VAR`.

`start SEED` on standard input starts them in a process of its own, `kill` ends that without a word;
each is answered by an empty line. So what takes long, the imports, is done once. In between come
`sends ATTEMPT NUMBER` before a message is sent, and `heard ATTEMPT NUMBER REPLY` once its reply
counts as said, in JSON.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from trainer import build
from trainer.core.attempt import Exchange
from trainer.core.transcript import Transcript
from trainer.practice import Practice
from trainer.settings import Settings
from trainer.store.database import sqlite_url
from trainer.store.store import open_store

CASE = "angry-resident"
AT_ONCE = 3
MESSAGES = (
    "Goedemorgen. Ik hoor dat u boos bent. Vertelt u eens, wat is er gebeurd?",
    "Dat is vervelend, negen weken is lang. Hoe is het nu thuis?",
    "Hm.",
    "Volgens artikel acht moet u dat binnen zes weken melden.",
    "U wacht dus al weken en niemand belt u terug. Klopt dat?",
    "Sorry dat het zo gelopen is. Wat maakt dit zo zwaar voor u?",
    "Ik bel u morgen voor twaalf uur met het antwoord.",
)


def message(number: int) -> str:
    """Return what is said as message ``number`` (0-based) of any talk."""
    return MESSAGES[number % len(MESSAGES)]


def tell(*words: object) -> None:
    """Write one line at once: a kill loses nothing of what was told."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


async def talk(parts: build.Parts, seed: int) -> None:
    """Go on with the talks that were begun, and begin new ones, until killed."""
    store = open_store(sqlite_url(parts.settings.var / "store.db"))
    practice = parts.practice(store)
    person = (await store.people.named("sanne")).id
    begun = await store.summaries.of_person(person, statuses=("briefing", "talking"))
    open_ = [one.id for one in begun]
    await asyncio.gather(
        *(
            one_after_another(practice, person, seed * AT_ONCE + number, open_[number::AT_ONCE])
            for number in range(AT_ONCE)
        )
    )


async def one_after_another(practice: Practice, person: str, seed: int, begun: list[str]) -> None:
    for id in begun:
        await to_the_end(practice, id)
    while True:
        attempt = await practice.start(person, CASE, "nl", "easy", seed=seed)
        await to_the_end(practice, attempt.id)
        seed += 1000


async def to_the_end(practice: Practice, id: str) -> None:
    while True:
        attempt = await practice.attempts.get(id)
        if attempt.status not in ("briefing", "talking"):
            return
        number = len(attempt.exchanges)
        tell("sends", id, number)
        async for piece in practice.turn(id, message(number)):
            if isinstance(piece, Exchange):
                tell("heard", id, number, json.dumps(piece.reply))


def main(var: Path) -> None:
    """Start and end the talks as standard input says."""
    parts = build.parts(Settings(var=var, embeddings=False))
    case = parts.catalog.case(CASE, "nl", "easy")
    for one in MESSAGES:
        # What takes long the first time is in every child's memory.
        asyncio.run(parts.engine.reader.read(case, Transcript(language="nl"), one))
    child = 0
    for line in sys.stdin:
        what, *seed = line.split()
        if what == "start":
            child = os.fork()
            if child == 0:
                asyncio.run(talk(parts, int(seed[0])))
        else:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        tell()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
