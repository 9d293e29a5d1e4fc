"""Mutants are made again by seed and number, differ from their sources, and their parts alone are whole files."""

from __future__ import annotations

import io
from random import Random

import pikepdf
import pytest

from tests.conftest import CORPUS
from tests.fuzz.mutants import OF_BYTES, OF_PARTS, Source, intact, mutant
from tests.fuzz.parts import packed, parts_of, plain
from tests.hostile.files import report

SOURCES = [CORPUS / "reports" / f"cao-bang_2024_{name}.pdf" for name in ("q1", "05_scan")]


def test_the_same_seed_and_number_make_the_same_mutant() -> None:
    first = [mutant(7, number, SOURCES) for number in range(60)]
    assert first == [mutant(7, number, SOURCES) for number in range(60)]
    assert first != [mutant(8, number, SOURCES) for number in range(60)]
    assert len({made.mutation for made in first}) > 20


@pytest.mark.parametrize("write", [plain, packed])
def test_parts_that_nobody_has_changed_are_a_whole_file(write: object) -> None:
    assert callable(write)
    with pikepdf.open(io.BytesIO(write(parts_of(report(5), range(1, 4))))) as pdf:
        assert len(pdf.pages) == 3
        assert b"trang 2" in pdf.pages[0].Contents.read_bytes()
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(
    "change", [change for family in OF_PARTS.values() for change in family], ids=lambda c: c.__name__
)
def test_each_mutation_of_parts_changes_the_file(change: object) -> None:
    assert callable(change)
    parts = parts_of(SOURCES[0].read_bytes(), range(2))
    changed = [plain(change(Random(seed), parts)) for seed in range(3)]
    assert sum(each != plain(parts) for each in changed) >= 2


@pytest.mark.parametrize(
    "change", [change for family in OF_BYTES.values() for change in family], ids=lambda c: c.__name__
)
def test_each_mutation_of_bytes_changes_the_file(change: object) -> None:
    assert callable(change)
    whole = intact(Source(SOURCES[0], range(2)))
    assert sum(change(Random(seed), whole) != whole for seed in range(6)) >= 2
