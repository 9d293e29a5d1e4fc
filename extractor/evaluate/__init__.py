"""Database and gold files → precision, recall, F1 per metric, with what was missed. Start with `evaluation.py`."""
