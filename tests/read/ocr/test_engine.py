"""Engines are found by their entry points, and loaded only when a page needs them."""

from __future__ import annotations

import math
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractor.errors import MissingPartError, UsageError
from extractor.options import Options
from extractor.read.ocr import engine
from extractor.read.ocr.engine import (
    MOST_QUOTED,
    OWN,
    BadOutputError,
    EnginePart,
    Picture,
    Raised,
    Word,
    engine_named,
    known_engines,
    number_reader,
    read_words,
)
from extractor.read.ocr.tesseract import Tesseract
from tests.read.ocr.stand_in import StandIn

ROOT = Path(__file__).parents[3]


def test_an_engine_of_another_package_stands_beside_the_own_one(stand_in: Path) -> None:
    assert {"tesseract", "stand-in"} <= known_engines().keys()
    assert isinstance(engine_named("stand-in"), StandIn)
    assert engine_named("stand-in") is engine_named("stand-in")


def test_the_own_engine_is_there_where_this_program_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "entry_points", lambda group: ())
    engine_named.cache_clear()
    assert isinstance(engine_named(Options().ocr_engine), Tesseract)


def test_the_own_engine_is_registered_as_any_other_would_be() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][engine.GROUP] == {OWN.name: OWN.value}


def test_an_unknown_name_is_told_with_the_known_ones(stand_in: Path) -> None:
    with pytest.raises(UsageError, match="tesserakt") as raised:
        engine_named("tesserakt")
    assert "stand-in, tesseract, unready" in raised.value.next_step


@pytest.mark.parametrize(("name", "why"), [("broken", "AttributeError"), ("unready", "ValueError: no licence")])
def test_an_engine_that_does_not_load_is_a_missing_part(stand_in: Path, name: str, why: str) -> None:
    with pytest.raises(MissingPartError, match=f"{name}.*{why}") as raised:
        engine_named(name)
    assert "tests.read.ocr.stand_in" in raised.value.next_step


def test_documents_of_another_engine_are_other_results() -> None:
    assert replace(Options(), ocr_engine="stand-in").result_key() != Options().result_key()


WORD = Word("số", (10, 10, 30, 20), 0.9, (0,))
RAISED = Raised(1, "1", (20, 10, 22, 14), 0.6)


class Answering:
    """Gives the answer that it is made with, whatever the picture shows."""

    name = "answering"

    def __init__(self, *words: Any) -> None:
        self._words = words

    def parts(self) -> tuple[EnginePart, ...]:
        return ()

    def words(self, picture: Picture, dpi: int, timeout: float) -> Any:
        return self._words


def read(*words: Any) -> tuple[Word, ...]:
    return read_words(Answering(*words), np.full((100, 200), 255, dtype=np.uint8), 200, 1.0)


@pytest.mark.parametrize(
    "change",
    [
        {"line": [1, 2]},
        {"line": np.array([1, 2])},
        {"box": [10, 10, 30, 20]},
        {"box": np.array([10, 10, 30, 20])},
        {"box": (0, 0, 10**400, 5)},
        {"box": (0, 0, math.inf, 5)},
        {"box": (300, 10, 330, 20)},
        {"box": (10, -30, 30, -20)},
        {"confidence": math.nan},
        {"text": "s\ud800"},
        {"text": 7},
        {"other": None},
        {"ink": "high"},
        {"ink": math.nan},
        {"raised": None},
        {"raised": (5,)},
        {"raised": (replace(RAISED, text=""),)},
        {"raised": (replace(RAISED, share=math.nan),)},
        {"raised": (replace(RAISED, box=(math.nan, 1, 2, 3)),)},
        {"raised": (replace(RAISED, at=9),)},
        {"raised": (RAISED, replace(RAISED, at=0))},
    ],
    ids=str,
)
def test_what_cannot_be_reckoned_with_is_no_word(change: dict[str, Any]) -> None:
    assert read(replace(WORD, raised=(RAISED,))), "the word is sound without the change"
    with pytest.raises(BadOutputError, match="no word"):
        read(WORD, replace(WORD, **change))


def test_a_word_that_reaches_over_the_side_of_its_picture_ends_there() -> None:
    (word,) = read(replace(WORD, box=(-3, 90, 201, 1e300)))
    assert word.box == (0, 90, 200, 100)


def test_a_word_as_long_as_a_book_is_quoted_in_short() -> None:
    with pytest.raises(BadOutputError) as raised:
        read(replace(WORD, text="a" * 100_000, confidence=90))
    assert len(raised.value.message) < MOST_QUOTED + 100


class NoReader:
    """Has parts, and nothing else that a reader of numbers has."""

    def parts(self) -> tuple[EnginePart, ...]:
        return ()


def test_what_reads_no_cells_is_no_reader_of_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        def load(self) -> type[NoReader]:
            return NoReader

    monkeypatch.setattr(engine, "number_readers", lambda: (Entry(),))
    number_reader.cache_clear()
    assert number_reader() is None
    number_reader.cache_clear()
