"""The printed head → what a document says of itself. Start with `reading.py`."""
