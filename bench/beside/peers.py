"""The same grading by others: `peers.py URL`, with the talk and the criteria on standard input.

Standard input is JSON: ``{"turns": [{"role", "content"}], "criteria": {name: [steps]}}``. Prints a
line of JSON: the seconds that each takes for all criteria at once, the second time.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any

os.environ |= {
    "DEEPEVAL_TELEMETRY_OPT_OUT": "1",
    "DEEPEVAL_DISABLE_DOTENV": "1",
    "LANGSMITH_TRACING": "false",
    "OPENAI_API_KEY": "none",
}
PROMPT = """Judge the official's side of this conversation by one criterion.

Criterion: {criterion}

Conversation:
{outputs}"""


def by_deepeval(url: str, talk: dict[str, Any]) -> Callable[[], Awaitable[None]]:
    """Return what grades all criteria by conversational G-Eval, its steps given."""
    from deepeval.metrics import ConversationalGEval
    from deepeval.models import OpenAIModel
    from deepeval.test_case import ConversationalTestCase, MultiTurnParams, Turn

    case = ConversationalTestCase(turns=[Turn(**turn) for turn in talk["turns"]])
    model = OpenAIModel(model="gpt-4o", base_url=url, api_key="none")
    metrics = [
        ConversationalGEval(
            name=name,
            evaluation_steps=steps,
            evaluation_params=[MultiTurnParams.CONTENT],
            model=model,
        )
        for name, steps in talk["criteria"].items()
    ]

    async def grade() -> None:
        await asyncio.gather(*[metric.a_measure(case, False, False) for metric in metrics])

    return grade


def by_openevals(url: str, talk: dict[str, Any]) -> Callable[[], Awaitable[None]]:
    """Return what grades all criteria by a judge each."""
    from langchain_openai import ChatOpenAI
    from openevals.llm import create_async_llm_as_judge

    judge = create_async_llm_as_judge(
        prompt=PROMPT,
        judge=ChatOpenAI(model="gpt-4o", base_url=url, api_key="none"),
        continuous=True,
    )
    said = "\n".join(f"{turn['role']}: {turn['content']}" for turn in talk["turns"])

    async def grade() -> None:
        asked = ["\n".join(steps) for steps in talk["criteria"].values()]
        await asyncio.gather(*[judge(outputs=said, criterion=one) for one in asked])

    return grade


async def timed(grade: Callable[[], Awaitable[None]]) -> float:
    """Return the seconds of a second run, with all imported and connected."""
    await grade()
    begun = time.perf_counter()
    await grade()
    return time.perf_counter() - begun


def main(url: str) -> None:
    talk = json.load(sys.stdin)
    found = {
        "deepeval": asyncio.run(timed(by_deepeval(url, talk))),
        "openevals": asyncio.run(timed(by_openevals(url, talk))),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
