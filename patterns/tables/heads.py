"""What one step of a column's head says of the numbers below, by the registry ``head_words``: plan or outcome, a level
or what it changed by, and against what.

Times are told apart first (``head_times``): ``Thực hiện`` counts alone, and ``Thực hiện năm 2022`` is that with a year.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

import regex

from patterns.figures.units import either
from patterns.loader import Entry, load
from patterns.tables.head_times import marks_in, words_of

INCREASE, DECREASE, RATIO, SHARE = "increase", "decrease", "ratio", "share"

# Words beside a time that still make it the base of a comparison: "số cùng kỳ" (test_heads_of_columns.py).
FEW_WORDS = 2

# Slashes and colons of a head of which each is tried as the one between two levels: heads have one or two. What
# overflows into a head cell has hundreds, and each costs a look at all of it (test_heads_of_columns.py).
MOST_SLASHES = 4

_BRACKETS = regex.compile(r"\([^()]*\)")
_SPARE = regex.compile(r"[\s.,:;*()–-]+")
# "so với kế hoạch", "so sánh thực hiện với", "so cùng kỳ": what stands behind is the base.
_AGAINST = regex.compile(
    r"(?<!\w)(?<!giá\s)so(?:(?:\s+sánh)?(?<level>(?:\s+(?!với(?!\w))[^\s(),;]+){0,4}?)\s+với(?!\w)"
    r"|(?:\s+sánh(?=[^/]*$))?(?=\s+(?:cùng|kế|dự|năm|tháng|quý|thực|đầu|mục|tổng)(?!\w))"
    r"|(?=\s+(?:(?:KH|DT|TH|CK|NQ)(?!\w)|\d)))",
    regex.IGNORECASE,
)
# "Năm 2010 = 100": an index against that year.
_INDEX = regex.compile(r"(?:^|\()\s*([^=()]*[^\s=()])\s*=\s*100(?![.,]?\d)\s*%?")
_SLASH = regex.compile(r"\s*[/:]\s*")
_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "So cùng kỳ (+/-)": a difference with its sign.
_SIGNED = regex.compile(r"\(\s*(?:\+\s*[/,;]\s*[-–−]|±)\s*\)")
# "So sánh (%) với cùng kỳ": the sign stands between the words.
_PERCENT_ASIDE = regex.compile(r"\s*\(\s*%\s*\)\s*(?=với(?!\w))")
_PERCENT = regex.compile(r"%|phần trăm", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """What a step of a head says.

    ``level`` is what stands before a comparison, ``base`` what stands behind it: "" where that is another step
    (``So với (%) › Kế hoạch``), None without a comparison. ``percent`` where it says per cent; ``relative`` and
    ``absolute`` where it only says in which of both a comparison is told.
    """

    level: str
    scenario: str | None = None
    change: str | None = None
    base: str | None = None
    percent: bool = False
    relative: bool = False
    absolute: bool = False

    @property
    def compares(self) -> bool:
        """Whether it holds a level against a base."""
        return self.base is not None


@lru_cache(maxsize=1 << 12)
def read_step(printed: str) -> Step:
    """What a step of a head says."""
    text = spelled_out(" ".join(printed.split()))
    level, base = _index(text) or _against(text) or _parted(text) or (text, None)
    change = _change(_BRACKETS.sub(" ", text).strip(), text)
    if change is None and base and (_INDEX.search(text) or not _AGAINST.search(text)):
        change = RATIO
    return Step(
        level=level,
        scenario=None if base is not None or change in (RATIO, SHARE) else _scenario(level),
        change=change,
        base=base,
        percent=_PERCENT.search(text) is not None,
        relative=_only("relative", text),
        absolute=_only("absolute", text),
    )


@lru_cache(maxsize=1 << 12)
def spelled_out(text: str) -> str:
    """A step of a head with the words that narrow columns and haste print otherwise: ``K.H``, ``Kế họach``."""
    pattern, words = _spellings()
    return str(pattern.sub(lambda found: words[found.group().casefold()], text))


@lru_cache(maxsize=1 << 12)
def names_a_level(printed: str) -> bool:
    """Whether a step names a scenario or a time: under a comparison ``Kế hoạch năm`` or ``Cùng kỳ`` is the base."""
    if read_step(printed).scenario:
        return True
    return bool(marks_in(printed)) and len(without_times(printed).split()) <= FEW_WORDS


@lru_cache(maxsize=1 << 12)
def scenario_in(text: str) -> str | None:
    """The scenario that a part of a head says: the one named first, but a plan that is forecast is a plan."""
    found: dict[str, int] = {}
    for scenario, words, alone in _scenarios():
        said = words.search(text)
        if said:
            found[scenario] = said.start()
        elif alone.fullmatch(without_times(text)):
            found[scenario] = 0
    if "forecast" in found and "plan" in found:
        del found["forecast"]
    return min(found, key=lambda scenario: found[scenario], default=None)


def without_times(text: str) -> str:
    """A part of a head without the times that it names, its blanks single."""
    parts, end = [], 0
    for mark in marks_in(text):
        parts.append(text[end : mark.start])
        if mark.kind == "whole-year":
            parts.append(text[mark.start : mark.end].rpartition(" ")[0])  # "KH năm" is the plan of a year
        end = mark.end
    return " ".join(_SPARE.sub(" ", " ".join((*parts, text[end:]))).split())


def _scenario(level: str) -> str | None:
    """The scenario that a step says, in brackets or without: ``Năm 2024 (kế hoạch)``."""
    return scenario_in(_BRACKETS.sub(" ", level).strip()) or next(
        filter(None, (scenario_in(found.group()[1:-1]) for found in _BRACKETS.finditer(level))), None
    )


def _index(text: str) -> tuple[str, str] | None:
    """What stands before an index, and its base: ``Năm 2010 = 100``."""
    index = _INDEX.search(text)
    return (text[: index.start()], str(index[1])) if index else None


def _against(text: str) -> tuple[str, str] | None:
    """The level before ``so với`` and the base behind it, "" where that stands in another step."""
    text = _PERCENT_ASIDE.sub(" ", text)
    against = _AGAINST.search(text)
    if against is None:
        return None
    return text[: against.start()] + (against["level"] or ""), _BRACKETS.sub("", text[against.end() :]).strip(" :.,%")


def _parted(text: str) -> tuple[str, str] | None:
    """Level and base with a slash between."""
    days = [mark for mark in marks_in(text) if mark.kind == "day"]
    starts = [day.start for day in days]
    between = (
        slash
        for slash in _SLASH.finditer(text)
        if not (before := bisect_left(starts, slash.start())) or days[before - 1].end <= slash.start()
    )
    for slash in islice(between, MOST_SLASHES):
        left, right = _BRACKETS.sub("", text[: slash.start()]), _BRACKETS.sub("", text[slash.end() :])
        if _are_compared(left, right.strip(" %")):
            return left, right.strip(" %")
    return None


def _are_compared(left: str, right: str) -> bool:
    """Whether what a slash parts are two levels: plan and outcome, or two times (``Tháng 9/2024`` is one)."""
    if scenario_in(right) and scenario_in(_RATE_WORDS.sub("", left).strip()):
        return True
    years = _YEAR.findall(left)[-1:] + _YEAR.findall(right)[:1]
    times = marks_in(left) and marks_in(right) and not without_times(right) and "học" not in left.lower()
    if len(years) == 2:
        return bool(times) and years[0] >= years[1]
    return bool(times) and not years and not without_times(_RATE_WORDS.sub("", left))


_RATE_WORDS = regex.compile(r"tỷ lệ|tỉ lệ|so sánh|mức|%", regex.IGNORECASE)


def _change(bare: str, text: str) -> str | None:
    """The kind of change that words say; both directions in one head are an increase, with a sign."""
    said = [change for change, pattern in _changes() if pattern.search(bare) or pattern.match(text)]
    if INCREASE in said or _SIGNED.search(text):
        return INCREASE
    return next((change for change in (DECREASE, SHARE, RATIO) if change in said), None)


def _only(id_: str, text: str) -> bool:
    """Whether a step says nothing but one of some words, with signs and brackets or without."""
    words = _alone()[id_]
    return bool(words.fullmatch(text.strip("() ")) or words.fullmatch(_BRACKETS.sub("", text).strip()))


@lru_cache(maxsize=1 << 12)
def is_said(kind: str, step: str) -> bool:
    """Whether a step says of its column what a ``kind`` of head_words does: ``total``, ``rest`` or ``rate``."""
    return _kinds()[kind].search(step) is not None


@cache
def _kinds() -> dict[str, regex.Pattern[str]]:
    found = {}
    for entry in load("head_words"):
        if words := entry.get("kind"):
            found[entry.id] = regex.compile(rf"(?<!\w)(?:{either(words)})(?!\w)", regex.IGNORECASE)
        elif words := entry.get("first"):
            found[entry.id] = regex.compile(rf"^(?:{either(words)})(?!\w)", regex.IGNORECASE)
    return found


@cache
def _spellings() -> tuple[regex.Pattern[str], dict[str, str]]:
    pairs = [pair for entry in load("head_words") for pair in entry.get("spelled", ())]
    # "TP.H" and "1.K.H" are other abbreviations, of which these would be the end.
    pattern = rf"(?<![\p{{L}}\d.])(?:{either(print_ for print_, _ in pairs)})(?![\p{{L}}.])"
    return regex.compile(pattern, regex.IGNORECASE), {print_.casefold(): word for print_, word in pairs}


@cache
def _scenarios() -> tuple[tuple[str, regex.Pattern[str], regex.Pattern[str]], ...]:
    """Scenario, the words that say it wherever they stand, and those that do alone."""
    return tuple(
        (entry["scenario"], words_of(entry, entry["words"]), _pattern_alone(entry))
        for entry in load("head_words")
        if entry.get("scenario")
    )


@cache
def _changes() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((entry["change"], _pattern_of_change(entry)) for entry in load("head_words") if entry.get("change"))


def _pattern_of_change(entry: Entry) -> regex.Pattern[str]:
    behind = rf"(?!\s(?:{either(entry['never'])})(?!\w))" if entry.get("never") else ""
    ends = rf"(?!\w){behind}"
    forms = [rf"^\W{{0,2}}(?:{either(entry['begins'])}){ends}"]
    if entry.get("words"):
        before = rf"(?<!(?<!\w)(?:{either(entry['unless'])})\s)" if entry.get("unless") else ""
        forms.append(rf"(?<!\w){before}(?:{either(entry['words'])}){ends}")
    if entry.get("alone"):
        forms.append(rf"^(?:{either(entry['alone'])})[\s%]*$")
    return regex.compile("|".join(forms), regex.IGNORECASE)


@cache
def _alone() -> dict[str, regex.Pattern[str]]:
    found = {}
    for id_ in ("absolute", "relative"):
        (entry,) = (entry for entry in load("head_words") if entry.id == id_)
        found[id_] = regex.compile(either(entry["alone"]), regex.IGNORECASE)
    return found


def _pattern_alone(entry: Entry) -> regex.Pattern[str]:
    alone, short = entry.get("alone", ()), entry.get("short", ())
    forms = [rf"(?i:{either(alone)})"] if alone else []
    forms += [either(short)] if short else []
    return regex.compile("|".join(forms) or r"(?!)")
