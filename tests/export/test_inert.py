"""Text of documents that a terminal, a spreadsheet and a program of JSON read: what acts is seen, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata

import pytest

from extractor.export.inert import csv_bytes, inert_cell, shown, shown_json, shown_line

# Letters with combining marks, both spellings; soft hyphen, no-break blanks, dashes, a zero, a raised number.
VIETNAMESE = "Quye\u0302\u0301t đi\u0323nh số 4951/QĐ-UBND\u00a0ngày 25‑12; hành\u00adchính – “tự do” ³ 50\u202f%\n\tẤ"


def test_real_text_stays_as_it_is() -> None:
    assert shown(VIETNAMESE) == VIETNAMESE
    assert shown_json(json.dumps(VIETNAMESE, ensure_ascii=False)) == json.dumps(VIETNAMESE, ensure_ascii=False)
    assert shown_line(VIETNAMESE) == VIETNAMESE.replace("\n\t", " ")
    assert shown_line(None) == ""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x1b[2J", r"a\x1b[2J"),
        ("\x07\x00\r\x7f\x85\x9b2J", r"\x07\x00\x0d\x7f\x85\x9b2J"),
        ("\u202egnp.\u202c", r"\u202egnp.\u202c"),
        ("4\u200b9\u200d5\ufeff1\u2028", r"4\u200b9\u200d5\ufeff1\u2028"),
        ("\U000e0041", r"\U000e0041"),
        ("b\udce1o \ud800", r"b\xe1o \ud800"),
    ],
)
def test_what_acts_is_written_out(text: str, written: str) -> None:
    assert shown(text) == shown(written) == written
    encoded = shown_json(json.dumps(text, ensure_ascii=False))
    assert encoded.isascii()
    assert json.loads(encoded) == text


def test_every_character_that_is_not_seen_and_acts_is_written_out() -> None:
    """All controls, formats, separators and halves that Unicode knows; a soft hyphen is one, and acts on nothing."""
    kept = {"\t", "\n", "\u00ad"}
    # Signs of Arabic and other scripts that have a form of their own, though Unicode files them with formats.
    seen = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2}
    kinds = ("Cc", "Cf", "Cs", "Zl", "Zp")
    wrong = [
        f"{code:04x}"
        for code in range(0x10000)
        if (letter := chr(code)) not in kept
        and code not in seen
        and (unicodedata.category(letter) in kinds) is (shown(letter) == letter)
        and not (code in (0xFFFE, 0xFFFF) or 0xFDD0 <= code <= 0xFDEF or 0x2060 <= code <= 0x206F)
    ]
    assert not wrong
    assert all(shown(chr(code)) != chr(code) for code in range(0xE0000, 0xE1000))
    assert shown(chr(sys.maxunicode - 2)) == chr(sys.maxunicode - 2)


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "@SUM(1)",
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "\t=1",
        "\r=1",
        "＝1",
        "－1",
        " =1+1",
        "\u00a0=1",
        "\n  @x",
        "- Đất ở",
    ],
)
def test_no_cell_begins_a_formula(formula: str) -> None:
    assert inert_cell(formula).startswith("'")


@pytest.mark.parametrize(
    "number", ["-5,2", "-5,2%", "+3", "-5.000.000", "-5,2 %", "-", "+", "–", "−5", "12", "", 5, -5.2, None]
)
def test_numbers_and_dashes_stay_numbers_and_dashes(number: object) -> None:
    assert inert_cell(number) == number


@pytest.mark.parametrize(
    "formula",
    [
        "x;=1+1",
        "x;\u00a0@SUM(1)",
        "x\n=cmd|' /C calc'!A0;",
        "x\t+HYPERLINK(1)",
        "a;-2+cmd|x",
        'a;"=1+1',
        'a; ""@SUM(1)',
    ],
)
def test_a_cell_begins_no_formula_where_the_file_is_parted_at_other_signs(formula: str) -> None:
    """Excel in Vietnamese parts CSV at semicolons, and at line ends within quotation marks that it does not see."""
    line = csv_bytes(("a",), [{"a": formula}]).decode("utf-8-sig").split("\n", 1)[1]
    cells = line.replace("\n", ";").replace("\t", ";").split(";")
    assert not [cell for cell in cells if cell.strip('" \u00a0').startswith(("=", "@", "+", "-"))]


@pytest.mark.parametrize(
    "text",
    ["- Đất ở; - Đất lúa (ha)", "năm 2023;\n- Số 5 (tăng)", "a; +5%; -3", "3-1=2", "a@b.vn", 'mục; "Dân vận khéo"'],
)
def test_lists_of_real_text_keep_their_dashes(text: str) -> None:
    assert inert_cell(text).removeprefix("'") == text


def test_what_acts_is_seen_in_csv_and_heads_are_inert() -> None:
    written = csv_bytes(("=a", "b"), [{"=a": "x\x1b[2J\u202e", "b": "\u202e=1"}]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written))) == [["'=a", "b"], [r"x\x1b[2J\u202e", r"\u202e=1"]]
