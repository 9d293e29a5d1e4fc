"""Document → checks: what adds up in one document and what does not.

Start with `document.py`, which lists who makes which checks. `checks.py` is the registry of their kinds, `verdicts.py`
the one judge.
"""
