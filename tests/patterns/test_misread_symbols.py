"""Symbols with misread letters: mended where one known form is meant, left where several or none is."""

from __future__ import annotations

import pytest

from patterns.instruments.doc_types import type_of_name
from patterns.instruments.misread_symbols import meant_symbol
from patterns.names.organs import organ_named


@pytest.mark.parametrize(
    ("printed", "word", "meant"),
    [
        ("TTI-BCA", "Thông tư", "TT-BCA"),
        ("T1T- BCA", "Thông tư", "TT- BCA"),
        ("IT-BCA", "Thông tư", "TT-BCA"),
        ("TTUT-BYT-BTNMT", "Thông tư liên tịch", "TTLT-BYT-BTNMT"),
        ("NB-CP", "Nghị định", "NĐ-CP"),
        ("TT-FPCP", "Thông tư", "TT-VPCP"),
        ("FPCP-KSTT", None, "VPCP-KSTT"),
        ("CĐ-TTEg", "Công điện", "CĐ-TTg"),
        ("QHI15", None, "QH15"),
        ("QHIŠ", None, "QH15"),
        ("QHI5Š", None, "QH15"),
        ("QHIIS", None, "QHIIS"),  # the 11th, or the 15th
        # Without the type word it may be several: ``TT``, ``TTr``, ``TTg``.
        ("TTI-BCA", None, "TTI-BCA"),
        # Fewer letters than three have too many neighbours.
        ("1T-BCA", None, "1T-BCA"),
        # What the registries hold stays, and so do the symbols of organs that they lack.
        ("QĐ-UBND", "Nghị định", "QĐ-UBND"),
        ("TTr-HCCV", "Tờ trình", "TTr-HCCV"),
        ("BCH-VP", "Báo cáo", "BCH-VP"),
        ("X01-P6", None, "X01-P6"),
        ("QH77", None, "QH77"),
    ],
)
def test_a_symbol_by_its_type_word(printed: str, word: str | None, meant: str) -> None:
    assert meant_symbol(printed, type_of_name(word)) == meant


@pytest.mark.parametrize(
    ("printed", "issuer", "meant"),
    [
        ("QĐ-T1", "Thủ tướng Chính phủ", "QĐ-TTg"),
        ("LBND-VP", "UBND tỉnh Bình Thuận", "UBND-VP"),
        ("QĐ-BFT", "Bộ Y tế", "QĐ-BYT"),
        ("QĐ-BFT", "Chính phủ", "QĐ-BFT"),
        ("QĐ-HCCV", "Bộ Y tế", "QĐ-HCCV"),
    ],
)
def test_a_symbol_by_the_issuer_behind_it(printed: str, issuer: str, meant: str) -> None:
    organ = organ_named(issuer)
    assert organ
    assert meant_symbol(printed, None, (organ,)) == meant
