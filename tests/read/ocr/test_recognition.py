"""Pages read from their picture by the stand-in engine: what becomes of its words, and of its moods."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from extractor.errors import UsageError
from extractor.guard.limits import Limits
from extractor.guard.pool import guarded
from extractor.layout.cleaning.rotation import rotated_upright
from extractor.layout.lines.line import lines_of
from extractor.model.pages import Failure, Page
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read.ocr.engine import Word
from extractor.read.ocr.reading import Reading
from extractor.read.ocr.recognition import with_reading
from extractor.read.pages import read_pages
from tests.layout.printed import page
from tests.read.ocr.stand_in import MOOD

ROOT = Path(__file__).parents[3]
STAND_IN = Options(ocr_engine="stand-in")


def word(text: str, x0: float, top: float, width: float, height: float, confidence: float = 0.9, line: int = 1) -> Word:
    return Word(text, (x0, top, x0 + width, top + height), confidence, (1, 1, line))


def recognised(*words: Word) -> Page:
    return with_reading(page(1), Reading(words), scale=2.0)


def test_words_become_glyphs_in_points_with_a_blank_between() -> None:
    read = recognised(word("Số", 100, 200, 40, 30, 0.9), word("4", 160, 205, 20, 20, 0.8))
    assert read.characters.text.tolist() == ["S", "ố", " ", "4"]
    begins = read.characters.x0.tolist()
    assert [begins[0], *begins[2:]] == [50, 70, 80]
    assert 50 + 10 < begins[1] < 70, "a capital is wider than a small letter"
    assert len(set(read.characters.top.tolist())) == len(set(read.characters.bottom.tolist())) == 1
    assert (read.ocr_confidence, read.text_layer) == (0.85, "ocr")


def test_words_of_two_lines_have_no_blank_between() -> None:
    read = recognised(word("a", 100, 200, 40, 30), word("b", 160, 300, 20, 20, line=2))
    assert read.characters.text.tolist() == ["a", "b"]


def test_lines_that_stand_sideways_are_not_upright() -> None:
    read = recognised(
        word("Quyết", 100, 50, 20, 90), word("định", 100, 150, 20, 60), word("số", 300, 50, 30, 20, line=2)
    )
    assert "".join(read.characters.text) == "sốQuyết định "[:-1]
    assert read.characters.upright.tolist() == [True] * 2 + [False] * 10
    tops = read.characters.top[2:].tolist()
    assert tops == sorted(tops), "the letters follow one another down the page"


def test_a_line_that_stands_sideways_goes_up_where_its_words_do() -> None:
    read = recognised(word("Quyết", 100, 150, 20, 90), word("định", 100, 50, 20, 60))
    tops = read.characters.top.tolist()
    assert tops == sorted(tops, reverse=True)
    (line,) = lines_of(rotated_upright(read)[0].characters)
    assert line.text == "Quyết định"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_what_stood_sideways_is_displayed_so_and_laid_out_upright(turn: int) -> None:
    sheet = page(1)
    width, height = (sheet.height, sheet.width) if turn != 180 else (sheet.width, sheet.height)
    words = [word("Quyết", 2 * 50, 2 * 100, 80, 26), word("định", 2 * 95, 2 * 100, 60, 26)]
    words += [word("của Bộ Y tế năm 2024", 2 * 60, 2 * (100 + 20 * line), 400, 26, line=line + 2) for line in range(3)]
    rules = np.array([[100.0, 300, 500, 300]])
    read = with_reading(sheet, Reading(words, rules, turn=turn), scale=2.0)
    upright, rotation, others = rotated_upright(read)
    assert (rotation.angle, upright.width, upright.height, others) == (turn, width, height, [])
    straight = with_reading(sheet, Reading(words, rules), scale=2.0)
    assert upright.characters.x0 == pytest.approx(straight.characters.x0)
    assert upright.characters.top == pytest.approx(straight.characters.top)
    assert upright.characters.size == pytest.approx(straight.characters.size, abs=3)
    assert upright.edges == pytest.approx(straight.edges)
    x0, top, x1, bottom, _ = read.words[0] if read.words is not None else ()
    assert rotation.upright(x0, top, x1, bottom) == pytest.approx((50, 100, 90, 113))


def test_a_short_line_may_be_taller_than_wide() -> None:
    assert recognised(word("3.1", 100, 50, 20, 30)).characters.upright.all()


def test_what_an_engine_reads_goes_all_the_way(scan: Path, stand_in: Path) -> None:
    document = extract(scan, STAND_IN)
    assert document.failures == ()
    (citation,) = document.citations
    assert citation.fact.identifier == "4951/QĐ-UBND"
    number, x0, top, _, bottom = citation.place.boxes[0]
    assert number == 1
    assert x0 == pytest.approx(80 + 6 * len("Thực hiện "), abs=1)
    assert top < 88 + 1, "the box is as high as the type, not as the letters"
    assert bottom > 100 - 1
    assert document.pages[0].text_layer == "ocr"
    assert document.pages[0].ocr_confidence == pytest.approx(0.85, abs=0.02)


def test_an_engine_that_reads_nothing_leaves_an_empty_page(
    scan: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MOOD, "empty")
    pages = read_pages(scan, STAND_IN)
    assert pages.failures == ()
    assert (len(pages.pages[0].characters), pages.pages[0].ocr_confidence) == (0, 0.0)


@pytest.mark.parametrize(
    ("mood", "error", "hint"),
    [
        ("slow", "OCR took too long: a picture without text", "--timeout"),
        ("crashing", "the stand-in broke: a picture without text", "mend it"),
        ("missing", "has lost its data", "get the data"),
        ("careless", "stand-in failed: ZeroDivisionError: division by zero", "viewer"),
        ("in per cent", "stand-in answered with what is no word: Word(text='Quyết'", "--ocr-engine"),
        ("out of its mind", "no word", "--ocr-engine"),
        ("upside down", "no word", "--ocr-engine"),
        ("short of sides", "no word", "--ocr-engine"),
    ],
)
def test_a_bad_mood_costs_the_page_its_text_and_no_more(
    scan: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch, mood: str, error: str, hint: str
) -> None:
    monkeypatch.setenv(MOOD, mood)
    pages = read_pages(scan, STAND_IN)
    (failure,) = pages.failures
    assert (failure.stage, failure.page) == ("ocr", 1)
    assert error in failure.error
    assert hint in failure.hint
    assert [len(read.characters) for read in pages.pages] == [0]


def read_by_stand_in(path: Path) -> int:
    return len(read_pages(path, STAND_IN).pages)


def test_an_engine_that_eats_all_memory_is_left_to_the_guard(
    scan: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MOOD, "greedy")
    [(_, failure)] = guarded(read_by_stand_in, [scan], Limits(1, 60.0, 2048))
    assert isinstance(failure, Failure)
    assert "of memory needed" in failure.error


def test_an_unknown_engine_is_no_fault_of_a_page(scan: Path) -> None:
    with pytest.raises(UsageError, match="nobody"):
        read_pages(scan, Options(ocr_engine="nobody"))


def ingested(scan: Path, engine: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "extractor.cli.main", "ingest", str(scan), "--db", str(scan.with_suffix(".db"))]
    environment = os.environ | {"PYTHONPATH": f"{path}{os.pathsep}{ROOT}"}
    return subprocess.run([*command, "--ocr-engine", engine], env=environment, capture_output=True, text=True)


def test_the_command_reads_with_the_engine_that_it_is_told(scan: Path, stand_in: Path) -> None:
    done = ingested(scan, "stand-in", stand_in)
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(scan.with_suffix(".db"))) as connection:
        assert connection.execute("SELECT identifier FROM citations").fetchall() == [("4951/QĐ-UBND",)]


def test_the_command_refuses_an_unknown_engine_and_writes_nothing(scan: Path, stand_in: Path) -> None:
    done = ingested(scan, "nobody", stand_in)
    assert done.returncode == 2
    assert "Known: broken, stand-in, tesseract, unready" in done.stderr
    assert not scan.with_suffix(".db").exists()


def test_lines_that_stand_sideways_beside_one_another_are_not_woven() -> None:
    def column(text: str, x: float, line: int) -> list[Word]:
        """Words that are read upwards, half an em a letter."""
        foot, words = 700.0, []
        for part in text.split():
            words.append(word(part, x, foot - 20 * len(part), 26, 20 * len(part), line=line))
            foot -= 20 * len(part) + 10
        return words

    read = recognised(*column("NOI DUNG", 100, 1), *column("KET CHAN", 148, 2))
    lines = lines_of(rotated_upright(read)[0].characters)
    assert [line.text for line in lines] == ["NOI DUNG", "KET CHAN"]
    assert [line.size for line in lines] == pytest.approx([20, 20], abs=1), "points: two pixels each"
