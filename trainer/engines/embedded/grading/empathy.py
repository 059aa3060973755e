"""Empathy: acknowledges feelings, listens and checks."""

from trainer.core.assessment import Quote
from trainer.engines.embedded.grading.act import (
    ACKNOWLEDGING,
    ADVICE,
    FELT,
    LISTENING,
    Act,
    clear_of,
    surely,
)
from trainer.engines.embedded.grading.chances import chances
from trainer.engines.embedded.grading.finding import Finding, bounded, quotes_of, saturated
from trainer.engines.embedded.grading.moment import UNHEARD, Moment
from trainer.engines.embedded.grading.scene import Scene
from trainer.engines.embedded.grading.wording import quoted

ACKNOWLEDGES = {
    "names-feeling": 1.0,
    "acknowledges-impact": 1.0,
    "apologises": 0.6,
    "affirms": 0.4,
}
LISTENS = {
    "summarises": 1.0,
    "probes": 0.9,
    "asks-open": 0.8,
    "checks-understanding": 0.6,
    "asks-closed": 0.35,
}
WAVES_AWAY = {"dismisses": 1.0, "orders-calm": 0.8, "blames": 0.8, "argues": 0.4, "insults": 1.5}
KINDLY_SAID = (*ACKNOWLEDGING, "empty-phrase", "greets", "closes-well")
"""What is said to be friendly, well or badly, and tells nothing."""
CLOSES, HEARD = ("closes-well", "commits-next-step", "refers-warmly"), 0.4
"""What is told at the end of a talk, when the listening has been done."""
GIVES_BACK = {"summarises", "checks-understanding"}
DEAFENS = {"interrogates": 1.0, "argues": 0.6, "dismisses": 0.6, "quotes-rule": 0.5, "advises": 0.6}
"""What is said instead of listening."""
ASKS, BEGUN = 0.5, 0.6
"""Who asked something without hostility, said a formula, or what can be done, is on the way."""
HOSTILE = ("blames", "dismisses", "insults", "threatens", "orders-calm", "argues", "interrogates")
ADVISED = 0.5
"""What advice that nobody asked for takes from listening, beside a cross-examination."""
ONCE = 0.8
"""How much hostility takes away that something was asked: a single slip does not."""
ANSWERS = 0.25
"""What telling weighs that answers a question."""
BLUE = 0.75
"""What an acknowledgement is worth where the citizen had shown nothing to acknowledge."""
LIKELY = 0.4
"""How sure a faint acknowledgement must be where nothing had been shown right before it."""
EVEN = 0.5
"""The same where nothing had been shown in the whole talk."""
LATER = 0.6
"""What it is worth one turn too late."""


def acknowledges_feelings(scene: Scene) -> Finding:
    """Judge how many of the feelings that were shown were met, and how surely."""
    moments = scene.moments
    needs = [m.need for m in moments]
    given = [_acknowledged(m) for m in moments]
    against = sum(
        value * a.sure * (0.5 if scene.repaired_after(i) else 1.0)
        for i, m in enumerate(moments)
        for move, value in WAVES_AWAY.items()
        for a in m.of(move)
        if m.need > 0 or move != "argues"
    )
    against += UNHEARD * sum((m.unheard or m.waves_away) and m.need > 0 for m in moments)
    faintly = _faint(scene)
    begun = any(needs) or any(act.sure >= EVEN for act in faintly)
    if not begun and not any(given) and against < 0.4:
        return Finding("acknowledges-feelings", None)
    met = _met(needs, given)
    worth = sum(g * (1.0 if need else BLUE) for need, g in zip(needs, given, strict=True))
    worth, against = worth / scene.long, against / scene.long
    share = min(1.0, met / 0.6) if any(needs) else saturated(worth, 1.6)
    score = 3 * (0.55 * saturated(worth, 1.2) + 0.45 * share)
    faint = quotes_of(faintly)
    shown = quotes_of(scene.acts(*ACKNOWLEDGES), ACKNOWLEDGES)
    quotes = shown or faint or quotes_of(scene.acts("empty-phrase"))
    score = max(score, _given_back(scene, needs), BEGUN if faint and begun else 0.0)
    score += _formula(scene, score) - 1.8 * saturated(against, 1.6)
    return Finding(
        "acknowledges-feelings",
        bounded(score),
        quotes,
        quotes_of(surely(scene.acts(*WAVES_AWAY))),
        shown,
        chances(scene, _missed(scene, needs, given), WAVES_AWAY),
        pieces=sum(needs) + worth,
        slots={
            "count": str(sum(g >= 0.4 for n, g in zip(needs, given, strict=True) if n)),
            "of": str(sum(n > 0 for n in needs)),
            **_said(scene, quotes),
        },
        asides=("repeated",) if _repeats(scene) else (),
    )


def listens_and_checks(scene: Scene) -> Finding:
    """Judge how much of the talk was listening, and how often advice came before it."""
    moments = scene.moments
    n = len(moments)
    kinds = sum(min(1.0, scene.paid(move)) for move in LISTENING)
    worth = sum(_heard(m) for m in moments)
    share = worth / n
    score = 3 * (
        0.40 * min(1.0, share / 0.45)
        + 0.32 * saturated(worth / scene.long, 1.8)
        + 0.28 * min(1.0, kinds / 3)
    )
    if scene.paid(*LISTENING) < 0.4:
        score = min(score, 1.2)
    unheard, over = _unheard(moments), _talked_over(moments)
    harm = scene.paid("interrogates") + 0.5 * scene.paid("argues") + ADVISED * scene.paid(ADVICE)
    harm += UNHEARD * sum(m.unheard for m in moments) / scene.long
    score = score * (1 - 0.4 * unheard) - over - 0.8 * saturated(harm, 1.5)
    asked = any(m.inquires for m in moments) or scene.paid(*LISTENING) * scene.long >= ASKS
    if asked and scene.paid(*HOSTILE) < ONCE:
        score = max(score, BEGUN)
    deaf = sorted(
        (m for m in moments if m.tells and not m.asked),
        key=lambda m: (m.weight(*CLOSES) >= HEARD, -m.need),
    )
    silent = [m for m in moments if _heard(m) < 0.3]
    against = quotes_of(surely(scene.acts("interrogates", "argues", ADVICE)))
    acts = scene.acts(*LISTENING)
    shown, closed = quotes_of(acts, LISTENS), quotes_of(scene.acts("asks-closed"))
    return Finding(
        "listens-and-checks",
        bounded(score),
        shown or closed,
        against or (_heaped(deaf) if unheard > 0.3 else ()),
        shown,
        chances(scene, (*deaf, *silent, moments[-1]), DEAFENS),
        pieces=worth + unheard * n,
        slots=_kind(acts, shown or closed),
    )


def _heaped(deaf: list[Moment]) -> tuple[Quote, ...]:
    """Return the first advice, or telling, that came before listening: never a kind word."""
    for moment in deaf:
        kind = (*moment.of(*KINDLY_SAID), *moment.faint)
        told = next(iter(clear_of(moment.advised, kind)), moment.told(kind))
        if told:
            return (told,)
    return ()


def _acknowledged(moment: Moment) -> float:
    """Return how surely a moment acknowledged something; a push in the same breath undoes it."""
    worth = [value * moment.weight(move) for move, value in ACKNOWLEDGES.items()]
    both = 0.2 * min(moment.weight("names-feeling"), moment.weight("acknowledges-impact"))
    undone = 0.4 if moment.weight("blames", "dismisses", "insults", "orders-calm") > 0.5 else 1.0
    return (max(worth) + both) * undone


def _met(needs: list[float], given: list[float]) -> float:
    """Return the share of what was shown that was met, at once or one turn later."""
    total = sum(needs)
    if not total:
        return 0.0
    later = [*given[1:], 0.0]
    met = (
        need * min(1.0, max(now, LATER * then) / 0.9)
        for need, now, then in zip(needs, given, later, strict=True)
    )
    return sum(met) / total


def _formula(scene: Scene, score: float) -> float:
    """Return what a formula such as "I understand" adds: a beginning once, nothing repeated."""
    formulas = scene.acts("empty-phrase")
    if not formulas:
        return 0.0
    begun = max(0.0, BEGUN - score) * min(1.0, 2 * max(a.sure for a in formulas))
    return begun - 0.12 * min(4, sum(not a.paid for a in formulas))


def _given_back(scene: Scene, needs: list[float]) -> float:
    """Return what giving back is worth where a feeling was shown: a beginning, as a formula is."""
    given = (m.gives_back for i, m in enumerate(scene.moments) if any(needs[: i + 1]))
    return BEGUN * min(1.0, 2 * max(given, default=0.0))


def _repeats(scene: Scene) -> bool:
    again = [a for a in scene.acts(*ACKNOWLEDGES, "empty-phrase") if not a.paid]
    return bool(again) or len(scene.acts("empty-phrase")) > 2


def _said(scene: Scene, quotes: tuple[Quote, ...]) -> dict[str, str]:
    """Return the words that acknowledge best, as what they are: felt, or a mere form."""
    if not quotes:
        return {}
    felt = any(a.quote == quotes[0] and a.sure >= LIKELY for a in scene.acts(*FELT))
    return {"felt" if felt else "formula": quoted(quotes[0].text)}


def _kind(acts: tuple[Act, ...], shown: tuple[Quote, ...]) -> dict[str, str]:
    """Return the words that show listening best, as what they are: asked, or given back."""
    moves = {act.move for act in acts if act.quote in shown[:1]}
    kind = "summed" if moves & GIVES_BACK else "asked" if moves else "closed"
    return {kind: quoted(shown[0].text)} if shown else {}


def _faint(scene: Scene) -> tuple[Act, ...]:
    """Return what may acknowledge something: the likelier anywhere, the rest where it answers."""
    return tuple(a for m in scene.moments for a in m.faint if m.need or a.sure >= LIKELY)


def _missed(scene: Scene, needs: list[float], given: list[float]) -> list[Moment]:
    """Return the moments at which something was shown, those first where least was said to it."""
    missed = [(need - g, m) for m, need, g in zip(scene.moments, needs, given, strict=True) if need]
    missed.sort(key=lambda pair: -pair[0])
    return [m for _, m in missed] or [scene.moments[0]]


def _heard(moment: Moment) -> float:
    """Return how much of listening a moment held, 0-1.2."""
    worth = sorted((v * moment.weight(move) for move, v in LISTENS.items()), reverse=True)
    return min(1.2, worth[0] + 0.25 * worth[1])


def _talked_over(moments: tuple[Moment, ...]) -> float:
    """Return the share of moments, 0-1, that the trainee took up with words of their own."""
    weights = (ANSWERS if m.asked else 1.0 for m in moments if m.talks_over)
    return sum(weights) / len(moments)


def _unheard(moments: tuple[Moment, ...]) -> float:
    """Return the share of moments, 0-1, in which the trainee told or advised somebody unheard."""
    heard, heaped = 0.0, 0.0
    for moment in moments:
        heard += moment.listens
        if not moment.tells:
            continue
        answers = moment.asked
        early = heard < 0.5
        heaped += ANSWERS if answers else 1.0 if early or moment.need else 0.5
    return heaped / len(moments)
