"""What a fact is, means and where it stands, in the words of a reader's language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from textwrap import shorten

from extractor.export.comparison_words import scenario_said
from extractor.export.correction_words import corrected_words, reason_words
from extractor.export.evidence.sheet import Entry
from extractor.language.catalogue import Words
from extractor.language.numbers import printed_number
from extractor.language.printed import printed_day, printed_period, printed_place
from extractor.query.comparison.points import ACTUAL
from extractor.query.facts import Fact, Source
from extractor.query.periods import kind_between

# Letters of the name of a table, a row or a column, beyond which it is cut: some rows are whole paragraphs.
LONGEST_PART = 100

# A print that is no part of a longer word, number or date.
_ALONE = r"(?<!\w)(?<!\d[.,/-]){}(?!\w)(?![.,/-]\d)"


def kind_words(fact: Fact, words: Words) -> str:
    """What kind of fact it is."""
    return {
        "figures": words("Number"),
        "citations": words("Citation"),
        "dates": words("Date"),
        "mentions": words("Organ named"),
        "footnotes": words("Footnote"),
        "table_rows": words("Row of a table"),
        "table_columns": words("Column of a table"),
        "tables": words("Table"),
        "sections": words("Heading"),
        "pages": words("Whole page"),
        "instrument_relations": words("Relation of two instruments"),
        "checks": words("Checked passage"),
    }[fact.kind]


def place_words(fact: Fact, words: Words) -> str:
    """Where a fact stands on its page: in which note, or in which table, row and column."""
    if fact.cell is not None:
        cell = fact.cell
        table = cell.table_label or cell.table_title or words("a table")
        row = " ".join(filter(None, (cell.stt, cell.row_label)))
        parts = (" ".join(each.split()) for each in (table, row, cell.head or "") if each)
        return " › ".join(shorten(each, LONGEST_PART, placeholder=" …") for each in parts)
    if fact.footnote is not None:
        return words("footnote {number}", number=fact.footnote)
    places = {"body": words("in the text"), "footnote": words("in a footnote"), "header": words("in the head")}
    return places.get(fact.location or "", "")


def document_words(source: Source, words: Words) -> str:
    """A document as an editor names it: type, number, organ with its place, day."""
    day = printed_day(source.issued_on, words.language)
    named = " ".join(filter(None, (source.doc_type, source.identifier)))
    place = printed_place(source.place) if source.place and not source.issuer else ""
    dated = words("of {day}", day=day) if day else words("undated")
    return ", ".join(filter(None, (named or source.title or source.file_name, source.issuer or place, dated)))


def read_words(fact: Fact, words: Words) -> str:
    """How the program came to a fact, and how sure it is."""
    layer = {
        "ocr": words("read from the picture of the page (OCR)"),
        "legacy": words("decoded from an old Vietnamese font"),
        "mixed": words("read from the text of the file, on some pages from their picture (OCR)"),
    }.get(fact.document.text_layer, words("read from the text of the file"))
    sure = "" if fact.confidence is None else words("sure: {percent} %", percent=round(fact.confidence * 100))
    rule = words("rule: {method}", method=fact.method) if fact.method else ""
    by = words("extraction {version}", version=fact.document.extractor_version)
    return " · ".join(filter(None, (layer, sure, rule, by)))


def hand_words(fact: Fact, words: Words) -> str:
    """How a reader checks a fact by hand."""
    where = place_words(fact, words)
    asked = words("Open the file at page {page} and look for what is framed here", page=fact.page or "?")
    return f"{asked} ({where})." if where else f"{asked}."


def entries(fact: Fact, words: Words) -> tuple[Entry, ...]:
    """What a fact means, a line each."""
    of_kind = {
        "figures": _figure,
        "table_rows": _row,
        "citations": _citation,
        "dates": _date,
        "mentions": _mention,
        "footnotes": _footnote,
        "instrument_relations": _relation,
    }
    told = tuple(of_kind[fact.kind](fact, words)) if fact.kind in of_kind else ()
    corrected = corrected_words(fact.corrections, words)
    return (*told, Entry(words("Corrected"), f"{corrected}: {reason_words(fact.corrections)}")) if corrected else told


def value_words(value: float | None, unit: str | None, qualifier: str | None, words: Words) -> str:
    """A number with its unit and the word before it: ``hơn 1.274 hồ sơ``; "" for None.

    ``value`` is in ``unit``; ``qualifier`` is as printed; ``words`` say with which signs.
    """
    if value is None:
        return ""
    number = printed_number(value, words.language)
    return " ".join(filter(None, (qualifier, f"{number}%" if unit == "%" else f"{number} {unit or ''}".strip())))


def period_words(start: str | None, end: str | None, words: Words) -> str:
    """The period from ``start`` to ``end`` (ISO days) in ``words``; "" for None."""
    return printed_period(kind_between(start, end) if start and end else None, start, end, words.language)


def _figure(fact: Fact, words: Words) -> Iterator[Entry]:
    row = fact.columns
    value = value_words(row["value"], row["unit"], row["qualifier"], words)
    yield from _given(words("Value"), value or words("not a number"), printed=True)
    yield from _given(words("What is counted"), row["label"], printed=True)
    if fact.about is not None and fact.about.name != row["label"]:
        yield Entry(words("Indicator"), fact.about.name, printed=True)
    yield from _given(words("Period"), period_words(row["period_start"], row["period_end"], words))
    yield from _given(words("As of"), printed_day(row["as_of"], words.language))
    scenario = words("carried out") if row["scenario"] == ACTUAL else scenario_said(row["scenario"], words)
    yield from _given(words("Plan or outcome"), scenario)
    yield from _given(words("Compared with"), _change(row["change"], words), row["base"])
    yield from _given(words("Place"), printed_place(row["place"]), printed=True)


def _change(change: str | None, words: Words) -> str:
    return {
        "increase": words("an increase"),
        "decrease": words("a decrease"),
        "ratio": words("a percentage of it"),
        "share": words("a share of the whole"),
    }.get(change or "", change or "")


def _row(fact: Fact, words: Words) -> Iterator[Entry]:
    row = fact.columns
    yield from _given(words("Row"), row["label"], printed=True)
    value = value_words(row["value"], row["unit"], None, words) or row["value_raw"]
    yield from _given(words("Value"), value, printed=True)
    if fact.about is not None and fact.about.name != row["label"]:
        yield Entry(words("Indicator"), fact.about.name, printed=True)
    yield from _given(words("Remark"), row["note"], printed=True)


def _citation(fact: Fact, words: Words) -> Iterator[Entry]:
    row = fact.columns
    named = fact.about.name if fact.about else " ".join(filter(None, (row["doc_type"], row["identifier"])))
    yield from _given(words("Instrument"), named, printed=True)
    yield from _given(words("Issued by"), row["issuer"], printed=True)
    yield from _given(words("Issued on"), printed_day(row["issued_on"], words.language))
    yield from _given(words("Subject"), row["title"], printed=True)
    yield from _given(words("Pinpoint"), row["pinpoint"], printed=True)
    yield from _given(words("What the text does with it"), row["relation"], printed=True)
    yield from _given(words("Key"), row["key"])
    if row["status"] != "resolved":
        yield Entry(words("Which instrument is meant"), _status(row["status"], words))
    yield from _given(words("Impossible date"), row["date_error"])


def _status(status: str, words: Words) -> str:
    if status == "ambiguous":
        return words("several fit")
    return words("not settled: its place, organ or year is not known")


def _date(fact: Fact, words: Words) -> Iterator[Entry]:
    row = fact.columns
    meant = period_words(row["start"], row["end"], words) if row["start"] else words("no day of the calendar")
    yield Entry(words("Means"), meant)


def _mention(fact: Fact, words: Words) -> Iterator[Entry]:
    yield Entry(words("Organ"), fact.columns["name"], printed=True)


def _footnote(fact: Fact, words: Words) -> Iterator[Entry]:
    row = fact.columns
    yield Entry(words("Number of the note"), str(row["number"]))
    yield from _given(words("Sentence with its marker"), row["sentence"], printed=True)


def _relation(fact: Fact, words: Words) -> Iterator[Entry]:
    yield Entry(words("Relation"), str(fact.columns["relation"]), printed=True)


def _given(name: str, *texts: str | None, printed: bool = False) -> Iterator[Entry]:
    text = ": ".join(" ".join(each.split()) for each in texts if each)
    if text:
        yield Entry(name, text, printed)


def sentence_parts(fact: Fact) -> tuple[str, str, str] | None:
    """The sentence around a fact before, in and after its print; None where it says no more than the print.

    Where the print stands in it twice, nothing is marked: it could be the wrong one.
    """
    sentence, raw = " ".join((fact.sentence or "").split()), " ".join(fact.raw.split())
    if not sentence or sentence == raw or fact.kind == "footnotes":
        return None
    printed = re.escape(raw)
    # 02 is not what stands in 2024, nor in 02/2024; as a last resort it is, in "10-12" and "5ha".
    places = [*re.finditer(_ALONE.format(printed), sentence)] or [*re.finditer(printed, sentence)]
    if not raw or len(places) != 1:
        return (sentence, "", "")
    start, end = places[0].span()
    return (sentence[:start], sentence[start:end], sentence[end:])


def cells_of(fact: Fact) -> tuple[str, ...]:
    """The cells of the row that a fact is or stands in."""
    if fact.kind == "table_rows":
        return tuple(json.loads(fact.columns["cells"]))
    return fact.cell.cells if fact.cell else ()
