"""Words without accents and case: of any text, and those by which an instrument can be asked for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extractor.resolve.keys import key_parts
from patterns.instruments.doc_types import DocType, doc_types, type_of_name
from patterns.names.organs import organs
from patterns.names.provinces import level_of, provinces
from patterns.spelling import fold

# A run is never given back (``++``), so a long one costs no more than its length.
_WORD = re.compile(r"\d++(?:\.\d++)*+(?:[a-z](?![a-z]))?|[a-z]+\d*")

# Numbers that may be the year of an instrument: the first instruments of the Republic are of 1945. Other numbers of
# four digits are numbers of instruments (4951/QĐ-UBND).
FIRST_YEAR, LAST_YEAR = 1945, 2100

# The organ in the key of an instrument that is cited by its title; the number of such a key is the title.
TITLE_ONLY = "title"


@dataclass(frozen=True, slots=True)
class InstrumentWords:
    """An instrument as words. ``number`` without leading zeros, empty for a title; ``day`` ISO.

    ``identity`` are the words of identifier, type, organ and place in all their spellings, and of year and day;
    ``context`` those of the printed issuer and the title.
    """

    number: str
    years: frozenset[int]
    day: str | None
    identity: tuple[str, ...]
    context: tuple[str, ...]


@lru_cache(maxsize=1 << 16)
def words(text: str) -> tuple[str, ...]:
    """The folded words: runs of letters with a number behind (``qh15``), numbers with a suffix (``30c``, ``66.13``).

    Leading zeros are left out, every other sign parts words: ``04951/QĐ-UBND`` is ``4951``, ``qd``, ``ubnd``.
    """
    return tuple(word.lstrip("0") or "0" for word in _WORD.findall(fold(text)))


def instrument_words(
    key: str,
    doc_type: str | None,
    identifier: str | None,
    issued_on: str | None,
    issuer: str | None,
    title: str | None,
    also: str = "[]",
) -> InstrumentWords:
    """The words of a row of ``instruments``; those of the identifier come first and in their order.

    The arguments are its columns: the ``key``, the printed ``doc_type``, ``identifier`` and ``issuer``, the day
    ``issued_on`` (ISO) and the ``title``, each but the key None where it is not known; ``also`` are its further keys,
    of which those by title tell what it is called, as JSON. A key that cannot be read makes no words and raises
    nothing.
    """
    parts = key_parts(key)
    organ, place, series, year, number = parts or ("", None, "", "", "")
    years = [text for text in (year.removeprefix("d"), (issued_on or "")[:4]) if is_year(text)]
    identity = [
        *_joined(words(identifier or "")),
        *_type_words(series, doc_type),
        *_organ_words(organ),
        *_place_words(place or ""),
        *(words(number) if organ == TITLE_ONLY else ()),
        *_called(also),
        *years,
        *([day_word(issued_on)] if issued_on else []),
    ]
    return InstrumentWords(
        number="" if organ == TITLE_ONLY else number,
        years=frozenset(map(int, years)),
        day=issued_on,
        identity=tuple(dict.fromkeys(identity)),
        context=(*words(issuer or ""), *words(title or "")),
    )


def _called(also: str) -> tuple[str, ...]:
    """The words of titles among further keys, JSON."""
    if also == "[]":
        return ()
    parts = (key_parts(key) for key in json.loads(also))
    return tuple(word for each in parts if each and each.organ == TITLE_ONLY for word in words(each.number))


def day_word(day: str) -> str:
    """An ISO day as one word."""
    return day.replace("-", "")


def is_year(word: str) -> bool:
    """Whether a word looks like the year of an instrument."""
    return len(word) == 4 and word.isdigit() and FIRST_YEAR <= int(word) <= LAST_YEAR


def _joined(found: tuple[str, ...]) -> tuple[str, ...]:
    """The words, and those without digits once more as one: ``QĐ-UBND`` is also typed ``QDUBND``."""
    letters = [word for word in found if word.isalpha()]
    return (*found, "".join(letters)) if len(letters) > 1 else found


@lru_cache(maxsize=1024)
def _type_words(series: str, doc_type: str | None) -> tuple[str, ...]:
    kinds = [kind for kind in (_types_by_code().get(series), type_of_name(doc_type)) if kind]
    names = [doc_type or "", *(kind.name for kind in kinds)]
    return (series, *(kind.code for kind in kinds), *(word for name in names for word in _joined(words(name))))


@lru_cache(maxsize=4096)
def _organ_words(code: str) -> tuple[str, ...]:
    if code == TITLE_ONLY:
        return ()
    organ = organs().get(code) or organs().get(code.rstrip("0123456789"))
    names = (organ.name, *organ.names, *organ.symbols) if organ else ()
    return (*words(code), *(word for name in names for word in words(name)))


@lru_cache(maxsize=4096)
def _place_words(place: str) -> tuple[str, ...]:
    """The words of a place: ``thanh-hoa``, also as one word, and of each where it is open: ``a|b``."""
    found: list[str] = []
    for slug in place.split("|"):
        first = slug.removesuffix("_2")
        found += _joined(words(first))
        if entry := provinces().get(first):
            level = f"{level_of(entry)} tp" if entry.get("city") else level_of(entry)
            found += [*words(level), *(word for name in entry.get("spellings", ()) for word in words(name))]
    return tuple(found)


@cache
def _types_by_code() -> dict[str, DocType]:
    found: dict[str, DocType] = {}
    for kind in doc_types().values():
        found.setdefault(kind.code, kind)
    return found
