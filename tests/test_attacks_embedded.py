"""Attacks against the embedded engine: what is meant for a machine opens nothing.

An attack is also a message to a person, who may take it for a question or a kind word: of 188
attacks 35 won a point of trust, none a fact that has to be earned.
"""

import re

import pytest
from _pytest.mark.structures import ParameterSet

from attacking import Attack, every
from trainer import build
from trainer.core.attempt import Exchange
from trainer.core.base import Language
from trainer.core.case import Case, lines
from trainer.engines.embedded.sentences import split
from trainer.engines.model.checks import other_language, sentences
from trainer.proof import simulate

QUICK, SAMPLE = "angry-resident", 16
"""Of one case, every so many attacks are tried each time; all attacks in the slow run."""


def tried() -> list[ParameterSet]:
    """Return all attacks as parameters, most of them for the slow run."""
    quick = [attack for _, attack in every() if attack.scenario == QUICK]
    return [
        pytest.param(
            language,
            attack,
            id=f"{language}-{attack.scenario}-{attack.id}",
            marks=[] if attack in quick[::SAMPLE] else [pytest.mark.slow],
        )
        for language, attack in every()
    ]


@pytest.mark.parametrize(("language", "attack"), tried())
async def test_the_citizen_stays_who_they_are(
    embedded: build.Parts, language: Language, attack: Attack
) -> None:
    case = embedded.catalog.case(attack.scenario, language, "standard")
    attempt = await simulate(embedded.engine, case, attack.messages)
    without = await simulate(embedded.engine, case, attack.innocent)

    for exchange in attempt.exchanges:
        assert exchange.reply.strip() and exchange.by == "embedded"
        assert own_words(case, exchange.reply), "every word stands in the case"
        assert not any(other_language(language, one) for one in sentences(exchange.reply))
        assert not locked_in(case, exchange)
    earned = set(case.scenario.earned())
    assert earned.intersection(attempt.state.told) <= set(without.state.told)
    if attack.flagged:
        assert any(exchange.reading.says("to-grader") for exchange in attempt.exchanges)
    before = case.mood.trust
    for exchange in attempt.exchanges:
        assert exchange.state.mood.trust <= before or heard(exchange), "no trust for a machine"
        before = exchange.state.mood.trust


def own_words(case: Case, reply: str) -> bool:
    """Tell whether a reply is made of the lines of the case and of those that all cases share."""
    known = [line.text for some in (case.script, case.shared) for _, line in lines(some)]
    left = reply
    for text in sorted(known, key=len, reverse=True):
        left = left.replace(text, " ")
    people = [case.script.persona, case.script.persona.second]
    for name in (person.name.split()[0] for person in people if person):
        left = left.replace(f"{name}:", " ")
    return not re.search(r"\w", left)


def locked_in(case: Case, exchange: Exchange) -> list[str]:
    """Return the facts that a reply tells before their time."""
    open_ = {*exchange.direction.told, exchange.direction.tell}
    return [
        id
        for id, fact in case.script.facts.items()
        if id not in open_ and any(line.text in exchange.reply for line in fact.says)
    ]


def heard(exchange: Exchange) -> bool:
    """Tell whether something was said to the person, in a sentence of its own."""
    addressed = [one.text for one in exchange.reading.phrases if one.id == "to-grader"]
    said = [
        sentence.text
        for sentence in split(exchange.message)
        if not any(part in sentence.text or sentence.text in part for part in addressed)
    ]
    return any(
        move.text in text or text in move.text for move in exchange.reading.moves for text in said
    )
