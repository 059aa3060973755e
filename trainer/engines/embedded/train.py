"""Training the reader: examples of the moves in, weights out."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.core.base import LANGUAGES, Language
from trainer.core.move import HELD_BACK, Move
from trainer.core.plainness import PlainWords
from trainer.core.signal import Signals
from trainer.engines.embedded.analysis import Analysis, Lexicon, analyse, lexicons, rows
from trainer.engines.embedded.embedding import DIMENSIONS, Embedding, Vectors
from trainer.engines.embedded.linear import Linear, Matrix, bags, fit
from trainer.engines.embedded.weights import Model, Weights, content_hash

FOLDS = 5
RARE = 2
"""An n-gram of fewer texts has no weight."""
HEARD = 0.5
"""Share of the texts without a citizen's words before them that get somebody else's."""
POSITIVE, NEAR = 4.0, 2.0
"""How much an example and a near miss count, beside 1 for any other text."""
EMBEDDED = 0.3
"""How strongly a sentence's vector counts beside the other features."""
L2_FORM, L2_GRAMS, L2_EMBEDDED = 1e-4, 3e-5, 1e-3
KEPT = 1500
"""The n-grams that tell most, of all languages together."""
ROUNDS, MORE_ROUNDS = 150, 50
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and out of how much."""


@dataclass(frozen=True)
class Labelled:
    """A text with the moves that it holds."""

    language: Language
    text: str
    after: str | None
    holds: frozenset[str]
    near: frozenset[str]
    """Moves that it looks like and does not hold."""
    batch: str


def labelled(moves: Iterable[Move]) -> list[Labelled]:
    """Return every text of the moves, each once, with all that is known of it."""
    found = []
    for move in moves:
        for language in LANGUAGES:
            words = move.words(language)
            for batch, examples in words.examples.items():
                found += [
                    Labelled(
                        language, e.text, e.after, frozenset({move.id, *e.also}), frozenset(), batch
                    )
                    for e in examples
                ]
            for batch, misses in words.near_misses.items():
                found += [
                    Labelled(
                        language, m.text, m.after, frozenset(m.is_), frozenset({move.id}), batch
                    )
                    for m in misses
                ]
    return _merged(found)


def _merged(found: Iterable[Labelled]) -> list[Labelled]:
    """Join texts that several moves name, so that their labels do not contradict each other."""
    by_text: dict[tuple[str, str, str], Labelled] = {}
    for one in found:
        key = (one.language, one.text.casefold(), one.after or "")
        old = by_text.get(key)
        if old:
            holds = old.holds | one.holds
            one = Labelled(
                old.language, old.text, old.after, holds, (old.near | one.near) - holds, old.batch
            )
        by_text[key] = one
    return list(by_text.values())


def train(
    moves: Sequence[Move],
    signals: Mapping[Language, Signals],
    plain: Mapping[Language, PlainWords],
    embedding: Embedding,
    progress: Progress = lambda what, done, total: None,
) -> Weights:
    """Return the weights learned from the moves' examples, without those that are held back."""
    texts = [one for one in labelled(moves) if one.batch != HELD_BACK]
    names = tuple(sorted(move.id for move in moves))
    material = Material.of(texts, names, lexicons(signals, plain), embedding, progress)
    full = _model(material, material.full, "with sentence vectors", progress)
    rules = _model(material, material.form, "by signals alone", progress)
    return Weights(
        moves=names,
        cues=material.cues,
        means=material.means,
        spread=material.spread,
        full=full,
        rules=rules,
        trained_on=content_hash(moves, signals, plain),
    )


@dataclass(frozen=True)
class Material:
    """All sentences of all texts, as numbers."""

    cues: tuple[str, ...]
    means: Vectors
    spread: Vectors
    owner: NDArray[np.int64]
    """The text that each sentence belongs to."""
    holds: Matrix
    """(texts, moves)"""
    near: Matrix
    language: NDArray[np.int64]
    """Of each text."""
    full: Matrix
    """Features with the sentence's vector, (sentences, features)."""
    form: Matrix
    """Features without it."""
    grams: tuple[frozenset[str], ...]

    @classmethod
    def of(
        cls,
        texts: Sequence[Labelled],
        names: Sequence[str],
        known: Mapping[Language, Lexicon],
        embedding: Embedding,
        progress: Progress,
    ) -> "Material":
        """Take all texts apart."""
        heards = _heards(texts)
        taken = [
            analyse(one.language, known[one.language], one.text, heard)
            for one, heard in zip(texts, heards, strict=True)
        ]
        cues = known["nl"].cues
        sentences = [s.text for one in taken for s in one.sentences]
        owner = np.repeat(np.arange(len(taken)), [len(one.sentences) for one in taken])
        language = np.array([LANGUAGES.index(one.language) for one in texts])
        vectors = _embedded(embedding, sentences, "sentences", progress)
        answered = _embedded(embedding, [one.heard or "-" for one in taken], "contexts", progress)
        means = np.stack([vectors[language[owner] == k].mean(axis=0) for k in range(3)])
        centred = vectors - means[language[owner]]
        spread = np.asarray(centred.std(axis=0), np.float32)
        alike = cosines(centred, (answered - means[language])[owner])
        return cls(
            cues=cues,
            means=means,
            spread=spread,
            owner=owner,
            holds=_table(texts, names, lambda one: one.holds),
            near=_table(texts, names, lambda one: one.near),
            language=language,
            full=np.hstack([_rows(taken, cues, alike), scaled(centred, spread)]),
            form=_rows(taken, cues, None),
            grams=tuple(gram for one in taken for gram in one.grams),
        )


def scaled(centred: Vectors, spread: Vectors) -> Vectors:
    """Return vectors as the classifiers take them: each number about ``EMBEDDED`` large."""
    return np.asarray(centred / spread * EMBEDDED, np.float32)


def cosines(a: Vectors, b: Vectors) -> Vectors:
    """Return the cosine of each row of ``a`` with the same row of ``b``."""
    sizes = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.asarray((a * b).sum(axis=1) / np.maximum(sizes, 1e-9), np.float32)


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


def _table(
    texts: Sequence[Labelled], names: Sequence[str], of: Callable[[Labelled], frozenset[str]]
) -> Matrix:
    return np.array([[name in of(one) for name in names] for one in texts], np.float32)


def _model(material: Material, dense: Matrix, what: str, progress: Progress) -> Model:
    """Train on all texts; thresholds come from folds that were left out."""
    fold = np.random.default_rng(1).integers(0, FOLDS, len(material.holds))
    scores = np.full(material.holds.shape, -99, np.float32)
    for k in range(FOLDS):
        progress(what, k, FOLDS + 1)
        inside = fold[material.owner] != k
        linear, known = _fitted(material, dense, inside)
        left = np.hstack([bags(_kept(material.grams, ~inside), known), dense[~inside]])
        np.maximum.at(scores, material.owner[~inside], linear.scores(left))
    progress(what, FOLDS, FOLDS + 1)
    linear, known = _fitted(material, dense, np.ones(len(material.owner), bool))
    progress(what, FOLDS + 1, FOLDS + 1)
    return Model(linear, known, thresholds(scores, material.holds, material.language))


def _kept(grams: Sequence[frozenset[str]], inside: NDArray[np.bool_]) -> list[frozenset[str]]:
    return [some for some, keep in zip(grams, inside, strict=True) if keep]


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


def _fitted(
    material: Material, dense: Matrix, inside: NDArray[np.bool_]
) -> tuple[Linear, dict[str, int]]:
    """Fit twice: the second time only the sentence that shows a move best counts for it."""
    owner, holds = material.owner[inside], material.holds[material.owner[inside]]
    grams = _kept(material.grams, inside)
    known = telling(grams, holds)
    given = np.hstack([bags(grams, known), dense[inside]])
    l2 = np.full(given.shape[1], L2_FORM, np.float32)
    l2[: len(known)] = L2_GRAMS
    if dense.shape[1] > material.form.shape[1]:
        l2[-DIMENSIONS:] = L2_EMBEDDED
    counts = np.where(material.near[owner] > 0, NEAR, 1.0).astype(np.float32)
    size = np.bincount(owner, minlength=len(material.holds))[owner][:, None]
    first = np.where(holds > 0, POSITIVE / size, counts).astype(np.float32)
    linear = fit(given, holds, first, l2, ROUNDS)
    scores = linear.scores(given)
    best = np.full(material.holds.shape, -99, np.float32)
    np.maximum.at(best, owner, scores)
    shown = scores >= best[owner] - 1e-6
    second = np.where(holds > 0, np.where(shown, POSITIVE, 0.0), counts).astype(np.float32)
    return fit(given, holds, second, l2, MORE_ROUNDS, start=linear), known


def thresholds(scores: Matrix, holds: Matrix, language: NDArray[np.int64]) -> Matrix:
    """Return the threshold (moves, languages) that gives each move its best F1.

    A language's own optimum is drawn halfway to that of all languages: a hundred texts are few.
    """
    found = np.zeros((holds.shape[1], len(LANGUAGES)), np.float32)
    for m in range(holds.shape[1]):
        shared = _best(scores[:, m], holds[:, m])
        for k in range(len(LANGUAGES)):
            own = _best(scores[language == k, m], holds[language == k, m])
            found[m, k] = (shared + own) / 2
    return found


def _best(scores: Matrix, holds: Matrix) -> float:
    """Return the score that parts ``holds`` best by F1, smoothed over its neighbours."""
    tries = np.arange(-4, 4, 0.1)
    picked = scores[None, :] > tries[:, None]
    hits = (picked & (holds > 0)[None, :]).sum(axis=1)
    f1 = 2 * hits / np.maximum(1, picked.sum(axis=1) + (holds > 0).sum())
    smooth = np.convolve(f1, np.ones(5) / 5, mode="same")
    return float(tries[int(np.argmax(smooth))])
