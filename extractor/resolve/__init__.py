"""Spans and head → identity: keys, issuers, periods, relations. Start with `document.py`."""
