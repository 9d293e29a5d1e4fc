"""The registry of provinces and centrally run cities, before and after their merger of 1 July 2025."""

from __future__ import annotations

from collections.abc import Mapping

from patterns.loader import Entry, entries_of

# The day on which 63 provinces became 34 (Nghị quyết 202/2025/QH15).
MERGER = "2025-07-01"

# The last day of the old provinces, and of districts (Nghị quyết 203/2025/QH15).
LAST_DAY_BEFORE = "2025-06-30"


def provinces() -> Mapping[str, Entry]:
    """The provinces by slug."""
    return entries_of("provinces")


def spellings(province: Entry) -> tuple[str, ...]:
    """All printed forms of the name of a province, that of the registry first."""
    return (province["name"], *province.get("spellings", ()))


def level_of(province: Entry) -> str:
    """The word before the name of a province: ``tỉnh`` or ``thành phố``."""
    return "thành phố" if province.get("city") else "tỉnh"
