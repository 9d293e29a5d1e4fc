"""Text of documents made inert: what a program would obey, and what a format forbids, taken out or disarmed."""

from __future__ import annotations

import csv
import io
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

# With these a spreadsheet begins a formula or a command (OWASP, "CSV Injection"); the wide ones are those of East Asian
# keyboards, which it reads alike.
_COMMAND = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What begins alike and calculates nothing: a number, and the dash that a report prints where there is none.
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*%?|[+-]")


def visible(text: str) -> str:
    """A text without the characters that no reader sees and programs obey; line ends and tabs stay."""
    return _UNSEEN.sub("", text)


def one_line(text: str | None) -> str:
    """A text as one line of visible characters, for formats whose lines mean something; "" for None."""
    return " ".join(visible(text or "").split())


def xml_text(text: str) -> str:
    """A text without the characters that XML forbids, each of them replaced by the sign for a lost one."""
    return _FORBIDDEN.sub("\ufffd", text)


def inert_cell(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what begins like one.

    Numbers stay numbers, those that are text too (``-5,2%``), and a dash alone stays a dash.
    """
    if not isinstance(cell, str) or not _COMMAND.match(cell) or _NUMBER.fullmatch(cell):
        return cell
    return f"'{cell}"


def csv_bytes(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as a file of CSV that a spreadsheet opens with its letters right, and without obeying it.

    ``names`` are the columns, in the first line; of each of the ``rows`` these are taken, None is empty.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([inert_cell(row[name]) for name in names] for row in rows)
    return file.getvalue().encode("utf-8-sig")
