"""The embedded citizen: finds the scenario's own words for what a direction asks."""

import hashlib
from collections.abc import AsyncIterator, Iterable, Sequence

from trainer.core.case import Case, lines, numbered
from trainer.core.direction import Direction, Reply, Spoken
from trainer.core.piece import Piece
from trainer.core.script import ANGRIER, Band, Banded, Line, Lines
from trainer.core.transcript import Transcript
from trainer.core.voices import Voice, addressed

Numbered = tuple[tuple[str, Line], ...]
REACTING = frozenset({"reaction", "answered", "ignored"})
FILLING = frozenset({"asks-open", "asks-closed", "probes"})
"""Reactions that only fill the time before an answer."""
OFFERED = frozenset({"yes-offer", "no-offer"})
"""Answers to an offer, left out after a line that asks something."""


class EmbeddedCitizen:
    """Says the direction's pieces in the scenario's lines; the same inputs give the same reply."""

    async def speak(
        self,
        case: Case,
        transcript: Transcript,
        direction: Direction,
        used: tuple[str, ...],
        seed: int,
    ) -> AsyncIterator[str | Reply]:
        """Yield the reply's text, then the ``Reply``."""
        reply = compose(case, transcript, direction, used, seed)
        yield reply.text
        yield reply


def compose(
    case: Case, transcript: Transcript, direction: Direction, used: Sequence[str], seed: int
) -> Reply:
    """Return the reply that a direction asks for."""
    pieces = direction.pieces
    chosen: dict[int, tuple[str, Line]] = {}
    voice = addressed(case.script.persona, _heard(transcript))
    # The main piece is chosen first: who says it also reacts, where that person has words for it.
    for i in sorted(range(len(pieces)), key=lambda i: pieces[i].slot in REACTING):
        taken = {*used, *(id for id, _ in chosen.values())}
        pair = _said_again(case, used, pieces[i]) or _choose(
            case, transcript, direction, pieces[i], taken, seed, voice
        )
        if pair and not (pieces[i].ref in OFFERED and _asks(chosen.values())):
            chosen[i] = pair
            voice = voice or pair[1].by
    kept = [i for i in sorted(chosen) if not _before_another(pieces[i], chosen[i][1], voice)]
    spoken = tuple(_spoken(pieces[i], *chosen[i]) for i in kept)
    pending = next((id for i in reversed(kept) for id in _open(chosen[i])), None)
    return Reply(text=_joined(case, spoken), spoken=spoken, pending=pending)


def _spoken(piece: Piece, id: str, line: Line) -> Spoken:
    return Spoken(slot=piece.slot, ref=piece.ref, line=id, text=line.text, by=line.by)


def _before_another(piece: Piece, line: Line, voice: Voice | None) -> bool:
    """Tell whether a line only fills the time before the answer, and another gives that."""
    return piece.slot == "reaction" and piece.ref in FILLING and line.by != (voice or line.by)


def _open(chosen: tuple[str, Line]) -> tuple[str, ...]:
    """Return the id of a line that waits for an answer, if it does."""
    return (chosen[0],) if chosen[1].then else ()


def _heard(transcript: Transcript) -> str:
    """Return what the trainee said last, or nothing."""
    return next((t.text for t in reversed(transcript.turns) if t.speaker == "trainee"), "")


def line_by_id(case: Case, id: str) -> Line | None:
    """Return the line that an id names, in the scenario's words or the shared ones."""
    source = case.shared if id.startswith("shared/") else case.script
    path = id.removeprefix("shared/")
    return next((line for name, line in lines(source) if name == path), None)


def _choose(
    case: Case,
    transcript: Transcript,
    direction: Direction,
    piece: Piece,
    taken: set[str],
    seed: int,
    voice: Voice | None = None,
) -> tuple[str, Line] | None:
    """Return a line for a piece: unused before used, of ``voice`` where there is one."""
    fitting = [
        (id, line)
        for id, line in candidates(case, direction, piece)
        if _fits(case, transcript, direction, line)
    ]
    unused = [pair for pair in fitting if pair[0] not in taken]
    if not unused and piece.slot in REACTING:
        return None
    if not unused and piece.slot == "wants":
        band = Piece(slot="band")
        return _choose(case, transcript, direction, band, taken, seed, voice)
    pool = unused or fitting
    if not pool:
        return None
    pool = [pair for pair in pool if pair[1].by == voice] or pool
    turn = len(transcript.turns)
    key = hashlib.sha256(f"{seed}/{turn}/{piece.slot}/{piece.ref}".encode()).digest()
    return pool[int.from_bytes(key[:4], "big") % len(pool)]


def candidates(case: Case, direction: Direction, piece: Piece) -> Numbered:
    """Return the lines that can serve a piece, with their ids."""
    script, band = case.script, direction.band
    match piece.slot:
        case "reaction":
            return _reactions(case, piece.ref, band)
        case "answered" | "ignored":
            return _following(case, piece.ref, piece.slot)
        case "fact":
            return numbered(f"facts/{piece.ref}/says", script.facts[piece.ref].says)
        case "holds-back":
            return numbered(f"facts/{piece.ref}/holds-back", script.facts[piece.ref].holds_back)
        case "item":
            words = script.checklist[piece.ref].answer
            return banded(f"checklist/{piece.ref}/answer", words, band) or _band(case, band)
        case "item-wrong":
            return _wrong(case, piece.ref, band)
        case "topic":
            return banded(f"topics/{piece.ref}/says", script.topics[piece.ref].says, band)
        case "topic-after":
            return numbered(f"topics/{piece.ref}/says-after", script.topics[piece.ref].says_after)
        case "everyday":
            return _everyday(case, piece.ref, band)
        case "shared":
            return _shared(case, piece.ref, band)
        case "overload":
            return _overload(case, band)
        case "wants":
            return banded("lines/wants", script.lines.wants, band) or _band(case, band)
        case "limit":
            limit = numbered("lines/limit", script.lines.limit)
            return limit or numbered("lines/leaves", script.lines.leaves)
        case "band":
            return _band(case, band)
        case "repeat":
            return _shared(case, "please-repeat", band)
        case "warns" | "settles" | "unsettled" | "leaves":
            some: Lines = getattr(script.lines, piece.slot)
            return numbered(f"lines/{piece.slot}", some)


def banded(path: str, words: Banded, band: Band) -> Numbered:
    """Return the lines of a band, or of the next angrier one; those for any band serve always."""
    found = numbered(f"{path}/any", words.any)
    for name in ANGRIER[band]:
        some: Lines = getattr(words, name)
        if some:
            return numbered(f"{path}/{name}", some) + found
    return found


def _band(case: Case, band: Band) -> Numbered:
    some: Lines = getattr(case.script.lines, band)
    return numbered(f"lines/{band}", some)


def _reactions(case: Case, move: str, band: Band) -> Numbered:
    own = case.script.lines.after.get(move)
    found = banded(f"lines/after/{move}", own, band) if own else ()
    return found or _shared(case, {"insults": "insult"}.get(move, move), band)


def _shared(case: Case, key: str, band: Band) -> Numbered:
    words = case.shared.lines.get(key)
    return banded(f"shared/lines/{key}", words, band) if words else ()


def _everyday(case: Case, key: str, band: Band) -> Numbered:
    answer = case.script.persona.answers.get(key)
    if answer:
        return numbered(f"persona/answers/{key}/says", answer.says)
    fallback = {"yes-offer": "yes", "no-offer": "no"}.get(key, key)
    return _shared(case, fallback, band) or _shared(case, "dont-know", band)


def _wrong(case: Case, item: str, band: Band) -> Numbered:
    words = case.script.checklist[item]
    found = numbered(f"checklist/{item}/answer-wrong", words.answer_wrong)
    return found or banded(f"checklist/{item}/answer", words.answer, band) or _band(case, band)


def _overload(case: Case, band: Band) -> Numbered:
    hidden = _shared(case, "nods", band) if "low-literacy" in case.styles else ()
    return hidden or numbered("lines/overload", case.script.lines.overload)


def _following(case: Case, id: str, which: str) -> Numbered:
    line = line_by_id(case, id)
    if not line or not line.then:
        return ()
    some = line.then.answered if which == "answered" else line.then.ignored
    return numbered(f"{id}/then/{which}", some)


def _fits(case: Case, transcript: Transcript, direction: Direction, line: Line) -> bool:
    """Tell whether what a line assumes has been said."""
    if line.until in (*direction.told, *direction.said):
        return False
    if line.needs is None:
        return True
    if line.needs in case.scenario.facts:
        return line.needs in direction.told or line.needs == direction.tell
    if line.needs in case.scenario.checklist:
        return line.needs in direction.said
    words = line.needs.casefold()
    return any(words in text.casefold() for _, text in transcript.said_by("trainee"))


def _said_again(case: Case, used: Sequence[str], piece: Piece) -> tuple[str, Line] | None:
    """Return the line spoken last, where the trainee asked to repeat it."""
    if piece.slot != "repeat" or not used:
        return None
    line = line_by_id(case, used[-1])
    return (used[-1], line) if line else None


def _asks(chosen: Iterable[tuple[str, Line]]) -> bool:
    return any(line.text.rstrip().endswith("?") for _, line in chosen)


def _joined(case: Case, spoken: Sequence[Spoken]) -> str:
    """Join the pieces; another voice begins a new line with its name."""
    persona = case.script.persona
    names = {"first": persona.name, "second": persona.second.name if persona.second else ""}
    text, speaking = "", "first"
    for piece in spoken:
        if piece.by != speaking:
            text += ("\n" if text else "") + f"{names[piece.by].split()[0]}: {piece.text}"
        else:
            text += (" " if text else "") + piece.text
        speaking = piece.by
    return text
