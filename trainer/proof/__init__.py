"""Plays scripted trainees through the content, and proves what only playing can show."""

from trainer.proof.exercises import ExerciseProof
from trainer.proof.faults import Played
from trainer.proof.proof import Progress, Proof
from trainer.proof.simulation import determined, simulate, simulation_json

__all__ = [
    "ExerciseProof",
    "Played",
    "Progress",
    "Proof",
    "determined",
    "simulate",
    "simulation_json",
]
