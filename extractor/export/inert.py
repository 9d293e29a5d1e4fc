"""Text of documents made inert: what a program would obey, and what a format forbids, is written out or taken out.

Where a person or a program reads the text itself (a terminal, JSON, CSV) it is written out, so that nothing is lost and
nobody deceived; where the form has a place for it (a page, a reference) it is taken out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# What no reader sees and programs obey: control characters but tab and line ends, marks that turn the direction of
# text, and code points that are no characters. XML forbids most of them, terminals and spreadsheets act on some.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# The only ones that a value keeps out of an XML file, where the marks of direction are allowed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# What acts without being seen: control characters but tab and line end, 8-bit ones too; marks of direction, joiners and
# fillers without width, line and paragraph separators, tags and selectors of the last planes; halves of characters, and
# code points that are none. Not the soft hyphen, which Vietnamese texts have, nor any combining mark (test_inert.py).
_ACTS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BLANKS = re.compile("[ \t\n]+")

# With these a spreadsheet begins a formula or a command (OWASP, "CSV Injection"); the wide ones are those of East Asian
# keyboards, which it reads alike; blanks before them it may leave out.
_COMMAND = re.compile("[\t\r\n]|\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]")
# What begins alike and calculates nothing: a number, and the dash that a report prints where there is none.
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*\s?%?|[+-]")
# The same within a cell, behind signs at which a spreadsheet may part the file: Excel in Vietnamese takes semicolons,
# and sees no quotation marks then, but leaves out those that a part begins with. A dash there is mostly that of a list;
# it calculates with a bar or bracket.
_WITHIN = re.compile(
    '(?<=[;\t\r\n])(?=(?:[^\\S\t\r\n]|")*(?:[=@\uff1d\uff20]|[+\\-\uff0b\uff0d](?:[^;\t\r\n]*\\||\\s*[A-Za-z_.]+\\()))'
)


def visible(text: str) -> str:
    """A text without the characters that no reader sees and programs obey; line ends and tabs stay."""
    return _UNSEEN.sub("", text)


def shown(text: str) -> str:
    """A text in which each character that acts without being seen is written out, as ``\\x1b`` or ``\\u202e``.

    Line ends and tabs stay. A byte of a name that is no UTF-8 is written as that byte.
    """
    return _ACTS.sub(_written_out, text)


def shown_line(text: str | None) -> str:
    """As ``shown``, on one line: several blanks, tabs and line ends are one blank; "" for None."""
    return _BLANKS.sub(" ", shown(text or "")).strip(" ")


def shown_json(text: str) -> str:
    """JSON in which the characters that act are escapes of JSON: its value is the same."""
    return _ACTS.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _written_out(found: re.Match[str]) -> str:
    code = ord(found[0])
    # How Python stands for a byte that is no UTF-8.
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def one_line(text: str | None) -> str:
    """A text as one line of visible characters, for formats whose lines mean something; "" for None."""
    return " ".join(visible(text or "").split())


def xml_text(text: str) -> str:
    """A text without the characters that XML forbids, each of them replaced by the sign for a lost one."""
    return _FORBIDDEN.sub("\ufffd", text)


def inert_cell(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what begins like one.

    Numbers stay numbers, those that are text too (``-5,2%``), and a dash alone stays a dash. What acts without being
    seen is written out, as in a terminal.
    """
    if not isinstance(cell, str) or _NUMBER.fullmatch(cell):
        return cell
    begins = "'" if _COMMAND.match(cell) else ""
    return begins + shown(_WITHIN.sub("'", cell))


def csv_bytes(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as a file of CSV that a spreadsheet opens with its letters right, and without obeying it.

    ``names`` are the columns, in the first line; of each of the ``rows`` these are taken, None is empty.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(map(inert_cell, names))
    writer.writerows([inert_cell(row[name]) for name in names] for row in rows)
    return file.getvalue().encode("utf-8-sig")
