"""From a model's answers to verdicts: quotes that stand, levels by code, words in one language."""

from collections.abc import Mapping

from trainer.core.assessment import Quote, Record, TryNext, Verdict
from trainer.core.base import Language
from trainer.core.reading import Found, Reading
from trainer.core.rubric import BANDS, CriterionWords, Rubric, RubricWords
from trainer.engines.model.checks import other_language
from trainer.engines.model.grading.forms import ItemSaid, Judged, Passage
from trainer.engines.model.grading.quotes import standing_in
from trainer.engines.model.masking import Mask

APART = 2
"""Levels between the two graders from which a coach should look."""
NOT_ASSESSED: dict[Language, str] = {
    "nl": "Dit is niet beoordeeld: het taalmodel gaf geen antwoord dat klopte.",
    "en": "This was not assessed: the language model gave no answer that held up.",
    "da": "Det her er ikke bedømt: sprogmodellen gav ikke et svar, der holdt.",
}


def not_assessed(criterion: str, language: Language, by: str) -> Verdict:
    """Return the verdict where no answer could be used: never zero, and never a guess."""
    return Verdict(
        criterion=criterion,
        level=None,
        status="not-observed",
        reason=NOT_ASSESSED[language],
        confidence=0.0,
        by=by,
    )


def verdict_of(
    judged: Judged, own: Verdict, words: CriterionWords, record: Record, mask: Mask, by: str
) -> Verdict:
    """Return the verdict of a model; ``own`` is what the embedded grader gave.

    A claim without words of the trainee that stand in their turn is not assessed.
    """
    language = record.transcript.language
    quotes = standing_in(record.transcript, judged.quotes, mask)
    level = judged.number
    if level and not quotes:
        return not_assessed(own.criterion, language, by)
    anchors = words.anchors.model_dump()
    reason = mask.show(judged.reason)
    if other_language(language, reason):
        reason = own.reason if own.level == level else anchors[BANDS[level or 0]]
    further = mask.show(judged.next)
    shown = level is not None and level < len(BANDS) - 1 and not other_language(language, further)
    return Verdict(
        criterion=own.criterion,
        level=level,
        status=judged.status,
        quotes=() if level is None else quotes,
        reason=reason,
        next=(further or None) if shown else None,
        praise=reason if level and level > 1 else None,
        confidence=1 - abs((own.level or 0) - (level or 0)) / (len(BANDS) - 1),
        by=by,
    )


def with_items(record: Record, said: Mapping[str, ItemSaid], mask: Mask) -> Record:
    """Return the record with the items as a model found them.

    An item that is claimed without words that stand keeps what the reader found.
    """
    readings = dict(record.readings)
    state = record.state
    for id, item in said.items():
        quotes = standing_in(record.transcript, (Passage(turn=item.turn, text=item.text),), mask)
        if item.was != "not-said" and not quotes:
            continue
        if item.was != "false":
            readings = {turn: _without(reading, id) for turn, reading in readings.items()}
        for quote in quotes if item.was != "not-said" else ():
            readings[quote.turn] = _with(readings.get(quote.turn, Reading()), item, quote)
        if state and item.was == "said" and id not in state.said:
            done = {"said": (*state.said, id), "understood": (*state.understood, id)}
            state = state.model_copy(update=done)
        elif state and item.was == "not-said":
            left = {name: _left(getattr(state, name), id) for name in ("said", "understood")}
            state = state.model_copy(update=left)
    return record.model_copy(update={"readings": readings, "state": state})


def try_next(
    rubric: Rubric, words: RubricWords, own: TryNext | None, verdicts: Mapping[str, Verdict]
) -> TryNext | None:
    """Return the one thing to try next: the embedded grader's, where a model sees it too."""
    gains = {
        id: (3 - v.level) * rubric.criteria[id].weight
        for id, v in verdicts.items()
        if v.level is not None and v.level < 3
    }
    if not gains:
        return None
    if own and own.criterion in gains and gains[own.criterion] >= max(gains.values()) - 1:
        return own
    id = max(gains, key=lambda one: gains[one])
    band = BANDS[(verdicts[id].level or 0) + 1]
    text = verdicts[id].next or str(getattr(words.criteria[id].anchors, band))
    return TryNext(criterion=id, text=text, example=words.criteria[id].example)


def strengths(rubric: Rubric, verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    """Return the criteria to praise, best first; each has words of the trainee behind it."""
    shown = [id for id, v in verdicts.items() if v.level and v.quotes]
    ranked = sorted(shown, key=lambda id: (-(verdicts[id].level or 0), -rubric.criteria[id].weight))
    good = tuple(id for id in ranked if (verdicts[id].level or 0) > 1)
    return good or tuple(ranked[:1])


def apart(verdicts: Mapping[str, Verdict], beside: Mapping[str, int | None]) -> tuple[str, ...]:
    """Return the criteria on which the two graders are far apart."""
    return tuple(
        id
        for id, verdict in verdicts.items()
        if verdict.level is not None
        and (other := beside.get(id)) is not None
        and abs(verdict.level - other) >= APART
    )


def _without(reading: Reading, id: str) -> Reading:
    kept = {
        "items": tuple(f for f in reading.items if f.id != id),
        "wrong": tuple(f for f in reading.wrong if f.id != id),
    }
    return reading.model_copy(update=kept)


def _with(reading: Reading, item: ItemSaid, quote: Quote) -> Reading:
    name = "wrong" if item.was == "false" else "items"
    found = (*getattr(reading, name), Found(id=item.id, text=quote.text))
    return reading.model_copy(update={name: found})


def _left(ids: tuple[str, ...], id: str) -> tuple[str, ...]:
    return tuple(one for one in ids if one != id)
