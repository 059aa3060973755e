"""A grader that judges a criterion a step, as a model's does, and writes down each time it did."""

import asyncio
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from trainer.core.assessment import Assessment, Record, Verdict
from trainer.core.engine import Grader, Step, at_once
from trainer.core.rubric import Rubric, RubricWords

HALF = 5
"""Steps that are not held up."""


@dataclass
class Stepping:
    """Judges as ``real`` does; each step takes ``seconds`` and leaves a line in ``log``.

    While a file ``held`` is there, the later half of the steps waits.
    """

    real: Grader
    log: Path
    seconds: float = 0.05
    held: Path | None = None

    async def grade(
        self, rubric: Rubric, words: RubricWords, record: Record, step: Step = at_once
    ) -> Assessment:
        whole = await self.real.grade(rubric, words, record)
        steps = [
            step(id, partial(self._judge, record.seed, number, whole.verdicts[id]))
            for number, id in enumerate(rubric.criteria)
        ]
        judged = [Verdict.model_validate_json(text) for text in await asyncio.gather(*steps)]
        verdicts = {verdict.criterion: verdict for verdict in judged}
        return whole.model_copy(update={"verdicts": verdicts, "engine": "stepping"})

    async def _judge(self, seed: int, number: int, verdict: Verdict) -> str:
        # Some come sooner than others, so that a kill finds a part of them done.
        await asyncio.sleep(self.seconds * (1 + number))
        while self.held and number >= HALF and self.held.exists():
            await asyncio.sleep(0.02)
        with self.log.open("a") as log:
            log.write(f"{seed} {verdict.criterion}\n")
        return verdict.model_dump_json()

    @property
    def done(self) -> list[str]:
        """What was judged so far."""
        return self.log.read_text().splitlines() if self.log.exists() else []
