"""Readings of engines are kept by picture, engine and settings; what cannot be kept or read back is read again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractor.errors import UsageError
from extractor.kept_files import KeptFiles
from extractor.model.document import RunSummary
from extractor.options import Options
from extractor.pipeline import extract
from extractor.read.ocr import pictures
from extractor.read.ocr.engine import BadOutputError, TimedOutError, Word
from extractor.read.ocr.kept import Tally, drained, folder_beside, readings_in
from extractor.read.ocr.packing import packed
from extractor.read.ocr.pictures import Keeping, _keeping
from extractor.read.ocr.reading import Reading, read_picture
from extractor.run.ingest import ingest
from extractor.store.dump import dump
from tests.read.ocr.stand_in import MOOD, StandIn, Steady

PICTURE = np.full((1300, 1400, 3), 255, dtype=np.uint8)


@pytest.fixture
def readings(tmp_path: Path) -> KeptFiles:
    return readings_in(tmp_path / "readings")


def words_in(keeping: Keeping, picture: Any = PICTURE, dpi: int = 200) -> Sequence[Word]:
    return keeping.reading(picture, dpi, 9.0).words


def kept_by(readings: KeptFiles, name: str = "steady") -> Keeping:
    keeping = _keeping(name, str(readings.folder))
    assert keeping
    return keeping


def test_a_picture_is_read_once(calls: Callable[[], int], readings: KeptFiles) -> None:
    first = words_in(kept_by(readings))
    assert first == StandIn().words(PICTURE[..., 0], 200, 9.0)
    assert calls() == 1
    assert words_in(kept_by(readings)) == first
    done = drained()
    assert (calls(), done.read, done.taken, drained()) == (0, 1, 1, Tally())


@pytest.mark.parametrize(
    ("picture", "dpi"),
    [
        pytest.param(PICTURE, 150, id="other resolution"),
        pytest.param(PICTURE.reshape(1400, 1300, 3), 200, id="other shape, same bytes"),
        pytest.param(PICTURE - 1, 200, id="other grey"),
        pytest.param(PICTURE - np.array([0, 0, 9], dtype=np.uint8), 200, id="other colour"),
    ],
)
def test_another_picture_is_read(calls: Callable[[], int], readings: KeptFiles, picture: Any, dpi: int) -> None:
    words_in(kept_by(readings))
    words_in(kept_by(readings), picture, dpi)
    assert calls() == 2


def test_engines_and_settings_are_not_mixed(
    calls: Callable[[], int], readings: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("steady", "other"):
        words_in(kept_by(readings, name))
    assert calls() == 2
    monkeypatch.setenv(MOOD, "empty")
    other = Keeping(Steady(), Steady().settings(), readings)
    assert (words_in(other), calls()) == ((), 1)
    assert (words_in(other), calls()) == ((), 0)  # a page without words is a reading too


def test_all_that_was_read_is_kept(
    calls: Callable[[], int], readings: KeptFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules and skew too, to the last bit; nothing of a reading is left out, whatever it has one day."""
    picture = np.full((400, 1400, 3), 255, dtype=np.uint8)
    picture[200:203, 50:550] = 0
    monkeypatch.setattr(pictures, "read_picture", lambda *_: replace(read_picture(*_), skew=1.3))
    read, kept = (Keeping(Steady(), "1", readings).reading(picture, 200, 9.0) for _ in range(2))
    assert drained().taken == 1
    assert (len(kept.rules), kept.skew) == (1, 1.3)
    for each in fields(Reading):
        np.testing.assert_equal(getattr(kept, each.name), getattr(read, each.name))


def test_an_engine_that_does_not_say_what_it_depends_on_is_not_kept(stand_in: Path, readings: KeptFiles) -> None:
    assert _keeping("stand-in", str(readings.folder)) is None


def test_without_a_folder_or_room_nothing_is_kept(calls: Callable[[], int], scan: Path, tmp_path: Path) -> None:
    for options in (Options(ocr_engine="steady"), Options(ocr_engine="steady", readings="x", readings_mb=0)):
        extract(scan, options)
        extract(scan, options)
    assert calls() == 4


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda files, place, key: place.write_bytes(b""), id="empty"),
        pytest.param(lambda files, place, key: place.write_bytes(place.read_bytes()[:-3]), id="cut off"),
        pytest.param(lambda files, place, key: files.put(key, b"no reading"), id="not packed"),
        pytest.param(
            lambda files, place, key: files.put(key, packed(Reading((Word("a", (1, 2, 3), 0.5, (1,)),)))), id="no box"
        ),
        pytest.param(lambda files, place, key: files.put(key, packed(Reading(("a",)))), id="no words"),
        pytest.param(lambda files, place, key: files.put(key, packed(Reading((), np.ones((2, 3))))), id="no rules"),
        pytest.param(lambda files, place, key: files.put(key, packed(Reading((), skew=float("nan")))), id="no skew"),
        pytest.param(lambda files, place, key: files.put(key, packed(Reading((), turn=45))), id="no turn"),
        pytest.param(lambda files, place, key: files.put(key, packed((7,))), id="no reading"),
        pytest.param(lambda files, place, key: files.put(key, alien("os:PathLike")), id="no class of ours"),
        pytest.param(lambda files, place, key: files.put(key, alien(".kept:drained")), id="a function of ours"),
        pytest.param(lambda files, place, key: files.put(key, alien(".engine:Word")), id="without its fields"),
    ],
)
def test_a_damaged_or_foreign_file_is_read_again(
    calls: Callable[[], int], readings: KeptFiles, spoil: Callable[[KeptFiles, Path, str], Any]
) -> None:
    kept = Keeping(Steady(), "1", readings)
    words = words_in(kept)
    key = kept.key(PICTURE, 200)
    spoil(readings, readings.place(key), key)
    assert (words_in(kept), calls()) == (words, 2)
    assert (words_in(kept), calls()) == (words, 0)
    assert drained().trouble == ""


def alien(kind: str) -> bytes:
    return zlib.compress(json.dumps({"class": kind}).encode())


@pytest.mark.parametrize(("bad", "error"), [("slow", TimedOutError), ("in per cent", BadOutputError)])
def test_what_fails_is_not_kept(
    calls: Callable[[], int], readings: KeptFiles, monkeypatch: pytest.MonkeyPatch, bad: str, error: type[Exception]
) -> None:
    kept = Keeping(Steady(), "1", readings)
    monkeypatch.setenv(MOOD, bad)
    with pytest.raises(error):
        words_in(kept)
    monkeypatch.delenv(MOOD)
    assert words_in(kept)


def test_numbers_of_numpy_come_back_as_equal_ones(readings: KeptFiles) -> None:
    class OfNumpy(StandIn):
        def words(self, picture: Any, dpi: int, timeout: float) -> tuple[Word, ...]:
            box: Any = tuple(np.arange(4, dtype=np.int64))
            return (Word("Số", box, np.float32(0.5).item(), (np.int64(3),)),)  # type: ignore[arg-type]

    kept = Keeping(OfNumpy(), "1", readings)
    assert words_in(kept) == words_in(kept) == (Word("Số", (0, 1, 2, 3), 0.5, (3,)),)
    assert drained().taken == 1


def run(scan: Path, db: Path, **chosen: Any) -> RunSummary:
    return ingest(scan, db, **{"ocr_engine": "steady", "jobs": 1} | chosen)


def dumped(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as connection:
        return list(dump(connection))


def test_a_document_that_is_read_again_needs_no_engine(calls: Callable[[], int], scan: Path, tmp_path: Path) -> None:
    summary = run(scan, tmp_path / "r.db")
    assert (summary.counts["citations"], summary.not_kept, calls()) == (1, "", 1)
    assert (summary.recognised_pages, summary.kept_pages) == (1, 0)
    before = dumped(tmp_path / "r.db")
    summary = run(scan, tmp_path / "r.db", force=True)
    assert (summary.ingested, summary.recognised_pages, summary.kept_pages, calls()) == (1, 0, 1, 0)
    assert dumped(tmp_path / "r.db") == before
    # Neither kept nor taken; the rows are the same.
    assert run(scan, tmp_path / "without.db", readings_mb=0).kept_pages == 0
    assert (dumped(tmp_path / "without.db"), calls()) == (before, 1)
    assert not folder_beside(tmp_path / "without.db").exists()


def test_two_databases_may_share_one_folder(calls: Callable[[], int], scan: Path, tmp_path: Path) -> None:
    for name, taken in (("a.db", 0), ("b.db", 1)):
        assert run(scan, tmp_path / name, readings=str(tmp_path / "shared")).kept_pages == taken
    assert (calls(), folder_beside(tmp_path / "a.db").exists()) == (1, False)


def test_a_folder_that_cannot_be_written_costs_no_page(calls: Callable[[], int], scan: Path, tmp_path: Path) -> None:
    folder_beside(tmp_path / "r.db").write_text("no folder", encoding="utf-8")
    summary = run(scan, tmp_path / "r.db")
    assert (summary.counts["citations"], summary.failed, calls()) == (1, 0, 1)
    assert summary.not_kept == "it is there already"


def test_a_run_ends_within_its_limit(calls: Callable[[], int], scan: Path, tmp_path: Path) -> None:
    readings = readings_in(folder_beside(tmp_path / "r.db"))
    readings.put("of another page", bytes(2**20))
    run(scan, tmp_path / "r.db", readings_mb=1)
    assert readings.get("of another page") is None
    assert readings.count_and_bytes()[0] == 1


def test_less_than_no_room_is_wrong_use(calls: Callable[[], int], scan: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="-1"):
        run(scan, tmp_path / "r.db", readings_mb=-1)
    assert not (tmp_path / "r.db").exists()


def test_extract_alone_keeps_nothing_unless_it_is_told_to(
    calls: Callable[[], int], scan: Path, readings: KeptFiles
) -> None:
    plain = extract(scan, Options(ocr_engine="steady"))
    assert readings.count_and_bytes() == (0, 0)
    for _ in range(2):
        read = extract(scan, Options(ocr_engine="steady", readings=str(readings.folder)))
        assert (read.citations, read.pages[0].text) == (plain.citations, plain.pages[0].text)
    assert (calls(), readings.count_and_bytes()[0]) == (2, 1)
    assert Options(readings="x", readings_mb=1).result_key() == Options().result_key()
