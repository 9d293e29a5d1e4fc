"""A finished database, a question → frozen values: what `trichluc` prints, the reading room shows and Python returns.

One module a question; nothing is written. Start with `findings.py`, the shortest, and `indicators.py`. The comparison
of periods has its own folder.
"""
