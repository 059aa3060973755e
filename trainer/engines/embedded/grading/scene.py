"""A conversation as exchanges: what the citizen said, and what the trainee did with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from trainer.core.assessment import Quote, Record
from trainer.core.case import Case
from trainer.core.feedback import Cues
from trainer.core.mood import AWAY
from trainer.core.voices import unnamed
from trainer.engines.embedded.grading.act import ACKNOWLEDGING, Act, acts_of, shares, surely
from trainer.engines.embedded.grading.choice import choosing
from trainer.engines.embedded.grading.cues import (
    Cue,
    cues_in,
    heat,
    offers,
    pleads,
    sentences,
    shows,
    words,
)
from trainer.engines.embedded.grading.moment import Moment
from trainer.engines.embedded.grading.overall import Strike
from trainer.engines.embedded.grading.quiz import as_quiz, is_quiz
from trainer.engines.embedded.grading.reception import listened, once, protests, taken_in
from trainer.engines.embedded.grading.reflection import acknowledging, faintly, gives_back, perhaps

TRUSTED = 0.8
"""What being told a fact that had to be earned asks for."""
ORDINARY = 10
"""Moments in an ordinary talk; what is found in a longer one counts by its share."""
HOT = 6
"""Anger from which a known mood is hot."""
SHOWN = 0.7
"""What a sentence asks for that surely shows something, where no word says which feeling it is."""
RISE = 3
"""The most that anger rises in one message."""


@dataclass(frozen=True)
class Scene:
    """All moments of a conversation, in order."""

    moments: tuple[Moment, ...]
    eased: bool
    """Whether the citizen ended more at ease than they began."""
    cooled: float
    """How far the heat fell from the first third to the last, -1 to 1."""
    flagged: tuple[Quote, ...]
    struck: tuple[Strike, ...] = ()
    """Every sentence meant for the citizen, with the impression that it makes."""

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

    @cached_property
    def hurtful(self) -> tuple[Act, ...]:
        """What surely drove somebody away: its words are no praise, whatever else they are."""
        return surely(self.acts(*AWAY))

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
    struck: list[Strike] = []
    earlier: list[Act] = []
    for heard, turns in _exchanges(record):
        kept = {turn: _kept(record, cues, turn) for turn in turns}
        for turn in turns:
            left_out = [s for s in sentences(_text(record, turn)) if s not in kept[turn]]
            flagged += [Quote(turn=turn, text=s) for s in left_out]
            struck += _struck(record, turn, kept[turn])
        if any(kept.values()):
            moments.append(_moment(record, cues, heard, kept, earlier))
            earlier += moments[-1].acts
    heats = [moment.hot for moment in moments]
    last = record.transcript.turns[-1]
    eased = last.speaker == "citizen" and shows(last.text, cues.eased)
    cooled = _cooled(heats, record, cues)
    return Scene(tuple(moments), eased, cooled, tuple(flagged), tuple(struck))


def _exchanges(record: Record) -> Iterator[tuple[tuple[tuple[int, str], ...], tuple[int, ...]]]:
    """Yield the citizen's turns and the trainee's answer to them, turns in a row together."""
    heard: list[tuple[int, str]] = []
    said: list[int] = []
    for i, turn in enumerate(record.transcript.turns):
        if turn.speaker == "citizen" and said:
            yield tuple(heard), tuple(said)
            heard, said = [], []
        if turn.speaker == "citizen":
            heard.append((i, _unnamed(record, turn.text)))
        elif i in record.readings:
            said.append(i)
    if said:
        yield tuple(heard), tuple(said)


def _unnamed(record: Record, text: str) -> str:
    """Return what the citizen said, of two people without the names of who speaks."""
    return unnamed(record.case.script.persona, text) if record.case else text


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


def _struck(record: Record, turn: int, kept: tuple[str, ...]) -> Iterator[Strike]:
    """Yield the impressions of the sentences of a turn that are meant for the citizen."""
    for found in record.readings[turn].impressions:
        if any(shares(found.text, s) for s in kept):
            yield Strike(Quote(turn=turn, text=found.text), found.sure)


def _moment(
    record: Record,
    cues: Cues,
    heard: tuple[tuple[int, str], ...],
    kept: dict[int, tuple[str, ...]],
    earlier: Iterable[Act],
) -> Moment:
    said = tuple((turn, " ".join(some)) for turn, some in kept.items() if some)
    asked = any("?" in text for _, text in heard)
    acts, doubtful = _made(record, cues, kept, earlier, asked)
    first, last = said[0][0], max(kept)
    before = tuple(text for turn, text in record.transcript.said_by("citizen") if turn < first)
    answer = _answer(record, last)
    felt = acknowledging(cues, acts, before, doubtful)
    told = tuple(text for _, text in heard)
    maybe = [f for turn in kept for f in record.readings[turn].reflects]
    done = listened(once(taken_in(cues, kept, felt, maybe, told, answer)))
    return Moment(
        heard=heard,
        said=said,
        acts=as_quiz(done) if is_quiz(cues, _reply(record, cues, last)) else done,
        faint=faintly(cues, acts, doubtful),
        gives_back=gives_back(cues, acts, before),
        waved=any(shows(s, cues.waved) for some in kept.values() for s in some),
        unheard=protests(cues, answer),
        cues=_cues(record, cues, heard, tuple(kept)),
        hot=_hot(record, cues, heard, first),
        angered=_angered(record, first, last),
        abusive=any(shows(text, cues.abusive) for _, text in heard),
        asked=asked,
        offered=tuple(
            Quote(turn=turn, text=s) for turn, some in kept.items() for s in some if offers(cues, s)
        ),
        officialese=tuple(
            (turn, f)
            for turn, some in kept.items()
            for f in record.readings[turn].officialese
            if any(f.text in s for s in some)
        ),
        words=sum(len(words(s)) for some in kept.values() for s in some),
    )


def _made(
    record: Record,
    cues: Cues,
    kept: dict[int, tuple[str, ...]],
    earlier: Iterable[Act],
    asked: bool,
) -> tuple[list[Act], list[Act]]:
    """Return what was done in the trainee's turns, and what may have been done in them."""
    acts: list[Act] = []
    doubtful: list[Act] = []
    for turn, some in kept.items():
        reading = record.readings[turn]
        made = acts_of(reading, turn, some, [*earlier, *acts], asked)
        acts += choosing(cues, tuple(made), turn, some)
        doubtful += perhaps(reading, turn, some, [*earlier, *acts, *doubtful])
    return acts, doubtful


def _answer(record: Record, turn: int) -> str:
    """Return what the citizen said right after a turn; nothing where their mood tells more."""
    if record.moods:
        return ""
    rest = record.transcript.turns[turn + 1 :]
    return " ".join(t.text for t in takewhile(lambda one: one.speaker == "citizen", rest))


def _reply(record: Record, cues: Cues, turn: int) -> str:
    """Return the first sentence that the trainee says to a turn's answer; nothing in a case."""
    later = () if record.moods else (i for i in sorted(record.readings) if i > turn)
    return next((some[0] for i in later if (some := _kept(record, cues, i))), "")


def _cues(
    record: Record, cues: Cues, heard: tuple[tuple[int, str], ...], answers: tuple[int, ...]
) -> tuple[Cue, ...]:
    """Return what was shown in ``heard``: by its words, or as the reader read it in ``answers``."""
    found = [cue for turn, text in heard for cue in cues_in(cues, turn, text)]
    said = [cue.text for cue in found]
    for one in (f for turn in answers for f in record.readings[turn].shown):
        shown = _unnamed(record, one.text)
        turns = [turn for turn, text in heard if shown in text]
        if turns and not any(shown in text or text in shown for text in said):
            found.append(Cue(one.id, turns[-1], shown, SHOWN * one.sure))
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


def _angered(record: Record, first: int, last: int) -> float:
    """Return how far anger rose, 0-1, over the trainee's turns from ``first`` to ``last``."""
    before, after = _mood_before(record, record.case, first), record.moods.get(last)
    if before is None or after is None:
        return 0.0
    return min(1.0, max(0, after.anger - before) / RISE)


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
