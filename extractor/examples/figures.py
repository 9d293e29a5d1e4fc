"""Readers of registries of figures, units, indicators and checks."""

from __future__ import annotations

import re

from extractor.across.checks import is_of_any_day
from extractor.across.indicators.match import UNIT, match, read_path
from extractor.audit import words
from extractor.examples.reading import Fields, Reader
from extractor.find.figures.finder import find_figures
from extractor.query.comparison.places import scope_of
from patterns import phrases
from patterns.figures.measures import measure
from patterns.figures.scenarios import heading_scenario, turned
from patterns.figures.signs import sign
from patterns.loader import Entry
from patterns.tables.columns import PATH, measures_nothing
from patterns.tables.counted import (
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
from patterns.tables.labels import bare, differ, plain, weak_words, words_of


def unit(entry: Entry, text: str) -> Fields:
    """Reads ``units``."""
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
    """Reads ``qualifiers``."""
    said = {word for place in ("before", "after", "clause") for word in entry.get(place, ())}
    for figure in find_figures(text):
        if figure.qualifier in said or (entry.get("zero") and figure.method == "figure.none"):
            return {"qualifier": figure.qualifier, "value": figure.value, "unit": figure.unit}
    return None


def number_word(entry: Entry, text: str) -> Fields:
    """Reads ``number_words``."""
    found = next((figure for figure in find_figures(text) if figure.method == "figure.words"), None)
    return {"value": found.value} if found else None


def figure_word(entry: Entry, text: str) -> Fields:
    """Reads ``figure_words``."""
    asked = next(field for field in ("base", "scope", "change", "fillers") if entry.get(field))
    for figure in find_figures(text):
        if getattr(figure, "change" if asked == "fillers" else asked):
            return {"change": figure.change, "base": figure.base, "scope": figure.scope}
    return None


def not_a_measure(entry: Entry, text: str) -> Fields:
    """Reads ``not_measures``."""
    return {} if measures_nothing(text) else None


def not_a_figure(entry: Entry, text: str) -> Fields:
    """Reads ``not_figures``."""
    return None if find_figures(text) else {}


def comparison(entry: Entry, text: str) -> Fields:
    """Reads ``comparisons``."""
    return None if any(figure.period_end for figure in find_figures(text)) else {}


def scenario(entry: Entry, text: str) -> Fields:
    """Reads ``scenarios``."""
    if entry.get("heads") or entry.get("vague"):
        heading, _ = heading_scenario(text)
        return {"scenario": heading} if heading else None
    if entry.get("turns"):
        return {} if turned(text) else None
    said = [figure.scenario for figure in find_figures(text) if figure.scenario == entry["scenario"]]
    return {"scenario": said[0]} if said else None


def check_words(entry: Entry, text: str) -> Fields:
    """Reads ``checks``."""
    if entry.get("symbols"):
        return {} if is_of_any_day(text) else None
    if entry.get("words"):
        return {} if sign(entry.id).search(text) else None
    relation = next(each for each in words.relations(entry["scope"]) if each.id == entry.id)
    wanted = [*relation.parts, *([relation.whole] if relation.whole else [])]
    return {} if all(pattern.search(text) for pattern in wanted) else None


def indicator(entry: Entry, text: str) -> Fields:
    """Reads ``indicators``."""
    label, unit, context = read_path(text)
    found = match(label, unit, context, heading=bool(entry.get("heading")))
    return {"score": found.score} if found and found.key == entry.id else None


def indicator_word(entry: Entry, text: str) -> Fields:
    """Reads ``indicator_words``."""
    if entry.get("alternatives"):
        one, other = (words_of(label) for label in text.split(" | "))
        return {} if differ(one, other) == entry.id else None
    read = plain(text)
    if entry.get("weak"):
        return {"words": read} if set(entry["weak"]) & set(read.split()) else None
    return {"words": read} if read != bare(text).lower() else None


def scope(entry: Entry, text: str) -> Fields:
    """Reads ``scopes``."""
    return {} if scope_of(text) == entry.id else None


def counted_word(entry: Entry, text: str) -> Fields:
    """Reads ``counted_words``."""
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


READERS: dict[str, Reader] = {
    "checks": check_words,
    "comparisons": comparison,
    "counted_words": counted_word,
    "figure_words": figure_word,
    "indicator_words": indicator_word,
    "indicators": indicator,
    "not_figures": not_a_figure,
    "not_measures": not_a_measure,
    "number_words": number_word,
    "qualifiers": qualifier,
    "scenarios": scenario,
    "scopes": scope,
    "units": unit,
}
