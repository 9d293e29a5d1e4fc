"""A report of a province and period, from its text data to set pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus import head, instruments
from corpus.flow import Composer, Placed, Style
from corpus.forms import Form, Placement, Row, set_form
from corpus.instruments import Citation, Instruments
from corpus.paper import Mark
from corpus.passage import Passage, Span, Writer
from corpus.series import Series
from corpus.typefaces import BOLD, REGULAR

TEXTS = Path(__file__).parent / "texts"
SAME_NOTE = "same"
"""In a form: the note cell of the row above goes on."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was set: the pages, and the truth about them that the gold is made of."""

    meta: Mapping[str, Any]
    pages: list[list[Mark]]
    placed: list[Placed]
    forms: tuple[Form, ...]
    placement: Placement
    series: Series


def read_texts(stem: str, folder: Path = TEXTS) -> dict[str, Any]:
    """The text data of a province (or of the scanned report) in a folder, with its forms where it has an annex."""
    files = [path for path in (folder / f"{stem}.toml", folder / f"{stem}_forms.toml") if path.exists()]
    return {key: value for path in files for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def periods(stem: str) -> list[str]:
    """The periods that a text file has reports for."""
    return [report["period"] for report in read_texts(stem)["report"]]


def own_number(meta: Mapping[str, Any], place: str, before: str, *, dated: bool) -> Passage:
    """The report's own number as a passage of its head, with its citation unless the number is left blank."""
    if not meta["number"]:
        return Passage(f"{before}        /{meta['symbol']}", "header")
    identifier, issued_on = f"{meta['number']}/{meta['symbol']}", meta["issued_on"]
    printed = f"{identifier} ngày {instruments.short_date(issued_on)}" if dated else identifier
    key = instruments.key_of(identifier, meta["doc_type"], issued_on, place)
    raw = f"{meta['doc_type']} số {printed}" if dated else identifier
    citation = Citation(raw, meta["doc_type"], identifier, issued_on.isoformat() if dated else None, key, "tự thân")
    start = len(before) - (len(f"{meta['doc_type']} số ") if dated else 0)
    return Passage(before + printed, "header", (Span(start, start + len(raw), citation),))


def place_and_date(meta: Mapping[str, Any]) -> str:
    """``Cao Bằng, ngày 18 tháng 3 năm 2024``; the day stays blank where the report has no number yet."""
    day: date = meta["issued_on"]
    printed = instruments.long_date(day)
    if not meta["number"]:
        printed = re.sub(r"^\d\d", "     ", printed)
    return f"{meta['place']}, ngày {printed}"


def compose(stem: str, period: str, folder: Path = TEXTS) -> Report:
    """Set the report of a text file and period; ``folder`` has the texts, figures and instruments."""
    texts = read_texts(stem, folder)
    common = texts["common"]
    meta = common | next(report for report in texts["report"] if report["period"] == period)
    series = Series.load(common["figures"], period, folder)
    writer = Writer(Instruments.load(common["instruments"], common["slug"], folder), series, meta["words"])
    style = Style(REGULAR, meta["size"], meta["leading"], indent=36, after=4)
    composer = Composer()
    organ = [(line["text"], line.get("bold", False)) for line in common["organ"]]
    head.set_head(composer, organ, own_number(meta, common["slug"], "Số: ", dated=False), place_and_date(meta))
    head.set_title(composer, meta["doc_type"], meta["subject"])
    _set_body(composer, texts["block"], writer, style, period)
    head.set_signature(composer, common["recipients"], meta["authority"])
    forms: tuple[Form, ...] = ()
    placement = Placement()
    if "annex" in meta:
        forms = tuple(_form(source, number, writer, meta) for number, source in enumerate(texts["form"], 1))
        _set_annex(composer, meta, forms, placement)
    composer.finish()
    return Report(meta, composer.pages, composer.placed, forms, placement, series)


def _set_body(composer: Composer, blocks: list[dict[str, Any]], writer: Writer, style: Style, period: str) -> None:
    heading = Style(BOLD, style.size, style.leading, indent=style.indent, after=style.after)
    note = 1
    for block in blocks:
        if period not in block.get("only", period):
            continue
        if "heading" in block:
            passage = writer.write(block["heading"], "body")
            composer.flow(passage, heading, keep=2.5 * style.leading)
            continue
        passage = writer.write(block["text"], "body", block.get("notes", ()), note)
        note += len(passage.markers)
        composer.flow(passage, style)


def _set_annex(composer: Composer, meta: Mapping[str, Any], forms: tuple[Form, ...], placement: Placement) -> None:
    composer.new_page()
    dated = own_number(meta, meta["slug"], f"(Kèm theo {meta['doc_type']} số ", dated=bool(meta["number"]))
    if not meta["number"]:
        dated = Passage(f"{dated.text} ngày      /{meta['issued_on'].month}/{meta['issued_on'].year}", "header")
    reference = Passage(f"{dated.text} của {meta['issuer']})", "header", dated.spans)
    head.set_annex_title(composer, meta["annex"], reference)
    for form in forms:
        set_form(composer, form, placement)


def _form(source: Mapping[str, Any], number: int, writer: Writer, meta: Mapping[str, Any]) -> Form:
    rows: list[Row] = []
    notes = [str(row[4]) if len(row) > 4 else "" for row in source["rows"]] + [""]
    for at, (stt, label, unit, name, *_) in enumerate(source["rows"]):
        note, further = notes[at], notes[at] == SAME_NOTE
        passage = rows[-1].note if further else writer.write(note, f"table form {number} row {stt}")
        merged = 2 if further else 1 if notes[at + 1] == SAME_NOTE else 0
        printed = meta.get("misprint", {}).get(f"{number} {stt}")
        raw, value, kind = _value(writer.series, name, unit, printed)
        rows.append(Row(stt, label, unit, raw, value, kind, passage, name or None, not name and not unit, merged))
    return Form(
        number, f"{meta['form_word']} {number}", source["title"], tuple(rows), meta["group"], meta["repeat_head"]
    )


def _value(series: Series, name: str, unit: str, misprint: str | None) -> tuple[str, float | None, str]:
    """Printed value, its number and the kind of value."""
    if not name:
        return ("", None, "blank" if unit else "none")
    is_code = "=" in unit
    raw = misprint or (str(series.values[name]) if is_code else series.format(name))
    if raw in ("", "-"):
        return raw, None, "dash" if raw else "blank"
    return raw, float(raw.replace(".", "").replace(",", ".")), "code" if is_code else "number"
