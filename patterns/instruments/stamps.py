"""Stamps of a digital signature, of a copy, of an incoming paper: what a line of one says.

It stands on the ground floor because the layout leaves them out of the text and the head of the document reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from patterns.days import iso_day
from patterns.loader import Entry, load
from patterns.spelling import names_pattern

# A line of a stamp is short: 46 characters at most in the examples of the registry. Longer ones are running text, on
# which the patterns, which begin with anything that is no letter, would only lose time.
LONGEST = 200

# Specks of a scan, and the name of a portal that is glued to the line beside its emblem.
_BEFORE = r"[^\w+•–-]*(?:\w+\.VN\s?)?"

_TIME = regex.compile(
    r"(?:(?<year>\d{4})[./-](?<month>\d{1,2})[./-](?<day>\d{1,2})|(?<day>\d{1,2})[./-](?<month>\d{1,2})[./-](?<year>\d{4}))"
    r"(?:[\sT]+(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?\s*(?<half>[AP]M)?"
    r"\s*(?<zone>Z|[+-]\d{2}[:']?\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class StampLine:
    """A line of a stamp: the entry of the registry that it is, and what stands behind its words ("" for nothing)."""

    id: str
    says: str
    alone: bool
    value: str


def stamp_line(text: str) -> StampLine | None:
    """What a line of a stamp says; None for a line that can be none."""
    if len(text) > LONGEST:
        return None
    for entry, pattern in _patterns():
        if found := pattern.fullmatch(text):
            return StampLine(entry.id, entry["says"], entry["alone"], (found.groupdict().get("value") or "").strip())
    return None


def may_hold_stamp(text: str) -> bool:
    """Whether a text holds words with which a stamp can begin. Quick, as it is asked of every page."""
    return any(sign in text for sign in _signs())


def printed_time(text: str) -> str | None:
    """The first time in a text in ISO 8601, with its zone where one is printed; without a time of day the day alone."""
    found = _TIME.search(text)
    if found is None:
        return None
    year, month, number = int(found["year"]), int(found["month"]), int(found["day"])
    # Some signing programs print the month first: where the calendar has no such day, the other order is meant.
    day = iso_day(year, month, number) or iso_day(year, number, month)
    if day is None or not found["hour"]:
        return day
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "PM" else 0)
    if hour > 23 or int(found["minute"]) > 59 or int(found["second"] or 0) > 59:
        return day
    zone = (found["zone"] or "").replace("'", "").replace(":", "")
    zone = f"{zone[:3]}:{zone[3:]}" if len(zone) == 5 else zone
    return f"{day}T{hour:02}:{found['minute']}:{found['second'] or '00'}{zone}"


@cache
def _patterns() -> tuple[tuple[Entry, regex.Pattern[str]], ...]:
    return tuple((entry, regex.compile(_source(entry))) for entry in load("stamps"))


def _source(entry: Entry) -> str:
    if entry.get("words"):
        return rf"{_BEFORE}(?i:{names_pattern(entry['words'])})\s*:\s*(?<value>.*)"
    return rf"{_BEFORE}(?:{entry['pattern']})"


@cache
def _signs() -> tuple[str, ...]:
    return tuple({sign: None for entry in load("stamps") for sign in entry.get("signs", ())})
