"""Thirty ways to mark one drill: eleven places, of which four hold a fault."""

import random

import pytest

from trainer.core.detection import Detection
from trainer.core.drill import Drill, DrillWords, checked, left_of
from trainer.core.exercise import Answer

KINDS = {"late": "wrong-figure", "rule": "made-up-rule", "cold": "cold-tone"}
DRILL = Drill.model_validate(
    {
        "format": 1,
        "id": "ten-lines",
        "version": 1,
        "status": "tested",
        "kind": "drill",
        "themes": [],
        "faults": {
            **{id: {"kind": kind} for id, kind in KINDS.items()},
            "help": {"kind": "right-left-out", "missing": True},
        },
    }
)
WORDS = DrillWords.model_validate(
    {
        "title": "Ten lines",
        "summary": "An answer.",
        "trains": "Looking.",
        "situation": "Check it.",
        "text": """
            Dear you,

            By 1 April.
            two
            three
            A fee applies.

            five
            six
            Your fault.
            eight
            Bye
        """,
        "faults": {
            "late": {"words": "1 April", "why": "It is May.", "mend": "By 1 May."},
            "rule": {"words": "A fee applies.", "why": "There is none."},
            "cold": {"words": "Your fault.", "why": "It blames."},
            "help": {"why": "Nobody says where help is."},
        },
    }
)
FAULTY = ("1", "4", "7", "missing")
FINE = ("0", "2", "3", "5", "6", "8", "9")
ALL = (*FAULTY, *FINE)

# marked; hits, false alarms; d' and c as the formula gives them on paper; in words
ANSWERS = [
    ((), 0, 0, 0.25, 1.41, "chance", "careful"),
    (ALL, 4, 7, -0.25, -1.41, "chance", "eager"),
    (FAULTY, 4, 0, 2.82, 0.13, "sharp", "balanced"),
    (FINE, 0, 7, -2.82, -0.13, "chance", "balanced"),
    (FAULTY[:3], 3, 0, 2.06, 0.51, "sharp", "careful"),
    (FAULTY[:2], 2, 0, 1.53, 0.77, "sharp", "careful"),
    (FAULTY[:1], 1, 0, 1.01, 1.03, "fair", "careful"),
    (("missing",), 1, 0, 1.01, 1.03, "fair", "careful"),
    (FINE[:1], 0, 1, -0.39, 1.08, "chance", "careful"),
    (FINE[:2], 0, 2, -0.79, 0.89, "chance", "careful"),
    (FINE[:4], 0, 4, -1.44, 0.56, "chance", "careful"),
    ((*FAULTY, *FINE[:1]), 4, 1, 2.17, -0.20, "sharp", "balanced"),
    ((*FAULTY, *FINE[:2]), 4, 2, 1.77, -0.40, "sharp", "balanced"),
    ((*FAULTY, *FINE[:3]), 4, 3, 1.44, -0.56, "fair", "eager"),
    ((*FAULTY, *FINE[:4]), 4, 4, 1.12, -0.72, "fair", "eager"),
    ((*FAULTY, *FINE[:5]), 4, 5, 0.79, -0.89, "fair", "eager"),
    ((*FAULTY, *FINE[:6]), 4, 6, 0.39, -1.08, "chance", "eager"),
    ((*FAULTY[:3], *FINE[:1]), 3, 1, 1.41, 0.18, "fair", "balanced"),
    ((*FAULTY[:3], *FINE[:2]), 3, 2, 1.01, -0.02, "fair", "balanced"),
    ((*FAULTY[:3], *FINE[:3]), 3, 3, 0.68, -0.18, "fair", "balanced"),
    ((*FAULTY[:3], *FINE[:5]), 3, 5, 0.04, -0.51, "chance", "eager"),
    ((*FAULTY[:3], *FINE), 3, 7, -1.01, -1.03, "chance", "eager"),
    ((*FAULTY[:2], *FINE[:1]), 2, 1, 0.89, 0.44, "fair", "balanced"),
    ((*FAULTY[:2], *FINE[:2]), 2, 2, 0.49, 0.24, "chance", "balanced"),
    ((*FAULTY[:2], *FINE[:3]), 2, 3, 0.16, 0.08, "chance", "balanced"),
    ((*FAULTY[:2], *FINE[:4]), 2, 4, -0.16, -0.08, "chance", "balanced"),
    ((*FAULTY[:1], *FINE[:1]), 1, 1, 0.36, 0.71, "chance", "careful"),
    ((*FAULTY[:1], *FINE[:3]), 1, 3, -0.37, 0.34, "chance", "balanced"),
    ((*FAULTY[:1], *FINE), 1, 7, -2.06, -0.51, "chance", "eager"),
    (("1", "1", "77", "nonsense"), 1, 0, 1.01, 1.03, "fair", "careful"),
]


def test_there_are_thirty() -> None:
    assert len(ANSWERS) == 30


@pytest.mark.parametrize(("marked", "hits", "alarms", "d", "c", "eye", "lean"), ANSWERS)
def test_a_score_is_right(
    marked: tuple[str, ...], hits: int, alarms: int, d: float, c: float, eye: str, lean: str
) -> None:
    found = checked(DRILL, WORDS, Answer(marked=marked))
    seen = found.detection
    assert (seen.hits, seen.misses, seen.alarms, seen.rests) == (hits, 4 - hits, alarms, 7 - alarms)
    assert (len(found.hits), len(found.misses), len(found.alarms)) == (hits, 4 - hits, alarms)
    assert seen.sensitivity == pytest.approx(d, abs=0.006)
    assert seen.criterion == pytest.approx(c, abs=0.006)
    assert (seen.eye, seen.lean) == (eye, lean)


@pytest.mark.parametrize(("faults", "fine"), [(1, 9), (4, 7), (5, 10), (0, 12)])
def test_the_figures_are_those_of_signal_detection(faults: int, fine: int) -> None:
    from scipy.stats import norm  # seconds that no other test needs

    for hits in range(faults + 1):
        for alarms in range(fine + 1):
            seen = Detection(hits=hits, misses=faults - hits, alarms=alarms, rests=fine - alarms)
            h, f = norm.ppf((hits + 0.5) / (faults + 1)), norm.ppf((alarms + 0.5) / (fine + 1))
            assert seen.sensitivity == pytest.approx(h - f)
            assert seen.criterion == pytest.approx(-(h + f) / 2)


def test_marking_at_random_shows_no_eye() -> None:
    chance = random.Random(7)
    answers = [Answer(marked=tuple(p for p in ALL if chance.random() < 0.4)) for _ in range(500)]
    seen = [checked(DRILL, WORDS, answer).detection for answer in answers]
    assert abs(sum(one.sensitivity for one in seen) / len(seen)) < 0.1


@pytest.mark.parametrize(("alarms", "lean"), [(0, "balanced"), (1, "eager"), (6, "eager")])
def test_where_nothing_is_wrong_only_the_leaning_shows(alarms: int, lean: str) -> None:
    fine = DRILL.model_copy(update={"faults": {}})
    words = WORDS.model_copy(update={"faults": {}})
    seen = checked(fine, words, Answer(marked=FINE[:alarms], nothing=not alarms)).detection
    assert (seen.faults, seen.eye, seen.lean) == (0, None, lean)


@pytest.mark.parametrize(
    ("place", "kind", "named"),
    [
        ("1", "wrong-figure", True),
        ("1", "bias", False),
        ("1", "", False),
        ("missing", "", True),
    ],
)
def test_to_say_what_is_wrong_is_apart_from_seeing_it(place: str, kind: str, named: bool) -> None:
    found = checked(DRILL, WORDS, Answer(marked=(place,), kinds={place: kind}))
    assert len(found.hits) == 1
    assert (found.named == found.hits) is named


@pytest.mark.parametrize(
    ("mend", "left"),
    [
        ("By 1 May.", ""),
        ("By 1 April, or so.", "1 April"),
        ("by 1  april", "1  april"),
        ("By 1 Aprils", ""),
        ("", ""),
    ],
)
def test_what_is_left_of_a_fault_is_found(mend: str, left: str) -> None:
    assert left_of(WORDS.faults["late"], mend) == left


def test_paragraphs_keep_the_order_of_the_passages() -> None:
    assert [[number for number, _ in some] for some in WORDS.paragraphs] == [
        [0],
        [1, 2, 3, 4],
        [5, 6, 7, 8, 9],
    ]
    assert WORDS.passages[4] == "A fee applies."
    assert [WORDS.fault_at(place) for place in ("1", "2", "missing")] == ["late", None, "help"]
