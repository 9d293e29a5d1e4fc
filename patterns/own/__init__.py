"""Rules of the user's own beside those of the program. Start with `rules.py`."""
