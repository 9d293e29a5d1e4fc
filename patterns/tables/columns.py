"""Columns of tables: the roles that heads name (``forms.toml``), which measure nothing, and numbers in cells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from patterns.figures.units import QUOTIENT, either, family
from patterns.loader import entry_of, load
from patterns.periods import find_phrases
from patterns.spelling import fold

# Stands between the steps of a path: an outer and an inner head, a row and the row above it. No page at hand prints
# this sign.
PATH = " › "

# What is taken is kept ("*+"): nothing that may follow a number begins with a digit or within one.
_VALUE = r"[-–−+]?\d[\d.,]*+(?:\s\d{3})*+(?:\s?[%‰])?"
# A cell with a number, a fraction of two numbers, or one with its rate: ``1.732/2.090 (82,9%)``. The named groups tell
# which of them is the value.
CELL_NUMBERS = regex.compile(rf"(?P<first>{_VALUE})(?:\s?/\s?(?P<second>{_VALUE}))?(?:\s?\((?P<third>{_VALUE})\))?")


# Whether a cell holds a number is asked by the layout, for the relations of columns, and for its figure.
@lru_cache(maxsize=1 << 13)
def cell_number(text: str) -> regex.Match[str] | None:
    """The numbers of a cell that holds nothing else, as the groups of ``CELL_NUMBERS``."""
    return CELL_NUMBERS.fullmatch(text)


@lru_cache(maxsize=1 << 13)
def single_spaced(text: str) -> str:
    """A label or head with single blanks."""
    return " ".join(text.split())


# A number in brackets alone: among differences it is a negative one, as accounts print it.
BRACKETED_NUMBER = regex.compile(rf"\(\s?{_VALUE}\s?\)")

# A number with its unit: ``40.000 đồng/lượt``, ``15 ngày``. What the unit is the registry of units says.
_AMOUNT = regex.compile(rf"(?P<number>{_VALUE})\s?(?P<unit>[\p{{L}}²³][\p{{L}}\p{{N}}\s./²³-]*)")
_UNITS_OF_AMOUNTS = frozenset({"money", "measure", "time", "scale", QUOTIENT})

YEAR = regex.compile(r"(?:19|20)\d\d")

# What a head says in brackets is its unit or a remark, and no role is told by it. In the 170 heads of tables at hand
# the longest has 30 characters; beyond 40 it is a sentence of its own.
_BRACKETED = regex.compile(r"\([^()]{0,40}\)")
_BRACKETED_END = regex.compile(r"\(([^()]{1,40})\)\W*$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, as both are printed."""

    number: str
    unit: str


# Columns of amounts repeat them from row to row.
@lru_cache(maxsize=1 << 12)
def amount_in(text: str) -> Amount | None:
    """The number and the unit that are all of a text, where the unit is one of money, time, or measures."""
    if not (text[-1:].isalpha() or text[-1:] in "²³23") or not (found := _AMOUNT.fullmatch(text)):
        return None
    unit = " ".join(found["unit"].split())
    return Amount(found["number"], unit) if family(unit) in _UNITS_OF_AMOUNTS else None


# Several rooms ask for each head of each table, and the tables of some 270 reports have 170 different heads.
@lru_cache(maxsize=1 << 12)
def column_role(head: str) -> str | None:
    """What a column with this head holds: ``stt``, ``label``, ``code``, ``unit``, ``value``, ``note``, or None."""
    # From the innermost head outwards: under ``Kết quả`` a column headed ``Ghi chú`` holds notes.
    return next((role for part in reversed(head.split(PATH)) if (role := _role(part))), None)


@lru_cache(maxsize=1 << 12)
def measures_nothing(head: str) -> bool:
    """Whether the innermost head names numbers that measure nothing: ranks, running numbers, days.

    A head with a unit in brackets measures: ``Ngày khách (nghìn ngày)``.
    """
    last = head.rsplit(PATH.strip(), 1)[-1].strip()
    return _no_measure().match(last) is not None and not unit_behind(last)


@lru_cache(maxsize=1 << 12)
def says_of_rows(head: str) -> str | None:
    """What a head of words says of its rows: it ``names`` them, or ``tells`` something of them; None where unknown."""
    last = " ".join(head.rsplit(PATH.strip(), 1)[-1].casefold().split())
    return next((id_ for id_ in ("tells", "names") if _row_heads(id_).match(last)), None)


@lru_cache(maxsize=1 << 12)
def names_places(head: str) -> bool:
    """Whether the innermost head is one over places or organs: ``Địa phương``, ``Huyện/thị xã``, ``Cơ quan``."""
    last = " ".join(head.rsplit(PATH.strip(), 1)[-1].casefold().split())
    return says_of_rows(head) != "tells" and _row_heads("places").match(last) is not None


def is_code_head(head: str) -> bool:
    """Whether the innermost head names codes or signs: ``Mã ngành``, ``MSSV``, ``Ký hiệu``."""
    return _code_heads().match(head.rsplit(PATH.strip(), 1)[-1].strip()) is not None


def unit_behind(text: str) -> str | None:
    """The unit in brackets at the end of a head or label, where it is one that is known."""
    # Only a known unit: what else stands in brackets at the end says where a number comes from (``Biểu 2``, ``nếu
    # có``).
    found = _BRACKETED_END.search(text)
    return found[1].strip() if found and family(found[1].strip()) else None


def _role(head: str) -> str | None:
    """The role of one head; a period (``Năm 2024``, ``Thực hiện quý I/2024``) names values."""
    bare = _bare(head)
    if (role := _roles().get(bare)) or not any(char.isdigit() for char in bare):
        return role
    # Two periods are a comparison (``Quý I/2024 so với quý I/2023``): which of its roles a column has is not said here.
    phrases = [phrase for phrase in find_phrases(head) if phrase.kind != "day"]
    if len(phrases) != 1:
        return None
    rest = _bare(head[: phrases[0].start] + " " + head[phrases[0].end :])
    return "value" if not rest or _roles().get(rest) == "value" else None


def _bare(head: str) -> str:
    """A head without brackets, signs and blanks: a narrow column breaks its words, and ``S T T`` is set apart."""
    return "".join(filter(str.isalnum, fold(_BRACKETED.sub("", head))))


@cache
def _roles() -> dict[str, str]:
    return {_bare(word): entry.id for entry in load("forms") for word in entry["words"]}


@cache
def _row_heads(id_: str) -> regex.Pattern[str]:
    words = [word.casefold() for word in entry_of("row_names", id_)["words"]]
    return regex.compile(rf"(?:{either(words)})(?!\w)")


@cache
def _code_heads() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{either(entry_of('row_names', 'codes')['words'])})(?!\w)", regex.IGNORECASE)


@cache
def _no_measure() -> regex.Pattern[str]:
    words = [word for entry in load("not_measures") for word in entry["words"]]
    return regex.compile(rf"(?:{either(words)})(?!\w)(?!\s+mục)", regex.IGNORECASE)
