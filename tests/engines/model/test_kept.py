"""What an attempt keeps of the models that played it."""

from pathlib import Path

import pytest

from model_server import Response, Says, compliant, serving
from trainer import build
from trainer.core.attempt import Attempt, Exchange
from trainer.core.usage import Usage
from trainer.exchange import consumption
from trainer.settings import Settings

MESSAGE = "Goedemorgen, vertelt u eens, wat is er gebeurd?"


async def one_turn(
    by_rules: build.Parts, tmp_path: Path, says: Says
) -> tuple[Attempt, tuple[tuple[str, Usage], ...]]:
    with serving(says) as server:
        settings = Settings(
            var=tmp_path,
            model="openai:any",
            model_url=server.url,
            model_retries=0,
            model_prices="openai:any=1000/2000",
        )
        parts = build.with_models(by_rules, settings)
        store = build.store(parts.settings)
        await store.database.migrate()
        try:
            person = await store.people.add("Sanne", "sanne", "trainee")
            practice = parts.practice(store)
            attempt = await practice.start(person.id, "angry-resident", "nl", "standard", 1)
            pieces = [piece async for piece in practice.turn(attempt.id, MESSAGE)]
            assert isinstance(pieces[-1], Exchange)
            await practice.finish(attempt.id)
            await practice.grade(attempt.id)
            return await practice.attempts.get(attempt.id), await store.usages.all()
        finally:
            await store.database.close()


async def test_calls_are_kept_with_what_they_took(by_rules: build.Parts, tmp_path: Path) -> None:
    attempt, calls = await one_turn(by_rules, tmp_path, compliant)
    assert attempt.notes == ()
    assert attempt.exchanges[0].by == "model:openai:any"
    assert attempt.assessment and attempt.assessment.engine == "model:openai:any"
    assert [use.part for _, use in calls] == ["citizen"] + ["grader"] * 9
    for id, use in calls:
        assert id == attempt.id
        assert use.tokens_in and use.tokens_out
        assert use.cost == pytest.approx((use.tokens_in + 2 * use.tokens_out) / 1000)
    rows = consumption.as_json(calls)
    assert sum(int(str(row["calls"])) for row in rows) == len(calls)
    assert consumption.table(calls).row_count == 2


async def test_an_attempt_says_where_the_embedded_engine_took_over(
    by_rules: build.Parts, tmp_path: Path
) -> None:
    attempt, calls = await one_turn(by_rules, tmp_path, lambda body: Response(status=500))
    assert attempt.exchanges[0].by == "embedded"
    assert attempt.assessment and attempt.assessment.engine == "embedded"
    assert [note.split(":")[0] for note in attempt.notes] == [
        "embedded citizen took over",
        "embedded grader took over",
    ]
    assert calls == ()
