"""The embedded grader: from readings and checklist to anchored levels, without a model."""

from collections.abc import Mapping

from trainer.core.assessment import (
    Assessment,
    Quote,
    Record,
    Verdict,
    checked,
    scored,
)
from trainer.core.base import Language
from trainer.core.engine import Step, at_once
from trainer.core.feedback import Coaching
from trainer.core.rubric import Rubric, RubricWords
from trainer.engines.embedded.grading import completeness, empathy, offering, plainness, tone
from trainer.engines.embedded.grading.feedback import strengths, try_next, verdict
from trainer.engines.embedded.grading.finding import Finding
from trainer.engines.embedded.grading.overall import as_a_whole
from trainer.engines.embedded.grading.scene import Scene, scene_of
from trainer.engines.embedded.grading.views import views

ENGINE = "embedded"
CERTAIN = 0.75
"""How sure a critical move must be before it caps its dimension."""
JUDGES = {
    "respectful": tone.respectful,
    "keeps-calm": tone.keeps_calm,
    "speaks-plainly": plainness.speaks_plainly,
    "acknowledges-feelings": empathy.acknowledges_feelings,
    "listens-and-checks": empathy.listens_and_checks,
    "sees-this-person": offering.sees_this_person,
}
"""The criteria that can be judged by what was said alone."""


class EmbeddedGrader:
    """Judges by the rubric's indicators; the same record gives the same assessment."""

    def __init__(self, coaching: Mapping[Language, Coaching]) -> None:
        self._coaching = coaching

    async def grade(
        self, rubric: Rubric, words: RubricWords, record: Record, step: Step = at_once
    ) -> Assessment:
        """Return the assessment of a conversation; every quote stands in its turn."""
        return assess(rubric, record, self._coaching[record.transcript.language])


def assess(rubric: Rubric, record: Record, coach: Coaching) -> Assessment:
    """Return the assessment; pure, so that a test needs no engine."""
    scene = scene_of(record, coach.cues)
    findings = findings_of(rubric, scene, record)
    verdicts = {id: _verdict(finding, record, coach) for id, finding in findings.items()}
    case = record.case
    critical = _critical(rubric, scene)
    return Assessment(
        rubric=rubric.id,
        rubric_version=rubric.version,
        scenario=case.scenario.id if case else record.transcript.scenario,
        scenario_version=case.scenario.version if case else None,
        scenario_hash=case.hash if case else "",
        level=case.level if case else None,
        language=record.transcript.language,
        engine=ENGINE,
        verdicts=verdicts,
        dimensions=scored(rubric, verdicts, capped(rubric, scene)),
        strengths=strengths(rubric, findings),
        try_next=try_next(rubric, findings, record, coach),
        views=views(scene, findings, record, coach) if scene.moments else (),
        critical=critical,
        flagged=scene.flagged,
        plainer=_plainer(scene),
    )


def findings_of(rubric: Rubric, scene: Scene, record: Record) -> dict[str, Finding]:
    """Return what was found of every criterion of the rubric."""
    return {id: _finding(rubric, id, scene, record) for id in rubric.criteria}


def capped(rubric: Rubric, scene: Scene) -> frozenset[str]:
    """Return the dimensions that a critical move caps: those of the criteria it counts against."""
    made = {act.move for act in scene.acts(*rubric.critical) if act.sure >= CERTAIN}
    return frozenset(
        criterion.dimension
        for criterion in rubric.criteria.values()
        if made.intersection(criterion.indicators.against)
    )


def _finding(rubric: Rubric, id: str, scene: Scene, record: Record) -> Finding:
    if not scene.moments:
        return Finding(id, None)
    if rubric.criteria[id].checklist:
        return completeness.judge(scene, record, id).clear(scene.hurtful)
    if id not in JUDGES:
        return Finding(id, None)
    return as_a_whole(JUDGES[id](scene), scene.struck).clear(scene.hurtful)


def _verdict(finding: Finding, record: Record, coach: Coaching) -> Verdict:
    return checked(record.transcript, verdict(finding, record, coach))


def _critical(rubric: Rubric, scene: Scene) -> tuple[Quote, ...]:
    acts = scene.acts(*rubric.critical)
    return tuple(dict.fromkeys(act.quote for act in acts if act.sure >= CERTAIN))


def _plainer(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return the officialese used, each with the better word."""
    pairs = ((f.text, f.id) for m in scene.moments for _, f in m.officialese if f.id != f.text)
    return tuple(dict.fromkeys(pairs))
