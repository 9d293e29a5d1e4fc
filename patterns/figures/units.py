"""The registry of units as patterns: the nouns that are printed after numbers, and which of them may be added up."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import regex

from patterns.loader import load
from patterns.phrases import with_words

# Words behind the slash of a unit: "đồng/1 ha đất trồng lúa nước" is a clause (column_units.toml).
_LONGEST_DIVISOR = 3
_WORD = regex.compile(r"[^\W\d_]+")
# Units of one thing by another: ``tấn/ngày``, ``người/km2``.
QUOTIENT = "quotient"

# Families whose figures need not be whole numbers; in all others ``1.732`` is a thousand, not one and a fraction.
NOT_COUNTED = frozenset({"rate", "scale", "money", "measure", "time", QUOTIENT})

# Nouns of the counted families that also measure: ``đạt 85,275 điểm``, ``gấp 1,125 lần``.
_MEASURED = frozenset({"điểm", "lần"})

# Families whose kinds make one sum: ``13 đơn vị: 6 sở, 7 huyện``.
MIXED_FAMILIES = frozenset({"organs", "documents"})


@cache
def printed_units() -> regex.Pattern[str]:
    """A pattern for a unit right behind a number: the longest scale and noun of the registry, as group ``unit``."""
    scale = rf"(?<scale>{either(_forms({'scale'}))})(?!\w|\s+lệ)"
    noun = rf"(?<noun>{either(_forms(_families() - {'scale', 'none'}))})(?!\w)"
    glued = rf"(?<noun>{either(form for entry in load('units') for form in entry.get('attached', ()))})(?!\w)"
    return regex.compile(rf"\s{{0,3}}(?<unit>{scale}\s{{1,3}}{noun}|{scale}|{noun})|(?<unit>{glued})", regex.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def printed_units_from(word: str) -> regex.Pattern[str] | None:
    """What ``printed_units`` finds where this is the first word behind the number (in lower case); None for nothing.

    A number is followed by one of hundreds of nouns, and few begin with the same word.
    """
    if word in _by_first_word(scales=True):
        return printed_units()
    nouns = _by_first_word(scales=False).get(word)
    return regex.compile(rf"\s{{0,3}}(?<unit>(?<noun>{either(nouns)})(?!\w))", regex.IGNORECASE) if nouns else None


@cache
def _by_first_word(scales: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form in _forms({"scale"} if scales else _families() - {"scale", "none"}):
        first = _WORD.match(form.lower())
        if first:
            found.setdefault(first.group(), []).append(form)
    return found


@cache
def no_units() -> regex.Pattern[str]:
    """A pattern for the words behind a number that are no noun."""
    return regex.compile(rf"\s{{0,3}}(?:{either(_forms({'none'}))})(?!\w)", regex.IGNORECASE)


@cache
def counted_nouns(general: frozenset[str]) -> regex.Pattern[str]:
    """A pattern for what a label counts (``Số văn bản gửi``), passing over the counters in ``general``."""
    nouns = set(_forms(_families() - {"scale", "none", "rate"})) - general
    # Between a general counter and the noun stand up to four words (test_figures.py): ``Tổng số lượt trao đổi, xử lý
    # văn bản``; with two at most the noun of that label is lost.
    return regex.compile(
        rf"(?<!\w)(?:tổng\s+số|số\s+lượng|số)\s+(?:(?:{either(general)})\s+(?:[\p{{L}},]+\s+){{1,4}}?)?(?<unit>{either(nouns)})(?!\w)",
        regex.IGNORECASE,
    )


# printed units come from the documents: without a limit a process that reads for days would keep them all
@lru_cache(maxsize=1 << 12)
def family(unit: str | None) -> str | None:
    """The family of a printed unit; figures of one family may be parts of one whole. None for an unknown unit.

    Case is ignored, a scale in front too: ``triệu đồng`` and ``Triệu đồng`` are ``money``. Units that only tables print
    (``°C``, ``trái``, ``nghìn con``) have a family too, those of one thing by another are a ``quotient``.
    """
    known = printed_units().fullmatch(unit or "")
    if not known:
        return _family_in_tables(unit) if unit else None
    noun = " ".join((known["noun"] or known["scale"]).split()).casefold()
    return _family_of_form().get(noun)


def _family_in_tables(unit: str) -> str | None:
    written = " ".join(unit.split())
    if found := _families_in_tables().get(written.casefold()):
        return found
    if scaled := _scaled().fullmatch(written):
        return family(scaled["noun"])
    first, by, other = written.partition("/")
    if by and other and len(other.split()) <= _LONGEST_DIVISOR:
        # What is divided says that it is a unit: "tấn/ngày", but "TH/KH". Per cents a year are per cents.
        divided = family(first.strip())
        return divided if divided in (None, "rate") else None if divided == "scale" else QUOTIENT
    return None


@lru_cache(maxsize=1 << 12)
def is_no_unit(text: str) -> bool:
    """Whether a noun that is a unit behind a number says as a head which kind of number stands below: ``Chỉ tiêu``."""
    return " ".join(text.split()).casefold() in _no_units_in_heads()


@cache
def counted_in_heads() -> regex.Pattern[str]:
    """A pattern for what only the head of a column counts (``Tổng số cử tri``), as group ``unit``."""
    nouns = either(form for entry in load("column_units") for form in entry.get("counted", ()))
    return regex.compile(rf"(?<!\w)(?:tổng\s+số|số\s+lượng|số)\s+(?<unit>{nouns})(?!\w)", regex.IGNORECASE)


@cache
def _families_in_tables() -> dict[str, str]:
    return {form.casefold(): entry["family"] for entry in load("column_units") for form in entry.get("forms", ())}


@cache
def _no_units_in_heads() -> frozenset[str]:
    return frozenset(word for entry in load("column_units") for word in entry.get("no_unit", ()))


@cache
def _scaled() -> regex.Pattern[str]:
    """A unit with a scale in words or figures before it: ``nghìn trái``, ``1.000 đồng``."""
    return regex.compile(rf"(?:{either(_forms({'scale'}))}|10?\.?000|100?)\s{{0,2}}(?<noun>\D.*)", regex.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def is_counted(unit: str | None) -> bool:
    """Whether a printed unit is one of things that are counted, so that its figures are whole numbers."""
    known = family(unit)
    return known is not None and known not in NOT_COUNTED and (unit or "").casefold() not in _MEASURED


def either(forms: Iterable[str]) -> str:
    """Alternatives for printed forms, the longest first, a blank standing for up to three."""
    # Then by letters: the same registry makes the same pattern, whatever the order of a set.
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    escaped = (regex.escape(form, special_only=True, literal_spaces=True) for form in longest_first)
    return "|".join(form.replace(" ", r"\s{1,3}") for form in escaped)


@cache
def _family_of_form() -> dict[str, str]:
    entries = reversed(load("units"))
    return {form.casefold(): entry["family"] for entry in entries for form in with_words(entry["forms"])}


def _families() -> set[str]:
    return {entry["family"] for entry in load("units")}


def _forms(families: Iterable[str]) -> list[str]:
    chosen = set(families)
    return [form for entry in load("units") if entry["family"] in chosen for form in with_words(entry["forms"])]
