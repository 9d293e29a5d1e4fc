"""Decides which numbers with a symbol are citations, of which type and how sure, and why the others are none."""

from __future__ import annotations

from functools import cache

from extractor.find.citations.drafts import SYMBOL
from extractor.find.citations.lead import Lead
from patterns.instruments.doc_types import DocType, doc_types
from patterns.instruments.symbols import Symbol

# What a number with a symbol loses of its confidence: little where only the type word is missing, as the symbol names
# the type in lists and tables; a quarter where no registered organ bears the symbol, which wrong readings share
NO_TYPE_WORD, UNKNOWN_ORGAN = 0.04, 0.25
# Word and symbol name two types: one of both is a misprint (Kế hoạch số 12/QĐ-UBND)
OTHER_TYPE = 0.2
# A sign is lost between number, year and symbol, or a digit before the day may be a marker: letters and years of both
# readings differ by that alone (test_citations.py)
MENDED = 0.1


def type_of(word: DocType | None, symbol: Symbol | None) -> DocType | None:
    """The type of a citation: the printed word, unless it says nothing or the symbol names a joint circular."""
    coded = symbol.type if symbol else None
    # ``Thông tư số 05/2018/TTLT-…``: the symbol says more than the word
    if coded and coded.id == "ttlt" and (word is None or word.id == "tt"):
        return coded
    if word and not word.generic:
        return word
    if coded:
        party = symbol and symbol.holders and symbol.holders[0].party
        return doc_types()["thongtri"] if coded.id == "tt" and party else coded
    return doc_types()["cv"] if symbol and symbol.holders and not symbol.holders[0].term else None


def refusal(printed: str, join: str, lead: Lead, symbol: Symbol, kind: DocType | None) -> str | None:
    """Why a number with a symbol is no citation: the id of an entry of ``refusals``; None where it is one.

    A citation needs a type and an organ, or a type word, or a known organ with a unit. ``printed`` is the symbol as it
    stands in the text and ``symbol`` what it was read as; ``join`` is the sign between number and symbol, ``lead`` what
    stands before the number, ``kind`` the type that ``type_of`` returned.
    """
    coded, word = symbol.type, lead.word
    if (coded and coded.left_out) or (kind and kind.left_out):
        return "left-out"
    if kind and not kind.cited:
        return "never-cited"
    if word:
        if coded or symbol.holders or printed.isupper() or (symbol.unit is not None and printed[0].isupper()):
            return None
        return "not-in-capitals"
    # without a type word only the symbol speaks, and in small letters it may be anything
    if printed.islower():
        return "small-letters"
    if coded is None:
        return None if symbol.holders and join != "-" else "no-type"
    if not symbol.organs:
        return "no-organ"
    if symbol.holders:
        return None
    settled = (coded.english or coded.short) and len(symbol.organs[0]) > 1
    return None if lead.so and (coded.subject or settled) else "unknown-organ"


def needs_issuer(symbol: Symbol) -> bool:
    """Whether a symbol names no organ, so that a printed issuer must."""
    return bool(symbol.type and not symbol.organs and not (symbol.type.bare or symbol.type.subject))


def method(lead: Lead, symbol: Symbol) -> str:
    """The id of the rule that read a number with a symbol."""
    if symbol.type:
        return "symbol"
    alone = not (symbol.unit or lead.word or lead.so or symbol.holders[0].term)
    return "organ-alone" if alone else "organ-unit" if symbol.unit else "organ"


def confidence(lead: Lead, symbol: Symbol, *, mended: bool = False) -> float:
    """How sure a number with a symbol is read: less without a type word or known organ, or where both differ.

    ``lead`` is what stands before the number, ``symbol`` what stands behind it; ``mended`` where a sign between them
    was lost, or a digit of it may mark a note.
    """
    word, coded = lead.word, symbol.type
    sure = SYMBOL * lead.confidence
    if word is None:
        sure -= NO_TYPE_WORD
    if not symbol.holders and not (coded and (coded.subject or coded.bare)):
        sure -= UNKNOWN_ORGAN
    if word and coded and not word.generic and word.name != coded.name and word.code != coded.code:
        sure -= OTHER_TYPE
    return _rounded(sure - MENDED if mended else sure)


@cache
def _rounded(sure: float) -> float:
    """A confidence with two decimals: there are few, and to round takes as long as all that is asked before."""
    return round(sure, 2)
