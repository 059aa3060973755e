"""The citizen's view: four plain questions beside the grade, which they never change."""

from collections.abc import Mapping

from trainer.core.assessment import Quote, Record, View
from trainer.core.feedback import Coaching, Question
from trainer.core.mood import AWAY
from trainer.engines.embedded.grading.act import ACKNOWLEDGING, LISTENING, clear_of, surely
from trainer.engines.embedded.grading.finding import Finding, quotes_of, saturated
from trainer.engines.embedded.grading.scene import Scene
from trainer.engines.embedded.grading.wording import address, choose, quoted

STANDS_ON: dict[Question, tuple[str, ...]] = {
    "heard": ("acknowledges-feelings", "listens-and-checks"),
    "respected": ("respectful", "keeps-calm"),
    "explained": ("explains", "speaks-plainly"),
    "trusts": ("agrees-next-step",),
}
GOOD: dict[Question, frozenset[str]] = {
    "heard": ACKNOWLEDGING | LISTENING,
    "respected": ACKNOWLEDGING | {"greets", "gives-reason", "offers-options"},
    "explained": frozenset({"explains-plainly", "gives-reason", "checks-understanding"}),
    "trusts": frozenset({"commits-next-step", "refers-warmly", "uses-discretion"}),
}
BAD: dict[Question, frozenset[str]] = {
    "heard": frozenset({"dismisses", "orders-calm", "argues", "interrogates", "empty-phrase"}),
    "respected": frozenset(AWAY - {"jargon", "quotes-rule", "empty-phrase"}),
    "explained": frozenset({"quotes-rule", "jargon"}),
    "trusts": frozenset({"promises-too-much", "sends-away", "threatens", "leaks-privacy"}),
}
YES, PARTLY = 1.75, 0.9
"""Where, on 0-3, one answer begins and the next ends."""


def views(
    scene: Scene, findings: Mapping[str, Finding], record: Record, coach: Coaching
) -> tuple[View, ...]:
    """Return the citizen's answers, each with the words that it rests on."""
    return tuple(_view(question, scene, findings, record, coach) for question in STANDS_ON)


def _view(
    question: Question,
    scene: Scene,
    findings: Mapping[str, Finding],
    record: Record,
    coach: Coaching,
) -> View:
    worth = _worth(question, scene, findings)
    good = clear_of(quotes_of(surely(scene.acts(*GOOD[question]))), scene.hurtful)
    bad = quotes_of(surely(scene.acts(*BAD[question])))
    words = coach.feedback.views[question]
    if worth >= YES and good:
        return _answered(question, "yes", words.yes, good, record, coach)
    if worth >= PARTLY or (not bad and _open(question, findings, record)):
        return _answered(question, "partly", words.partly, good or bad, record, coach)
    return _answered(question, "no", words.no, bad, record, coach)


def _open(question: Question, findings: Mapping[str, Finding], record: Record) -> bool:
    """Tell whether a plain no would claim too much: a decent talk without a checklist to go by."""
    decent = "respectful" in findings and (findings["respectful"].level or 0) >= 2
    return decent and record.case is None and question in ("explained", "trusts")


def _answered(
    question: Question,
    answer: str,
    texts: tuple[str, ...],
    quotes: tuple[Quote, ...],
    record: Record,
    coach: Coaching,
) -> View:
    slots = {"citizen": coach.feedback.citizen, **address(record, coach.cues)}
    if quotes:
        slots["quote"] = quoted(quotes[0].text)
    text = choose(texts, slots, record.seed, f"view/{question}/{answer}") or ""
    return View.model_validate(
        {
            "question": question,
            "answer": answer,
            "text": text,
            "quote": quotes[0] if quotes else None,
        }
    )


def _worth(question: Question, scene: Scene, findings: Mapping[str, Finding]) -> float:
    """Return 0-3: what was found of the criteria, and what was said beside the checklist."""
    scores = [findings[id].score for id in STANDS_ON[question] if id in findings]
    known = [score for score in scores if score is not None]
    spoken = 3 * saturated(scene.paid(*GOOD[question]), 1.4)
    spoken -= 1.5 * saturated(scene.paid(*BAD[question]), 1.4)
    if question in ("explained", "trusts"):
        known = [*known, max(0.0, spoken)]
    return sum(known) / len(known) if known else max(0.0, spoken)
