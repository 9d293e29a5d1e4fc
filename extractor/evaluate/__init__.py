"""Database and gold files → precision, recall, F1 per metric, with what was missed.

Start with `evaluation.py`: it lists the metrics, which stand in `facts.py` (what is matched one by one) and
`document.py` (head, tables, words). `gold.py` and `extracted.py` are the two sides, `texts.py` and `score.py` what
the metrics share.
"""
