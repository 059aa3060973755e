"""Speaking plainly: whether the other person can follow."""

from collections.abc import Iterable

from trainer.core.assessment import Quote
from trainer.engines.embedded.grading.act import surely
from trainer.engines.embedded.grading.chances import worst
from trainer.engines.embedded.grading.cues import sentences
from trainer.engines.embedded.grading.finding import (
    Chance,
    Finding,
    bounded,
    chance_at,
    quotes_of,
    saturated,
)
from trainer.engines.embedded.grading.moment import Moment
from trainer.engines.embedded.grading.scene import Scene

PLAIN = {"explains-plainly": 1.0, "gives-reason": 0.9, "checks-understanding": 0.4}
HARD = {"jargon": 1.0, "quotes-rule": 1.0}
MUCH = 90
"""Words in one go that are more than most people keep."""


def speaks_plainly(scene: Scene) -> Finding:
    """Judge whether the other person can follow: hard words, rules, and too much at once."""
    telling = [m for m in scene.moments if m.words >= 6]
    hard = sum(_hardness(m) for m in telling)
    if not telling or (scene.words < 20 and hard < 0.3):
        return Finding("speaks-plainly", None)
    n = len(telling)
    plain = scene.paid("explains-plainly") + 0.4 * scene.paid("gives-reason")
    checks = scene.paid("checks-understanding")
    score = 1.7 + 0.6 * saturated(plain, 1.5) + 0.9 * saturated(checks, 1.2)
    score -= 1.5 * min(1.0, hard / n) + 0.9 * saturated(hard / scene.long, 2.0)
    score -= 0.5 * sum(m.words > MUCH for m in telling) / n
    against = quotes_of(surely(scene.acts("jargon", "quotes-rule")))
    told = quotes_of(scene.acts("explains-plainly", "gives-reason"), PLAIN)
    checked = tuple(m.told(scene.hurtful) for m in telling if m.of("checks-understanding"))
    shown = told or tuple(quote for quote in checked if quote)
    return Finding(
        "speaks-plainly",
        bounded(score),
        shown or _easiest(scene, telling),
        against or _terms(scene),
        shown,
        _hardest(telling),
        pieces=hard + plain + checks + 0.3 * n,
        slots=_plainer(scene),
    )


def _easiest(scene: Scene, telling: Iterable[Moment]) -> tuple[Quote, ...]:
    """Return what was easiest to follow among what did not hurt."""
    ordered = sorted(telling, key=lambda m: (_hardness(m), -m.words))
    said = (m.told(scene.hurtful) for m in ordered)
    return (next((q for q in said if q), None) or ordered[0].longest,)


def _hardest(telling: Iterable[Moment]) -> tuple[Chance, ...]:
    """Return where it was hard to follow, the hardest first; where nothing was, the longest."""
    ordered = sorted(telling, key=lambda m: (-_hardness(m), -m.words))
    return tuple(chance_at(m, said=worst(m, HARD) or _hard(m)) for m in ordered)


def _hardness(moment: Moment) -> float:
    rules = moment.weight("quotes-rule") + 0.8 * moment.weight("jargon")
    terms = 0.35 * len(moment.officialese)
    eased = 0.4 if moment.weight("explains-plainly") > 0.5 else 0.0
    return max(0.0, min(1.5, max(rules, terms) - eased))


def _hard(moment: Moment) -> Quote | None:
    return next((_sentence_with(moment, f.text) for _, f in moment.officialese), None)


def _sentence_with(moment: Moment, text: str) -> Quote | None:
    return next(
        (Quote(turn=t, text=s) for t, x in moment.said for s in sentences(x) if text in s), None
    )


def _terms(scene: Scene) -> tuple[Quote, ...]:
    return tuple(
        Quote(turn=turn, text=found.text) for m in scene.moments for turn, found in m.officialese
    )


def _plainer(scene: Scene) -> dict[str, str]:
    """Return the first officialese word, and the better one."""
    for moment in scene.moments:
        for _, found in moment.officialese:
            if found.id and found.id != found.text:
                return {"word": found.text, "better": found.id}
    return {}
