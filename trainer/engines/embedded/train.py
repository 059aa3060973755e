"""Training the reader: examples of the moves in, weights out."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.core.base import LANGUAGES, Language
from trainer.core.move import HELD_BACK, Mark, Move
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded.analysis import Analysis, Lexicon, analyse, lexicons, rows
from trainer.engines.embedded.embedding import Embedding, Vectors
from trainer.engines.embedded.labels import Labelled, labelled
from trainer.engines.embedded.linear import Anchors, Linear, Matrix, apart, bags, solved
from trainer.engines.embedded.sentences import split
from trainer.engines.embedded.weights import Model, Scale, Weights, content_hash, cosines

FOLDS = 5
RARE = 2
"""An n-gram of fewer sentences has no weight."""
KEPT = 1000
"""The n-grams that tell most, of all languages together."""
CARE = {
    **dict.fromkeys(("threatens", "insults", "leaks-privacy", "to-grader"), 0.5),
    **dict.fromkeys(("blames", "argues", "dismisses", "orders-calm", "promises-too-much"), 0.7),
    **dict.fromkeys(("acknowledges-impact", "advises"), 0.7),
}
"""How much a miss weighs beside a false alarm: it is worse to be accused than to be let off, and
what is told or held against somebody may sound as if it were acknowledged, or advised."""
HEARD = 0.5
"""Share of the texts without a citizen's words before them that get somebody else's."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and out of how much."""


def train(
    moves: Sequence[Move],
    signals: Mapping[Language, Signals],
    plain: Mapping[Language, PlainWords],
    embedding: Embedding,
    progress: Progress = lambda what, done, total: None,
) -> Weights:
    """Return the weights learned from the moves' examples, without those that are held back."""
    names = tuple(sorted(move.id for move in moves))
    known = lexicons(signals, plain)
    material = Material.of(training(moves), names, known, embedding, progress)
    return learned_from(material, content_hash(moves, signals, plain), progress)


def training(moves: Iterable[Move | Mark]) -> list[Labelled]:
    """Return every text that may be learned from: nothing that is held back."""
    return [one for one in labelled(moves) if one.batch != HELD_BACK]


def learned_from(material: "Material", trained_on: str, progress: Progress) -> Weights:
    """Return the weights learned from ``material``, with and without sentence vectors."""
    return Weights(
        moves=material.names,
        cues=material.cues,
        means=material.means,
        full=_full(material, progress),
        rules=_rules(material, progress),
        trained_on=trained_on,
    )


@dataclass(frozen=True)
class Material:
    """All sentences of all texts, as numbers."""

    names: tuple[str, ...]
    """The moves."""
    cues: tuple[str, ...]
    means: Vectors
    owner: NDArray[np.int64]
    """The text that each sentence belongs to."""
    fold: NDArray[np.int64]
    """Of each sentence; no two texts of a block are in different folds."""
    holds: Matrix
    """(texts, moves)"""
    language: NDArray[np.int64]
    """Of each text."""
    form: Matrix
    """Features of form, (sentences, features), likeness with what was heard included."""
    bare: Matrix
    """The same without that likeness."""
    centred: Vectors
    """The sentences' vectors without their language's mean."""
    grams: tuple[frozenset[str], ...]

    @classmethod
    def of(
        cls,
        texts: Sequence[Labelled],
        names: Sequence[str],
        known: Mapping[Language, Lexicon],
        embedding: Embedding,
        progress: Progress,
        means: Vectors | None = None,
    ) -> "Material":
        """Take all texts apart; ``means`` of each language are their own where none are given."""
        taken = [
            analyse(one.language, known[one.language], one.text, heard, chat=False)
            for one, heard in zip(texts, _heards(texts), strict=True)
        ]
        cues = known["nl"].cues
        owner = np.repeat(np.arange(len(taken)), [len(one.sentences) for one in taken])
        language = np.array([LANGUAGES.index(one.language) for one in texts])
        sentences = [text for one in taken for text in one.nameless]
        vectors = _embedded(embedding, sentences, "sentences", progress)
        heards = [[part.text for part in split(one.heard)] for one in taken]
        total = sum(len(parts) for parts in heards)
        answered = embedding.means(heards, True, lambda n: progress("contexts", n, total))
        if means is None:
            means = np.stack([vectors[language[owner] == k].mean(axis=0) for k in range(3)])
        centred = vectors - means[language[owner]]
        known_heard = np.array([bool(parts) for parts in heards])[:, None]
        answered = np.where(known_heard, answered - means[language], 0).astype(np.float32)
        alike = cosines(centred, answered[owner])
        return cls(
            names=tuple(names),
            cues=cues,
            means=means,
            owner=owner,
            fold=np.array([one.block % FOLDS for one in texts])[owner],
            holds=np.array([[n in one.holds for n in names] for one in texts], np.float32),
            language=language,
            form=_rows(taken, cues, alike),
            bare=_rows(taken, cues, None),
            centred=centred,
            grams=tuple(gram for one in taken for gram in one.grams),
        )

    @property
    def wanted(self) -> Matrix:
        """What each sentence's text holds."""
        return self.holds[self.owner]

    def best(self, scores: Matrix) -> Matrix:
        """Return the best score of each text's sentences."""
        found = np.full(self.holds.shape, -9, np.float32)
        np.maximum.at(found, self.owner, scores)
        return found


def _heards(texts: Sequence[Labelled]) -> list[str]:
    """Return what the citizen said before each text.

    Examples carry it only where their move needs it. In a conversation it is always there, so
    that some of the others get another text's, lest its being there be taken for a sign.
    """
    chance = random.Random(1)
    known = {k: [t.after for t in texts if t.language == k and t.after] for k in LANGUAGES}
    some = []
    for one in texts:
        lend = one.after is None and known[one.language] and chance.random() < HEARD
        some.append(chance.choice(known[one.language]) if lend else one.after)
    return [heard or "" for heard in some]


def _embedded(embedding: Embedding, texts: Sequence[str], what: str, progress: Progress) -> Vectors:
    total = len(set(texts))
    return embedding.vectors(texts, keep=True, progress=lambda n: progress(what, n, total))


def _rows(taken: Sequence[Analysis], cues: tuple[str, ...], alike: Vectors | None) -> Matrix:
    found, at = [], 0
    for one in taken:
        size = len(one.sentences)
        if size:
            found.append(rows(one, cues, None if alike is None else alike[at : at + size]))
        at += size
    return np.concatenate(found)


def _full(material: Material, progress: Progress) -> Model:
    scale = Scale.of(material.form, apart(material.centred, material.wanted))
    linear, cuts = _learned(
        material, scale.joined(material.form, material.centred), "with sentence vectors", progress
    )
    return Model(linear, {}, cuts, scale)


def _rules(material: Material, progress: Progress) -> Model:
    known = telling(material.grams, material.wanted)
    scale = Scale.of(material.bare, np.zeros((len(known), 0), np.float32))
    given = scale.joined(material.bare, bags(material.grams, known))
    linear, cuts = _learned(material, given, "by signals alone", progress)
    return Model(linear, known, cuts, scale)


def telling(grams: Sequence[frozenset[str]], holds: Matrix) -> dict[str, int]:
    """Return the n-grams that speak loudest for some move: their hits beside chance."""
    counts = Counter(gram for some in grams for gram in some)
    names = sorted(gram for gram, n in counts.items() if n >= RARE)
    places = {gram: i for i, gram in enumerate(names)}
    hits = np.zeros((len(names), holds.shape[1]), np.float32)
    for i, some in enumerate(grams):
        hits[[places[gram] for gram in some if gram in places]] += holds[i]
    seen = np.array([counts[gram] for gram in names], np.float32)[:, None]
    share = holds.mean(axis=0)
    excess = (hits - seen * share) / np.sqrt(seen * share * (1 - share) + 0.5)
    best = np.argsort(-excess.max(axis=1), kind="stable")[:KEPT]
    return {gram: i for i, gram in enumerate(sorted(names[b] for b in best))}


def _learned(
    material: Material, given: Matrix, what: str, progress: Progress
) -> tuple[Linear, Matrix]:
    """Return the weights and the thresholds, which come from folds that were left out.

    It is done twice. In the first round every sentence of a text is taken to hold its moves; in
    the second only the one that showed a move best while its fold was left out.
    """
    anchors = Anchors.of(given)
    likeness = anchors.likeness(anchors.rows)
    steps = 2 * FOLDS + 1

    def left_out(wanted: Matrix, done: int) -> Matrix:
        scores: Matrix = np.zeros_like(wanted)
        for k in range(FOLDS):
            progress(what, done + k, steps)
            out, kept = material.fold == k, material.fold != k
            weights, bias = solved(likeness[np.ix_(kept, kept)], wanted[kept])
            scores[out] = likeness[np.ix_(out, kept)] @ weights + bias
        return scores

    wanted = _shown(material, left_out(material.wanted, 0))
    scores = left_out(wanted, FOLDS)
    linear = Linear(anchors, *solved(likeness, wanted))
    progress(what, steps, steps)
    return linear, thresholds(material, material.best(scores))


def _shown(material: Material, scores: Matrix) -> Matrix:
    """Return what each sentence holds by itself: its text's moves, where it shows them best."""
    holds = material.wanted
    elsewhere = (holds > 0) & (scores < material.best(scores)[material.owner])
    return np.where(elsewhere, np.clip(scores, 0, 1), holds).astype(np.float32)


def thresholds(material: Material, scores: Matrix) -> Matrix:
    """Return the threshold (moves, languages) that gives each move its best F score.

    A language's own optimum is drawn halfway to that of all languages: a hundred texts are few.

    Args:
        material: What the scores are about.
        scores: The best score of each text (texts, moves), when its fold was left out.
    """
    found = np.zeros((len(material.names), len(LANGUAGES)), np.float32)
    for m, name in enumerate(material.names):
        care = CARE.get(name, 1.0)
        own, holds = scores[:, m], material.holds[:, m] > 0
        shared = _best(own, holds, care)
        for k in range(len(LANGUAGES)):
            here = material.language == k
            found[m, k] = (shared + _best(own[here], holds[here], care)) / 2
    return found


def _best(scores: Matrix, holds: NDArray[np.bool_], care: float) -> float:
    """Return the score that parts ``holds`` best, smoothed over its neighbours."""
    tries = np.arange(0.0, 0.9, 0.01)
    picked = scores[None, :] > tries[:, None]
    hits = (picked & holds[None, :]).sum(axis=1)
    f = (1 + care**2) * hits / np.maximum(1, picked.sum(axis=1) + care**2 * holds.sum())
    smooth = np.convolve(f, np.ones(5) / 5, mode="same")
    return float(tries[int(np.argmax(smooth))])
