"""Text → organs that it names, as printed. Start with `finder.py`; `words.py` holds the grammar."""
