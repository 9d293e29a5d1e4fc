"""Figures, sentences and documents made by hand, so that a fault in reading does not redden the tests of adding up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extractor.audit.passages import Operand, Passage
from extractor.find.numbers import read_value
from extractor.model.document import Check, Document, Identity
from extractor.model.facts import CELL_VALUE, FORM_VALUE, Figure, Located, Place
from extractor.model.layout import Cell, Column, PageText, Row, Table
from patterns.figures.units import family


def place(page: int = 1) -> Place:
    return Place(page=page, page_end=page, char_start=0, char_end=1, raw="", boxes=())


def number(raw: str) -> Decimal:
    """The number of a print: dots group, a comma stands before the decimals."""
    return Decimal(raw.rstrip("% ").replace(".", "").replace(",", "."))


def printed(index: int, raw: str, unit: str | None = "hồ sơ", label: str = "", **fields: Any) -> Operand:
    """An operand of a print; ``fields`` are others of its class."""
    decimals = re.search(r",(\d+)", raw)
    return Operand(
        index=index,
        raw=raw,
        value=number(raw),
        decimals=len(decimals[1]) if decimals else 0,
        unit=unit,
        family=family(unit),
        label=label,
        page=1,
        **fields,
    )


def sentence(*operands: Operand, **fields: Any) -> Passage:
    """A passage of these operands; what stands between them says nothing."""
    return Passage(
        sentence=fields.pop("sentence", " ".join(operand.raw for operand in operands)),
        operands=operands,
        gaps=("",) * (len(operands) + 1),
        location=fields.pop("location", "body"),
        **fields,
    )


def document(figures: Sequence[Located[Figure]] = (), **fields: Any) -> Document:
    """A document of one page with these figures."""
    return Document(
        sha256="0" * 64,
        file_name="a.pdf",
        path="a.pdf",
        page_count=1,
        identity=fields.pop("identity", Identity()),
        pages=(),
        figures=tuple(figures),
        **fields,
    )


Line = tuple[str, str, str, str] | tuple[str, str, str, str, tuple[tuple[str, str, str], ...]]


def form(*lines: Line) -> Document:
    """A document with one form. A line is stt, label, unit, value, and perhaps the figures of its note.

    A figure of a note is print, unit and label; ``a/b`` is a fraction of two. The note is their prints and labels, one
    behind the other. Parents go by the numbers.
    """
    rows: list[Row] = []
    figures: list[Located[Figure]] = []
    for at, (stt, label, unit, raw, *notes) in enumerate(lines):
        parents = [i for i, row in enumerate(rows) if stt.startswith(f"{row.stt}.")]
        value, kind = read_value(raw, unit, label, decimal=",", is_heading=False)
        noted = notes[0] if notes else ()
        note = "; ".join(f"{print_} {words}" for print_, _, words in noted)
        rows.append(
            Row(
                table=0, position=at, page=1, page_end=1, boxes=(), cells=(), stt=stt, label=label, unit=unit,
                value_raw=raw, note=note or None, parent=parents[-1] if parents else None, value=value, value_kind=kind,
            )
        )  # fmt: skip
        if kind == "number":
            fact = Figure(raw=raw, start=0, end=len(raw), value=value, unit=unit, label=label, method=FORM_VALUE)
            figures.append(Located(fact, place(), "table", row=at, sentence=raw))
        figures += (Located(each, place(), "table", row=at, sentence=note) for each in _noted(note, noted))
    return document(figures, rows=tuple(rows))


def measure(head: str, unit: str | None = "hồ sơ", **fields: Any) -> Column:
    """A column of numbers; ``fields`` are others of its class."""
    return Column(head=head, role="measure", unit=unit, **fields)


def table(columns: Sequence[Column], *lines: Sequence[str], pages: Sequence[PageText] = ()) -> Document:
    """A document with one table: a label and a cell for each of ``columns`` a line. Two blanks more before a label put
    the row one level down; ``pages`` are those of the document.
    """
    heads = (Column(head="Nội dung", role="label"), *columns)
    rows: list[Row] = []
    figures: list[Located[Figure]] = []
    for at, (printed_label, *raws) in enumerate(lines):
        label = printed_label.strip()
        level = (len(printed_label) - len(label)) // 2
        above = [i for i, row in enumerate(rows) if row.level < level]
        cells = tuple(Cell(text, place, 0, len(text)) for place, text in enumerate((label, *raws)))
        rows.append(
            Row(
                table=0, position=at + 1, page=1, page_end=1, boxes=(), cells=cells, label=label, level=level,
                parent=above[-1] if above else None,
            )
        )  # fmt: skip
        for nth, raw in enumerate(raws, 1):
            unit = heads[nth].unit
            value, kind = read_value(raw, unit or "", label, decimal=",", is_heading=False)
            if kind == "number":
                named = f"{label} › {heads[nth].head}"
                fact = Figure(
                    raw=raw, start=0, end=len(raw), value=value, unit=unit, label=named, method=CELL_VALUE, column=nth
                )  # fmt: skip
                figures.append(Located(fact, place(), "table", row=at, sentence=raw))
    read = Table(label=None, title=None, page=1, page_end=1, n_rows=len(rows), columns=heads, boxes=())
    return replace(document(figures, rows=tuple(rows), tables=(read,)), pages=tuple(pages))


def _noted(note: str, noted: Sequence[tuple[str, str, str]]) -> list[Figure]:
    found = []
    for raw, unit, label in noted:
        parts = raw.split("/")
        begins = note.index(raw, found[-1].end if found else 0)
        for at, part in enumerate(parts):
            start = note.index(part, begins if not at else found[-1].end)
            is_numerator = at + 1 < len(parts)
            found.append(
                Figure(
                    raw=part, start=start, end=start + len(part), value=float(number(part)), unit=unit, label=label,
                    method="figure.count", link="numerator" if is_numerator else None,
                    linked=1 if is_numerator else None,
                )
            )  # fmt: skip
    return found


_MARKED = re.compile(r"\[(?P<raw>[^|\]]+)\|(?P<unit>[^|\]]*)(?P<said>(?:\|[^\]]+)?)\]")


def marked(text: str, *, location: str = "body") -> list[Located[Figure]]:
    """The figures that are marked in a sentence: ``Đã kiểm tra [96|văn bản] QPPL.``

    ``[print|unit]`` stands for the print and the unit behind it, none where that is empty; the label is the words
    before it, up to the figure or the comma before, and the unit. ``[96|văn bản|change=increase]`` sets a field more.
    """
    sentence, figures = "", []
    at = 0
    for found in _MARKED.finditer(text):
        sentence += text[at : found.start()]
        start = len(sentence)
        words = re.split(r"[,;:.]|(?<!\w)và(?!\w)", text[at : found.start()])[-1]
        sentence += f"{found['raw']} {found['unit']}".rstrip()
        at = found.end()
        fields: dict[str, Any] = dict(each.split("=") for each in found["said"].split("|") if each)
        unit = found["unit"] or ("%" if found["raw"].endswith("%") else None)
        figures.append(
            Figure(
                raw=found["raw"],
                start=start,
                end=start + len(found["raw"]),
                value=float(number(found["raw"])),
                unit=unit,
                label=fields.pop("label", f"{words.strip()} {found['unit']}".strip()),
                method="figure.count",
                **fields,
            )
        )
    sentence += text[at:]
    boxes = ((1, 70.0, 80.0, 90.0, 92.0),)
    where = Place(page=1, page_end=1, char_start=0, char_end=1, raw="", boxes=boxes)
    return [Located(figure, where, location, sentence=sentence) for figure in figures]


def verdicts(checks: Sequence[Check]) -> list[tuple[str, bool, float | None, float | None]]:
    """Of each check its kind, whether it holds, what should stand there and what does."""
    return [(check.kind, check.holds, check.expected, check.actual) for check in checks]
