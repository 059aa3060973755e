"""A model writes a case: first its structure, then its words a language, then its trainees."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from trainer.content.check import Moves, known_of, reaches_of, scenario_faults
from trainer.content.document import Document
from trainer.content.ids import joined, resolved
from trainer.content.library import Library, ScenarioFiles
from trainer.content.load import Loaded, parse
from trainer.content.wording import Known
from trainer.content.words import EXAMPLE
from trainer.content.yaml import composed
from trainer.core.base import LANGUAGES, Language, Value
from trainer.core.scenario import Scenario
from trainer.core.script import Script, Trainees
from trainer.drafting import skeleton
from trainer.drafting.author import Author, prompt, written
from trainer.drafting.draft import Brief, Draft, Pages, blank, bound, pages
from trainer.drafting.layout import laid_out, plain
from trainer.drafting.parts import NAMES, PARTS, Part
from trainer.drafting.plan import Plan, loose, plan_faults
from trainer.errors import ContentError, Fault

Progress = Callable[[int, int, str], None]
CALLS = 1 + len(LANGUAGES) * (len(PARTS) + 1)


@dataclass(frozen=True)
class Writing:
    """Drafts cases.

    Args:
        library: What there is already: the rubric, the shared words, the defaults.
        moves: The moves, each of which needs a reaction.
        rubric: The rubric that a new case is graded by.
        author: The model that writes; None: a skeleton is made.
        by: The model's name.
        hide: What a brief is put through before the model sees it.
    """

    library: Library
    moves: Moves
    rubric: str
    author: Author | None = None
    by: str = ""
    hide: Callable[[str], str] = str

    @cached_property
    def _known(self) -> Mapping[Language, Known]:
        return known_of(self.library, self.moves)

    async def draft(
        self, brief: Brief, progress: Progress = lambda done, total, what: None
    ) -> Draft:
        """Return a draft of the case that a brief tells."""
        if self.author is None:
            return bound(blank(brief, self.rubric, tuple(self.moves)), brief)
        progress(0, CALLS, "structure")
        seen = self.hide(brief.text)
        plan = await self._planned(self.author, brief, seen)
        if plan is None:
            made = blank(brief, self.rubric, tuple(self.moves))
            made.missing.append(f"all of it; {self.by} gave no case that could be used")
            return bound(made, brief)
        scenario = plan.scenario(brief.id, self.rubric, brief.language)
        made = pages(plain(scenario), scenario, tuple(self.moves), _meanings(plan))
        made.reaches = reaches_of(self.library, scenario)
        told = f"{prompt('case')}\n\n{seen}\n\n{plan.model_dump_json(by_alias=True)}"
        others = [language for language in LANGUAGES if language != brief.language]
        count = _Count(progress)
        await self._worded(self.author, made, told, brief.language, count)
        source = made.words[brief.language]
        await asyncio.gather(
            *[self._worded(self.author, made, told, one, count, source) for one in others]
        )
        return bound(made, brief, self.by)

    async def _planned(self, author: Author, brief: Brief, seen: str) -> Plan | None:
        def faults(plan: Plan) -> list[str]:
            try:
                scenario = plan.scenario(brief.id, self.rubric, brief.language)
            except ValidationError as error:
                return [str(one["msg"]) for one in error.errors(include_url=False)]
            rubric, defaults = self.library.rubrics[self.rubric], self.library.defaults
            if defaults is None:
                return []
            known = tuple(self.moves)
            return plan_faults(scenario, rubric.structure.model, known, defaults.model)

        task = f"{prompt('plan')}\n\n{seen}"
        plan = await written(author, prompt("case"), task, Plan, faults)
        return plan if plan is not None and _usable(plan, brief, self.rubric) else None

    async def _worded(
        self,
        author: Author,
        made: Pages,
        told: str,
        language: Language,
        count: "_Count",
        source: skeleton.Values | None = None,
    ) -> None:
        """Fill in the pages of one language, part by part."""
        for part in PARTS:
            task = self._task(part, made.scenario, language, source)
            found = await written(
                author, told, task, part.model, self._faults(made, language, part)
            )
            count.step(f"{language}: {part.prompt}")
            if found is None or not self._fits(made, language, found):
                made.missing.append(f"{language}.yaml: {', '.join(part.keys)}")
                continue
            made.words[language] |= plain(found)
            made.comments[language] = {
                where: text
                for where, text in made.comments[language].items()
                if where[:1] and where[0] not in part.keys
            }
        task = _cast(made.scenario, language)
        cast = await written(author, told, task, Trainees, lambda found: [])
        count.step(f"{language}: trainees")
        if cast is None:
            made.missing.append(f"trainees.{language}.yaml")
        else:
            made.trainees[language] = plain(cast)

    def _task(
        self,
        part: Part,
        scenario: Scenario,
        language: Language,
        source: skeleton.Values | None,
    ) -> str:
        ids: Mapping[str, tuple[str, ...]] = {
            "secrets": tuple(scenario.facts),
            "questions": tuple(scenario.topics),
            "items": tuple(scenario.checklist),
            "talk": (*self.moves, "summarises-wrong"),
        }
        shared = self.library.shared.get(language)
        text = prompt(part.prompt).format(
            language=NAMES[language],
            ids=", ".join(ids.get(part.prompt, ())),
            everyday=", ".join(shared.model.everyday) if shared else "",
            example=EXAMPLE[language],
        )
        if source is None:
            return text
        there = laid_out({key: source[key] for key in part.keys if key in source})
        own = prompt("own").format(language=NAMES[language])
        return f"{text}\n\n{own}\n\n{there}"

    def _faults(self, made: Pages, language: Language, part: Part) -> Callable[[Value], list[str]]:
        """Return what tells what is wrong with a part, seen beside what there is already."""
        reaches = made.reaches

        def faults(found: Value) -> list[str]:
            files = self._files(made, language, found)
            if isinstance(files, ContentError):
                return [f"{fault.wrong}; {fault.instead}" for fault in files.faults]
            script = files.scripts[language]
            wrong = list(joined(files.structure, script)) or list(
                scenario_faults(self.library, files, self.moves, reaches, self._known)
            )
            return [f"{f.wrong}; {f.instead}" for f in wrong if _in(part, script.document, f)]

        return faults

    def _fits(self, made: Pages, language: Language, found: Value) -> bool:
        """Tell whether a part's ids are those of the structure, so that it can be kept."""
        files = self._files(made, language, found)
        return isinstance(files, ScenarioFiles) and not list(
            joined(files.structure, files.scripts[language])
        )

    def _files(self, made: Pages, language: Language, found: Value) -> ScenarioFiles | ContentError:
        """Return the case as it would be with a part in it, in this language alone."""
        name = Path(f"{language}.yaml")
        try:
            text = laid_out({**made.words[language], **plain(found)})
            document = composed(name.name, name, text)
            script = Loaded(parse(document, Script), document)
        except ContentError as error:
            return error
        return ScenarioFiles(made.scenario.id, loose(made.scenario), {language: script}, {})


@dataclass
class _Count:
    """Counts the calls, for whoever waits."""

    progress: Progress
    done: int = 1

    def step(self, what: str) -> None:
        """One more call was answered."""
        self.done += 1
        self.progress(self.done, CALLS, what)


def _usable(plan: Plan, brief: Brief, rubric: str) -> bool:
    """Tell whether the ids of a plan resolve; words cannot mend what does not."""
    try:
        return not list(resolved(loose(plan.scenario(brief.id, rubric, brief.language))))
    except ValidationError:
        return False


def _meanings(plan: Plan) -> dict[str, str]:
    found = dict(plan.topics)
    found |= {id: fact.is_ for id, fact in plan.facts.items()}
    return found | {id: item.is_ for id, item in plan.checklist.items()}


def _cast(scenario: Scenario, language: Language) -> str:
    said = [id for id, item in scenario.checklist.items() if item.said]
    return prompt("trainees").format(
        language=NAMES[language], facts=", ".join(scenario.facts), items=", ".join(said)
    )


def _in(part: Part, document: Document, fault: Fault) -> bool:
    """Tell whether a fault lies below one of the keys that a part fills."""
    if fault.path != document.path:
        return False
    starts = {line: key for key, line in document.root.keys.items()}
    at = max((line for line in starts if line <= fault.line), default=0)
    return starts.get(at) in part.keys
