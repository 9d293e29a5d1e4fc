"""Document → checks: what adds up in one document and what does not.

Start with `document.py`; `verdicts.py` is the one judge.
"""
