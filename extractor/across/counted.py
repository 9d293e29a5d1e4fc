"""The names of what is counted over documents, in ``pass_tallies.what``."""

from __future__ import annotations

# What is counted of a printed key: that it is printed, under its series and number; what its places say; and which
# other keys are tied to it.
KEY, OPEN, KEY_DAY, KEY_IDENTIFIER, KEY_URL, KEY_FILE = (
    *("key", "open key", "key day", "key identifier", "key url", "key file"),
)
CALLED, NUMBERED, STATED, STATES, DATED = "called", "numbered", "stated", "states", "dated"

# What is counted of an instrument: citations, heads of documents that are it, and these; then what those print.
CITED, HEAD, OWN = "cited", "head", "own"
MAJORITY = ("doc_type", "number", "symbol", "identifier", "issuer")
YEAR, DAY, PLACES, PERIOD, FLAGGED, TITLED_IN = "year", "day", "places of day", "period", "flagged", "titled in"
SPELLING, WORDING, UNDATED, WRONG, ISSUER_ON = "spelling", "wording", "undated", "wrong title", "issuer on"

# What is counted of an organ: the names that documents have for it, and those that instruments do.
MENTIONED, ISSUED = "mentioned", "issued"

PARTING = "\t"
"""Between two values that are counted as one: no printed text has it."""
