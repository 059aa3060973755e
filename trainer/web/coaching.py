"""The trainee's side of coaching: share an attempt, take it back, say what was read wrong."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from trainer.core.anchor import coaches_band
from trainer.core.assessment import Quote
from trainer.core.attempt import Attempt
from trainer.core.reading import Found
from trainer.core.rubric import BandName
from trainer.errors import ConflictError, NotFoundError, TrainerError
from trainer.store.contests import Contest
from trainer.store.misreadings import Claim, Misreading
from trainer.store.people import Person
from trainer.store.remarks import Remark
from trainer.store.reviews import Review, counting, earlier, taken_back
from trainer.web.attempts import OwnAttempt
from trainer.web.render import go, page
from trainer.web.visit import AnyVisit, OwnForm, Visit
from trainer.web.visit import field as text_in

router = APIRouter()
LONGEST = 500
"""The most characters of a remark on a misreading."""


@dataclass(frozen=True)
class Anchor:
    """What an attempt's feedback shows of the coach; of a fork, no coach ever sees anything."""

    attempt: Attempt
    coach: Person | None
    shared: bool
    reviews: Mapping[str, Review]
    """The coach's own level, by criterion."""
    misread: tuple[Misreading, ...]
    now: datetime
    reviewer: Person | None = None
    """Who gave the last of the levels; None where nobody did, or is gone."""
    earlier: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    """What the coach thought before, by criterion."""
    taken_back: Collection[str] = ()
    """The criteria on which the coach took their level back."""
    contests: Mapping[str, Contest] = field(default_factory=dict)
    """By criterion."""
    remarks: Mapping[int, tuple[Remark, ...]] = field(default_factory=dict)
    """By turn."""

    @property
    def asks_to_share(self) -> bool:
        """Tell whether two assessors differ so much that a coach should look."""
        found = self.attempt.assessment
        return bool(self.coach and not self.shared and found and found.apart)

    @property
    def reviewed(self) -> datetime | None:
        """When a coach last gave a level, or None."""
        return max((one.at for one in self.reviews.values()), default=None)

    def advises(self, criterion: str) -> bool:
        """Tell whether coaches often disagree with the machine here."""
        found = self.attempt.assessment
        return found is not None and criterion in found.advisory

    def coaches(self, criterion: str) -> BandName | None:
        """Return what coaches would probably say, where that is another band."""
        found = self.attempt.assessment
        return coaches_band(found, criterion) if found else None

    def claim(self, quote: Quote) -> Misreading | None:
        """Return what the trainee said of a quote."""
        said = (one for one in self.misread if (one.turn, one.text) == (quote.turn, quote.text))
        return next(said, None)

    def may_claim(self, quote: Quote) -> bool:
        """Tell whether the trainee can say that a quote was read wrong."""
        turns = self.attempt.transcript.turns
        own = quote.turn < len(turns) and turns[quote.turn].speaker == "trainee"
        return self.coach is not None and own and self.claim(quote) is None

    def place(self, quote: Quote, criterion: str = "") -> str:
        """Return the page for saying so; it names the place, since words stay out of logs."""
        start = self.attempt.transcript.turns[quote.turn].text.find(quote.text)
        words = f"turn={quote.turn}&start={start}&end={start + len(quote.text)}"
        return f"/attempts/{self.attempt.id}/misread?{words}&criterion={criterion}"


async def anchor_of(visit: Visit, attempt: Attempt) -> Anchor:
    """Return what the feedback page shows of the coach."""
    store = visit.site.store
    history = await store.reviews.history(attempt.id)
    reviews = counting(history)
    last = max(reviews.values(), key=lambda one: one.at, default=None)
    return Anchor(
        attempt=attempt,
        coach=None if attempt.parent else await store.coaching.coach_of(attempt.person),
        shared=await store.sharing.is_shared(attempt.id),
        reviews=reviews,
        misread=await store.misreadings.of_attempt(attempt.id),
        reviewer=await store.people.get(last.coach) if last and last.coach else None,
        earlier=earlier(history),
        taken_back=taken_back(history).keys(),
        contests=await store.contests.of_attempt(attempt.id),
        remarks=await store.remarks.of_attempt(attempt.id),
        now=store.contests.now(),
    )


async def _graded(visit: AnyVisit, attempt: OwnAttempt) -> Attempt:
    if attempt.assessment is None:
        raise ConflictError("not-graded")
    if attempt.parent:
        raise ConflictError("fork-alone")
    if await visit.site.store.coaching.coach_of(attempt.person) is None:
        raise ConflictError("no-coach")
    return attempt


Graded = Annotated[Attempt, Depends(_graded)]


@router.post("/attempts/{id}/share")
async def share(visit: AnyVisit, attempt: Graded, form: OwnForm) -> Response:
    """Let the coach read the attempt."""
    await visit.site.store.sharing.share(attempt.id)
    return go(f"/attempts/{attempt.id}/feedback#share")


@router.post("/attempts/{id}/unshare")
async def unshare(visit: AnyVisit, attempt: OwnAttempt, form: OwnForm) -> Response:
    """Take it back, also where there is no coach any more; what was contested goes with it."""
    await visit.site.store.contests.withdraw(attempt.id)
    await visit.site.store.sharing.take_back(attempt.id)
    return go(f"/attempts/{attempt.id}/feedback#share")


@router.get("/attempts/{id}/misread")
async def misread_page(
    request: Request,
    visit: AnyVisit,
    attempt: Graded,
    turn: int,
    start: int,
    end: int,
    criterion: str = "",
) -> Response:
    """Ask what the trainee's words were instead."""
    found = _claim(visit, attempt, (turn, start, end), criterion)
    return await _form(request, visit, attempt, found, (start, end))


@router.post("/attempts/{id}/misread")
async def misread(request: Request, visit: AnyVisit, attempt: Graded, form: OwnForm) -> Response:
    """Keep it for the coach."""
    turn, start, end = _place(form)
    found = _claim(visit, attempt, (turn, start, end), text_in(form, "criterion"))
    move, remark = text_in(form, "move"), text_in(form, "remark").strip()
    known = visit.site.move_names(visit.language).keys() - set(found.read)
    claim = found.model_copy(update={"claimed": move if move in known else None, "remark": remark})
    if move not in {"none", *known} or len(remark) > LONGEST:
        fault = "misread.long" if len(remark) > LONGEST else "misread.choose"
        return await _form(request, visit, attempt, claim, (start, end), fault)
    await visit.site.store.misreadings.add(attempt.id, claim)
    return go(_back(claim, attempt))


@router.post("/attempts/{id}/misread/{misreading}/back")
async def take_back(
    visit: AnyVisit, attempt: OwnAttempt, misreading: str, form: OwnForm
) -> Response:
    """Take it back, as long as the coach did not answer."""
    await visit.site.store.misreadings.take_back(attempt.id, misreading)
    return go(f"/attempts/{attempt.id}/feedback")


async def _form(
    request: Request,
    visit: Visit,
    attempt: Attempt,
    claim: Claim,
    place: tuple[int, int],
    fault: str | None = None,
) -> Response:
    names = visit.site.move_names(visit.language)
    words = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)[1]
    return page(
        request,
        visit,
        "misread.html",
        422 if fault else 200,
        attempt=attempt,
        claim=claim,
        place=place,
        coach=await visit.site.store.coaching.coach_of(attempt.person),
        criterion=words.criteria.get(claim.criterion or ""),
        read=[names.get(id, id) for id in claim.read],
        moves={id: name for id, name in names.items() if id not in claim.read},
        back=_back(claim, attempt),
        fault=fault,
    )


def _claim(visit: Visit, attempt: Attempt, place: tuple[int, int, int], criterion: str) -> Claim:
    """Return the claim on the words at a place; ``NotFoundError`` where nothing was quoted."""
    turn, start, end = place
    turns = attempt.transcript.turns
    if not 0 <= turn < len(turns) or not 0 <= start < end:
        raise NotFoundError("quote-unknown")
    text = turns[turn].text[start:end]
    found = [(one.id, one.text) for one in _moves(attempt, turn)]
    if Quote(turn=turn, text=text or " ") not in _quotes(attempt, turn):
        raise NotFoundError("quote-unknown")
    read = [id for id, words in found if words in text or text in words]
    rubric = visit.site.practice.catalog.rubric(attempt.rubric, visit.language)[0]
    judged = rubric.criteria.get(criterion)
    if judged:
        counted = {*judged.indicators.for_, *judged.indicators.against}
        read = [id for id in read if id in counted] or read
    return Claim(
        turn=turn,
        text=text,
        criterion=criterion if judged else None,
        read=tuple(dict.fromkeys(read)),
    )


def _moves(attempt: Attempt, turn: int) -> tuple[Found, ...]:
    """Return the moves found in a turn of the trainee, none in the citizen's."""
    return attempt.exchanges[turn // 2].reading.moves if turn % 2 else ()


def _quotes(attempt: Attempt, turn: int) -> set[Quote]:
    """Return what the feedback quotes of a turn of the trainee."""
    found = attempt.assessment
    if found is None or turn % 2 == 0:
        return set()
    judged = [quote for verdict in found.verdicts.values() for quote in verdict.quotes]
    seen = [view.quote for view in found.views if view.quote]
    read = [Quote(turn=turn, text=one.text) for one in _moves(attempt, turn) if one.text]
    return {*judged, *seen, *read, *found.critical, *found.flagged}


def _place(form: FormData) -> tuple[int, int, int]:
    try:
        return int(text_in(form, "turn")), int(text_in(form, "start")), int(text_in(form, "end"))
    except ValueError as error:
        raise TrainerError("quote-unknown") from error


def _back(claim: Claim, attempt: Attempt) -> str:
    to = f"#criterion-{claim.criterion}" if claim.criterion else "#parts"
    return f"/attempts/{attempt.id}/feedback{to}"
