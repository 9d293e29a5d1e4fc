"""How long a test waits for another process or an answer: so long that only what hangs is given up."""

PATIENCE = 600.0
"""Seconds. Never a claim of speed: a busy machine may take any time, and costs are compared in ``benchmarks``."""
