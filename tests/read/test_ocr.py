"""Real Tesseract on a real picture of Vietnamese text; and the reading of its table without it."""

import shutil
import subprocess

import pytest

from extractor.read.ocr import tesseract as ocr
from tests.layout.printed import page

HEADINGS = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def row(word: int, left: int, top: int, width: int, height: int, confidence: float, text: str, line: int = 1) -> str:
    return f"5\t1\t1\t1\t{line}\t{word}\t{left}\t{top}\t{width}\t{height}\t{confidence}\t{text}"


def recognised(*rows: str):
    return ocr.with_words(page(1), "\n".join([HEADINGS, *rows]) + "\n", scale=2.0)


def test_words_become_glyphs_in_points_with_a_blank_between():
    read = recognised(row(1, 100, 200, 40, 30, 90, "Số"), row(2, 160, 205, 20, 20, 80, "4"))
    assert read.characters.text.tolist() == ["S", "ố", " ", "4"]
    assert read.characters.x0.tolist() == [50, 60, 70, 80]
    assert set(read.characters.top.tolist()) == {100}
    assert read.ocr_confidence == 0.85
    assert read.text_layer == "ocr"


def test_words_of_two_lines_have_no_blank_between():
    read = recognised(row(1, 100, 200, 40, 30, 90, "a"), row(1, 160, 300, 20, 20, 80, "b", line=2))
    assert read.characters.text.tolist() == ["a", "b"]


def test_quotes_in_a_word_do_not_swallow_the_next_rows():
    assert recognised(row(1, 0, 0, 9, 9, 1, '"a'), row(2, 20, 0, 9, 9, 1, "b")).characters.text.tolist() == [
        '"',
        "a",
        " ",
        "b",
    ]


def test_lines_that_stand_sideways_are_not_upright():
    read = recognised(
        row(1, 100, 50, 20, 90, 95, "Quyết"),
        row(2, 100, 150, 20, 60, 95, "định"),
        row(1, 300, 50, 30, 20, 95, "số", line=2),
    )
    assert read.characters.upright.tolist() == [False] * 9 + [True] * 2


def test_a_page_without_words_is_a_page_without_glyphs():
    assert len(recognised().characters) == 0


def has_vietnamese() -> bool:
    program = shutil.which("tesseract")
    return (
        program is not None and b"vie" in subprocess.run([program, "--list-langs"], capture_output=True).stdout.split()
    )


@pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with Vietnamese data is not installed")
def test_the_scan_of_the_sample_corpus_is_read(scanned_report):
    from extractor.options import Options
    from extractor.read.pages import read_pages

    pages = read_pages(scanned_report, Options())
    assert pages.failures == ()
    text = "".join(pages.pages[0].characters.text.tolist())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text or "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert pages.pages[0].ocr_confidence > 0.7
