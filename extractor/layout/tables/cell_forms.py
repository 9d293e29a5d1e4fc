"""What the text of a table's cell is by its form: a number, the number of a row, the number of a column."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import regex

from patterns.tables.columns import cell_number
from patterns.tables.formulas import column_number

_NUMBER = regex.compile(r"[-–+]?\d[\d.,\s]*[%‰]?")
# Printed in place of a number that does not exist: forms have a hyphen or an en dash there.
DASHES = ("-", "–")
_PLACEHOLDER = regex.compile(r"[-–—−]{1,3}|[.…]+|[xX×]|/|\*{1,3}")

_ROW_NUMBER = regex.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}[.)]?|[IVXLC]{1,6}(?:\.\d{1,2}){0,3}[.)]?|[A-ZĐa-zđ][.)]?")
_COUNT = regex.compile(r"(\d{1,3})[.)]?")


def is_number(text: str) -> bool:
    """Whether a text is a number: ``1.250``, ``12,5 %``, ``1 250``, ``-3``."""
    return _NUMBER.fullmatch(text) is not None


def is_value(text: str) -> bool:
    """Whether a text is a number or the dash in place of one."""
    return text in DASHES or is_number(text)


def is_measured(text: str) -> bool:
    """Whether a text is a number, a fraction of two, or one with its rate: ``1.732/2.090 (82,9%)``."""
    return cell_number(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a text stands in place of a number that does not exist or is not known: ``-``, ``…``, ``x``."""
    return _PLACEHOLDER.fullmatch(text) is not None


def is_row_number(text: str) -> bool:
    """Whether a text may number a row: ``1``, ``1.2.``, ``II``, ``A``, ``a)``."""
    return _ROW_NUMBER.fullmatch(text) is not None


def is_column_number(text: str) -> bool:
    """Whether a text can only number a column, and is no value: ``(3)``, ``(3) = (2)/(1)``."""
    numbered = column_number(text)
    return numbered is not None and numbered[0].isdigit() and text.startswith("(")


def are_counted(texts: Sequence[str]) -> bool:
    """Whether texts count up one by one (``1``, ``2.``, ``3``), two of them at least."""
    found = [_COUNT.fullmatch(text) for text in texts]
    numbers = [int(match[1]) for match in found if match]
    return 1 < len(numbers) == len(texts) and all(after == before + 1 for before, after in pairwise(numbers))
