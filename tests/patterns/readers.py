"""Which reader a registry belongs to, for the tests that run all examples of all registries.

A reader takes an entry and a text and gives the fields it read there for this entry, or None where it read nothing.
A new registry needs one function and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from extractor.find.citations import find_citations
from extractor.model import Context
from extractor.resolve.identity import identify
from extractor.resolve.places import place_slug
from extractor.resolve.relations import relate
from patterns.loader import Entry

Fields = Mapping[str, Any] | None
Reader = Callable[[Entry, str], Fields]


def doc_type(entry: Entry, text: str) -> Fields:
    found = find_citations(text)
    if entry.get("left_out"):
        return {"doc_type": entry["name"]} if found else None
    return next(({"doc_type": each.doc_type} for each in found if each.doc_type == entry["name"]), None)


def organ(entry: Entry, text: str) -> Fields:
    for each in identify(find_citations(text), Context(place="nghe-an")):
        printed = (each.key or "").split(":")[1].partition("@")[0]
        base = printed.rstrip("0123456789") if entry.get("term") else printed
        if base == entry.id or (entry.id == "bql" and printed.startswith("bql")):
            return {"organ": entry.id}
    return None


def province(entry: Entry, text: str) -> Fields:
    return {"place": entry.id} if place_slug(text) == entry.id else None


def relation(entry: Entry, text: str) -> Fields:
    found = relate(text, find_citations(text))
    last = found[-1].relation if found else None
    passive = entry.get("passive")
    mine = last == entry["relation"] or (passive is not None and (last or "").startswith(f"{passive} "))
    return {"relation": last} if mine else None


def false_friend(entry: Entry, text: str) -> Fields:
    return None if find_citations(text) else {}


def alias(entry: Entry, text: str) -> Fields:
    found = [each for each in find_citations(text) if each.method == entry.id]
    return {"via": found[0].via, "doc_type": found[0].doc_type} if found else None


def office(entry: Entry, text: str) -> Fields:
    found = find_citations(f"Quyết định số 12/QĐ-UBND ngày 5/5/2020 của {text}")
    return {"issuer": text} if found and found[0].issuer == text else None


READERS: dict[str, Reader] = {
    "aliases": alias,
    "doc_types": doc_type,
    "false_friends": false_friend,
    "offices": office,
    "organs": organ,
    "provinces": province,
    "relations": relation,
}
