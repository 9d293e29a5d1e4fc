"""The reader of numbers reads printed cells without a network, and is left out quietly where it is missing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from extractor.doctor import probe_number_readers
from extractor.read.ocr import engine, trueocr
from extractor.read.ocr.cells.cutting import cut_cells, grids_in
from extractor.read.ocr.engine import number_reader
from tests.read.ocr.cells.sheets import DPI, rules, sheet

installed = pytest.mark.skipif(find_spec(trueocr.PACKAGE) is None, reason="trueocr is not installed")


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    number_reader.cache_clear()
    yield
    number_reader.cache_clear()


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("asks the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)


@installed
def test_numbers_of_a_table_are_read_to_the_dot_without_a_network(offline: None) -> None:
    printed = ["2.1.", "3.3.1.", "178.319,9", "44,7", "0", "-"]
    places = [(x, y) for y in (110, 215) for x in (120, 400, 720)]
    picture = sheet(*((x, y, text) for (x, y), text in zip(places, printed, strict=True)))
    pictures = [cell.picture for cell in cut_cells(picture, grids_in(rules(), DPI), DPI)]
    reader = number_reader()
    assert isinstance(reader, trueocr.TrueOcr)
    read = [" ".join(word.text for word in words) for words in reader.cells(pictures, DPI, 9.0)]
    assert [text.replace("O", "0") for text in read] == printed
    assert reader.cells([], DPI, 9.0) == ()


@installed
def test_the_library_below_it_keeps_no_device_id_and_tells_nobody(tmp_path: Path) -> None:
    program = "import numpy; from extractor.read.ocr.trueocr import TrueOcr; p = numpy.full((40, 60), 255, 'uint8'); "
    program += "p[15:25, 20:23] = 0; print(len(TrueOcr().cells([p], 200, 9.0)))"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    environment = {name: value for name, value in os.environ.items() if name != trueocr.SILENCE[0]} | home
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert list(tmp_path.rglob("*")) == []


@installed
def test_words_of_a_cell_have_places_and_lines(offline: None) -> None:
    picture = sheet((320, 190, "12 345"), (320, 240, "678"))
    [cell] = cut_cells(picture, grids_in(rules(), DPI), DPI)
    [words] = trueocr.TrueOcr().cells([cell.picture], DPI, 9.0)
    assert [word.text for word in words] == ["12", "345", "678"]
    assert words[0].box[2] < words[1].box[0]
    assert words[1].box[3] <= words[2].box[1]
    assert words[0].line == words[1].line != words[2].line


def test_without_the_package_there_is_no_reader_of_numbers_and_doctor_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trueocr, "PACKAGE", "no_such_package")
    monkeypatch.setattr(engine, "entry_points", lambda group: ())
    assert number_reader() is None
    part = next(part for part in probe_number_readers() if "numbers in scanned tables" in part.name)
    assert (part.found, part.needed) == (False, False)
    assert "no_such_package" in part.detail
    assert "trueocr" in part.install
