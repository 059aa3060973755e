"""Oefenbalie: practise conversations with simulated citizens."""

__version__ = "0.1.0"
