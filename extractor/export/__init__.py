"""Database → files for other programs. Start with `records.py`."""
