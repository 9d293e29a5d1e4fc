"""Readers of registries of the heads, rows and captions of tables."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractor.examples.reading import Fields, Reader
from extractor.find.columns.places import place_in
from extractor.find.figures.times import said_by
from extractor.find.rows.places import title_names_places
from extractor.layout.tables.captions import says
from patterns.figures.units import family as family_of_unit
from patterns.figures.units import is_no_unit
from patterns.loader import Entry
from patterns.names.place_names import is_place_or_organ
from patterns.tables.columns import column_role, is_code_head, names_places, says_of_rows
from patterns.tables.head_times import FLOW, is_flow, marks_in
from patterns.tables.heads import RATIO, is_said, read_step, spelled_out
from patterns.tables.row_labels import is_total, opens_parts, says_nothing_alone, tells_measure
from patterns.tables.table_titles import is_meant, scenario_of_title


def caption_words(entry: Entry, text: str) -> Fields:
    """Reads ``captions``."""
    return {} if says(entry.id, text) else None


def column_head(entry: Entry, text: str) -> Fields:
    """Reads ``forms``."""
    return {"role": entry.id} if column_role(text) == entry.id else None


def row_name(entry: Entry, text: str) -> Fields:
    """Reads ``row_names``."""
    asked: dict[str, Callable[[str], bool]] = {
        "codes": is_code_head,
        "places": names_places,
        "organs": is_place_or_organ,
    }
    if entry.id in asked:
        return {} if asked[entry.id](text) else None
    return {} if says_of_rows(text) == entry.id else None


def row_label(entry: Entry, text: str) -> Fields:
    """Reads ``row_labels``."""
    asked: dict[str, Callable[[str], bool]] = {
        "total": is_total, "opener": opens_parts, "part": says_nothing_alone, "measuring": tells_measure
    }  # fmt: skip
    return {"row": entry.id} if asked[entry.id](text) else None


def column_unit(entry: Entry, text: str) -> Fields:
    """Reads ``column_units``."""
    if entry.get("no_unit"):
        return {} if is_no_unit(text) else None
    return {} if family_of_unit(text) else None


def head_word(entry: Entry, text: str) -> Fields:
    """Reads ``head_words``."""
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
    """Reads ``table_titles``."""
    if entry.get("passed"):
        words = "|".join(entry["passed"])
        return {} if re.match(rf"(?i)(?:{words})(?!\w)", text) else None
    if entry.get("unless"):
        return None if is_meant(text) else {}
    said = scenario_of_title(text)
    return {"scenario": said} if said == entry["scenario"] else None


def named_time(entry: Entry, text: str) -> Fields:
    """Reads ``head_times``."""
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
    """Reads ``text_times``."""
    pattern = said_by(entry.id)
    found = {
        "before": lambda: pattern.match(text, 0, len(text)),
        "behind": lambda: pattern.match(text),
        "between": lambda: pattern.fullmatch(text),
        "within": lambda: pattern.search(text),
    }[entry["side"]]()
    return {} if found else None


def place_head(entry: Entry, text: str) -> Fields:
    """Reads ``place_heads``."""
    named = title_names_places(text) if entry.id == "title" else place_in(text)
    return {} if named else None


READERS: dict[str, Reader] = {
    "captions": caption_words,
    "column_units": column_unit,
    "forms": column_head,
    "head_times": named_time,
    "head_words": head_word,
    "place_heads": place_head,
    "row_labels": row_label,
    "row_names": row_name,
    "table_titles": table_title,
    "text_times": text_time,
}
