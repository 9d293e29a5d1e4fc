"""The issuing organ of a document, in full, from the left column of its head, else from its signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import regex

from extractor.model.layout import Head
from extractor.resolve.head.spelling import begins_organ, is_organ_head, is_rule, usual_case
from extractor.resolve.head.title import is_type_line
from extractor.resolve.places import full_issuer, own_unit, place_slug
from patterns.instruments.symbols import Symbol, read_symbol
from patterns.loader import entry_of
from patterns.names.organs import Organ, organ_named, organ_names, organs_of_symbol
from patterns.phrases import compiled
from patterns.spelling import fold, names_pattern

_END_OF_NAME = compiled(
    r"^\s*(?:$NUMBERED_TYPE\s+)?$NUMBER_SIGN(?!\w)\s*[.:]?|^\s*V/v|^\s*[\d\s]+$|^.*/\p{Lu}{2}",
    regex.IGNORECASE,
)
# ``TM. ỦY BAN NHÂN DÂN`` over a signature: who signs for a body names it; also T/M or T.M.
_COLLECTIVE = regex.compile(r"^\s*T(?:\.\s?M|/M|M)\.?\s*(?<organ>\p{Lu}.*)$")
# Characters of the body before and in the line that says what paper an annex goes with. From 300 to 5000 the heads of
# 158 documents are the same; it bounds the search to the first page.
GOES_WITH_REACH = 1200

_PROVINCE = compiled(r"$PROVINCE_LEVEL\s+(?<name>\p{Lu}\p{L}*(?: (?:- )?\p{Lu}\p{L}*){0,3})")


# A ministry has no place though its papers are signed in a province.
_CENTRAL = ("central", "ministry")
# Parts of the organ named above: they have no full name without it.
_PARTS = regex.compile(
    r"(?:ban (?:thường vụ|thường trực|chấp hành)|thường trực|thường vụ|văn phòng|đảng đoàn|ban cán sự đảng)",
    regex.IGNORECASE,
)

# Parts that name the place of the whole themselves: ``BAN CHẤP HÀNH TỈNH ĐẮK LẮK`` of an association, ``CHI NHÁNH TỈNH
# YÊN BÁI`` of a bank.
_PART_OF_PLACE = compiled(r"(?<part>(?i:ban chấp hành|ban thường vụ|chi nhánh)) (?<place>$LEVEL \p{Lu}.*)")
_OF_COUNTRY = " Việt Nam"

# Every level has these two; the place stands on the line above (``TỈNH THANH HÓA`` / ``HỘI ĐỒNG NHÂN DÂN``).
_LACKS_PLACE = regex.compile(r"(?i:hội đồng nhân dân|ủy ban nhân dân)$")
_OF_PLACE = compiled(r"$LEVEL \p{Lu}.*$")

# A line that goes on with the name above it whatever its type: the place of the organ, or the rest of a list.
_CONTINUES = compiled(r"(?:(?i:$LEVEL|và)(?!\w)|[-–—,&])")

# With blanks about it: a dash without them is part of a name.
_DASH = regex.compile(r"\s+[-–—]\s+")
# A name that goes on with another organ on the next line.
_OPEN = regex.compile(r"\p{L}\s*[-–—]\s*$")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing organ: full name, id of the registry where it is known, slug of its province, name of its unit.

    An organ of the centre (``is_central``) has no place, wherever its papers are signed. The organs of a joint document
    are named one after the other; id and place are those of the first, who gave the number.
    """

    name: str | None = None
    organ: str | None = None
    place: str | None = None
    is_central: bool = False
    unit: str | None = None


def read_issuer(head: Head, body_start: str = "", symbol: str | None = None) -> Issuer:
    """The organ of the lowest name in the left column; its place from that name or the parent organ's above.

    A paper without a head may name its organ over the title.

    ``head`` is the printed head with its signature, ``body_start`` the beginning of the body, ``symbol`` that of the
    document's number, None without one. Several organs are named where the names are joined by dashes, or
    ``symbol`` is that of a joint document.

    Without a head the organ that the signature speaks for (``TM. ỦY BAN NHÂN DÂN``), else that of the paper which an
    annex goes with, with the province that the beginning of the body names most.
    """
    lines, bold = (head.left, head.bold) if head.left else (organs_over_title(head), ())
    names = _names(lines, bold)
    if not names:
        return _spoken_for(_of_signature(head.signature) or _of_whole_paper(body_start), body_start)
    joint = _joint(names, symbol)
    issuers = joint or [_of_symbol(names[-1], symbol) or _full_name(names)]
    organ = organ_named(issuers[0])
    place = next((slug for each in reversed(names) if (slug := place_slug(usual_case(each)))), None)
    unit = own_unit(issuers[0], *(_spelled(name) for name in reversed(names[:-1])))
    return Issuer(" - ".join(issuers), organ.id if organ else None, place, bool(organ and _is_central(organ)), unit)


def organs_over_title(head: Head) -> tuple[str, ...]:
    """The lines of a paper without a head that name its organs and its number.

    They stand over its title; on a title page they are the first centred lines, with the type word below.
    """
    typed = next((at for at, line in enumerate(head.title) if is_type_line(line)), 0)
    lines = (*head.over, *head.title[:typed])
    first = next((at for at, line in enumerate(lines) if line.isupper() and begins_organ(line)), len(lines))
    return lines[first:]


def _of_symbol(name: str, symbol: str | None) -> str | None:
    """The organ of the symbol where a name is the end of its name, of which the rest cannot be read; else None."""
    if symbol is None or begins_organ(name):
        return None
    named = (organ.name for organ in read_symbol(symbol).holders)
    return next((each for each in named if fold(each).endswith(f" {fold(name)}")), None)


def _full_name(names: Sequence[str]) -> str:
    """The lowest name; with that above it where it is part of that, with the place of that where it lacks its own."""
    name = _spelled(names[-1])
    if len(names) == 1:
        return name
    above = _spelled(names[-2])
    if _PARTS.fullmatch(name):
        return f"{name} {above}"
    if part := _PART_OF_PLACE.fullmatch(name):
        if part["part"].lower() == "chi nhánh":
            return f"{above} {name}"
        return f"{part['part']} {above.removesuffix(_OF_COUNTRY)} {part['place']}"
    place = _OF_PLACE.search(above)
    return f"{name} {place.group()}" if place and _LACKS_PLACE.search(name) else name


def _spelled(name: str) -> str:
    return full_issuer(usual_case(name.strip(" -–—")))


def _joint(names: Sequence[str], symbol: str | None) -> list[str]:
    """The organs of a joint document; empty where one organ has issued it.

    Where the head sets them side by side they cannot be told apart: then the symbol names them.
    """
    read = read_symbol(symbol) if symbol else None
    apart = [organ for name in names for organ in _apart(name)]
    if not (len(apart) > len(names) or any(_OPEN.search(name) for name in names) or (read and _says_joint(read))):
        return []
    of_symbol = [organ.name for code in (read.organs if read else ()) for organ, _ in organs_of_symbol(code)[:1]]
    return of_symbol if len(of_symbol) > len(apart) else [_spelled(name) for name in apart]


def _apart(name: str) -> list[str]:
    """The organs that a name joins by dashes: ``BỘ Y TẾ - BỘ TÀI CHÍNH``, but not ``LAO ĐỘNG - THƯƠNG BINH``."""
    apart: list[str] = []
    for part in _DASH.split(name):
        if apart and not begins_organ(part):
            apart[-1] += f" - {part}"
        else:
            apart.append(part)
    return apart


def _says_joint(symbol: Symbol) -> bool:
    return bool(symbol.type and symbol.type.joint)


def _is_central(organ: Organ) -> bool:
    return organ.kind in _CENTRAL or not organ.placed


def _names(lines: Sequence[str], bold: Sequence[bool] = ()) -> list[str]:
    """The names of organs above the number, each joined over its lines, the parent organ first.

    ``bold`` says which lines are bold, empty where type tells nothing: a parent organ is not, the organ below it is.
    """
    names: list[str] = []
    own = was_bold = False
    for line, is_bold in zip(lines, bold or repeat(False), strict=False):
        if _END_OF_NAME.match(line):
            break
        text = line.strip(" *:_.")
        if is_rule(line):
            continue
        turns = bool(names) and is_bold and not was_bold
        if names and _goes_on(names[-1], text, turns=turns, own=own):
            names[-1] = f"{names[-1]} {text}"
        else:
            own = turns
            names.append(text)
        was_bold = is_bold
    return names


def _goes_on(name: str, text: str, *, turns: bool, own: bool) -> bool:
    """Whether a line goes on with the name of an organ above it.

    ``turns`` says that it is the first in bold type, ``own`` that the name is bold and a parent organ stands above it.
    A line that begins like an organ goes on where both are one (``THỦ TƯỚNG`` / ``CHÍNH PHỦ``), or the name is a mere
    head of names: ``VĂN PHÒNG`` / ``ĐOÀN ĐẠI BIỂU QUỐC HỘI``.
    """
    if turns and not _CONTINUES.match(text):
        return False
    whole = f"{name} {text}"
    return not begins_organ(text) or own or is_organ_head(name) or organ_names().fullmatch(whole) is not None


def _of_signature(signature: Sequence[str]) -> str | None:
    return next((found["organ"] for line in signature if (found := _COLLECTIVE.match(line))), None)


def _of_whole_paper(body_start: str) -> str | None:
    """The organ of the paper that an annex goes with: ``(Kèm theo Báo cáo số … của UBND tỉnh Sơn La)``."""
    found = _goes_with().search(" ".join(body_start[:GOES_WITH_REACH].split()))
    return found["organ"].strip() if found else None


@cache
def _goes_with() -> regex.Pattern[str]:
    heads = names_pattern(entry_of("offices", "head")["words"])
    return regex.compile(
        r"\(\s*(?i:(?:ban hành |đính |gửi )?kèm theo)\s[^()]{3,200}?\scủa\s"
        rf"(?i:(?:{heads})\s)?(?P<organ>\p{{Lu}}[^();,]{{2,120}}?)[./\s]*\)"
    )


def _spoken_for(organ: str | None, body_start: str) -> Issuer:
    """An organ named without its place has that of the province that the beginning of the body names most."""
    if organ is None:
        return Issuer()
    name = usual_case(organ)
    named = Counter(found.group() for found in _PROVINCE.finditer(body_start) if place_slug(found.group()))
    province = max(named, key=lambda each: (named[each], each), default=None)
    known = organ_named(name)
    needs_place = province is not None and place_slug(name) is None and (known is None or known.place)
    full = full_issuer(f"{name.removesuffix(' tỉnh')} {province}" if needs_place else name)
    central = bool(known and _is_central(known))
    return Issuer(full, known.id if known else None, place_slug(full), central, own_unit(full))
