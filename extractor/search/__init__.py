"""What a user types → pages, notes, rows, instruments. Start with `full_text.py` and `instruments.py`."""
