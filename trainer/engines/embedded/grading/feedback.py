"""From findings to what the trainee reads: verdicts, strengths, and the one thing to try next."""

from collections.abc import Mapping

from trainer.core.assessment import Record, TryNext, Verdict
from trainer.core.feedback import Coaching
from trainer.core.rubric import BANDS, Rubric
from trainer.engines.embedded.grading.finding import Finding
from trainer.engines.embedded.grading.wording import choose, quoted, slots

FIRST = {"acknowledges-feelings": 0.3, "listens-and-checks": 0.25, "keeps-calm": 0.1}
"""What goes first where as much is to be gained: people are heard before they are told."""


def verdict(finding: Finding, record: Record, coach: Coaching) -> Verdict:
    """Return the verdict of a finding, in words."""
    words = coach.feedback.criteria[finding.criterion]
    level = finding.level
    chance = finding.chance(_turns(finding))
    filled = slots(finding, record, coach.feedback, coach.cues, chance)
    key = finding.criterion
    if level is None:
        reason = choose(words.no_chance, filled, record.seed, f"{key}/none") or ""
        return Verdict(criterion=key, level=None, status="no-opportunity", reason=reason)
    band = BANDS[level]
    reason = choose(words.reasons[band], filled, record.seed, f"{key}/{band}") or ""
    aside = _aside(finding, record, coach, filled)
    further = words.next.get(band, ())
    return Verdict(
        criterion=key,
        level=level,
        leaning=finding.leaning,
        status=finding.status,
        quotes=finding.shown or ((chance.said,) if chance and chance.said else ()),
        reason=f"{reason} {aside}".strip(),
        next=choose(further, filled, record.seed, f"{key}/next"),
        praise=praise(finding, record, coach),
        confidence=finding.confidence,
    )


def praise(finding: Finding, record: Record, coach: Coaching) -> str | None:
    """Return what went well, only with the words that show it."""
    if not finding.praised or not finding.level:
        return None
    filled = slots(finding, record, coach.feedback, coach.cues)
    filled["quote"] = quoted(finding.praised[0].text)
    words = coach.feedback.criteria[finding.criterion]
    return choose(words.praise, filled, record.seed, f"{finding.criterion}/praise")


def _turns(finding: Finding) -> set[int]:
    """Return the turn of the words that are praised."""
    return {quote.turn for quote in finding.praised[:1]}


def strengths(rubric: Rubric, findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """Return the criteria to praise, best first; none where nothing was really there."""
    shown = {
        id: (f.level or 0, (f.score or 0.0) * rubric.criteria[id].weight, len(f.quotes))
        for id, f in findings.items()
        if f.praised and f.level
    }
    ranked = sorted(shown, key=lambda id: shown[id], reverse=True)
    good = tuple(id for id in ranked if shown[id][0] >= 2)
    return good or tuple(ranked[:1])


def try_next(
    rubric: Rubric, findings: Mapping[str, Finding], record: Record, coach: Coaching
) -> TryNext | None:
    """Return the one thing to try next: where most is to be gained."""
    gains = {
        id: (3 - (f.level or 0)) * rubric.criteria[id].weight + FIRST.get(id, 0.0)
        for id, f in findings.items()
        if f.score is not None and (f.level or 0) < 3
    }
    if not gains:
        return None
    finding = findings[max(gains, key=lambda id: gains[id])]
    words = coach.feedback.criteria[finding.criterion]
    praised = {turn for id in strengths(rubric, findings) for turn in _turns(findings[id])}
    chance = finding.chance(praised | _turns(finding))
    filled = slots(finding, record, coach.feedback, coach.cues, chance)
    text = choose(words.try_, filled, record.seed, f"{finding.criterion}/try") or ""
    return TryNext(
        criterion=finding.criterion,
        text=text,
        example=example(finding, record, coach, filled, chance.feeling if chance else None),
        turn=chance.heard[0] if chance and chance.heard else None,
        said=chance.said.text if chance and chance.said else None,
    )


def example(
    finding: Finding,
    record: Record,
    coach: Coaching,
    filled: Mapping[str, str],
    feeling: str | None,
) -> str:
    """Return how it could sound, for this citizen and the ``feeling`` shown at this moment."""
    if finding.model:
        return finding.model
    lines = coach.cues.feelings[feeling].lines if feeling in coach.cues.feelings else ()
    if finding.criterion in ("acknowledges-feelings", "keeps-calm") and lines:
        return choose(lines, filled, record.seed, f"line/{feeling}") or lines[0]
    words = coach.feedback.criteria[finding.criterion].examples
    return choose(words, filled, record.seed, f"{finding.criterion}/example") or words[0]


def _aside(finding: Finding, record: Record, coach: Coaching, filled: Mapping[str, str]) -> str:
    """Return what is added to a reason, the most serious first."""
    for name in finding.asides:
        texts = getattr(coach.feedback.asides, name)
        text = choose(texts, filled, record.seed, f"{finding.criterion}/{name}")
        if text:
            return text
    return ""


__all__ = ["example", "praise", "strengths", "try_next", "verdict"]
