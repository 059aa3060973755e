"""How well the embedded reader finds moves in texts that training never saw.

    python bench/reader.py [--data DIR] [--quick]

Prints precision, recall, F1 and the count behind each, a move and language, on the held-back
batches: with sentence vectors, by signals and form alone, and beside them two baselines, always
the commonest move and TF-IDF with logistic regression. Every held-back text counts for every move:
one that holds the move by its labels is to be found, any other is not. Then the same in other rooms
than a public desk (``bench/rooms``: counselling, classrooms, clinics, helplines, shops), which no
training saw. Then the public labels: politeness in Afrikaans after English and Dutch material
alone, and uptake.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from trainer.content.moves import load_moves
from trainer.content.reading import load_plain, load_signals
from trainer.content.yaml import read as read_yaml
from trainer.core.base import LANGUAGES, Language
from trainer.core.move import HELD_BACK
from trainer.core.transcript import Transcript, Turn
from trainer.engines.embedded import weights as weights_file
from trainer.engines.embedded.analysis import analyse, lexicons, rows
from trainer.engines.embedded.assembly import assemble
from trainer.engines.embedded.embedding import Embedding, available
from trainer.engines.embedded.features import CONTEXT, FORM
from trainer.engines.embedded.labels import Labelled, labelled
from trainer.engines.embedded.linear import Matrix
from trainer.engines.embedded.moves import Judge
from trainer.engines.embedded.reader import EmbeddedReader
from trainer.engines.embedded.sight import Sight, normalised
from trainer.engines.embedded.weights import cosines

ROOT = Path(__file__).parent.parent
CACHE = ROOT / "var" / "vectors.sqlite"
ROOMS = ROOT / "bench" / "rooms"
DATA = ROOT.parent / "shared" / "data"
WITH, WITHOUT = "with sentence vectors", "signals and form alone"
WANTED = {WITH: 0.75, WITHOUT: 0.60}
WORST = 0.60
AFRIKAANS, UPTAKE = 0.70, 0.70
POLITE = frozenset({"greets", "apologises", "affirms", "closes-well", "offers-options"})
RUDE = frozenset({"blames", "insults", "orders-calm", "argues", "sends-away", "threatens"})
UPTAKING = ("summarises", "probes", "checks-understanding", "affirms", "asks-open", "asks-closed")


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--data", type=Path, default=DATA, help="the folder of public labels")
    options.add_argument("--quick", action="store_true", help="leave the public labels out")
    chosen = options.parse_args()
    texts = labelled(load_moves(ROOT))
    held = [one for one in texts if one.batch == HELD_BACK]
    known = [one for one in texts if one.batch != HELD_BACK]
    print(f"{len(known)} texts to train on, {len(held)} held back\n")
    moves_bench(known, held, weights_file.load().moves)
    rooms_bench(weights_file.load().moves)
    if chosen.quick:
        return
    if not available():
        print("public labels: left out, the embedding wheel is not installed")
        return
    politeness(chosen.data / "tydip", known)
    uptake(chosen.data / "uptake" / "uptake_data.csv")


def moves_bench(known: Sequence[Labelled], held: Sequence[Labelled], names: Sequence[str]) -> None:
    truth = table(held, names)
    language = np.array([one.language for one in held])
    for title, embeddings in ((WITH, True), (WITHOUT, False)):
        if embeddings and not available():
            print(f"{title}: left out, the embedding wheel is not installed\n")
            continue
        show(title, read(reader(embeddings), held, names), truth, language, names)
    for title, by in (("TF-IDF", tfidf), ("always the commonest move", commonest)):
        last(title, by(known, held, names), truth, language)


def rooms_bench(names: Sequence[str]) -> None:
    """Tell how well moves are found, and what people show is heard, in rooms nobody trained on."""
    texts = list(said_in_rooms(names))
    truth = table(texts, names)
    language = np.array([one.language for one in texts])
    print(f"other rooms, {len(texts)} texts")
    for title, embeddings in (("with vectors", True), ("by signals and form", False)):
        if not embeddings or available():
            last(title, read(reader(embeddings), texts, names), truth, language)
    print()


def said_in_rooms(names: Sequence[str]) -> Iterator[Labelled]:
    """Yield each text with the moves that it holds; advice nobody asked for is no move."""
    for key in LANGUAGES:
        moves = _plain(f"{key}.yaml")
        for id, parts in moves.items():
            own = {id}.intersection(names)
            some = [(one, own, "also") for one in parts["examples"]]
            some += [(one, set(), "is") for one in parts["near-misses"]]
            for one, held, others in some:
                known = one if isinstance(one, dict) else {"text": one}
                holds = frozenset(held.union(known.get(others, ())).intersection(names))
                after = known.get("after")
                yield Labelled(key, known["text"], after, holds, frozenset(), "rooms", 0)


def _plain(name: str) -> dict[str, Any]:
    plain = read_yaml(ROOMS / name).root.plain()
    assert isinstance(plain, dict)
    return plain


def reader(embeddings: bool) -> EmbeddedReader:
    vectors = Embedding(CACHE) if embeddings and available() else None
    return assemble(load_signals(ROOT), load_plain(ROOT), vectors, keep=True)


def read(by: EmbeddedReader, texts: Sequence[Labelled], names: Sequence[str]) -> np.ndarray:
    found = []
    for one in texts:
        turns = (Turn(speaker="citizen", text=one.after),) if one.after else ()
        reading = by.read_now(None, Transcript(language=one.language, turns=turns), one.text)
        found.append([name in reading.move_ids for name in names])
    return np.array(found)


def table(texts: Iterable[Labelled], names: Sequence[str]) -> np.ndarray:
    return np.array([[name in one.holds for name in names] for one in texts])


def commonest(
    known: Sequence[Labelled], held: Sequence[Labelled], names: Sequence[str]
) -> np.ndarray:
    most = table(known, names).sum(axis=0).argmax()
    return np.tile(np.arange(len(names)) == most, (len(held), 1))


def tfidf(known: Sequence[Labelled], held: Sequence[Labelled], names: Sequence[str]) -> np.ndarray:
    found = np.zeros((len(held), len(names)), bool)
    for language in LANGUAGES:
        own = [one for one in known if one.language == language]
        mine = [i for i, one in enumerate(held) if one.language == language]
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        model = OneVsRestClassifier(LogisticRegression(class_weight="balanced", max_iter=300))
        model.fit(vectorizer.fit_transform([one.text for one in own]), table(own, names))
        found[mine] = model.predict(vectorizer.transform([held[i].text for i in mine])) > 0
    return found


def show(
    title: str, found: np.ndarray, truth: np.ndarray, language: np.ndarray, names: Sequence[str]
) -> None:
    print(f"{title}\n{'':22}" + "".join(f"{k:^26}" for k in LANGUAGES) + "   all")
    print(f"{'':22}" + "  prec   rec    F1  count " * 3 + "    F1  count")
    for m, name in enumerate(names):
        cells = [measures(found[language == k, m], truth[language == k, m]) for k in LANGUAGES]
        row = "".join(f"{p:6.2f}{r:6.2f}{f:6.2f}{n:6d}  " for p, r, f, n in cells)
        _, _, pooled, count = measures(found[:, m], truth[:, m])
        below = f"  below {WORST:.2f}" if pooled < WORST else ""
        print(f"{name:22}{row}{pooled:6.2f}{count:6d}{below}")
    last("macro F1", found, truth, language)
    print(f"wanted: {WANTED[title]:.2f} in each language; no move below {WORST:.2f} in all\n")


def last(title: str, found: np.ndarray, truth: np.ndarray, language: np.ndarray) -> None:
    means, counts = [], []
    for k in LANGUAGES:
        here = language == k
        f1 = [measures(found[here, m], truth[here, m])[2] for m in range(truth.shape[1])]
        means.append(float(np.mean(f1)))
        counts.append(int(truth[here].sum()))
    cells = "".join(f"{'':12}{f:6.2f}{n:6d}  " for f, n in zip(means, counts, strict=True))
    print(f"{title:22}{cells}{np.mean(means):6.2f}{sum(counts):6d}")


def measures(found: np.ndarray, truth: np.ndarray) -> tuple[float, float, float, int]:
    hits = int((found & truth).sum())
    some, there = int(found.sum()), int(truth.sum())
    return hits / max(1, some), hits / max(1, there), 2 * hits / max(1, some + there), there


class Eyes:
    """The reader's own features of a text: its form and its mean vector, nothing else."""

    def __init__(self) -> None:
        self.weights = weights_file.load()
        self.embedding = Embedding(CACHE, 2)
        self.lexicons = lexicons(load_signals(ROOT), load_plain(ROOT))

    def seen(self, language: Language, texts: Sequence[str]) -> tuple[Matrix, Matrix]:
        """Return form and vectors of texts, one row each, the mean over its sentences."""
        forms, sentences = [], []
        for text in texts:
            taken = analyse(language, self.lexicons[language], text, "")
            if not taken.sentences:
                taken = analyse(language, self.lexicons[language], "-x-", "")
            some = rows(taken, self.weights.cues, None)
            forms.append(np.concatenate([some.mean(axis=0), some.max(axis=0)]))
            sentences.append([sentence.text for sentence in taken.sentences])
        vectors = self.embedding.means(sentences, keep=True)
        return np.array(forms, np.float32), self.weights.centred(language, vectors)


def politeness(folder: Path, known: Sequence[Labelled]) -> None:
    """Judge politeness in Afrikaans, read as Dutch, after English labels, and Dutch moves beside.

    What a move is in Dutch is not what is polite in a request: beside English it takes away.
    """
    if not (folder / "af_test_binary.csv").exists():
        print(f"politeness: left out, {folder} is not there")
        return
    eyes = Eyes()
    texts, wanted = tone(folder / "en_train_binary.csv")
    own = [
        o for o in known if o.language == "nl" and bool(o.holds & POLITE) != bool(o.holds & RUDE)
    ]
    english, dutch = vectors(eyes, "en", texts), vectors(eyes, "nl", [one.text for one in own])
    polite = np.array([bool(one.holds & POLITE) for one in own])
    for title, given, labels in (
        ("English labels", english, wanted),
        ("and Dutch moves", np.vstack([english, dutch]), np.concatenate([wanted, polite])),
    ):
        model = LogisticRegression(max_iter=1000).fit(given, labels)
        for name, language, file in (("English", "en", "en"), ("Afrikaans", "nl", "af")):
            tests, truth = tone(folder / f"{file}_test_binary.csv")
            scores = model.decision_function(vectors(eyes, language, tests))
            right = float(((scores > 0) == truth).mean())
            aim = f"  wanted {AFRIKAANS:.2f}" if file == "af" else ""
            area = auc(truth, scores)
            print(f"politeness, {title}, {name:10}{right:.2f}  AUC {area:.2f}  n={len(tests)}{aim}")


def vectors(eyes: Eyes, language: Language, texts: Sequence[str]) -> Matrix:
    """Return the reader's sentence vectors of texts; its form knows the words of one language."""
    return normalised(eyes.seen(language, texts)[1])


def tone(path: Path) -> tuple[list[str], np.ndarray]:
    with path.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return [row["sentence"] for row in found], np.array([float(row["score"]) > 0 for row in found])


def auc(truth: np.ndarray, scores: np.ndarray) -> float:
    return float(roc_auc_score(truth, scores))


def uptake(path: Path) -> None:
    """Tell uptake from the scores of related moves and the words taken over."""
    if not path.exists():
        print(f"uptake: left out, {path} is not there")
        return
    with path.open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["uptake"]]
    eyes = Eyes()
    judge = Judge(eyes.weights)
    places = [eyes.weights.moves.index(move) for move in UPTAKING]
    given = [
        features(eyes, judge, places, row["student_text"], row["teacher_text"]) for row in found
    ]
    truth = np.array([float(row["uptake_majority"] or 0) > 0 for row in found])
    groups = np.array([row["obs_id"] for row in found])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000))
    scores = cross_val_predict(
        model, np.array(given), truth, groups=groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    print(
        f"uptake, other lessons than those learned from  AUC {auc(truth, scores):.2f}  "
        f"n={len(found)}  wanted {UPTAKE:.2f}"
    )


def features(eyes: Eyes, judge: Judge, places: Sequence[int], heard: str, said: str) -> list[float]:
    taken = analyse("en", eyes.lexicons["en"], said or "-", heard)
    sentences = [sentence.text for sentence in taken.sentences]
    before = eyes.weights.centred("en", eyes.embedding.means([[heard or "-"]], keep=True))
    if not sentences:
        return [0.0] * (len(places) + len(CONTEXT) + 3)
    raw = eyes.weights.centred("en", eyes.embedding.vectors(sentences, keep=True))
    alike = cosines(raw, np.repeat(before, len(raw), axis=0))
    form = rows(taken, eyes.weights.cues, alike)
    context = form[:, len(FORM) : len(FORM) + len(CONTEXT)].max(axis=0)
    scores = judge.scores([Sight(taken, None, raw, before)])[0][:, places].max(axis=0)
    length = float(np.log1p(sum(len(text.split()) for text in sentences)))
    return [*scores, *context, length, float(alike.max()), float(np.log1p(len(heard.split())))]


if __name__ == "__main__":
    main()
