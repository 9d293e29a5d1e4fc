"""Indicators as a list with facets (`listing.py`), one of them (`record.py`), and where it is reported (`reach.py`)."""
