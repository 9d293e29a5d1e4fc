"""Real Tesseract on a real picture of Vietnamese text; the reading of its table, and stand-ins for its program."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from extractor.errors import MissingPartError
from extractor.guard.programs import Runner
from extractor.options import Options
from extractor.read.ocr.engine import BadOutputError, CrashedError, RecognitionError, TimedOutError, Word
from extractor.read.ocr.tesseract import Tesseract, read_table
from extractor.read.pages import read_pages

HEADINGS = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
PICTURE = np.full((40, 60), 255, dtype=np.uint8)


def row(left: int, text: str, level: int = 5, confidence: float = 90) -> str:
    return f"{level}\t1\t2\t3\t4\t1\t{left}\t200\t40\t30\t{confidence}\t{text}"


def read(*rows: str) -> tuple[Word, ...]:
    return tuple(word for _, word in read_table("".join(f"{line}\n" for line in (HEADINGS, *rows)).encode()))


def test_words_have_boxes_in_pixels_and_the_numbers_of_their_line() -> None:
    assert read(row(100, "", level=4), row(100, "Số", confidence=87.5), row(150, " ")) == (
        Word("Số", (100, 200, 140, 230), 0.875, (2, 3, 4)),
    )


def test_quotes_in_a_word_do_not_swallow_the_next_rows() -> None:
    assert [word.text for word in read(row(0, '"a'), row(20, "b"))] == ['"a', "b"]


def test_a_page_without_words_has_heads_only() -> None:
    assert read() == ()


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("", id="nothing"),
        pytest.param("nothing to read\n", id="words"),
        pytest.param(f"{HEADINGS}\n5\t1\n", id="cut off"),
        pytest.param(f"{HEADINGS}\n{row(0, 'a').replace('200', 'top')}\n", id="no numbers"),
    ],
)
def test_what_is_no_table_is_told_and_not_taken_for_an_empty_page(table: str) -> None:
    with pytest.raises(BadOutputError):
        read_table(table.encode())


def program(folder: Path, script: str) -> None:
    """A program called tesseract."""
    file = folder / "tesseract"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize(
    ("script", "raised", "message"),
    [
        ("exec sleep 600", TimedOutError, "took too long"),
        ("echo first >&2; echo 'Error in pixReadMem' >&2; exit 1", CrashedError, "code 1: Error in pixReadMem"),
        ("kill -9 $$", CrashedError, "code -9: no message"),
        (
            "echo \"Failed loading language 'vie'\" >&2; echo 'Could not initialize' >&2; exit 1",
            MissingPartError,
            "data",
        ),
        ("exit 0", BadOutputError, "no table"),
        ("printf '\\377\\376'", BadOutputError, "UnicodeDecodeError"),
    ],
    ids=["slow", "crashing", "killed", "without Vietnamese", "empty", "wrong bytes"],
)
def test_a_program_that_fails_is_an_error_of_ours_with_a_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, raised: type[RecognitionError], message: str
) -> None:
    program(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(raised, match=message) as caught:
        Tesseract().words(PICTURE, 200, 1.0 if raised is TimedOutError else 60.0)
    assert caught.value.next_step


def test_a_program_that_does_not_start_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "exit 0")
    (tmp_path / "tesseract").write_bytes(b"\x7fELF no program")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CrashedError, match="cannot be started"):
        Tesseract().words(PICTURE, 200, 60.0)


def answers(languages: str | None) -> Runner:
    def run(command: list[str]) -> str | None:
        return "tesseract 5.5.0\n leptonica" if command[-1] == "--version" else languages

    return run


def test_the_program_and_its_data_are_parts() -> None:
    program, data = Tesseract(answers('List of available languages in "/x" (2):\neng\nvie\n')).parts()
    assert (program.found, program.detail) == (True, "tesseract 5.5.0")
    assert (data.found, data.detail) == (True, "languages: eng, vie")


def test_a_language_that_only_begins_like_vietnamese_does_not_count() -> None:
    _, data = Tesseract(answers("List (1):\nvie_fast\n")).parts()
    assert not data.found


def test_its_settings_are_program_and_data(tmp_path: Path) -> None:
    (tmp_path / "vie.traineddata").write_bytes(b"fast")
    fast = Tesseract(answers(f'List of available languages in "{tmp_path}/" (1):\nvie\n')).settings()
    (tmp_path / "vie.traineddata").write_bytes(b"best")
    best = Tesseract(answers(f'List of available languages in "{tmp_path}/" (1):\nvie\n')).settings()
    unsaid = Tesseract(answers("List of available languages (1):\nvie\n")).settings()
    assert len({fast, best, unsaid}) == 3
    assert all(said.startswith("tesseract 5.5.0  leptonica -l vie") for said in (fast, best, unsaid))
    assert Tesseract(lambda command: None).settings() == ""


def test_without_the_program_both_parts_are_missing_and_say_how_to_get_them() -> None:
    for part in Tesseract(lambda command: None).parts():
        assert not part.found
        assert "apt-get install tesseract-ocr tesseract-ocr-vie" in part.install


def has_vietnamese() -> bool:
    program = shutil.which("tesseract")
    return (
        program is not None and b"vie" in subprocess.run([program, "--list-langs"], capture_output=True).stdout.split()
    )


@pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with Vietnamese data is not installed")
def test_the_scan_of_the_sample_corpus_is_read(scanned_report: Path) -> None:
    pages = read_pages(scanned_report, Options())
    assert pages.failures == ()
    text = "".join(pages.pages[0].characters.text.tolist())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text or "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert (pages.pages[0].ocr_confidence or 0) > 0.7


@pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with Vietnamese data is not installed")
def test_a_tesseract_that_has_lost_its_data_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    with pytest.raises(MissingPartError, match="no Vietnamese data"):
        Tesseract().words(PICTURE, 200, 60.0)
