"""What a browser may load and run on an answer of the room (Content Security Policy)."""

from __future__ import annotations

# Scripts and styles are files of the room itself; nothing is loaded from elsewhere, nothing may frame its pages. Text
# of documents that would be markup is inert even where a template forgets to escape it. Attributes of style are for
# geometry that is computed: boxes on a page, bars of a chart.
ROOM = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none';"
    " object-src 'self'"
)

# A file to take along has its pictures and its style within, and no script at all.
FILE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none';"
    " base-uri 'none'"
)

HEADER = "content-security-policy"
