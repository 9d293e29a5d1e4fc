"""Which reader a registry belongs to, for the tests that run all examples of all registries.

A reader takes an entry and a text and gives the fields it read there for this entry, or None where it read nothing.
A new registry needs one function and one line in ``READERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from extractor.audit import words
from extractor.find.citation_refusals import explain_citations
from extractor.find.citations import find_citations
from extractor.find.dates import find_dates
from extractor.find.figures import find_figures
from extractor.layout.landmarks import column_role, landmark
from extractor.model import Context
from extractor.resolve.head import family_of
from extractor.resolve.head_spelling import begins_organ, usual_case
from extractor.resolve.head_title import ends_subject
from extractor.resolve.identity import identify
from extractor.resolve.periods import read_period
from extractor.resolve.places import place_slug
from extractor.resolve.relations import relate
from patterns.loader import Entry
from patterns.periods import find_phrases

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


def refusal(entry: Entry, text: str) -> Fields:
    return {} if any(each.rule == f"refusals/{entry.id}" for each in explain_citations(text)[1]) else None


def alias(entry: Entry, text: str) -> Fields:
    found = [each for each in find_citations(text) if each.method == entry.id]
    return {"via": found[0].via, "doc_type": found[0].doc_type} if found else None


def law_title(entry: Entry, text: str) -> Fields:
    return {} if any(each.title and "," in each.title for each in find_citations(text)) else None


def office(entry: Entry, text: str) -> Fields:
    found = find_citations(f"Quyết định số 12/QĐ-UBND ngày 5/5/2020 của {text}")
    return {"issuer": text} if found and found[0].issuer == text else None


def unit(entry: Entry, text: str) -> Fields:
    forms = {form.casefold() for form in entry["forms"]}
    for figure in find_figures(text):
        if entry["family"] == "none":
            return {"unit": ""} if figure.unit is None else None
        noun = (figure.unit or "").casefold()
        if noun in forms or (entry.id == "scale" and any(noun.startswith(f"{form} ") for form in forms)):
            return {"unit": figure.unit}
        if any(noun.endswith(f" {form}") for form in forms):
            return {"unit": figure.unit}
    return None


def qualifier(entry: Entry, text: str) -> Fields:
    said = {word for place in ("before", "after", "clause") for word in entry.get(place, ())}
    for figure in find_figures(text):
        if figure.qualifier in said or (entry.get("zero") and figure.method == "figure.none"):
            return {"qualifier": figure.qualifier, "value": figure.value, "unit": figure.unit}
    return None


def not_a_figure(entry: Entry, text: str) -> Fields:
    return None if find_figures(text) else {}


def period(entry: Entry, text: str) -> Fields:
    for phrase in find_phrases(text):
        if phrase.kind.startswith(entry["kind"]) and (
            not entry.get("months") or phrase.first_month == entry["months"][0]
        ):
            return {"kind": phrase.kind, "year": phrase.year}
    return None


def outlook(entry: Entry, text: str) -> Fields:
    found = read_period(text, None)
    has_outlook = len([phrase for phrase in find_phrases(text) if phrase.kind != "day"]) > 1
    return {"kind": found.kind} if found and has_outlook else None


def date_role(entry: Entry, text: str) -> Fields:
    return next(({"role": date.role} for date in find_dates(text) if date.role == entry["role"]), None)


def check_words(entry: Entry, text: str) -> Fields:
    if entry.get("words"):
        return {} if words.sign(entry.id).search(text) else None
    relation = next(each for each in words.relations(entry["scope"]) if each.id == entry.id)
    wanted = [*relation.parts, *([relation.whole] if relation.whole else [])]
    return {} if all(pattern.search(text) for pattern in wanted) else None


def organ_head(entry: Entry, text: str) -> Fields:
    return {"name": usual_case(text)} if begins_organ(text) else None


def family(entry: Entry, text: str) -> Fields:
    return {} if family_of(text) == entry["name"] else None


def title_end(entry: Entry, text: str) -> Fields:
    return {} if ends_subject(text) else None


def column_head(entry: Entry, text: str) -> Fields:
    return {"role": entry.id} if column_role(text) == entry.id else None


def printed_landmark(entry: Entry, text: str) -> Fields:
    return {"landmark": entry.id} if landmark(text) == entry.id else None


READERS: dict[str, Reader] = {
    "aliases": alias,
    "checks": check_words,
    "date_roles": date_role,
    "doc_types": doc_type,
    "families": family,
    "false_friends": false_friend,
    "forms": column_head,
    "landmarks": printed_landmark,
    "law_titles": law_title,
    "offices": office,
    "not_figures": not_a_figure,
    "organ_heads": organ_head,
    "organs": organ,
    "outlook": outlook,
    "periods": period,
    "provinces": province,
    "qualifiers": qualifier,
    "refusals": refusal,
    "relations": relation,
    "title_ends": title_end,
    "units": unit,
}
