"""The issuing organ of a document, in full, from the left column of its head, else from its signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractor.model import Head
from extractor.resolve.head_spelling import begins_organ, usual_case
from extractor.resolve.places import full_issuer, place_slug
from patterns.organs import organ_named

_END_OF_NAME = regex.compile(
    r"^\s*(?:(?:luật|pháp lệnh|nghị quyết|quyết định)\s+)?(?:s[ốôổồo]|no)\b\s*[.:]?|^\s*V/v|^\s*[\d\s]+$",
    regex.IGNORECASE,
)
_DECORATION = regex.compile(r"[\s*_.()—–=-]+")
_COLLECTIVE = regex.compile(r"^\s*T(?:\.\s?M|/M|M)\.?\s*(?<organ>\p{Lu}.*)$")
_PROVINCE = regex.compile(r"(?:tỉnh|thành phố)\s+(?<name>\p{Lu}\p{L}*(?:\s(?:-\s)?\p{Lu}\p{L}*){0,3})")


_CENTRAL = ("central", "ministry")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing organ: full name, id of the registry where it is known, slug of its province.

    An organ of the centre (``is_central``) has no place, wherever its papers are signed.
    """

    name: str | None = None
    organ: str | None = None
    place: str | None = None
    is_central: bool = False


def read_issuer(head: Head, body_start: str = "") -> Issuer:
    """The organ of the lowest name in the left column; its place from that name or the parent organ's above.

    Without a head the organ that the signature speaks for (``TM. ỦY BAN NHÂN DÂN``), with the province that the
    beginning of the body names most.
    """
    names = _names(head.left)
    if not names:
        return _from_signature(head.signature, body_start)
    name = full_issuer(usual_case(names[-1]))
    organ = organ_named(name)
    place = next((slug for each in reversed(names) if (slug := place_slug(usual_case(each)))), None)
    return Issuer(name, organ.id if organ else None, place, bool(organ and organ.kind in _CENTRAL))


def _names(lines: Sequence[str]) -> list[str]:
    """The names of organs above the number, each joined over its lines, the parent organ first."""
    names: list[str] = []
    for line in lines:
        if _END_OF_NAME.match(line):
            break
        text = line.strip(" *:-_.")
        if not text or _DECORATION.fullmatch(line):
            continue
        if names and not begins_organ(text):
            names[-1] += " " + text
        else:
            names.append(text)
    return names


def _from_signature(signature: Sequence[str], body_start: str) -> Issuer:
    organ = next((found["organ"] for line in signature if (found := _COLLECTIVE.match(line))), None)
    if organ is None:
        return Issuer()
    name = usual_case(organ)
    named = Counter(found.group() for found in _PROVINCE.finditer(body_start) if place_slug(found.group()))
    province = max(named, key=lambda each: (named[each], each), default=None)
    known = organ_named(name)
    needs_place = province is not None and place_slug(name) is None and (known is None or known.place)
    full = full_issuer(f"{name} {province}" if needs_place else name)
    return Issuer(full, known.id if known else None, place_slug(full))
