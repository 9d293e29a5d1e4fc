"""The registry of document types as values: names, codes, and what stands for a type in words and symbols."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from patterns.loader import Entry, load
from patterns.spelling import fold, letters


@dataclass(frozen=True, slots=True)
class DocType:
    """A type of document; ``code`` stands in keys, ``words`` in texts, ``symbols`` in symbols."""

    id: str
    code: str
    name: str
    family: str
    words: tuple[str, ...]
    short: tuple[str, ...]
    symbols: tuple[str, ...]
    english: tuple[str, ...]
    title: bool = False
    joint: bool = False
    standard: bool = False
    subject: bool = False
    bare: bool = False
    bare_number: bool = False
    generic: bool = False
    cited: bool = True
    left_out: bool = False
    organ: str | None = None
    year_since: int | None = None


@cache
def doc_types() -> dict[str, DocType]:
    """All types by the id of their entry."""
    return {entry.id: _doc_type(entry) for entry in load("doc_types")}


@cache
def by_word() -> dict[str, DocType]:
    """Types by their printed words in lower case: names, further words, English words, abbreviations."""
    # The first in the file keeps a word. Only one is shared: ``Quy định`` alone is that of the Party, and that of an
    # office is known by its symbol (``QyĐ``).
    found: dict[str, DocType] = {}
    for kind in doc_types().values():
        for word in (kind.name, *kind.words, *kind.english, *kind.short):
            found.setdefault(word.casefold(), kind)
    return found


@cache
def by_short() -> dict[str, DocType]:
    """Types by the abbreviations that stand for their words (``NĐ``), as printed."""
    found: dict[str, DocType] = {}
    for kind in doc_types().values():
        for short in kind.short:
            found.setdefault(short, kind)
    return found


@cache
def by_folded_word() -> dict[str, DocType]:
    """Types by their folded names, for words that lost marks (``Chỉ thi``, ``Quyet dinh``)."""
    found: dict[str, DocType] = {}
    for kind in doc_types().values():
        for word in (kind.name, *kind.words):
            found.setdefault(fold(word), kind)
    return found


def type_in_capitals(line: str) -> str | None:
    """The type word in capitals that a recognised line is, rightly spelled: ``_ KÉ HOẠCH`` → ``KẾ HOẠCH``.

    Marks, letters lost between words and strokes about them do not matter; more words do.
    """
    words = " ".join(word for word in line.split() if any(map(str.isalpha, word)))
    return _by_letters().get(letters(words)) if line.isupper() else None


@cache
def _by_letters() -> dict[str, str]:
    return {letters(word): word.upper() for kind in doc_types().values() for word in (*reversed(kind.words), kind.name)}


# Asked for each citation; names come from documents, so there is a limit.
@lru_cache(maxsize=1024)
def type_of_name(name: str | None) -> DocType | None:
    """The type with this Vietnamese name, as it stands in ``Citation.doc_type``."""
    return by_word().get((name or "").casefold())


@cache
def _by_symbol() -> tuple[dict[str, DocType], dict[str, DocType]]:
    exact: dict[str, DocType] = {}
    folded: dict[str, DocType] = {}
    for kind in doc_types().values():
        for symbol in kind.symbols:
            exact.setdefault(symbol.casefold(), kind)
            folded.setdefault(fold(symbol), kind)
    return exact, folded


@cache
def _spelled() -> dict[str, str]:
    forms: Iterable[str] = (symbol for kind in doc_types().values() for symbol in kind.symbols)
    spelled: dict[str, str] = {}
    for form in forms:
        spelled.setdefault(form.casefold(), form)
        spelled.setdefault(fold(form), form)
    return spelled


def type_of_symbol(part: str) -> tuple[DocType, str] | None:
    """The type that a part of a symbol stands for, and the part rightly spelled (``QD`` → ``QĐ``)."""
    # The exact spelling goes first: without marks ``HD`` (Hướng dẫn) and ``HĐ`` (Hợp đồng) are one, and so are ``ĐA``
    # and ``DA``.
    exact, folded = _by_symbol()
    kind = exact.get(part.casefold()) or folded.get(fold(part))
    return (kind, _spelled()[part.casefold() if part.casefold() in exact else fold(part)]) if kind else None


def _doc_type(entry: Entry) -> DocType:
    flags = ("title", "joint", "standard", "subject", "bare", "bare_number", "generic", "left_out")
    return DocType(
        id=entry.id,
        code=entry.get("code", entry.id),
        name=entry["name"],
        family=entry["family"],
        words=tuple(entry.get("words", ())),
        short=tuple(entry.get("short", ())),
        symbols=tuple(entry.get("symbols", ())),
        english=tuple(entry.get("english", ())),
        cited=entry.get("cited", True),
        organ=entry.get("organ"),
        year_since=entry.get("year_since"),
        **{flag: entry.get(flag, False) for flag in flags},
    )
