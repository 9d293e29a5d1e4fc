"""CSV that a spreadsheet opens."""

from __future__ import annotations

import csv
import io

import pandas

from extractor.export.inert import csv_bytes


def test_letters_are_right_in_a_spreadsheet_and_formulas_are_text() -> None:
    rows = [{"a": "=1+1", "b": None, "c": "Đất đai,\nquý I", "left out": 1}, {"a": -5.2, "b": "@x", "c": ""}]
    written = csv_bytes(("a", "b", "c"), rows)
    assert written.startswith(b"\xef\xbb\xbfa,b,c\n")
    read = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"))))
    assert read == [{"a": "'=1+1", "b": "", "c": "Đất đai,\nquý I"}, {"a": "-5.2", "b": "'@x", "c": ""}]
    assert list(pandas.read_csv(io.BytesIO(written)).columns) == ["a", "b", "c"]
