"""The symbol that is meant by one with misread letters: ``TTI-BCA`` behind Thông tư is ``TT-BCA``.

Only what no registry holds is mended, and only where one known form alone is meant: by the type word before the number,
by the issuer behind it, or by a letter that no symbol has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

import regex
from rapidfuzz.distance import Levenshtein

from patterns.instruments.doc_types import DocType, doc_types, type_of_symbol
from patterns.misread import digits_alone, foreign_letters, letters_alike
from patterns.names.organs import Organ, organs, organs_of_symbol

# A part of fewer letters has too many neighbours to be mended by a foreign letter alone: any ``?T`` is TT, CT or BT
# (test_misread_symbols.py).
_SHORTEST = 3

# What parts the symbols of type, organ and unit, with the blanks beside it.
SEPARATOR = regex.compile(r"( ?[-/] ?)")
# An assembly with its term: ``QHI5``, ``UBTVQH1Š``.
_WITH_TERM = regex.compile(r"(?P<organ>QH|UBTVQH|HĐNN)(?P<term>\S{1,3})")
# Terms that assemblies have had and will have for now; ``QHI15`` can only be the 15th (test_misread_symbols.py).
_LAST_TERM = 19
# Digits of a term today (test_misread_symbols.py).
_TERM_DIGITS = 2
_TWICE = regex.compile("[DĐ]Đ|ĐD")
_NUMBER_BEHIND = regex.compile(r"\d+$")


@lru_cache(maxsize=4096)
def meant_symbol(printed: str, word: DocType | None = None, issuers: Sequence[Organ] = ()) -> str:
    """The symbol that is meant, as it is printed where it is known or where several may be meant.

    printed: as it was read, with blanks beside its signs. word: the type that is named before the number. issuers: the
    organs that are named behind it.
    """
    pieces = SEPARATOR.split(printed)
    parts = pieces[::2]
    for at, part in enumerate(parts):
        followed = at + 1 < len(parts) and bool(_organs(parts[at + 1]))
        if at == 0 and (type_of_symbol(part) or (meant := _meant_type(part, word, followed=followed))):
            pieces[0] = part if type_of_symbol(part) else meant
            continue
        pieces[2 * at] = part if _organs(part) else _meant_organ(part, issuers)
        break
    return "".join(pieces)


def undoubled(part: str) -> str:
    """The type that a part is whose ``Đ`` was read twice (``NĐĐ``, ``NDĐ``), or the part."""
    single = _TWICE.sub("Đ", part)
    return single if type_of_symbol(single) else part


def _organs(part: str) -> bool:
    """Whether a part is the symbol of an organ, with or without a number behind it."""
    return bool(organs_of_symbol(part) or organs_of_symbol(_NUMBER_BEHIND.sub("", part)))


def _meant_type(part: str, word: DocType | None, *, followed: bool) -> str | None:
    """The type that a part stands for which is neither type nor organ; ``followed`` where an organ stands behind it."""
    if _organs(part):
        return None
    if (single := undoubled(part)) != part:
        return single
    by_word = [symbol for symbol in (word.symbols if word else ()) if followed and _looks_like(part, symbol)]
    return _only(by_word) or _by_foreign_letters(part, _type_symbols())


def _meant_organ(part: str, issuers: Sequence[Organ]) -> str:
    """The organ that a part stands for which is none, or the part."""
    if found := _WITH_TERM.fullmatch(part):
        return f"{found['organ']}{_term(found['term'])}"
    named = [symbol for organ in issuers for symbol in organ.symbols if _named_by(part, symbol)]
    symbols = (*_type_symbols(), *_organ_symbols())
    return _only(named) or _by_foreign_letters(part, symbols) or _by_small_letters(part, symbols) or part


def _term(printed: str) -> str:
    """The number of a term: letters are digits; of three signs one is too many, a letter or a digit read twice."""
    meant = digits_alone(printed)
    alone = "".join(filter(str.isdecimal, printed))
    fewer = [meant[:at] + meant[at + 1 :] for at in range(len(meant))] if len(printed) > _TERM_DIGITS else []
    for terms in ((meant,), (alone,) if len(alone) == _TERM_DIGITS else (), fewer):
        if term := _only(each for each in terms if each.isdecimal() and 0 < int(each) <= _LAST_TERM):
            return term
    return printed


def _looks_like(part: str, symbol: str) -> bool:
    """Whether a witness makes a part the symbol: what differs is foreign, or one letter that looks like the printed."""
    changes = _changes(part, symbol)
    if len(changes) == 1 and frozenset(changes[0]) in letters_alike():
        return True
    return len(changes) <= max(1, len(symbol) // 3) and _are_foreign(changes)


def _named_by(part: str, symbol: str) -> bool:
    """Whether a part is the symbol of an issuer that is named; of ``QĐ-T1`` the first letter and a digit are enough."""
    short = len(part) < _SHORTEST <= len(symbol) and part[0] == symbol[0]
    return _looks_like(part, symbol) or (short and not foreign_letters().isdisjoint(part))


def _by_small_letters(part: str, symbols: Iterable[str]) -> str | None:
    """The one symbol with small letters that a part with the same ones is but for one capital (``TTEg``)."""
    small = "".join(filter(str.islower, part))
    if not small or len(part) < _SHORTEST:
        return None
    alike = (symbol for symbol in symbols if small == "".join(filter(str.islower, symbol)))
    return _only(symbol for symbol in alike if Levenshtein.distance(part, symbol) == 1)


def _by_foreign_letters(part: str, symbols: Iterable[str]) -> str | None:
    """The one symbol that a part is but for letters that no symbol has, and of which it has two thirds."""
    if len(part) < _SHORTEST or part.isdecimal() or foreign_letters().isdisjoint(part):
        return None
    changes = ((symbol, _changes(part, symbol)) for symbol in symbols)
    return _only(symbol for symbol, made in changes if 3 * len(made) <= len(symbol) and _are_foreign(made))


def _changes(part: str, symbol: str) -> list[tuple[str, str]]:
    """What makes a symbol of a part: each letter that was read and the one that is meant, either may be lacking."""
    return [
        (
            "" if change.tag == "insert" else part[change.src_pos],
            "" if change.tag == "delete" else symbol[change.dest_pos],
        )
        for change in Levenshtein.editops(part, symbol)
    ]


def _are_foreign(changes: Iterable[tuple[str, str]]) -> bool:
    """Whether all that was read wrongly are letters that no symbol has."""
    return all(read in foreign_letters() for read, _ in changes)


def _only(symbols: Iterable[str]) -> str | None:
    """The first of symbols that differ in capitals only (TTg, TTG); None where several or none are left."""
    found = {symbol.casefold(): symbol for symbol in reversed(tuple(symbols))}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _type_symbols() -> tuple[str, ...]:
    return tuple(symbol for kind in doc_types().values() for symbol in kind.symbols)


@cache
def _organ_symbols() -> tuple[str, ...]:
    return tuple(symbol for organ in organs().values() for symbol in organ.symbols)
