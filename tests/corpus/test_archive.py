"""Archives of any size: real reports, each of another office, the same from each making."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pypdfium2

from corpus.archive import OFFICES, write_archive
from corpus.series import PERIODS

AN_OFFICE = len(PERIODS)
A_YEAR = AN_OFFICE * len(OFFICES)


def first_page(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return " ".join(pdf[0].get_textpage().get_text_range().split())


def test_reports_of_an_archive_differ_in_place_year_office_and_figures(tmp_path: Path) -> None:
    for first in (0, AN_OFFICE, 4 * A_YEAR):
        assert write_archive(tmp_path, 1, first) == 1
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf"))
    assert files == [
        "an-giang/2024/snv/bao-cao_q1.pdf",
        "an-giang/2024/ubnd/bao-cao_q1.pdf",
        "ba-ria-vung-tau/2024/ubnd/bao-cao_q1.pdf",
    ]
    office, committee, other = (first_page(tmp_path / file) for file in files)
    assert "SỞ NỘI VỤ" in office
    assert "SỞ NỘI VỤ" not in committee
    assert "tỉnh An Giang" in office
    assert "Cao Bằng" not in office
    assert "Bà Rịa - Vũng Tàu" in other
    assert office != committee


def test_the_same_number_gives_the_same_file(tmp_path: Path) -> None:
    digests = set()
    for name in ("once", "again"):
        write_archive(tmp_path / name, 1, 2 * A_YEAR)
        (file,) = (tmp_path / name).rglob("*.pdf")
        digests.add(hashlib.sha256(file.read_bytes()).hexdigest())
    assert len(digests) == 1
