"""Moves: which of them a message holds, sentence by sentence and then as a whole."""

from collections.abc import Sequence

import numpy as np

from trainer.core.base import LANGUAGES
from trainer.core.mood import AWAY
from trainer.core.reading import Found
from trainer.core.transcript import Transcript
from trainer.engines.embedded.analysis import Analysis, rows
from trainer.engines.embedded.linear import Matrix, bags
from trainer.engines.embedded.meanings import meant
from trainer.engines.embedded.sentences import words
from trainer.engines.embedded.sight import Sight
from trainer.engines.embedded.weights import Model, Weights, cosines

FELT = frozenset({"names-feeling", "acknowledges-impact", "apologises", "summarises", "affirms"})
EXPLAINED = frozenset({"explains-plainly", "gives-reason"})
PARTING = frozenset({"closes-well", "ends-talk"})
ACCUSING = {
    "insults": "insult",
    "threatens": "threat",
    "leaks-privacy": "privacy",
    "orders-calm": "calm",
}
"""Moves that weigh heavily, each with the cue that speaks for it."""
DOUBT = 0.15
"""How far above its threshold such a move must lie in a question without that cue."""
WHETHER = 0.3
"""The same for a reproach in a question whether something was done, which denies nothing."""
WELCOME = 8
"""Words of "Hello Ann, have a seat", which orders nobody to be calm."""
TOLD = 0.25
"""How far above its threshold a threat must lie that others would carry out: it is rather told."""
PERHAPS = ("names-feeling", "acknowledges-impact")
"""Moves that are handed on where the reader is not sure of them."""
FAINT = 0.22
"""How far below its threshold such a move may lie."""
WEIGHED, EVEN = frozenset({"hoped", "must-be"}), 0.5
"""Set phrases of what was counted on and of what something must be like, and how sure they make."""
REFLECTIONS = (*PERHAPS, "summarises")
"""Moves among which one reflection splits what speaks for it."""
NEAR, LIKELY, APART = 0.2, 0.05, 0.05
"""How far below all three thresholds a reflection may lie, where it is as likely as not, and how
much likelier it must be than that the words explain or drive away; who says what somebody had to do
only sounds as if they blamed them."""
SPEAKS_TO = frozenset({"you", "feeling"})
"""Cues of a sentence that may be about the other person."""
WEIGHS = frozenset({"feeling", "burden"})
"""Cues of what somebody feels or carries."""
RIVALS = {
    "asks-open": {"blames": 0.0},
    "acknowledges-impact": {"dismisses": 0.0, "blames": 0.0, "insults": 0.0, "threatens": 0.0},
    "promises-too-much": {"threatens": 0.0},
    "insults": {"affirms": 0.15},
}
"""Moves with those that the same words cannot make as well, each with how much surer it must be to
stand instead: who mocks sounds as who praises does."""
ELSE = (
    AWAY
    | EXPLAINED
    | PARTING
    | {
        "greets",
        "commits-next-step",
        "offers-options",
        "apologises",
        "refers-warmly",
        "sets-limit",
    }
)
"""Moves of statements that give nothing back."""
OWN = frozenset({"i", "we"})
"""Cues of somebody who speaks of what they do themselves."""
REACTED = FELT | {"probes", "checks-understanding", "offers-options", "greets"}
LIMITS = ("sets-limit", "ends-talk")
BY_WORDS = 0.15
"""How far above its threshold a mark must lie that is told by words and form alone."""
SLOPE = 8.0
"""How quickly certainty grows with the score."""
MANY = 3
"""Questions from which it is an interrogation, where nothing else was said."""


class Judge:
    """Decides on moves with the trained weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def scores(self, sights: Sequence[Sight]) -> list[Matrix]:
        """Return how far each message's sentences lie above the moves' thresholds.

        All messages are scored in one go: known sentences by the thousand are then gone through
        once.

        Args:
            sights: The messages, all with vectors or all without.

        Returns:
            A score for each sentence and move (sentences, moves), for each message.
        """
        spoken = [sight for sight in sights if sight.analysis.sentences]
        if not spoken:
            return [np.zeros((0, len(self._weights.moves)), np.float32) for _ in sights]
        model = self._weights.rules if spoken[0].raw is None else self._weights.full
        scores = model.linear.scores(np.concatenate([self._rows(sight, model) for sight in spoken]))
        ends = np.cumsum([len(sight.analysis.sentences) for sight in sights])
        places = [LANGUAGES.index(sight.analysis.language) for sight in sights]
        parts = zip(np.split(scores, ends)[:-1], places, strict=True)
        return [np.asarray(part - model.thresholds[:, k], np.float32) for part, k in parts]

    def _rows(self, sight: Sight, model: Model) -> Matrix:
        """Return what the classifiers are given of each sentence (sentences, features)."""
        analysis, raw, heard = sight.analysis, sight.raw, sight.heard
        alike = None
        if raw is not None and heard is not None and len(heard):
            alike = cosines(raw, np.repeat(heard, len(raw), axis=0))
        beside = bags(analysis.grams, model.known) if raw is None else raw
        return model.scale.joined(rows(analysis, self._weights.cues, alike), beside)

    def moves(
        self,
        scores: Matrix,
        analysis: Analysis,
        transcript: Transcript,
        said: tuple[Found, ...],
    ) -> tuple[Found, ...]:
        """Return the moves of a message, each with the sentence that shows it best.

        Args:
            scores: What ``scores`` gave.
            analysis: The message taken apart.
            transcript: What was said before.
            said: The set phrases of the message.
        """
        scores = meant(scores, self._weights.moves, analysis.phrases)
        found = []
        for i, sentence in enumerate(analysis.sentences):
            for m in np.flatnonzero(scores[i] > 0):
                move = self._weights.moves[m]
                if scores[i, m] > max(_least(move, analysis, i), self._rival(move, scores[i])):
                    found.append(Found(id=move, text=sentence.text, sure=_sure(scores[i, m])))
        graders = {phrase.text for phrase in said if phrase.id == "to-grader"}
        kept = [one for one in found if one.text not in graders]
        return as_a_whole(kept, analysis, transcript)

    def marked(self, scores: Matrix, sight: Sight) -> tuple[Found, ...]:
        """Return the sentences that show one of these weights' marks.

        Args:
            scores: What these weights gave of each sentence (sentences, marks).
            sight: The message.
        """
        names, sentences = self._weights.moves, sight.analysis.sentences
        least = BY_WORDS if sight.raw is None else 0.0
        return tuple(
            Found(id=names[m], text=sentences[i].text, sure=_sure(scores[i, m]))
            for i, m in np.argwhere(scores > least)
        )

    def limits(self, scores: Matrix, analysis: Analysis) -> dict[str, float]:
        """Return the sentences that set a limit, or end the talk, each with how sure that is."""
        places = [m for m, move in enumerate(self._weights.moves) if move in LIMITS]
        best = scores[:, places].max(axis=1, initial=-np.inf)
        return {analysis.sentences[i].text: _sure(best[i]) for i in np.flatnonzero(best > 0)}

    def reflects(
        self, scores: Matrix, analysis: Analysis, said: tuple[Found, ...]
    ) -> tuple[Found, ...]:
        """Return the statements that may be a reflection, by the likeliest of its three moves.

        What the same words more likely are stands instead.
        """
        others = {phrase.text for phrase in said}
        names = self._weights.moves
        scores = meant(scores, names, analysis.phrases)
        places = [m for m, move in enumerate(names) if move in REFLECTIONS]
        rivals = [m for m, move in enumerate(names) if move in ELSE]
        doubted = (AWAY | EXPLAINED) - {"blames"}
        apart = np.array([APART if move in doubted else 0.0 for move in names])
        found = []
        for i, sentence in enumerate(analysis.sentences):
            move = max(places, key=lambda m: float(scores[i, m]))
            score, other = float(scores[i, move]), float((scores[i] + apart)[rivals].max())
            if score <= max(-NEAR, other) or analysis.asks(i) or "but" in analysis.cues[i]:
                continue
            if sentence.text in others:
                continue
            found.append(Found(id=names[move], text=sentence.text, sure=_sure(score + LIKELY)))
        return tuple(found)

    def _rival(self, move: str, scores: Matrix) -> float:
        """Return the highest of a sentence's scores for what ``move`` cannot stand beside."""
        rivals = RIVALS.get(move, {})
        known = zip(self._weights.moves, scores, strict=True)
        some = (float(score) - rivals[name] for name, score in known if name in rivals)
        return max(some, default=-np.inf)

    def faint(
        self, scores: Matrix, analysis: Analysis, said: tuple[Found, ...]
    ) -> tuple[Found, ...]:
        """Return the sentences that may acknowledge something, each as the likelier move.

        A question does not, nor a sentence that speaks to nobody, or as likely drives them away, or
        that says what can be done and names no feeling or burden.
        Who says what somebody had hoped for, or what it must be like, may do so whatever the words.
        """
        others = {phrase.text for phrase in said}
        names = self._weights.moves
        scores = meant(scores, names, analysis.phrases)
        places = [names.index(move) for move in PERHAPS if move in names]
        if not places:
            return ()
        away = [m for m, move in enumerate(names) if move in AWAY]
        found = []
        for i, sentence in enumerate(analysis.sentences):
            m = max(places, key=lambda m: float(scores[i, m]))
            cues = analysis.cues[i]
            offers = "options" in cues and not cues & WEIGHS
            speaks = not analysis.asks(i) and cues & SPEAKS_TO and not offers
            score, driven = float(scores[i, m]), float(scores[i, away].max())
            near = -FAINT < score <= 0 and score > driven
            weighed = analysis.phrases[i] & WEIGHED and score <= 0 and driven <= DOUBT
            if speaks and (near or weighed) and sentence.text not in others:
                sure = max(_sure(score), EVEN) if weighed else _sure(score)
                found.append(Found(id=names[m], text=sentence.text, sure=sure))
        return tuple(found)


def _sure(score: float) -> float:
    """Return how sure a score is, 0-1; 0.5 at the threshold."""
    return round(float(1 / (1 + np.exp(-SLOPE * float(score)))), 3)


def _least(move: str, analysis: Analysis, i: int) -> float:
    """Return the score above which a sentence holds a move, or more than any score is."""
    sentence, cues = analysis.sentences[i], analysis.cues[i]
    if move in EXPLAINED and "denial" in analysis.phrases[i] and "but" not in cues:
        return np.inf
    if analysis.asks(i) and (doubt := _doubt(move, cues, analysis.phrases[i])):
        return doubt
    if move == "threatens" and "outsider" in analysis.phrases[i] and not cues & OWN:
        return TOLD
    if move == "orders-calm":
        short = len(words(sentence.text)) <= WELCOME
        kind = {"unhurried", "welcome"} if short else {"unhurried"}
        return np.inf if kind & analysis.phrases[i] else 0.0
    return 0.0


def _doubt(move: str, cues: frozenset[str], phrases: frozenset[str]) -> float:
    """Return how far above its threshold a move must lie in a question, or nothing."""
    if move in ACCUSING and ACCUSING[move] not in cues:
        return DOUBT
    return WHETHER if move == "blames" and "whether" in phrases and "not" not in phrases else 0.0


def _hello(analysis: Analysis, transcript: Transcript) -> str:
    """Return the words of a first message that only greets, or nothing."""
    if len(analysis.sentences) != 1 or transcript.said_by("trainee"):
        return ""
    return analysis.sentences[0].text if "hello" in analysis.phrases[0] else ""


def as_a_whole(found: list[Found], analysis: Analysis, transcript: Transcript) -> tuple[Found, ...]:
    """Return the moves that stand once the message is seen as a whole."""
    ids = {one.id for one in found}
    dropped = set()
    if ids & FELT:
        dropped.add("empty-phrase")
    if ids & EXPLAINED:
        dropped.add("quotes-rule")
    hello = _hello(analysis, transcript)
    if hello:
        dropped |= PARTING | {"blames", "dismisses", "sends-away"}
    if analysis.questions < 2:
        dropped.add("interrogates")
    found = [one for one in found if one.id not in dropped]
    if hello and "greets" not in ids:
        found.append(Found(id="greets", text=hello, sure=0.9))
    if analysis.questions >= MANY and not ids & REACTED and "interrogates" not in ids:
        asking = [s.text for i, s in enumerate(analysis.sentences) if analysis.asks(i)]
        found.append(Found(id="interrogates", text=asking[-1], sure=0.7))
    return tuple(found)
