"""Readers of registries of citations, organs, days and the parts of a document."""

from __future__ import annotations

from extractor.examples.reading import Fields, Reader
from extractor.find.citations.explain import explain_citations
from extractor.find.citations.finder import find_citations
from extractor.find.closed_words import closed_words
from extractor.find.dates import find_dates
from extractor.find.organs.finder import find_organisations
from extractor.find.organs.words import short_form
from extractor.layout.body.headings import Look, heading
from extractor.layout.body.sections import sentence_spans
from extractor.layout.landmarks import landmark
from extractor.model.document import Context
from extractor.resolve.figure_times import is_of_name
from extractor.resolve.head.reading import family_of
from extractor.resolve.head.spelling import begins_organ, usual_case
from extractor.resolve.head.title import ends_subject
from extractor.resolve.identity import identify
from extractor.resolve.organisations import Setting, identify_organisations
from extractor.resolve.periods import read_period
from extractor.resolve.places import full_issuer, place_slug
from extractor.resolve.relations.relate import relate
from patterns import phrases
from patterns.confidence import measured, nearest
from patterns.instruments.doc_types import type_of_name
from patterns.instruments.laws import law_numbered, laws_called, laws_titled
from patterns.instruments.stamps import stamp_line
from patterns.loader import Entry
from patterns.periods import find_phrases
from patterns.syllables import is_syllable


def doc_type(entry: Entry, text: str) -> Fields:
    """Reads ``doc_types``."""
    found = find_citations(text)
    if entry.get("left_out"):
        return {"doc_type": entry["name"]} if found else None
    return next(({"doc_type": each.doc_type} for each in found if each.doc_type == entry["name"]), None)


def closed_word(entry: Entry, text: str) -> Fields:
    """Reads ``closed_words``."""
    meant = {word for _, _, word in closed_words(text)}
    return {} if any(word.casefold() in {each.casefold() for each in meant} for word in entry["words"]) else None


def law(entry: Entry, text: str) -> Fields:
    """Reads ``laws``."""
    for each in find_citations(text):
        kind = type_of_name(each.doc_type)
        assert kind is not None
        named = [law_numbered(each.identifier)] if each.identifier else laws_titled(kind, each.title, each.year)
        if entry.id in [known.id for known in named if known]:
            return {}
    return None


def title_form(entry: Entry, text: str) -> Fields:
    """Reads ``title_forms``."""
    cited = [each for each in find_citations(text) if entry["short"] in (each.title or "") and each.year]
    kinds = [(type_of_name(each.doc_type), each) for each in cited]
    called = [laws_called(kind, each.title or "", each.year or 0) for kind, each in kinds if kind]
    return {"full": entry["full"]} if any(called) else None


def subject(entry: Entry, text: str) -> Fields:
    """Reads ``subjects``: words that begin one, or words that end one before the end of the text."""
    title = next((each.title for each in find_citations(text)), None)
    begins = entry["stands"] in ("leads", "opens", "beside")
    return None if title is None or (not begins and text.endswith(title)) else {"title": title}


def organ(entry: Entry, text: str) -> Fields:
    """Reads ``organs``."""
    if not entry["symbols"]:
        setting = Setting(place="nghe-an")
        keys = [each.key.partition("@")[0] for each in identify_organisations(find_organisations(text), setting)]
        return {"organ": entry.id} if entry.id in keys else None
    for each in identify(find_citations(text), Context(place="nghe-an")):
        printed = (each.key or "").split(":")[1].partition("@")[0]
        base = printed.rstrip("0123456789") if entry.get("term") else printed
        if base == entry.id or (entry.id == "bql" and printed.startswith("bql")):
            return {"organ": entry.id}
    return None


def mention_word(entry: Entry, text: str) -> Fields:
    """Reads ``mentions``."""
    found = find_organisations(text)
    if entry.id in ("kind", "kind-in-small-letters"):
        return {} if any(not each.organ_known for each in found) else None
    if entry.id == "after-place":
        return {} if any(each.organ_known and each.end < len(text) for each in found) else None
    if entry.id == "end":
        return {} if any(not each.organ_known and each.end < len(text) for each in found) else None
    if entry.id == "stands-for":
        return {} if any(each.name in entry["words"] for each in found) else None
    if entry.id == "bare-place":
        named = [each.name for each in identify_organisations(found, Setting(place="nghe-an"))]
        return next(({"name": name} for name in named if name.endswith("Nghệ An") and " tỉnh " not in name), None)
    if entry.id == "by-field":
        return {} if any(each.organ_known and each.raw.split()[0] in entry["words"] for each in found) else None
    if entry.id == "short-for":
        return {} if any(short_form().match(text, each.end) for each in found) else None
    holds = any(word.casefold() in text.casefold() for word in entry["words"])
    return {} if holds and not found else None


def province(entry: Entry, text: str) -> Fields:
    """Reads ``provinces``."""
    return {"place": entry.id} if place_slug(text) == entry.id else None


def relation(entry: Entry, text: str) -> Fields:
    """Reads ``relations``."""
    found = relate(text, find_citations(text))
    last = found[-1].relation if found else None
    passive = entry.get("passive")
    mine = last == entry["relation"] or (passive is not None and (last or "").startswith(f"{passive} "))
    return {"relation": last} if mine else None


def false_friend(entry: Entry, text: str) -> Fields:
    """Reads ``false_friends``."""
    return None if find_citations(text) else {}


def refusal(entry: Entry, text: str) -> Fields:
    """Reads ``refusals``."""
    return {} if any(each.rule == f"refusals/{entry.id}" for each in explain_citations(text)[1]) else None


def alias(entry: Entry, text: str) -> Fields:
    """Reads ``aliases``."""
    found = [each for each in find_citations(text) if each.method == entry.id]
    return {"via": found[0].via, "doc_type": found[0].doc_type} if found else None


def office(entry: Entry, text: str) -> Fields:
    """Reads ``offices``."""
    found = find_citations(f"Quyết định số 12/QĐ-UBND ngày 5/5/2020 của {text}")
    return {"issuer": text} if found and found[0].issuer == text else None


def short_form_in_full(entry: Entry, text: str) -> Fields:
    """Reads ``short_forms``."""
    full = full_issuer(text)
    return {"full": full} if full != text else None


def organ_head(entry: Entry, text: str) -> Fields:
    """Reads ``organ_heads``."""
    return {"name": usual_case(text)} if begins_organ(text) else None


def family(entry: Entry, text: str) -> Fields:
    """Reads ``families``."""
    return {} if family_of(text) == entry["name"] else None


def title_end(entry: Entry, text: str) -> Fields:
    """Reads ``title_ends``."""
    return {} if ends_subject(text) else None


def abbreviation(entry: Entry, text: str) -> Fields:
    """Reads ``abbreviations``."""
    holds = any(f"{word}." in text for word in entry["words"])
    return {} if holds and len(sentence_spans(text, 0, len(text))) == 1 else None


def syllable(entry: Entry, text: str) -> Fields:
    """Reads ``syllables``."""
    return {} if is_syllable(text) else None


def named_part(entry: Entry, text: str) -> Fields:
    """Reads ``phrases``."""
    return {} if phrases.compiled(rf"(?<!\w)${entry.id}(?!\w)").search(text) else None


def printed_heading(entry: Entry, text: str) -> Fields:
    """Reads ``headings``."""
    found = heading(text, Look(bold_lead=len(text), centred=True))
    return {"label": found.label, "title": found.title} if found and found.kind == entry.id else None


def printed_landmark(entry: Entry, text: str) -> Fields:
    """Reads ``landmarks``."""
    return {"landmark": entry.id} if landmark(text) == entry.id else None


def printed_stamp(entry: Entry, text: str) -> Fields:
    """Reads ``stamps``."""
    line = stamp_line(text)
    return {"value": line.value} if line and line.id == entry.id else None


def date_role(entry: Entry, text: str) -> Fields:
    """Reads ``date_roles``."""
    return next(({"role": date.role} for date in find_dates(text) if date.role == entry["role"]), None)


def period(entry: Entry, text: str) -> Fields:
    """Reads ``periods``."""
    for phrase in find_phrases(text):
        if phrase.kind.startswith(entry["kind"]) and (
            not entry.get("months") or phrase.first_month == entry["months"][0]
        ):
            return {"kind": phrase.kind, "year": phrase.year}
    return None


def outlook(entry: Entry, text: str) -> Fields:
    """Reads ``outlook``."""
    found = read_period(text, None)
    has_outlook = len([phrase for phrase in find_phrases(text) if phrase.kind != "day"]) > 1
    return {"kind": found.kind} if found and has_outlook else None


def measured_share(entry: Entry, text: str) -> Fields:
    """Reads ``confidence``: ``text`` is the path of a fact."""
    return {"stated": entry["stated"]} if nearest(measured(), text) == entry.id else None


def year_name(entry: Entry, text: str) -> Fields:
    """Reads ``year_names``."""
    return {} if any(is_of_name(text, 0, date.start) for date in find_dates(text)) else None


READERS: dict[str, Reader] = {
    "abbreviations": abbreviation,
    "aliases": alias,
    "closed_words": closed_word,
    "confidence": measured_share,
    "date_roles": date_role,
    "doc_types": doc_type,
    "false_friends": false_friend,
    "families": family,
    "headings": printed_heading,
    "landmarks": printed_landmark,
    "laws": law,
    "mentions": mention_word,
    "offices": office,
    "organ_heads": organ_head,
    "organs": organ,
    "outlook": outlook,
    "periods": period,
    "phrases": named_part,
    "provinces": province,
    "refusals": refusal,
    "relations": relation,
    "short_forms": short_form_in_full,
    "stamps": printed_stamp,
    "subjects": subject,
    "syllables": syllable,
    "title_ends": title_end,
    "title_forms": title_form,
    "year_names": year_name,
}
