"""When a mastered skill is due to be refreshed.

The schedule is that of FSRS, which is fitted on how people forget facts. Whether conversation
skills fade alike is not known, so it only says when to look again, and never lowers a rating.
"""

from collections.abc import Iterable
from datetime import datetime

from fsrs import Card, Scheduler
from fsrs import Rating as Recall

from trainer.core.progress import Practised
from trainer.core.skill import Rating
from trainer.store.skills import Mastery

LONGEST = 120
"""Days after which everything is looked at again."""
SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
)
RECALLS = (Recall.Again, Recall.Hard, Recall.Good, Recall.Easy)
"""By level, 0-3."""


def masteries(history: Iterable[Practised]) -> dict[str, Mastery]:
    """Return each criterion's rating after ``history``, earliest first, and whether it is mastered.

    Every graded attempt counts as a repetition, so what was done often is due later.
    """
    cards: dict[str, Card] = {}
    found: dict[str, Mastery] = {}
    for one in history:
        for update in one.updates:
            id = update.criterion
            card = cards.get(id, Card(card_id=1, due=one.at))
            cards[id] = SCHEDULER.review_card(card, RECALLS[update.level], one.at)[0]
            was = found[id].mastered if id in found else None
            found[id] = _mastery(update.after, was or one.at, cards[id].due)
    return found


def _mastery(rating: Rating, since: datetime, due: datetime) -> Mastery:
    if not rating.mastered:
        return Mastery(rating=rating)
    return Mastery(rating=rating, mastered=since, due=due)
