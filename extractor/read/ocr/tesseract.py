"""The engine Tesseract: its program is run once a page, and once for the cells of it, on pictures through a pipe."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from extractor.errors import MissingPartError, reason_of
from extractor.guard.programs import Runner, output_of
from extractor.read.ocr.engine import BadOutputError, CrashedError, EnginePart, Picture, TimedOutError, Word

PROGRAM = "tesseract"

# `--oem 1` is the neural reader, the only one that the Vietnamese data of Debian holds; `--psm 3` finds blocks and
# their order by itself: 92 % of the words on pages with tables come out right, where one block (6) has 41 %, and sparse
# text (11) makes a sixth more mistakes in running text.
READER = ("-l", "vie", "--oem", "1")
SETTINGS = (*READER, "--psm", "3", "tsv")

# One block of text (6): of 115 cells with words in a scanned report it reads 103 to the letter, line by line (7) 97.
CELL_SETTINGS = (*READER, "--psm", "6", "tsv")

# With threads of its own a page takes about eight times as long on two cores, and workers take turns anyway.
ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}

# Rows of the table are pages, blocks, paragraphs, lines and words; the fifth are words.
WORD_LEVEL = "5"

# List of available languages in "/usr/share/tesseract-ocr/5/tessdata/" (2):
_DATA_FOLDER = re.compile(r'"(?P<path>[^"\n]+)"')

INSTALL = (
    "Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-vie · macOS: brew install tesseract tesseract-lang · "
    "Windows: the installer of UB Mannheim, with Vietnamese ticked"
)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """Tesseract with its Vietnamese data. ``run`` asks the program about itself."""

    run: Runner = output_of
    name: str = "Tesseract"

    def parts(self) -> tuple[EnginePart, ...]:
        """The program, and its Vietnamese data."""
        version = self.run([PROGRAM, "--version"])
        listed = self.run([PROGRAM, "--list-langs"]) if version is not None else None
        languages = [line.strip() for line in (listed or "").split("\n")[1:] if line.strip()]
        return (
            EnginePart("Tesseract", version is not None, version.splitlines()[0] if version else "not found", INSTALL),
            EnginePart(
                "Tesseract data for Vietnamese",
                "vie" in languages,
                f"languages: {', '.join(languages) or 'none'}",
                INSTALL,
            ),
        )

    def settings(self) -> str:
        """Version of the program, how it is called, the digest of its Vietnamese data; "" without the program."""
        version = self.run([PROGRAM, "--version"])
        listed = self.run([PROGRAM, "--list-langs"]) if version is not None else None
        if not version or not listed:
            return ""
        # The first two lines are Tesseract and Leptonica; libraries for files of pictures follow, and take no part.
        return " ".join([*version.splitlines()[:2], *SETTINGS, _data_digest(listed) or listed])

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        """The words that Tesseract reads; picture, dpi, timeout and errors are those of ``Engine.words``."""
        table = _table_of(_greymap(picture), ("--dpi", str(dpi), *SETTINGS), timeout)
        return tuple(word for _, word in read_table(table))

    def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
        """The words in each picture; pictures, dpi, timeout and errors are those of ``CellReader.cells``.

        All are read by one process, as loading the data takes longer than reading a cell.
        """
        words: list[list[Word]] = [[] for _ in pictures]
        if pictures:
            table = _table_of(_sheets(pictures), ("--dpi", str(dpi), *CELL_SETTINGS), timeout)
            for sheet, word in read_table(table):
                words[sheet - 1].append(word)
        return tuple(map(tuple, words))


def _table_of(pictures: bytes, settings: Sequence[str], timeout: float) -> bytes:
    """What the program writes of a file of pictures; errors are those of ``Engine.words``.

    pictures: the bytes of the file. settings: how the program is called. timeout: seconds that it may take.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise MissingPartError("Tesseract is not installed, and the page has no usable text", INSTALL)
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", *settings],
            input=pictures,
            capture_output=True,
            timeout=timeout,
            env=os.environ | ONE_THREAD,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimedOutError() from error
    except OSError as error:
        raise CrashedError(f"Tesseract cannot be started: {reason_of(error)}", INSTALL) from error
    if done.returncode:
        _complain(done.returncode, done.stderr.decode(errors="replace"))
    return done.stdout


def _data_digest(listed: str) -> str:
    """The digest of the Vietnamese data, whose folder the list of languages names; "" where it names none (4.x)."""
    folder = _DATA_FOLDER.search(listed)
    try:
        return hashlib.sha256(Path(folder["path"], "vie.traineddata").read_bytes()).hexdigest() if folder else ""
    except OSError:
        return ""


def _greymap(picture: Picture) -> bytes:
    """The picture as a file of the format PGM."""
    height, width = picture.shape
    return f"P5 {width} {height} 255\n".encode() + picture.tobytes()


def _sheets(pictures: Sequence[Picture]) -> bytes:
    """The pictures as the sheets of one file of the format TIFF."""
    first, *others = map(Image.fromarray, pictures)
    buffer = io.BytesIO()
    first.save(buffer, "TIFF", save_all=True, append_images=others)
    return buffer.getvalue()


def _complain(code: int, complaints: str) -> None:
    """Raises the error for an exit code other than 0."""
    if "Failed loading language 'vie'" in complaints:  # the last lines say only that no language is left
        raise MissingPartError("Tesseract has no Vietnamese data", INSTALL)
    message = (complaints.strip().splitlines() or ["no message"])[-1]
    raise CrashedError(f"Tesseract ended with code {code}: {message}", "look at the page in a viewer")


def read_table(table: bytes) -> tuple[tuple[int, Word], ...]:
    """The words of the table (TSV) that Tesseract writes, each with the number of its sheet, from 1.

    Raises ``BadOutputError`` for bytes that are none.
    """
    try:
        return tuple(_words_in(table.decode("utf-8")))
    except (UnicodeDecodeError, KeyError, ValueError, TypeError, AttributeError, csv.Error) as error:
        raise BadOutputError(
            f"Tesseract wrote what is no table of words ({type(error).__name__})", "install it again: " + INSTALL
        ) from error


def _words_in(table: str) -> Iterator[tuple[int, Word]]:
    # a quotation mark is a letter here: it stands in a cell by itself, and must not swallow the rows after it
    rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "level" not in (rows.fieldnames or ()):  # a page without a word has its heads all the same
        raise ValueError("no heads of columns")
    for row in rows:
        if row["level"] == WORD_LEVEL and row["text"].strip():
            left, top = int(row["left"]), int(row["top"])
            word = Word(
                text=row["text"],
                box=(left, top, left + int(row["width"]), top + int(row["height"])),
                confidence=float(row["conf"]) / 100,
                line=(int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
            )
            yield int(row["page_num"]), word
