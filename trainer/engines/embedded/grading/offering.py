"""Offering: whether what was offered was for this person, who had been heard."""

from trainer.core.assessment import Quote
from trainer.core.mood import AWAY
from trainer.engines.embedded.grading.act import ADVICE, Act, surely
from trainer.engines.embedded.grading.chances import chances
from trainer.engines.embedded.grading.cues import words
from trainer.engines.embedded.grading.empathy import BEGUN, KINDLY_SAID
from trainer.engines.embedded.grading.finding import Finding, bounded, quotes_of, saturated
from trainer.engines.embedded.grading.moment import Moment
from trainer.engines.embedded.grading.scene import Scene
from trainer.engines.embedded.grading.wording import quoted

SEES = {
    "uses-discretion": 1.3,
    "offers-options": 0.7,
    "refers-warmly": 0.7,
}
"""One way shown is a beginning; two, or room that is used, are more."""
STANDARD = {"sends-away": 0.9, "quotes-rule": 0.5, "dismisses": 0.6, "blames": 0.3}
SAYS, HARMLESS = 7, 0.4
"""Words from which a statement says what will be done or how things go on, where nothing harmed."""
CLEAR = 1.3
"""How much surer an offer is than the reader thinks: it stands alone or it does not."""
PERHAPS = 0.2
"""How surely somebody says what they will do, or who helps, to have said what can be done."""


def sees_this_person(scene: Scene) -> Finding:
    """Judge whether what was offered was for this person, once this person had been heard."""
    moments = scene.moments
    worth, listened = 0.0, 0.0
    for moment in moments:
        listened += moment.listens
        fits = 1.0 if listened >= 0.5 or moment.need else 0.6
        worth += fits * _offered(moment)
    harm = sum(value * scene.paid(move) for move, value in STANDARD.items())
    worth /= scene.long
    possible = any(_possible(m) for m in moments)
    possible = possible or (harm < HARMLESS and any(_tells(m) for m in moments))
    chance = possible or (len(moments) > 1 and any(m.need or m.asked for m in moments))
    if not worth and harm < HARMLESS and not chance:
        return Finding("sees-this-person", None)
    score = 3 * saturated(worth, 1.1)
    if possible:
        score = max(score, BEGUN)
    score = max(score - 1.8 * saturated(harm, 1.6), min(score, BEGUN))
    acts = scene.acts(*SEES)
    shown = quotes_of(acts, SEES) or tuple(q for m in moments for q in m.offered)
    missed = sorted(
        (m for m in moments if not _offered(m) and (m.need or m.asked)),
        key=lambda m: (-m.need, not m.asked),
    )
    return Finding(
        "sees-this-person",
        bounded(score),
        shown,
        quotes_of(surely(scene.acts(*STANDARD))),
        shown,
        chances(scene, (*missed, moments[-1]), STANDARD),
        pieces=worth + harm + 0.2 * len(moments),
        slots=_choice(acts, shown),
    )


def _possible(moment: Moment) -> bool:
    """Tell whether the trainee said what can be done, by the other person or by themselves."""
    away = {a.text for a in moment.of("sends-away") if a.sure >= 0.5}
    said = any(quote.text not in away for quote in moment.offered)
    return said or moment.weight("commits-next-step", "refers-warmly") >= PERHAPS


def _tells(moment: Moment) -> bool:
    """Tell whether the trainee told something at length, neither kind nor driving away."""
    told = moment.told((*surely(moment.of(*AWAY, ADVICE)), *moment.of(*KINDLY_SAID)))
    return told is not None and len(words(told.text)) >= SAYS


def _choice(acts: tuple[Act, ...], shown: tuple[Quote, ...]) -> dict[str, str]:
    """Return the words that show best what was seen of a person, where they give a choice."""
    chosen = any(a.move == "offers-options" and a.quote in shown[:1] for a in acts)
    return {"choice": quoted(shown[0].text)} if chosen else {}


def _offered(moment: Moment) -> float:
    """Return what a moment offered this person; said with an acknowledgement it fits better."""
    worth = sorted((v * min(1.0, CLEAR * moment.weight(m)) for m, v in SEES.items()), reverse=True)
    fits = 0.25 * moment.weight("affirms", "acknowledges-impact")
    return worth[0] + 0.5 * worth[1] + fits * min(1.0, worth[0])
