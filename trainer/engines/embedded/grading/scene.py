"""A conversation as exchanges: what the citizen said, and what the trainee did with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from trainer.core.assessment import Quote, Record
from trainer.core.case import Case
from trainer.core.feedback import Cues
from trainer.core.mood import AWAY
from trainer.core.reading import Found, Reading
from trainer.engines.embedded.grading.cues import (
    Cue,
    cues_in,
    heat,
    pattern,
    pleads,
    sentences,
    shows,
    words,
)

ACKNOWLEDGING = frozenset({"names-feeling", "acknowledges-impact", "apologises", "affirms"})
LISTENING = frozenset({"asks-open", "probes", "summarises", "checks-understanding"})
FORMULAS = frozenset({"greets", "closes-well", "empty-phrase", "asks-closed"})
KIND = ACKNOWLEDGING | LISTENING | {"offers-options", "uses-discretion", "gives-reason", "greets"}
"""Moves whose words can hardly drive somebody away as well."""
GRAVE = frozenset({"threatens", "insults", "leaks-privacy"})
"""Moves that cap a dimension, so nothing else may stand in their words."""
CURT = frozenset({"orders-calm", "insults", "empty-phrase"})
"""Moves that one or two words can make."""
FEW = 3
ALIKE = 0.6
"""Share of words in common from which two sentences say the same."""
TELLS = 9
"""Words from which a turn without question or acknowledgement tells something."""
TRUSTED = 0.8
"""What being told a fact that had to be earned asks for."""
ORDINARY = 10
"""Moments in an ordinary talk; what is found in a longer one counts by its share."""
HOT = 6
"""Anger from which a known mood is hot."""


@dataclass(frozen=True)
class Act:
    """A move made in a turn."""

    move: str
    turn: int
    text: str
    sure: float
    paid: bool = True
    """False where the same was said before in nearly the same words."""

    @property
    def quote(self) -> Quote:
        """The words that show it."""
        return Quote(turn=self.turn, text=self.text)


@dataclass(frozen=True)
class Moment:
    """What the citizen said since the trainee spoke last, and what the trainee then did."""

    heard: tuple[tuple[int, str], ...]
    """The citizen's turns, each with its index."""
    said: tuple[tuple[int, str], ...]
    """The trainee's turns, without words addressed to the grader."""
    acts: tuple[Act, ...]
    cues: tuple[Cue, ...]
    hot: float
    """How hot the citizen was before the trainee spoke, 0-1."""
    abusive: bool
    asked: bool
    """The citizen asked something."""
    advised: tuple[Quote, ...]
    officialese: tuple[tuple[int, Found], ...]
    words: int

    def weight(self, *moves: str) -> float:
        """Return how surely one of ``moves`` was made here and paid, 0-1."""
        return max((a.sure for a in self.acts if a.move in moves and a.paid), default=0.0)

    def of(self, *moves: str) -> tuple[Act, ...]:
        """Return the acts that are one of ``moves``."""
        return tuple(act for act in self.acts if act.move in moves)

    @property
    def need(self) -> float:
        """How plainly the citizen's words ask to be acknowledged, 0-1."""
        return max((cue.weight for cue in self.cues), default=0.0)

    @property
    def away(self) -> float:
        """How surely something drove the citizen away here, 0-1."""
        return self.weight(*(AWAY - {"empty-phrase", "jargon"}))

    @cached_property
    def listens(self) -> float:
        """How surely the trainee listened or acknowledged here, 0-1."""
        return self.weight(*LISTENING, *ACKNOWLEDGING)

    @property
    def tells(self) -> bool:
        """Whether the trainee told something here without listening."""
        return self.listens < 0.35 and (self.words >= TELLS or bool(self.advised))

    @property
    def reply(self) -> Quote:
        """The trainee's first sentence here, as it was said."""
        turn, text = next(((t, x) for t, x in self.said if sentences(x)), self.said[0])
        return Quote(turn=turn, text=(sentences(text) or (text,))[0])

    def sentence(self, longest: bool = False) -> Quote:
        """Return a telling sentence: the longest, or the first."""
        if not longest:
            return self.reply
        every = [Quote(turn=t, text=s) for t, text in self.said for s in sentences(text)]
        return max(every, key=lambda quote: len(quote.text), default=self.reply)


@dataclass(frozen=True)
class Scene:
    """All moments of a conversation, in order."""

    moments: tuple[Moment, ...]
    eased: bool
    """Whether the citizen ended more at ease than they began."""
    cooled: float
    """How far the heat fell from the first third to the last, -1 to 1."""
    flagged: tuple[Quote, ...]

    def acts(self, *moves: str) -> tuple[Act, ...]:
        """Return the acts that are one of ``moves``, in order."""
        return tuple(act for moment in self.moments for act in moment.of(*moves))

    @property
    def long(self) -> float:
        """How many ordinary talks this one is long, at least 1: a longer talk is not a better."""
        return max(1.0, len(self.moments) / ORDINARY)

    def paid(self, *moves: str) -> float:
        """Return the sum of what the acts are worth, in a talk of ordinary length."""
        return sum(act.sure for act in self.acts(*moves) if act.paid) / self.long

    def repaired_after(self, index: int) -> bool:
        """Tell whether an apology or an acknowledgement came after a moment."""
        return any(m.weight(*ACKNOWLEDGING) > 0.4 and not m.away for m in self.moments[index + 1 :])

    @property
    def words(self) -> int:
        """Words of the trainee."""
        return sum(moment.words for moment in self.moments)


def scene_of(record: Record, cues: Cues) -> Scene:
    """Return the scene of a conversation; words addressed to the grader are left out."""
    flagged: list[Quote] = []
    moments: list[Moment] = []
    earlier: list[Act] = []
    for heard, turns in _exchanges(record):
        kept = {turn: _kept(record, cues, turn) for turn in turns}
        for turn in turns:
            left_out = [s for s in sentences(_text(record, turn)) if s not in kept[turn]]
            flagged += [Quote(turn=turn, text=s) for s in left_out]
        if any(kept.values()):
            moments.append(_moment(record, cues, heard, kept, earlier))
            earlier += moments[-1].acts
    heats = [moment.hot for moment in moments]
    last = record.transcript.turns[-1]
    eased = last.speaker == "citizen" and shows(last.text, cues.eased)
    return Scene(tuple(moments), eased, _cooled(heats, record, cues), tuple(flagged))


def _exchanges(record: Record) -> Iterator[tuple[tuple[tuple[int, str], ...], tuple[int, ...]]]:
    """Yield the citizen's turns and the trainee's answer to them, turns in a row together."""
    heard: list[tuple[int, str]] = []
    said: list[int] = []
    for i, turn in enumerate(record.transcript.turns):
        if turn.speaker == "citizen" and said:
            yield tuple(heard), tuple(said)
            heard, said = [], []
        if turn.speaker == "citizen":
            heard.append((i, turn.text))
        elif i in record.readings:
            said.append(i)
    if said:
        yield tuple(heard), tuple(said)


def _text(record: Record, turn: int) -> str:
    return record.transcript.turns[turn].text


def _kept(record: Record, cues: Cues, turn: int) -> tuple[str, ...]:
    """Return the sentences of a turn that are meant for the citizen."""
    every = sentences(_text(record, turn))
    asides = [f.text for f in record.readings[turn].phrases if f.id == "to-grader"]
    hit = [
        i for i, s in enumerate(every) if pleads(cues, s) or any(a in s or s in a for a in asides)
    ]
    if not hit:
        return () if asides else every
    between = range(min(hit), max(hit) + 1)
    return tuple(s for i, s in enumerate(every) if i not in between and not shows(s, cues.graders))


def _moment(
    record: Record,
    cues: Cues,
    heard: tuple[tuple[int, str], ...],
    kept: dict[int, tuple[str, ...]],
    earlier: Iterable[Act],
) -> Moment:
    said = tuple((turn, " ".join(some)) for turn, some in kept.items() if some)
    acts: list[Act] = []
    for turn, some in kept.items():
        reading = record.readings[turn]
        acts += _acts(reading, turn, some, [*earlier, *acts])
    first = said[0][0]
    return Moment(
        heard=heard,
        said=said,
        acts=tuple(acts),
        cues=_cues(record, cues, heard),
        hot=_hot(record, cues, heard, first),
        abusive=any(shows(text, cues.abusive) for _, text in heard),
        asked=any("?" in text for _, text in heard),
        advised=tuple(
            Quote(turn=turn, text=s)
            for turn, some in kept.items()
            for s in some
            if pattern(cues.advice).search(s.casefold()) and not s.rstrip().endswith("?")
        ),
        officialese=tuple(
            (turn, f)
            for turn, some in kept.items()
            for f in record.readings[turn].officialese
            if any(f.text in s for s in some)
        ),
        words=sum(len(words(s)) for some in kept.values() for s in some),
    )


def _acts(reading: Reading, turn: int, kept: tuple[str, ...], earlier: list[Act]) -> Iterator[Act]:
    shown = [f for f in reading.moves if any(_shares(f.text, s) for s in kept)]
    for found in shown:
        again = reading.repeats or any(
            act.move == found.id and _alike(act.text, found.text) for act in earlier
        )
        paid = found.id in AWAY or not again
        yield Act(found.id, turn, found.text, _strength(found, shown), paid)


def _strength(found: Found, beside: Iterable[Found]) -> float:
    """Return how much a move counts, 0-1, by how sure the reader is of it.

    Bad behaviour is easily seen where there is none (judges over-flag it by half), so what drives
    away must be surer than what comes towards, and surer than what the same words also show.
    """
    if found.id not in AWAY:
        return _between(found.sure, 0.45, 0.9)
    if found.id not in CURT and len(words(found.text)) < FEW:
        return 0.0
    grave = found.id in GRAVE
    rivals = [f for f in beside if f.text == found.text and f.id not in AWAY]
    rival = max((f.sure for f in rivals if grave or f.id in KIND), default=0.0)
    kind = _between(rival, 0.5, 1.0) if rival >= 0.75 * found.sure else 0.0
    bounds = (0.75, 0.97) if grave else (0.55, 0.9)
    return _between(found.sure, *bounds) * (1 - kind)


def _between(sure: float, low: float, high: float) -> float:
    """Return 0 at ``low``, 1 at ``high``, evenly in between."""
    return max(0.0, min(1.0, (sure - low) / (high - low)))


def _shares(text: str, sentence: str) -> bool:
    """Tell whether the words found touch a sentence that is kept."""
    return text in sentence or sentence in text


def _alike(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return bool(a and b) and len(a & b) / len(a | b) >= ALIKE


def _cues(record: Record, cues: Cues, heard: tuple[tuple[int, str], ...]) -> tuple[Cue, ...]:
    found = [cue for turn, text in heard for cue in cues_in(cues, turn, text)]
    earned = record.case.scenario.earned() if record.case else ()
    for turn, text in heard:
        if any(record.told.get(fact) == turn for fact in earned):
            found.append(Cue("entrusts", turn, (sentences(text) or (text,))[-1], TRUSTED))
    return tuple(sorted(found, key=lambda cue: -cue.weight))


def _hot(record: Record, cues: Cues, heard: tuple[tuple[int, str], ...], turn: int) -> float:
    """Return the heat before the trainee's ``turn``: by mood where it is known, else by words."""
    mood = _mood_before(record, record.case, turn)
    if mood is not None:
        return mood / 10 if mood >= HOT else 0.0
    return max((heat(cues, text) for _, text in heard), default=0.0)


def _mood_before(record: Record, case: Case | None, turn: int) -> int | None:
    if not record.moods or case is None:
        return None
    before = [t for t in record.moods if t < turn]
    return record.moods[max(before)].anger if before else case.mood.anger


def _cooled(heats: list[float], record: Record, cues: Cues) -> float:
    if len(heats) < 2:
        return 0.0
    third = max(1, len(heats) // 3)
    last = record.transcript.turns[-1]
    if last.speaker == "citizen" and not record.moods:
        heats = [*heats[1:], heat(cues, last.text)] if len(heats) > 2 else heats
    return sum(heats[:third]) / third - sum(heats[-third:]) / third
