"""Takes the symbol of an instrument (ký hiệu) apart: ``QĐ-UBND`` is type and organ, ``SNV-CCHC`` organ and unit.

The rules are those of the form decrees (Nghị định 30/2020/NĐ-CP, annex III, before it Thông tư 01/2011/TT-BNV) and
of the Party's Hướng dẫn 36-HD/VPTW. Repairs are typing noise only: lost marks and a lost hyphen.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from patterns.instruments.doc_types import DocType, doc_types, type_of_symbol
from patterns.names.organs import Organ, organs_of_symbol

_TRAILING_DIGITS = regex.compile(r"(?r)\d+")
_NUMBERED_BOARD = regex.compile(r"BCĐ.*")
# What bears the number of its unit, beside single letters (``A03``): departments of an office and of the police of a
# province.
_NUMBERED_UNITS = ("VP", "PV", "PC", "PA", "PX", "PH")
# Digits of such a number; three and more are a footnote marker behind it (test_symbols.py).
_UNIT_DIGITS = 2

# The only organs of two letters that a lost hyphen leaves behind a type: ``NĐCP``, ``QĐUB``. With others (``TC``) an
# abbreviation in capitals could be read apart.
_SHORT_ORGANS = ("CP", "TW", "TU", "UB")
# A higher number behind an organ with terms is a term of one digit and a footnote marker: ``QH98`` is the 9th National
# Assembly with note 8 (test_symbols.py). A term is five years; the 20th begins in 2046.
_LAST_TERM = 20
# Parts that the symbol of one organ may have: the registry has two (``BLĐTB-XH``), a third costs one look-up.
_LONGEST_ORGAN = 3
# Letters of the shortest and longest type before a lost hyphen: ``QĐ``, ``TTLT`` (test_symbols.py).
_SHORTEST_TYPE, _LONGEST_TYPE = 2, 4


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol and its parts. ``text`` is repaired; ``organs`` are the organ parts as they stand in it.

    ``holders`` are the registry's organs that the first organ part may stand for, ``unit`` is what follows the
    organ (the unit that drafted), ``glued`` counts digits at the end that belong to a footnote marker.
    """

    text: str
    type: DocType | None
    organs: tuple[str, ...]
    holders: tuple[Organ, ...]
    unit: str | None
    glued: int

    @property
    def known(self) -> bool:
        """Whether the registry knows the issuing organ."""
        return bool(self.holders)


# In 1,856 pages stand 142 different symbols, each of them cited many times.
@lru_cache(maxsize=16384)
def read_symbol(printed: str, word: str | None = None) -> Symbol:
    """The parts of a symbol printed without blanks; ``word`` is the id of the type that its word names, if any."""
    pieces = regex.split(r"([-/])", printed)
    parts, separators = pieces[::2], pieces[1::2]
    parts[-1], glued = _without_marker(parts[-1])
    if printed.islower():
        parts = [part.upper() for part in parts]
    parts, separators = _with_lost_hyphen([_undoubled(part) for part in parts], separators)
    word_kind = doc_types().get(word or "")
    kind, begins = _type_part(parts, word_kind) if not (word_kind and word_kind.standard) else (None, 0)
    if kind:
        parts[0] = _spelled_type(parts[0])
    if kind and kind.subject:
        return Symbol(
            text=_joined(parts, separators),
            type=kind,
            organs=tuple(parts[1:2]),
            holders=(),
            unit="-".join(parts[2:]) or None,
            glued=glued,
        )
    rest = parts[begins:] if begins >= 0 else [parts[0]]
    if kind is None and word and len(rest) == 1 and (fused := _fused_unit(rest[0])):
        return Symbol(
            text=printed,
            type=None,
            organs=fused[:1],
            holders=tuple(organ for organ, _ in organs_of_symbol(fused[0])),
            unit=fused[1],
            glued=glued,
        )
    names, holders, unit = _organ_parts(rest, joint=bool(kind and kind.joint))
    if begins >= 0 and not (unit and "." in rest[0]):
        parts[begins:] = [piece for name in names for piece in name.split("-")] + parts[begins + _width(names) :]
    return Symbol(
        text=_joined(parts, separators),
        type=kind,
        organs=names,
        holders=holders,
        unit=unit,
        glued=glued,
    )


def _without_marker(part: str) -> tuple[str, int]:
    """A trailing number belongs to the organ only where the organ is numbered; else it is a footnote marker."""
    found = _TRAILING_DIGITS.match(part)
    if not found or not part[found.start() - 1 : found.start()].isalpha():
        return part, 0
    base, digits = part[: found.start()], found.group()
    held = [organ for organ, _ in organs_of_symbol(base)]
    if any(organ.term for organ in held):
        width = 2 if int(digits[:2]) <= _LAST_TERM else 1
        return base + digits[:width], len(digits) - len(digits[:width])
    numbered_unit = (len(base) == 1 or base in _NUMBERED_UNITS) and len(digits) <= _UNIT_DIGITS
    if numbered_unit or digits[0] == "0" or _NUMBERED_BOARD.fullmatch(base):
        return part, 0
    return base, len(digits)


def _base(part: str) -> str:
    """An organ part without its term number."""
    return part.rstrip("0123456789")


def _known(part: str) -> tuple[tuple[Organ, str], ...]:
    return organs_of_symbol(part) or tuple(
        (organ, name + part[len(_base(part)) :])
        for organ, name in organs_of_symbol(_base(part))
        if organ.term or _NUMBERED_BOARD.fullmatch(name)
    )


def _undoubled(part: str) -> str:
    """``QĐĐ`` of scanned text, where nothing is called so: ``QĐ``."""
    if "ĐĐ" not in part or type_of_symbol(part) or _known(part):
        return part
    single = part.replace("ĐĐ", "Đ")
    return single if type_of_symbol(single) or _known(single) else part


def _with_lost_hyphen(parts: list[str], separators: list[str]) -> tuple[list[str], list[str]]:
    """``NĐCP``, ``QĐ.UBND``: type and organ written together or joined by a dot, where the whole is neither."""
    first = parts[0]
    if type_of_symbol(first) or _known(first):
        return parts, separators
    if not first.isupper():
        return _with_mixed_organ(parts, separators)
    head, dot, tail = first.partition(".")
    if dot and type_of_symbol(head) and _known(tail):
        return [head, tail, *parts[1:]], [".", *separators]
    # The longest type first: ``TTLTBTC`` is no ``TT`` of an organ ``LTBTC``.
    for cut in range(_LONGEST_TYPE, _SHORTEST_TYPE - 1, -1):
        whole = len(first) > cut + 2 or first[cut:] in _SHORT_ORGANS
        if whole and type_of_symbol(first[:cut]) and organs_of_symbol(first[cut:]):
            return [first[:cut], first[cut:], *parts[1:]], ["-", *separators]
    return parts, separators


def _with_mixed_organ(parts: list[str], separators: list[str]) -> tuple[list[str], list[str]]:
    """``QĐTTg``: the organ is one whose symbol is printed in both cases, so that it alone can be meant."""
    first = parts[0]
    for cut in range(_SHORTEST_TYPE, _LONGEST_TYPE + 1):
        held = organs_of_symbol(first[cut:])
        if held and held[0][1] == first[cut:] and first[:cut].isupper() and type_of_symbol(first[:cut]):
            return [first[:cut], first[cut:], *parts[1:]], ["-", *separators]
    return parts, separators


def _type_part(parts: list[str], word: DocType | None) -> tuple[DocType | None, int]:
    """The type of the symbol and the index of its first organ part (-1: the part before the type)."""
    if len(parts) > 1 and (pair := type_of_symbol("-".join(parts[:2]))):
        return pair[0], -1 if _known(parts[0]) and not _known(parts[1]) else 1
    found = type_of_symbol(parts[0])
    if not found or (_is_organ_here(parts, found[0], word)):
        return None, 0
    return found[0], 1


def _is_organ_here(parts: list[str], kind: DocType, word: DocType | None) -> bool:
    """Whether a part that can be type and organ (CT, TC, TTr) is the organ: decided by the printed word, then place."""
    if not organs_of_symbol(parts[0]):
        return False
    followed = len(parts) > 1 and bool(_known(parts[1]))
    if word is None or word.generic:
        return len(parts) > 1 and not followed
    if word.code == kind.code or kind.code in (word.organ, "saclenh"):
        return False
    return word.code == "cv" or not followed or parts[0] == "TC"


def _fused_unit(part: str) -> tuple[str, str] | None:
    """``TCĐT`` of the years before 1997: Bộ Tài chính and a unit without a separator."""
    if part.startswith("TC") and len(part) > 2 and not _known(part):
        return "TC", part[2:]
    return None


def _organ_parts(rest: list[str], *, joint: bool) -> tuple[tuple[str, ...], tuple[Organ, ...], str | None]:
    """Organ names at the front of the parts, what the first may be, and the unit behind."""
    names: list[str] = []
    holders: tuple[Organ, ...] = ()
    at = 0
    while at < len(rest) and (joint or not names):
        width, name, held = _longest_organ(rest[at:])
        if not names:
            holders = held
        names.append(name)
        at += width
    unit = "-".join(rest[at:])
    if len(names) == 1 and not holders and "." in names[0]:
        head, _, tail = names[0].partition(".")
        if known := _known(head):
            return (known[0][1],), tuple(organ for organ, _ in known), "-".join(filter(None, (tail, unit)))
    return tuple(names), holders, unit or None


def _longest_organ(rest: list[str]) -> tuple[int, str, tuple[Organ, ...]]:
    for width in range(min(_LONGEST_ORGAN, len(rest)), 0, -1):
        if held := _known("-".join(rest[:width])):
            return width, held[0][1], tuple(organ for organ, _ in held)
    return 1, rest[0], ()


def _width(names: tuple[str, ...]) -> int:
    return sum(name.count("-") + 1 for name in names)


def _spelled_type(part: str) -> str:
    found = type_of_symbol(part)
    return found[1] if found else part


def _joined(parts: list[str], separators: list[str]) -> str:
    return "".join(part + separator for part, separator in zip(parts, [*separators, ""], strict=False))
