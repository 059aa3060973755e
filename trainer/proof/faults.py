"""What the played talks of one case show to be wrong, each at its place in the files."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trainer.content.library import ScenarioFiles
from trainer.core.assessment import Assessment
from trainer.core.attempt import Attempt, Exchange
from trainer.core.case import Case
from trainer.engines.embedded.citizen import candidates
from trainer.errors import Fault

TRAINEES = ("skilled", "middling", "poor")
"""The scripted trainees, best first."""


@dataclass(frozen=True)
class Played:
    """One talk of a scripted trainee, and its grade."""

    trainee: str
    attempt: Attempt
    assessment: Assessment


def unreached(
    files: ScenarioFiles, case: Case, played: Sequence[Played], explored: Collection[str]
) -> Iterator[Fault]:
    """Yield the facts that nobody is told, and the items that no scripted trainee gets done."""
    told = {fact for one in played for fact in one.attempt.state.told}
    for fact in case.scenario.facts:
        if fact not in told and fact not in explored:
            wrong = f"at level {case.level} nobody can be told {fact!r}"
            instead = "ease its conditions, or give the level more turns"
            yield files.structure.document.fault(("facts", fact), wrong, instead)
    done = {item for one in played for item in one.attempt.state.done(case)}
    trainees = files.trainees[case.language].document
    for id, item in case.scenario.checklist.items():
        if item.said and id not in done:
            wrong = f"at level {case.level} nobody scripted gets {id!r} done"
            instead = "let the skilled one say it, or give `said-as` more ways of saying it"
            yield trainees.fault(("skilled",), wrong, instead)


def unordered(files: ScenarioFiles, case: Case, played: Sequence[Played]) -> Iterator[Fault]:
    """Yield the dimensions on which the better trainee does not come out above the worse."""
    document = files.trainees[case.language].document
    for better, worse in pairwise(played):
        for dimension, score in better.assessment.dimensions.items():
            above, below = score.score, worse.assessment.dimensions[dimension].score
            if above is None or below is None or above <= below:
                wrong = (
                    f"at level {case.level} {better.trainee} is not above {worse.trainee} on"
                    f" {dimension} ({_shown(above)} against {_shown(below)})"
                )
                instead = "make what they say more different, or mend the grade"
                yield document.fault((better.trainee,), wrong, instead)


def unearned(files: ScenarioFiles, case: Case, played: Sequence[Played]) -> Iterator[Fault]:
    """Yield the earned facts that the poor trainee is told."""
    document = files.trainees[case.language].document
    for one in played:
        if one.trainee == TRAINEES[-1]:
            for fact in set(case.scenario.earned()).intersection(one.attempt.state.told):
                wrong = f"at level {case.level} the poor trainee is told {fact!r}"
                yield document.fault(
                    (one.trainee,), wrong, "ask for more trust, or less kind words"
                )


def repeated(files: ScenarioFiles, case: Case, played: Sequence[Played]) -> Iterator[Fault]:
    """Yield the lines that are said twice in a talk while another was left."""
    document = files.scripts[case.language].document
    for one in played:
        before: set[str] = {"opening"}
        for exchange in one.attempt.exchanges:
            for line in _again(case, exchange, before):
                wrong = f"{line} is said twice while another line is left"
                yield document.fault((), f"at level {case.level} {wrong}", "mend the citizen")
            before.update(exchange.lines)


def _again(case: Case, exchange: Exchange, before: Collection[str]) -> Iterator[str]:
    """Yield the lines of a reply that were said before although their slot had others."""
    for piece in exchange.direction.pieces:
        # Asked to repeat, the citizen does.
        if piece.slot == "repeat":
            continue
        pool = dict(candidates(case, exchange.direction, piece))
        left = [id for id, line in pool.items() if id not in before and line.needs is None]
        left = [id for id in left if id not in exchange.lines]
        yield from (id for id in exchange.lines if id in before and id in pool and left)


def _shown(score: float | None) -> str:
    return "nothing" if score is None else f"{score:.2f}"
