"""The tone: respectful, keeps calm."""

from collections.abc import Mapping

from trainer.core.assessment import Quote
from trainer.engines.embedded.grading.act import (
    ACKNOWLEDGING,
    ADVICE,
    FELT,
    FORMULAS,
    LISTENING,
    SURELY,
    Act,
    surely,
)
from trainer.engines.embedded.grading.chances import chances, worst
from trainer.engines.embedded.grading.finding import (
    Finding,
    bounded,
    quotes_of,
    saturated,
)
from trainer.engines.embedded.grading.moment import UNHEARD, Moment
from trainer.engines.embedded.grading.scene import Scene
from trainer.engines.embedded.grading.wording import quoted

DISRESPECT = {
    "insults": 2.0,
    "threatens": 1.6,
    "leaks-privacy": 1.6,
    "blames": 1.0,
    "dismisses": 0.75,
    "argues": 0.6,
    "orders-calm": 0.5,
    ADVICE: 0.45,
    "sends-away": 0.2,
    "interrogates": 0.2,
}
"""Unasked advice is among them: it tells somebody what they could have thought of themselves."""
RESPECT = {
    "affirms": 0.7,
    "apologises": 0.6,
    "uses-discretion": 0.5,
    "gives-reason": 0.3,
    "greets": 0.15,
}
DOUBT = 0.2
"""What one doubtful accusation weighs: it may be misread, so it is let pass."""
HEARD = 1.3
"""What hearing somebody more than once is worth beside respect; once is empathy alone."""
COOLS = {
    "names-feeling": 1.0,
    "acknowledges-impact": 0.9,
    "apologises": 0.9,
    "summarises": 0.7,
    "affirms": 0.5,
    "uses-discretion": 0.5,
    "probes": 0.5,
    "asks-open": 0.5,
    "gives-reason": 0.4,
    "offers-options": 0.4,
    "refers-warmly": 0.4,
    "commits-next-step": 0.4,
}
HEATS = {
    "insults": 2.0,
    "threatens": 1.6,
    "orders-calm": 1.2,
    "argues": 1.0,
    "blames": 1.0,
    "dismisses": 1.0,
    "leaks-privacy": 1.0,
    "sends-away": 0.7,
    "quotes-rule": 0.5,
    "interrogates": 0.4,
    "empty-phrase": 0.2,
}
DRIVES = {move: value for move, value in HEATS.items() if move != "empty-phrase"}
"""What drives somebody away; a formula alone does not."""
PLAINLY, STOKED = ("orders-calm", "insults", "threatens"), 0.8
STOKES = (*PLAINLY, "argues", "blames")
"""Moves that bring heat where there was none: some plainly, the others by being said more than once
or where the citizen's anger is seen to rise. How surely."""
COURTEOUS = (
    *RESPECT,
    *LISTENING,
    "asks-closed",
    "offers-options",
    "closes-well",
    "explains-plainly",
    "commits-next-step",
    "refers-warmly",
)
CIVIL, DECENT, OFTEN = 1.1, 0.75, 0.25
"""Nobody is blamed; something decent now and then, in a quarter of the moments, is the norm."""
SOURS = 1.5
OFFERED = 0.6
"""What saying what can be done is worth beside what is friendly, asked or explained."""
LIMITS = ("sets-limit", "ends-talk")
HELPFUL = ("offers-options", "commits-next-step", "refers-warmly", "uses-discretion")
"""What is no kind word, and yet not cold."""
KIND = 0.3
WARM = 0.35
"""Heat from which the citizen is angry."""
RESIGNED = 0.3
"""What it tells that the heat is gone where nobody was put at ease: people also give up."""


def respectful(scene: Scene) -> Finding:
    """Judge whether nobody is blamed, and the other person is met as an equal."""
    n = len(scene.moments)
    worth = sum(
        value * min(1.0 if move == "greets" else 2.0, scene.paid(move))
        for move, value in RESPECT.items()
    )
    worth += HEARD * _felt(scene) / scene.long
    hurt = max(0.0, _hurt(scene) / scene.long - DOUBT)
    score = CIVIL + DECENT * min(1.0, _decent(scene) / OFTEN) + 1.55 * saturated(worth, 1.4)
    score -= 2.6 * saturated(hurt, 1.5) + (0.4 if hurt > 0.4 else 0.0)
    shown = quotes_of(scene.acts(*RESPECT), RESPECT)
    against = quotes_of(surely(scene.acts(*DISRESPECT)), DISRESPECT)
    return Finding(
        "respectful",
        bounded(score),
        shown,
        against,
        shown,
        chances(scene, _colder(scene), DISRESPECT),
        pieces=n / 2 + len(scene.acts(*DISRESPECT)),
        slots=_advised(scene, against),
        asides=_repaired(scene, DISRESPECT),
    )


def keeps_calm(scene: Scene) -> Finding:
    """Judge what was done with heat; without any there was nothing to keep down."""
    hot = _heated(scene)
    if not hot:
        return Finding("keeps-calm", None)
    total = sum(max(m.hot, 0.5) for m in hot)
    mean = sum(max(m.hot, 0.5) * _answer(scene, m) for m in hot) / total
    gone = bounded(scene.cooled, -1, 1)
    score = 1.1 + 1.9 * mean + 0.5 * (gone if gone < 0 or scene.eased else RESIGNED * gone)
    cooling = tuple(a for m in hot for a in m.of(*COOLS) + _warranted(m))
    shown = quotes_of(cooling, COOLS)
    return Finding(
        "keeps-calm",
        bounded(score),
        shown,
        quotes_of(surely(scene.acts(*DRIVES))),
        shown,
        chances(scene, sorted(hot, key=lambda m: _answer(scene, m)), DRIVES, felt=False),
        pieces=len(hot),
        asides=_repaired(scene, DRIVES),
    )


def _heated(scene: Scene) -> list[Moment]:
    """Return the moments that had heat or brought it; one reply that may be misread brings none."""
    stoked = [m for m in scene.moments if m.weight(*STOKES) >= STOKED]
    if len(stoked) == 1 and not stoked[0].angered and stoked[0].weight(*PLAINLY) < STOKED:
        stoked = []
    return [m for m in scene.moments if m.hot >= WARM or m in stoked]


def _advised(scene: Scene, against: tuple[Quote, ...]) -> dict[str, str]:
    """Return the unasked advice, where nothing worse was said."""
    advised = {act.quote for act in scene.acts(ADVICE)}
    return {"advised": quoted(against[0].text)} if advised.intersection(against[:1]) else {}


def _towards() -> tuple[str, ...]:
    return tuple(set(RESPECT) | LISTENING | ACKNOWLEDGING - FORMULAS)


def _decent(scene: Scene) -> float:
    """Return the share of moments in which something friendly, asked or explained was said."""
    kind = [m for m in scene.moments if m.away < 0.3]
    said = [max(m.weight(*COURTEOUS), OFFERED if m.offered else 0.0) for m in kind]
    often = sum(weight for weight in said if weight >= SURELY)
    return (often + _felt(scene)) / len(scene.moments)


def _felt(scene: Scene) -> float:
    """Return how often the other person was heard, after the first time."""
    heard = sum(m.weight(*FELT) for m in scene.moments)
    return max(0.0, heard - 1.0)


def _hurt(scene: Scene) -> float:
    """Return what was said against respect: the worst of each moment, less where put right."""
    hurt = 0.0
    for i, moment in enumerate(scene.moments):
        most = max((DISRESPECT.get(a.move, 0.0) * a.sure for a in moment.acts), default=0.0)
        most = max(most, UNHEARD if moment.unheard else 0.0)
        hurt += most * (0.55 if most and scene.repaired_after(i) else 1.0)
    return hurt + _souring(scene)


def _souring(scene: Scene) -> float:
    """Return what many small things against respect add up to; one of them may be misread."""
    small = [m for m in scene.moments if m.of(*(set(DISRESPECT) - {"sends-away", "interrogates"}))]
    share = len(small) / len(scene.moments)
    return SOURS * max(0.0, share - OFTEN) * scene.long


def _repaired(scene: Scene, weights: Mapping[str, float]) -> tuple[str, ...]:
    hurt = [i for i, m in enumerate(scene.moments) if worst(m, weights)]
    return ("repaired",) if hurt and scene.repaired_after(hurt[-1]) else ()


def _colder(scene: Scene) -> list[Moment]:
    """Return the moments without a word towards the other person, the coldest first."""
    kind = (*_towards(), *HELPFUL)
    return sorted(
        (m for m in scene.moments if m.weight(*kind) < KIND), key=lambda m: m.weight(*kind)
    )


def _heating(moment: Moment) -> float:
    return sum(HEATS[a.move] * a.sure for a in moment.acts if a.move in HEATS)


def _answer(scene: Scene, moment: Moment) -> float:
    """Return what an answer did with the heat, from -1 to 1."""
    cooling = sum(
        value * max((a.sure for a in moment.of(move) if a.paid), default=0.0)
        for move, value in COOLS.items()
    )
    cooling += max((a.sure for a in _warranted(moment)), default=0.0)
    return bounded(saturated(cooling, 0.8) * 1.15 - _heating(moment), -1, 1)


def _warranted(moment: Moment) -> tuple[Act, ...]:
    """Return limits set where the citizen had gone too far."""
    return moment.of(*LIMITS) if moment.abusive or moment.hot >= 0.8 else ()
