"""What the title of a table says of all its numbers: plan, outcome or estimate, by the registry ``table_titles``."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from patterns.figures.units import either
from patterns.loader import entry_of, load

# "Biểu số 02:", "Phụ lục I.", "(1)" before the words of a title.
_CAPTION = regex.compile(
    r"(?:\W*(?:biểu|bảng|phụ lục|phụ biểu|mẫu)(?: mẫu)?(?: số)?\s*(?:\d[\d.]*|[IVX]+|[A-Z])"
    r"(?:[/\\-][\p{L}\d-]+)*(?!\p{L}))?[\s:.–-]*",
    regex.IGNORECASE,
)


@lru_cache(maxsize=1 << 10)
def scenario_of_title(title: str) -> str | None:
    """The scenario that the title of a table begins with: ``DỰ TOÁN CHI … NĂM 2025``; None where it says none."""
    text = " ".join(title.split())
    caption = _CAPTION.match(text)
    words = _passed().sub("", text[caption.end() if caption else 0 :], count=1)
    return next(
        (scenario for scenario, begins, never in _scenarios() if begins.match(words) and not never.search(words)), None
    )


@lru_cache(maxsize=1 << 12)
def is_meant(head: str) -> bool:
    """Whether a title may speak of a column with this head, which names no scenario: of no ``Tổng mức đầu tư``."""
    return _not_meant().search(head) is None


@cache
def _passed() -> regex.Pattern[str]:
    return regex.compile(
        rf"^(?:(?:{either(entry_of('table_titles', 'passed')['passed'])})(?!\w)[\s:.–-]*)+", regex.IGNORECASE
    )


@cache
def _not_meant() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\w)(?:{either(entry_of('table_titles', 'not-meant')['unless'])})(?!\w)", regex.IGNORECASE
    )


@cache
def _scenarios() -> tuple[tuple[str, regex.Pattern[str], regex.Pattern[str]], ...]:
    """Scenario, what a title begins with, what it must not hold."""
    found = []
    for entry in load("table_titles"):
        if scenario := entry.get("scenario"):
            forms = [rf"(?:{either(entry['begins'])})(?!\w)"]
            if assigns := entry.get("assigns"):
                # "Chỉ tiêu … giao các xã": what is assigned stands between.
                forms.append(rf"chỉ tiêu(?!\w).{{1,60}}?\s(?:{either(assigns)})(?!\w)")
            never = rf"(?<!\w)(?:{either(entry['never'])})(?!\w)"
            found.append(
                (
                    scenario,
                    regex.compile("|".join(forms), regex.IGNORECASE),
                    regex.compile(never, regex.IGNORECASE),
                )
            )
    return tuple(found)
