"""Where two people sit at the desk, what they said is quoted without the name before it."""

import pytest

from shipped import CATALOG
from talks import COACHING, RUBRIC, Said, record
from trainer.core.assessment import Record
from trainer.core.base import LANGUAGES, Language
from trainer.core.reading import Found
from trainer.engines.embedded.grader import assess
from trainer.engines.embedded.grading.scene import Scene, scene_of

WORRIED: dict[Language, tuple[str, str]] = {
    "nl": ("Ik ben zo bang.", "Ik slaap slecht, zo moe ben ik."),
    "en": ("I'm so scared.", "I can't sleep, that's how exhausted I am."),
    "da": ("Jeg er så bange.", "Jeg sover dårligt, så træt er jeg."),
}
"""What mother and son show, in the words of a feeling."""
SHOWN = "Dat zij niet minder heeft door mij."
FLAT: Said = ("Marjan: Ja.\nNiels: " + SHOWN, "Het formulier ligt op tafel.", "")


def household(*exchanges: Said, language: Language = "nl", seed: int = 0) -> Record:
    case = CATALOG.case("complex-household", language, "standard")
    return record(*exchanges, language=language, seed=seed).model_copy(update={"case": case})


def names(made: Record) -> tuple[str, str]:
    """Return the mother's full name and the son's."""
    persona = made.case.script.persona if made.case else None
    assert persona and persona.second
    return persona.name, persona.second.name


def scene(made: Record) -> Scene:
    return scene_of(made, COACHING[made.transcript.language].cues)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_in_what_was_shown(language: Language) -> None:
    first, second = WORRIED[language]
    son = names(household(language=language))[1].split()[0]
    made = household((f"{first}\n{son}: {second}", "-", ""), language=language)
    [moment] = scene(made).moments
    assert moment.heard == ((0, f"{first}\n{second}"),)
    assert {cue.text for cue in moment.cues} == {first, second}
    assert all(cue.text in made.transcript.turns[cue.turn].text for cue in moment.cues)


def test_what_a_reader_found_shown_loses_the_name_too() -> None:
    made = household(FLAT)
    seen = Found(id="empathic-opportunity", text=f"Niels: {SHOWN}", sure=0.9)
    readings = {1: made.readings[1].model_copy(update={"shown": (seen,)})}
    [moment] = scene(made.model_copy(update={"readings": readings})).moments
    assert SHOWN in [cue.text for cue in moment.cues]


def test_a_fact_that_was_entrusted_is_quoted_without_a_name() -> None:
    made = household(FLAT)
    [earned, *_] = made.case.scenario.earned() if made.case else ()
    [moment] = scene(made.model_copy(update={"told": {earned: 0}})).moments
    assert [cue.text for cue in moment.cues if cue.feeling == "entrusts"] == [SHOWN]


@pytest.mark.parametrize("language", LANGUAGES)
def test_feedback_quotes_the_sentence_and_names_who_said_it(language: Language) -> None:
    mother, son = names(household(language=language))
    label, shown = f"{son.split()[0]}: ", WORRIED[language][1]
    reasons = set()
    for seed in range(40):
        talk = (f"{label}{shown}", "No.", "dismisses")
        found = assess(RUBRIC, household(talk, language=language, seed=seed), COACHING[language])
        told = [f"{v.reason} {v.next} {v.praise}" for v in found.verdicts.values()]
        assert found.try_next and label not in " ".join([*told, found.try_next.text])
        reasons.add(found.verdicts["acknowledges-feelings"].reason)
    quoting = [reason for reason in reasons if f"“{shown.rstrip('.')}”" in reason]
    assert any(reason.startswith(son) for reason in quoting), reasons
    assert not any(reason.startswith(mother) for reason in quoting)
