"""Which reader a registry belongs to, for the tests that run all examples of all registries.

A reader takes an entry and a text and gives the fields it read there for this entry, or None where it read nothing.
A new registry needs one function and one line in ``READERS``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from extractor.across.checks import is_of_any_day
from extractor.across.indicators.match import UNIT, match, read_path
from extractor.audit import words
from extractor.find.citations.explain import explain_citations
from extractor.find.citations.finder import find_citations
from extractor.find.columns.places import place_in
from extractor.find.dates import find_dates
from extractor.find.figures.finder import find_figures
from extractor.find.figures.times import said_by
from extractor.find.organs.finder import find_organisations
from extractor.find.organs.words import short_form
from extractor.find.rows.places import title_names_places
from extractor.layout.body.headings import Look, heading
from extractor.layout.body.sections import sentence_spans
from extractor.layout.footnotes.recognised import recognised_markers
from extractor.layout.landmarks import landmark
from extractor.layout.page import raw_page
from extractor.layout.tables.captions import says
from extractor.model.document import Context
from extractor.query.comparison.places import scope_of
from extractor.read.legacy import decode as legacy
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
from patterns.columns import PATH, column_role, is_code_head, measures_nothing, names_places, says_of_rows
from patterns.counted import (
    compares,
    is_all,
    is_clause,
    is_general,
    is_person,
    measured,
    narrows,
    subject,
    told,
    without_unit,
    wordings,
)
from patterns.doc_types import type_of_name
from patterns.head_times import FLOW, is_flow, marks_in
from patterns.heads import RATIO, is_said, read_step, spelled_out
from patterns.labels import bare, differ, plain, weak_words, words_of
from patterns.laws import law_numbered, laws_titled
from patterns.loader import Entry
from patterns.measures import measure
from patterns.periods import find_phrases
from patterns.place_names import is_place_or_organ
from patterns.row_labels import is_total, opens_parts, says_nothing_alone, tells_measure
from patterns.scenarios import heading_scenario, turned
from patterns.signs import sign
from patterns.stamps import stamp_line
from patterns.syllables import is_syllable
from patterns.table_titles import is_meant, scenario_of_title
from patterns.units import family as family_of_unit
from patterns.units import is_no_unit
from tests.layout.printed import Print, page

Fields = Mapping[str, Any] | None
Reader = Callable[[Entry, str], Fields]


def doc_type(entry: Entry, text: str) -> Fields:
    found = find_citations(text)
    if entry.get("left_out"):
        return {"doc_type": entry["name"]} if found else None
    return next(({"doc_type": each.doc_type} for each in found if each.doc_type == entry["name"]), None)


def law(entry: Entry, text: str) -> Fields:
    for each in find_citations(text):
        kind = type_of_name(each.doc_type)
        assert kind is not None
        named = [law_numbered(each.identifier)] if each.identifier else laws_titled(kind, each.title, each.year)
        if entry.id in [known.id for known in named if known]:
            return {}
    return None


def organ(entry: Entry, text: str) -> Fields:
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
    forms = {form.casefold() for form in phrases.with_words(entry["forms"])}
    for figure in find_figures(text):
        if entry["family"] == "none":
            return {"unit": ""} if figure.unit is None else None
        noun = (figure.unit or "").casefold()
        if noun in forms or (entry.id == "scale" and any(noun.startswith(f"{form} ") for form in forms)):
            known = measure(figure.unit)
            return {"unit": figure.unit, "noun": known.noun if known else None}
        if any(noun.endswith(f" {form}") for form in forms):
            return {"unit": figure.unit}
    return None


def qualifier(entry: Entry, text: str) -> Fields:
    said = {word for place in ("before", "after", "clause") for word in entry.get(place, ())}
    for figure in find_figures(text):
        if figure.qualifier in said or (entry.get("zero") and figure.method == "figure.none"):
            return {"qualifier": figure.qualifier, "value": figure.value, "unit": figure.unit}
    return None


def number_word(entry: Entry, text: str) -> Fields:
    found = next((figure for figure in find_figures(text) if figure.method == "figure.words"), None)
    return {"value": found.value} if found else None


def figure_word(entry: Entry, text: str) -> Fields:
    asked = next(field for field in ("base", "scope", "change", "fillers") if entry.get(field))
    for figure in find_figures(text):
        if getattr(figure, "change" if asked == "fillers" else asked):
            return {"change": figure.change, "base": figure.base, "scope": figure.scope}
    return None


def not_a_measure(entry: Entry, text: str) -> Fields:
    return {} if measures_nothing(text) else None


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


def year_name(entry: Entry, text: str) -> Fields:
    return {} if any(is_of_name(text, 0, date.start) for date in find_dates(text)) else None


def comparison(entry: Entry, text: str) -> Fields:
    return None if any(figure.period_end for figure in find_figures(text)) else {}


def scenario(entry: Entry, text: str) -> Fields:
    if entry.get("heads") or entry.get("vague"):
        said, _ = heading_scenario(text)
        return {"scenario": said} if said else None
    if entry.get("turns"):
        return {} if turned(text) else None
    said = [figure.scenario for figure in find_figures(text) if figure.scenario == entry["scenario"]]
    return {"scenario": said[0]} if said else None


def date_role(entry: Entry, text: str) -> Fields:
    return next(({"role": date.role} for date in find_dates(text) if date.role == entry["role"]), None)


def check_words(entry: Entry, text: str) -> Fields:
    if entry.get("symbols"):
        return {} if is_of_any_day(text) else None
    if entry.get("words"):
        return {} if sign(entry.id).search(text) else None
    relation = next(each for each in words.relations(entry["scope"]) if each.id == entry.id)
    wanted = [*relation.parts, *([relation.whole] if relation.whole else [])]
    return {} if all(pattern.search(text) for pattern in wanted) else None


def short_form_in_full(entry: Entry, text: str) -> Fields:
    full = full_issuer(text)
    return {"full": full} if full != text else None


def organ_head(entry: Entry, text: str) -> Fields:
    return {"name": usual_case(text)} if begins_organ(text) else None


def family(entry: Entry, text: str) -> Fields:
    return {} if family_of(text) == entry["name"] else None


def title_end(entry: Entry, text: str) -> Fields:
    return {} if ends_subject(text) else None


def caption_words(entry: Entry, text: str) -> Fields:
    return {} if says(entry.id, text) else None


def column_head(entry: Entry, text: str) -> Fields:
    return {"role": entry.id} if column_role(text) == entry.id else None


def row_name(entry: Entry, text: str) -> Fields:
    asked = {"codes": is_code_head, "places": names_places, "organs": is_place_or_organ}
    if entry.id in asked:
        return {} if asked[entry.id](text) else None
    return {} if says_of_rows(text) == entry.id else None


def row_label(entry: Entry, text: str) -> Fields:
    asked = {"total": is_total, "opener": opens_parts, "part": says_nothing_alone, "measuring": tells_measure}
    return {"row": entry.id} if asked[entry.id](text) else None


def printed_landmark(entry: Entry, text: str) -> Fields:
    return {"landmark": entry.id} if landmark(text) == entry.id else None


def encoding(entry: Entry, text: str) -> Fields:
    font = next((example.expect.get("font") for example in entry.match if example.text == text), None)
    printed = replace(page(1, Print(text, 20, 100, 5)), fonts=(font or "Serif",))
    read, _ = legacy.decoded(printed)
    words = "".join(read.characters.text.tolist())
    return {"font": font, "decoded": words} if read.encoding == entry.id else None


def syllable(entry: Entry, text: str) -> Fields:
    return {} if is_syllable(text) else None


def named_part(entry: Entry, text: str) -> Fields:
    return {} if phrases.compiled(rf"(?<!\w)${entry.id}(?!\w)").search(text) else None


def printed_stamp(entry: Entry, text: str) -> Fields:
    line = stamp_line(text)
    return {"value": line.value} if line and line.id == entry.id else None


def printed_heading(entry: Entry, text: str) -> Fields:
    found = heading(text, Look(bold_lead=len(text), centred=True))
    return {"label": found.label, "title": found.title} if found and found.kind == entry.id else None


def misreading(entry: Entry, text: str) -> Fields:
    lines = raw_page(page(1, Print(text, 20, 100))).lines
    return {} if any(mark.label == "1" for mark in recognised_markers(lines, ["1"])) else None


def abbreviation(entry: Entry, text: str) -> Fields:
    holds = any(f"{word}." in text for word in entry["words"])
    return {} if holds and len(sentence_spans(text, 0, len(text))) == 1 else None


def indicator(entry: Entry, text: str) -> Fields:
    label, unit, context = read_path(text)
    found = match(label, unit, context, heading=bool(entry.get("heading")))
    return {"score": found.score} if found and found.key == entry.id else None


def indicator_word(entry: Entry, text: str) -> Fields:
    if entry.get("alternatives"):
        one, other = (words_of(label) for label in text.split(" | "))
        return {} if differ(one, other) == entry.id else None
    read = plain(text)
    if entry.get("weak"):
        return {"words": read} if set(entry["weak"]) & set(read.split()) else None
    return {"words": read} if read != bare(text).lower() else None


def scope(entry: Entry, text: str) -> Fields:
    return {} if scope_of(text) == entry.id else None


def counted_word(entry: Entry, text: str) -> Fields:
    if phrases := entry.get("narrow"):
        return {} if narrows(text) & set(phrases) else None
    if entry.get("compares"):
        return {} if compares(text) else None
    if entry.get("surnames"):
        return {} if is_person(text) else None
    if entry.get("clause"):
        return {} if is_clause(text) else None
    if entry.get("all") or entry.get("general"):
        return {} if is_all(text) or (entry.get("general") and is_general(text)) else None
    if entry.get("leads"):
        text = without_unit(*text.split(UNIT))
        read = told(text)
    elif entry.get("title"):
        read = subject(text)
    elif entry.get("forms") or entry.get("empty"):
        (words, *_) = wordings(text)
        strong = set(re.findall(r"\w+", text.lower())) - weak_words()
        return {"words": " ".join(sorted(words))} if words != strong else None
    else:
        read = PATH.join(measured(text))
    said = PATH.join(" ".join(re.findall(r"\w+", part.lower())) for part in text.split(PATH))
    return {"words": read} if read != said else None


def column_unit(entry: Entry, text: str) -> Fields:
    if entry.get("no_unit"):
        return {} if is_no_unit(text) else None
    return {} if family_of_unit(text) else None


def head_word(entry: Entry, text: str) -> Fields:
    step = read_step(text)
    if entry.get("spelled"):
        return {} if spelled_out(text) != text else None
    if entry.get("kind") or entry.get("first"):
        return {} if is_said(entry.id, text) else None
    if entry.get("scenario"):
        return {"scenario": step.scenario} if step.scenario == entry["scenario"] else None
    if entry.get("change"):
        said = step.change or (RATIO if step.base and step.percent else None)
        return {"change": said} if said == entry["change"] else None
    return {} if (step.absolute if entry.id == "absolute" else step.relative) else None


def table_title(entry: Entry, text: str) -> Fields:
    if entry.get("passed"):
        words = "|".join(entry["passed"])
        return {} if re.match(rf"(?i)(?:{words})(?!\w)", text) else None
    if entry.get("unless"):
        return None if is_meant(text) else {}
    said = scenario_of_title(text)
    return {"scenario": said} if said == entry["scenario"] else None


def named_time(entry: Entry, text: str) -> Fields:
    if entry.id == FLOW:
        return {} if is_flow(text) else None
    if entry.get("kind") == "none":
        return None if marks_in(text) else {}
    for mark in marks_in(text):
        if entry.get("words") and mark.kind == entry.id:
            return {}
        if entry.get("pattern") and mark.phrase and mark.kind == "phrase":
            return {"kind": mark.phrase.kind, "year": mark.phrase.year}
    return None


def text_time(entry: Entry, text: str) -> Fields:
    pattern = said_by(entry.id)
    found = {
        "before": lambda: pattern.match(text, 0, len(text)),
        "behind": lambda: pattern.match(text),
        "between": lambda: pattern.fullmatch(text),
        "within": lambda: pattern.search(text),
    }[entry["side"]]()
    return {} if found else None


def place_head(entry: Entry, text: str) -> Fields:
    named = title_names_places(text) if entry.id == "title" else place_in(text)
    return {} if named else None


READERS: dict[str, Reader] = {
    "abbreviations": abbreviation,
    "aliases": alias,
    "captions": caption_words,
    "checks": check_words,
    "comparisons": comparison,
    "counted_words": counted_word,
    "column_units": column_unit,
    "date_roles": date_role,
    "doc_types": doc_type,
    "encodings": encoding,
    "families": family,
    "figure_words": figure_word,
    "false_friends": false_friend,
    "forms": column_head,
    "row_labels": row_label,
    "row_names": row_name,
    "head_times": named_time,
    "head_words": head_word,
    "headings": printed_heading,
    "indicator_words": indicator_word,
    "indicators": indicator,
    "landmarks": printed_landmark,
    "mentions": mention_word,
    "misreadings": misreading,
    "law_titles": law_title,
    "laws": law,
    "offices": office,
    "not_figures": not_a_figure,
    "not_measures": not_a_measure,
    "number_words": number_word,
    "organ_heads": organ_head,
    "organs": organ,
    "outlook": outlook,
    "periods": period,
    "phrases": named_part,
    "place_heads": place_head,
    "provinces": province,
    "qualifiers": qualifier,
    "scopes": scope,
    "refusals": refusal,
    "relations": relation,
    "short_forms": short_form_in_full,
    "scenarios": scenario,
    "stamps": printed_stamp,
    "syllables": syllable,
    "table_titles": table_title,
    "text_times": text_time,
    "title_ends": title_end,
    "units": unit,
    "year_names": year_name,
}
