"""Days, periods and places as a reader of Vietnamese or English expects them in print."""

from __future__ import annotations

from extractor.language.catalogue import words_of
from patterns.names.provinces import level_of, provinces

# Kinds of periods as the contract names them → English, with Vietnamese in ``vi/printed.po``; ``{year}`` is that of the
# first day.
PERIODS = {
    "Y": "{year}",
    "H1": "first half of {year}",
    "H2": "second half of {year}",
    "9M": "first nine months of {year}",
    "Q1": "quarter I of {year}",
    "Q2": "quarter II of {year}",
    "Q3": "quarter III of {year}",
    "Q4": "quarter IV of {year}",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def printed_day(day: str | None, language: str) -> str:
    """An ISO day as ``05/3/2024`` in Vietnamese, ``5 March 2024`` in English; "" for None, other text as it is."""
    parts = (day or "").split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return day or ""
    year, month, number = parts
    if language == "en":
        return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"
    # Days below 10 and the months January and February have a zero before them (Decree 30/2020, annex I).
    return f"{number}/{month if int(month) < 3 else int(month)}/{year}"


def printed_long_day(day: str | None, language: str) -> str:
    """An ISO day as the head of a document has it: ``ngày 05 tháng 3 năm 2024``; in English as ``printed_day``."""
    short = printed_day(day, language)
    parts = short.split("/")
    return short if language == "en" or len(parts) != 3 else "ngày {} tháng {} năm {}".format(*parts)


def printed_period(
    kind: str | None, start: str | None, end: str | None, language: str, label: str | None = None
) -> str:
    """A period in words: ``quý I/2024``, ``quarter I of 2024``; "" where there is none.

    ``kind`` is one of the contract's (``M01``, ``Q1``, ``H1``, ``9M``, ``Y``, ``multi``), ``start`` and ``end`` are its
    first and last day (ISO), ``language`` is ``vi`` or ``en``, ``label`` what the document prints, for a period that
    has no days.
    """
    if not start:
        return label or ""
    year = start[:4]
    if kind in PERIODS:
        return words_of(language)(PERIODS[kind], year=year)
    if kind and kind.startswith("M") and kind[1:].isdigit():
        month = int(kind[1:])
        return f"{_MONTHS[month - 1]} {year}" if language == "en" else f"tháng {month}/{year}"
    if not end or end == start:
        return printed_day(start, language)
    if start[5:] == "01-01" and end[5:] == "12-31":
        return year if year == end[:4] else f"{year}–{end[:4]}"
    return f"{printed_day(start, language)} – {printed_day(end, language)}"


def printed_place(place: str | None) -> str:
    """A place as a reader knows it: ``tỉnh Thanh Hóa`` for the slug of a province, other places as they are."""
    province = provinces().get(place or "")
    return f"{level_of(province)} {province['name']}" if province else place or ""
