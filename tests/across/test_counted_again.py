"""Documents come, change and go between passes: what is known of indicators is what one pass over the rest finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as some

from extractor.across.corpus_pass import decide
from extractor.across.indicators.decisions import read_decisions
from extractor.across.indicators.links import Relinked, link_indicators
from extractor.across.ledger import all_counted
from extractor.errors import UsageError
from extractor.model.facts import CELL_VALUE, FORM_VALUE
from extractor.query.periods import period_of
from extractor.store.database import insertion, transaction
from extractor.store.keys import DocumentKey, document_keys
from extractor.store.migration import schema

OFFICES = ("o1", "o2")

# Label, unit: prints that are one in different letters, labels that are alike, and such of the registry that count from
# January on.
LABELS = (
    ("Số chợ được nâng cấp", "Công trình"),
    ("SỐ CHỢ ĐƯỢC NÂNG CẤP", "công trình"),
    ("Số chợ đã được nâng cấp", "Công trình"),
    ("Số lượng chợ đã được nâng cấp mới", "Công trình"),
    ("Số cầu treo", None),
    ("Số VBQPPL đã rà soát", "Văn bản"),
    ("Số TTHC bãi bỏ, thay thế", "Thủ tục"),
)
TEXTS = (("lượt khách", "lượt"), ("lượt khách đến", "lượt"), ("tỷ lệ giải ngân", "%"), ("số người", "người"))
DECISIONS = (
    "",
    '[[pin]]\nlabel = "Số cầu treo"\nto = "tthc-cong-bo"\n',
    '[[merge]]\nkeys = ["tthc-bai-bo", "tthc-cong-bo"]\nto = "tthc-cong-bo"\n',
    '[[split]]\nkey = "số chợ được nâng cấp|công trình"\nunit = "Công trình"\nto = "cho-moi"\nname = "Chợ"\n',
)


class Fact(NamedTuple):
    """A row of a form, a cell of a table or a figure of the text; one ``below`` stands under the row before."""

    method: str
    label: int
    value: int
    below: bool


class Report(NamedTuple):
    """A report of an office and a period in 2024; the later ones of a period restate it."""

    office: int
    kind: str
    family: str | None
    facts: tuple[Fact, ...]


facts = some.builds(
    Fact,
    some.sampled_from((FORM_VALUE, FORM_VALUE, FORM_VALUE, CELL_VALUE, "figure.count")),
    some.integers(0, len(LABELS) - 1),
    some.integers(1, 3),
    some.booleans(),
)
reports = some.builds(
    Report,
    some.integers(0, 1),
    some.sampled_from(("Q1", "H1", "9M")),
    some.sampled_from((None, "cchc")),
    some.lists(facts, max_size=7).map(tuple),
)
# What happens: a report comes or changes (its number), goes, gets another office; a user decides; a pass is made.
happenings = some.lists(
    some.one_of(
        some.tuples(some.integers(0, 5), reports),
        some.tuples(some.integers(0, 5), some.none()),
        some.tuples(some.just("office"), some.integers(0, 5)),
        some.tuples(some.just("decide"), some.sampled_from(DECISIONS)),
        some.tuples(some.just("pass"), some.none()),
    ),
    min_size=6,
    max_size=16,
)


@settings(max_examples=60)
@given(happenings)
def test_what_comes_changes_and_goes_leaves_what_one_pass_finds(happened: Sequence[tuple[Any, Any]]) -> None:
    stored: dict[int, Report] = {}
    decided = ""
    corpus = new_corpus()
    for what, how in happened:
        if what == "pass":
            count(corpus)
        elif what == "decide":
            # One about an indicator that is not there is refused.
            with suppress(UsageError):
                decide(corpus, read_decisions(how, "mine.toml"), "mine.toml")
                decided = how
        elif what == "office":
            if how in stored:
                stored[how] = stored[how]._replace(office=1 - stored[how].office)
                corpus.execute(
                    "UPDATE documents SET issuer_id = ? WHERE sha256 = ?", (OFFICES[stored[how].office], key_of(how)[0])
                )
        else:
            corpus.execute("DELETE FROM documents WHERE sha256 = ?", (key_of(what)[0],))
            stored.pop(what, None)
            if how:
                stored[what] = how
                write(corpus, what, how)
    count(corpus)
    at_once = new_corpus()
    for line, each in enumerate(read_decisions(decided, "mine.toml"), 1):
        put(at_once, "indicator_decisions", {"id": line, **each._asdict()})
    for number, report in stored.items():
        write(at_once, number, report)
    count(at_once)
    assert known(corpus) == known(at_once)


def count(connection: sqlite3.Connection) -> Relinked:
    with transaction(connection):
        found = link_indicators(connection)
        all_counted(connection)
    return found


def new_corpus() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    empty().backup(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


@cache
def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(schema())
    connection.executemany(
        "INSERT INTO organisations (id, key, name) VALUES (?1, ?1, ?1)", [(each,) for each in OFFICES]
    )
    return connection


@cache
def key_of(number: int) -> tuple[str, DocumentKey]:
    sha256 = f"{number}a".ljust(64, "0")
    return sha256, document_keys([sha256])[sha256]


def known(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """All that the pass has made, and what it has kept but for numbers that it gives as they come."""
    return {query: [tuple(row) for row in connection.execute(query)] for query in KNOWN}


KNOWN = (
    "SELECT * FROM indicators",
    "SELECT * FROM indicator_prints",
    "SELECT id, indicator_id, indicator_score FROM table_rows ORDER BY id",
    "SELECT id, indicator_id, indicator_score FROM figures ORDER BY id",
    "SELECT rowid, * FROM checks ORDER BY id",
    "SELECT * FROM pass_indicators",
    "SELECT * FROM pass_indicator_values",
    "SELECT * FROM pass_labels",
    "SELECT * FROM pass_label_handles",
    "SELECT * FROM pass_label_pairs",
    "SELECT * FROM pass_series",
    """SELECT indicator_id, label, unit, "under", score, met, times, documents, cells FROM pass_prints
    ORDER BY indicator_id, label, unit, "under", score""",
)


def write(connection: sqlite3.Connection, number: int, report: Report) -> None:
    sha256, key = key_of(number)
    period = period_of(report.kind, 2024)
    put(connection, "documents", {
        "id": key.id, "sha256": sha256, "file_name": f"{number}.pdf", "path": f"{number}.pdf", "page_count": 1,
        "doc_type": "Báo cáo", "issuer_id": OFFICES[report.office], "issued_on": f"2024-10-0{number + 1}",
        "family": report.family, "period_start": period.start, "period_end": period.end,
        "text_layer": "digital", "status": "ok",
        "extractor_version": "0", "options_key": "0", "extracted_at": "2026-01-01",
    })  # fmt: skip
    place = {"document_id": key.id, "page": 1, "page_end": 1, "boxes": f"[{number}]", "confidence": 1.0}
    table = key.fact_id("tables", 1)
    put(connection, "tables", {
        "id": table, "n_rows": 1, "n_cols": 5, "header": "[]", "is_form": 1, "method": "x", **place,
    })  # fmt: skip
    above = None
    for place_of, fact in enumerate(report.facts, 1):
        in_table = fact.method in (FORM_VALUE, CELL_VALUE)
        label, unit = LABELS[fact.label] if in_table else TEXTS[fact.label % len(TEXTS)]
        row = key.fact_id("table_rows", place_of) if in_table else None
        if row:
            put(connection, "table_rows", {
                "rowid": key.fact_rowid(place_of), "search_rowid": key.fact_rowid(place_of), "id": row,
                "table_id": table, "position": place_of, "label": label, "unit": unit, "note_is_merged": 0,
                "level": 1, "is_heading": 0,
                "value_kind": "number" if fact.method == FORM_VALUE else None, "cells": "[]", "text": "", "folded": "",
                "parent_id": above if fact.below else None, "method": "x", **place,
            })  # fmt: skip
            above = row
        put(connection, "figures", {
            "rowid": key.fact_rowid(place_of), "id": key.fact_id("figures", place_of), "table_row_id": row,
            "location": "table" if in_table else "body", "label": label, "raw": f"{fact.value}", "value": fact.value,
            "unit": unit, "char_start": 0, "char_end": 1, **place, "method": fact.method,
        })  # fmt: skip


def put(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> None:
    connection.execute(insertion(table, list(values)), values)
