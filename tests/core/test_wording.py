import pytest

from trainer.core.exercise import Written
from trainer.core.letter import Letter, LetterWords, heard
from trainer.core.plainness import Plain, PlainWords
from trainer.core.reading import Found
from trainer.core.wording import Kept, Likeness, Said, State, kept, stands

PLAIN = Plain(PlainWords(terms=()))
DATE = Said(said_as=("Send it by 1 May.",), exact=("1 May", "May 1"))


def likeness(said: tuple[str, ...] = (), wrong: tuple[str, ...] = ()) -> Likeness:
    return Likeness(
        said=tuple(Found(id="day", text=text) for text in said),
        wrong=tuple(Found(id="day", text=text) for text in wrong),
        plainness=PLAIN.measure(""),
    )


@pytest.mark.parametrize(
    ("point", "found", "text", "state"),
    [
        (DATE, likeness(said=("Post it before 1 May.",)), "Post it before 1 May.", "kept"),
        (DATE, likeness(said=("Post it by then.",)), "It is 1 May. Post it by then.", "kept"),
        (DATE, likeness(said=("Post it by 15 May.",)), "Post it by 15 May.", "wrong"),
        (DATE, likeness(said=("Post it soon.",)), "Post it soon.", "lost"),
        (DATE, likeness(), "We were open until 1 May.", "lost"),
        (DATE, likeness(said=("By 1 May",), wrong=("You may wait.",)), "By 1 May", "wrong"),
        (Said(exact=("14 0900",)), likeness(), "Ring 14  0900.", "kept"),
        (Said(exact=("14 0900",)), likeness(), "Ring 14 09001.", "lost"),
        (Said(said_as=("We help.",)), likeness(said=("We'll help.",)), "We'll help.", "kept"),
        (Said(said_as=("We help.",)), likeness(), "Goodbye.", "lost"),
        (Said(signs=("plain words",)), likeness(), "In plain words, please.", "kept"),
        (Said(signs=("plain words",)), likeness(), "In words.", "lost"),
        (Said(said_as=("Ask us.",), exact=("advance",)), likeness(said=("5 days",)), "", "lost"),
    ],
)
def test_a_point_is_kept_lost_or_wrong(
    point: Said, found: Likeness, text: str, state: State
) -> None:
    assert kept(point, "day", found, text).state == state


@pytest.mark.parametrize(
    ("form", "text", "there"),
    [
        ("1 May", "by 1 may.", True),
        ("1 May", "by 11 May", False),
        ("1 May", "by 1\nMay", True),
        ("8 weeks", "8 weeks.", True),
        ("€ 180", "dat is € 180", True),
        ("€ 180", "dat is € 180,50", False),
        ("180", "dat is € 180,00.", True),
        ("1.200", "cirka 1.200 kroner", True),
    ],
)
def test_an_exact_form_stands_as_a_whole(form: str, text: str, there: bool) -> None:
    assert bool(stands((form,), text)) is there


LETTER = Letter.model_validate(
    {
        "format": 1,
        "id": "short",
        "version": 1,
        "status": "tested",
        "kind": "plain-words",
        "themes": [],
        "points": {"day": {}, "help": {}},
    }
)
WORDS = LetterWords.model_validate(
    {
        "title": "Short",
        "summary": "A letter.",
        "trains": "Writing.",
        "situation": "Write.",
        "letter": "Pursuant to it, react.",
        "reader": {"name": "Ann", "about": "Reads slowly.", "cold": "Ouch.", "heavy": "Too much."},
        "points": {
            "day": {
                "title": "The day",
                "exact": ["1 May"],
                "understands": "By 1 May.",
                "misses": "When?",
                "misled": "I have time.",
            },
            "help": {
                "title": "Help",
                "said-as": ["We help."],
                "understands": "They help.",
                "misses": "Who helps?",
            },
        },
        "example": "By 1 May. We help.",
    }
)
LONG = " ".join(["word"] * 40) + "."


@pytest.mark.parametrize(
    ("day", "help", "text", "away", "says"),
    [
        ("kept", "kept", "Short.", "", ["By 1 May.", "They help."]),
        ("lost", "kept", "Short.", "", ["When?", "They help."]),
        ("wrong", "lost", "Short.", "", ["I have time.", "Who helps?"]),
        ("kept", "wrong", "Short.", "", ["By 1 May.", "Who helps?"]),
        ("kept", "kept", LONG, "Your fault.", ["Too much.", "Ouch.", "By 1 May.", "They help."]),
    ],
)
def test_the_reader_says_what_the_letter_makes_of_them(
    day: State, help: State, text: str, away: str, says: list[str]
) -> None:
    written = Written(
        points={"day": Kept(state=day), "help": Kept(state=help)},
        away=(Found(id="blames", text=away),) if away else (),
        plainness=PLAIN.measure(text),
    )
    assert [one.says for one in heard(LETTER, WORDS, written)] == says
