from shipped import CATALOG
from trainer.core.attempt import Attempt, Exchange
from trainer.core.conversation import start
from trainer.core.direction import Direction
from trainer.core.reading import Reading
from trainer.core.script import Person

CASE = CATALOG.case("angry-resident", "nl", "standard")
SECOND = Person(name="Niels Smit", age=20, background="b", speech="s", wants="w", fears="f")
PERSONA = CASE.script.persona.model_copy(update={"name": "Ada Smit", "second": SECOND})


def attempt(*replies: str) -> Attempt:
    """Return an attempt with one exchange a reply."""
    state = start(CASE)
    kept = {"id": "a", "person": "p", "scenario": "s", "scenario_version": 1, "seed": 1}
    return Attempt.model_validate(
        {
            **kept,
            "scenario_hash": "",
            "rubric": "r",
            "level": "easy",
            "language": "nl",
            "status": "talking",
            "opening": "Dag.",
            "start": state,
            "exchanges": [
                Exchange(
                    message=f"*{i}*",
                    reply=reply,
                    reading=Reading(),
                    direction=Direction(band="calm", mood=state.mood, pieces=()),
                    state=state,
                )
                for i, reply in enumerate(replies)
            ],
            "begun": "2026-01-01T00:00:00Z",
        }
    )


def test_a_thread_holds_all_that_was_said_one_message_a_speaker(chainlit) -> None:
    from trainer.web.chat.thread import thread

    steps = thread(attempt("Nou.\nNiels: Ik niet.", "*Zeg.*"), PERSONA)["steps"]
    assert [(step["id"], step["name"], step["output"]) for step in steps] == [
        ("a-0-0", "Ada Smit", r"Dag\."),
        ("a-1", "p", "*0*"),
        ("a-2-0", "Ada Smit", r"Nou\."),
        ("a-2-1", "Niels Smit", r"Ik niet\."),
        ("a-3", "p", "*1*"),
        ("a-4-0", "Ada Smit", r"\*Zeg\.\*"),
    ]


def test_a_message_without_a_reply_comes_last(chainlit) -> None:
    from trainer.web.chat.thread import step, thread

    waiting = step(attempt(), "w", "", "Wacht even.")
    assert thread(attempt("Nou."), PERSONA, waiting)["steps"][-1] == waiting
