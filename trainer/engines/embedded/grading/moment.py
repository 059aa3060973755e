"""What the citizen said since the trainee spoke last, and what the trainee did with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from trainer.core.assessment import Quote
from trainer.core.mood import AWAY
from trainer.core.reading import Found
from trainer.engines.embedded.grading.act import (
    ACKNOWLEDGING,
    ADVICE,
    LISTENING,
    Act,
    clear_of,
    surely,
)
from trainer.engines.embedded.grading.cues import Cue, sentences, words

TELLS = 9
"""Words from which a turn without question or acknowledgement tells something."""
INQUIRES = 3
"""Words above which a question asks something."""
OVER = 1.5
"""How many times the citizen's words make a turn that listens to nothing too much."""
SHOWN, KINDLY = 0.5, 0.35
"""How plainly a feeling is shown, and how surely somebody listens to it."""
UNHEARD = 0.5
"""What it tells that the citizen says they were not heard."""
ASKED = 0.5
"""How sure a question without a question mark must be."""


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
    offered: tuple[Quote, ...]
    """Sentences that say what can be done."""
    officialese: tuple[tuple[int, Found], ...]
    words: int
    faint: tuple[Act, ...] = ()
    """What may acknowledge something, though not surely enough to be counted."""
    angered: float = 0.0
    """How far the citizen's anger rose at this, 0-1, where the mood is known."""
    waved: bool = False
    """Whether the trainee said that all have it, that it will pass, or that it comes later."""
    unheard: bool = False
    """Whether the citizen then said that they were not heard, or gave up."""
    gives_back: float = 0.0
    """How surely the trainee gave back what the citizen had told, 0-1."""

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
    def advised(self) -> tuple[Quote, ...]:
        """What the trainee surely advised, without being asked."""
        return tuple(act.quote for act in surely(self.of(ADVICE)))

    @property
    def away(self) -> float:
        """How surely something drove the citizen away here, 0-1."""
        return self.weight(*(AWAY - {"empty-phrase", "jargon"}))

    @cached_property
    def listens(self) -> float:
        """How surely the trainee listened or acknowledged here, 0-1."""
        return self.weight(*LISTENING, *ACKNOWLEDGING)

    @property
    def passes_over(self) -> bool:
        """Whether a feeling was plainly shown and met with nothing kind."""
        return self.need >= SHOWN and self.listens < KINDLY

    @property
    def waves_away(self) -> bool:
        """Whether what was shown is everybody's, or will pass, and nothing kind stands beside."""
        return self.waved and self.listens < KINDLY

    @property
    def tells(self) -> bool:
        """Whether the trainee told something here without listening."""
        return self.listens < KINDLY and (self.words >= TELLS or bool(self.advised))

    @property
    def talks_over(self) -> bool:
        """Whether the trainee told far more here than the citizen had, without listening."""
        told = sum(len(words(text)) for _, text in self.heard)
        return self.tells and self.words > OVER * told

    @property
    def reply(self) -> Quote:
        """The trainee's first sentence here after a greeting, as it was said."""
        every = self._sentences
        greeting = {act.text for act in self.of("greets")}
        telling = (quote for quote in every if quote.text not in greeting)
        return next(
            telling, every[0] if every else Quote(turn=self.said[0][0], text=self.said[0][1])
        )

    @property
    def inquires(self) -> bool:
        """Whether the trainee asked something; "Okay?" and "Anything else?" ask nothing."""
        every = [s for _, text in self.said for s in sentences(text) if s.endswith("?")]
        every += [act.text for act in self.of("asks-closed") if act.paid and act.sure >= ASKED]
        return any(len(words(text)) > INQUIRES for text in every)

    @property
    def longest(self) -> Quote:
        """The trainee's longest sentence here."""
        return max(self._sentences, key=lambda quote: len(quote.text), default=self.reply)

    def told(self, without: Iterable[Act] = ()) -> Quote | None:
        """Return the longest sentence that tells something, and holds none of some acts."""
        telling = [quote for quote in self._sentences if not quote.text.endswith("?")]
        some = clear_of(telling, without)
        return max(some, key=lambda quote: len(quote.text), default=None)

    @property
    def _sentences(self) -> list[Quote]:
        return [Quote(turn=t, text=s) for t, text in self.said for s in sentences(text)]
