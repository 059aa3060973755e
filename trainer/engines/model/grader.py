"""The grader by a model: one criterion a call, all at once; code verifies, counts and adds up.

What is learned, what is critical and what was addressed to the grader stays with the embedded
grader, whose verdicts stand beside the model's.
"""

import asyncio
from collections.abc import Mapping
from functools import partial

from trainer.core.assessment import Assessment, Record, Verdict, scored
from trainer.core.engine import Grader, Step, at_once
from trainer.core.rubric import Rubric, RubricWords
from trainer.engines.model.chat import Chat
from trainer.engines.model.grading import verdicts as made
from trainer.engines.model.grading.asking import for_items, for_level, talk
from trainer.engines.model.grading.forms import Judged
from trainer.engines.model.grading.judging import Outcome, items_of, level_of
from trainer.engines.model.grading.quotes import standing_in
from trainer.engines.model.masking import Fiction, Mask
from trainer.engines.model.prompts import hash_of
from trainer.engines.model.sheet import Sheets
from trainer.errors import ModelError

LEVEL_PROMPTS = ("grade", "level", "examples")
ITEM_PROMPTS = ("grade", "items")


class ModelGrader:
    """Judges with a model.

    Args:
        chat: The model.
        embedded: Judges beside it, and where it fails.
    """

    def __init__(self, chat: Chat, embedded: Grader) -> None:
        self._chat = chat
        self._embedded = embedded
        self._sheets = Sheets()

    async def grade(
        self, rubric: Rubric, words: RubricWords, record: Record, step: Step = at_once
    ) -> Assessment:
        """Return the assessment; every quote stands in its turn.

        Raises ``ModelError`` where the provider answered nothing at all.
        """
        own = await self._embedded.grade(rubric, words, record)
        if not record.transcript.said_by("trainee"):
            return own
        fiction = self._sheets.of(record.case).fiction if record.case else Fiction()
        mask = Mask(record.transcript.language, fiction)
        outcomes = await self._ask(rubric, words, record, own, mask, step)
        if outcomes and all(one.failed == "provider" for one in outcomes.values()):
            raise ModelError(next(iter(outcomes.values())).why)
        found = await self._verdicts(rubric, words, record, own, mask, outcomes)
        return self._assessment(rubric, words, own, found, outcomes)

    async def _ask(
        self,
        rubric: Rubric,
        words: RubricWords,
        record: Record,
        own: Assessment,
        mask: Mask,
        step: Step,
    ) -> dict[str, Outcome]:
        """Ask for every criterion at once; all share the conversation as the prompt's beginning."""
        said = talk(record, mask, own.flagged)
        language = record.transcript.language
        steps = {}
        for id, criterion in rubric.criteria.items():
            if not criterion.checklist:
                asked = for_level(said, language, words.criteria[id], id)
                stands = partial(_stands, record, mask)
                steps[id] = partial(level_of, self._chat, asked, hash_of(*LEVEL_PROMPTS), stands)
            elif record.case and (items := self._items(record, id)):
                harmless = partial(self._harmless, record)
                asked = for_items(said, record.case, items, harmless)
                steps[id] = partial(items_of, self._chat, asked, hash_of(*ITEM_PROMPTS), items)
        texts = await asyncio.gather(*(step(id, work) for id, work in steps.items()))
        return {
            id: Outcome.model_validate_json(text) for id, text in zip(steps, texts, strict=True)
        }

    def _items(self, record: Record, criterion: str) -> tuple[str, ...]:
        """Return the items of a criterion that a model is asked for.

        Never what is to be learned, which code knows; and none that would tell a fact which the
        trainee has not found.
        """
        case = record.case
        if case is None:
            return ()
        return tuple(
            id
            for id, item in case.scenario.checklist.items()
            if item.said
            and item.criterion == criterion
            and self._harmless(record, case.script.checklist[id].title)
        )

    def _harmless(self, record: Record, text: str) -> bool:
        """Tell whether a text tells no fact that the trainee has not found."""
        if record.case is None:
            return True
        sheet = self._sheets.of(record.case)
        told = {*record.told, *(record.state.told if record.state else ())}
        return not sheet.gives_away(text, [id for id in sheet.own if id not in told])

    async def _verdicts(
        self,
        rubric: Rubric,
        words: RubricWords,
        record: Record,
        own: Assessment,
        mask: Mask,
        outcomes: Mapping[str, Outcome],
    ) -> dict[str, Verdict]:
        listed = await self._listed(rubric, words, record, mask, outcomes)
        language, by = record.transcript.language, self._chat.by
        found = {}
        for id, verdict in own.verdicts.items():
            outcome = outcomes.get(id)
            if outcome is None or outcome.failed == "provider":
                found[id] = verdict
            elif outcome.failed:
                found[id] = made.not_assessed(id, language, by)
            elif rubric.criteria[id].checklist:
                found[id] = listed.verdicts[id].model_copy(update={"by": by})
            elif judged := outcome.judged():
                found[id] = made.verdict_of(judged, verdict, words.criteria[id], record, mask, by)
        return found

    async def _listed(
        self,
        rubric: Rubric,
        words: RubricWords,
        record: Record,
        mask: Mask,
        outcomes: Mapping[str, Outcome],
    ) -> Assessment:
        """Return what the checklist comes to, by the same code, with the items the model found."""
        said = {
            item.id: item
            for id, outcome in outcomes.items()
            if rubric.criteria[id].checklist and (answer := outcome.items())
            for item in answer.items
            if item.id in self._items(record, id)
        }
        return await self._embedded.grade(rubric, words, made.with_items(record, said, mask))

    def _assessment(
        self,
        rubric: Rubric,
        words: RubricWords,
        own: Assessment,
        found: dict[str, Verdict],
        outcomes: Mapping[str, Outcome],
    ) -> Assessment:
        capped = frozenset(id for id, score in own.dimensions.items() if score.capped)
        beside = {id: own.verdicts[id].level for id in outcomes}
        changes = {
            "engine": self._chat.by,
            "verdicts": found,
            "dimensions": scored(rubric, found, capped),
            "strengths": made.strengths(rubric, found),
            "try_next": made.try_next(rubric, words, own.try_next, found),
            "beside": beside,
            "apart": made.apart(found, beside),
            "usage": tuple(use for one in outcomes.values() for use in one.usage),
        }
        return own.model_copy(update=changes)


def _stands(record: Record, mask: Mask, judged: Judged) -> bool:
    return bool(standing_in(record.transcript, judged.quotes, mask))
