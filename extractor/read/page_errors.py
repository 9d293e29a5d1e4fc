"""What can be wrong with a file or a page of it, whichever library reads it."""

from __future__ import annotations


class TooMuchError(Exception):
    """A page that holds more of something than any honest page."""


class UnsureError(Exception):
    """A page of which pdfium says, or shows, that it cannot tell what its glyphs mean, or that it cannot open."""


class BrokenError(Exception):
    """A file or a page that pdfplumber cannot read."""
