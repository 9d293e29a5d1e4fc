"""One indicator over periods and places. Start with `compare.py`."""
