"""The package ``trueocr`` as reader of numbers: a small network with its weights in the wheel; it asks no network."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np

from extractor.read.ocr.cells.text_lines import Box, number_boxes, text_lines
from extractor.read.ocr.engine import EnginePart, Picture, Word

PACKAGE = "trueocr"

INSTALL = 'pip install "trueocr==0.1.1"'

# Inches of paper about a line: cut close, of 99 row numbers of a scan 36 are read with their last dot, at .03 96, at
# .04 98, at .06 92 (test_trueocr.py).
PAPER = 0.04

# Pictures of lines that are read at once.
BATCH = 64

# onnxruntime, which runs the network, writes a device id into the home folder and tells its maker of its use as soon as
# it is imported (1.32), unless this is set before (test_trueocr.py).
SILENCE = ("ORT_DISABLE_TELEMETRY", "1")


class TrueOcr:
    """Reads cells line by line. It is made once a process; the weights are loaded with the first cell."""

    name = PACKAGE

    def parts(self) -> tuple[EnginePart, ...]:
        """The package, whose wheel holds the weights, and whether it loads."""
        try:
            _recognizer()
            found, detail = True, f"{PACKAGE} {version(PACKAGE)}"
        except Exception as error:  # noqa: BLE001 - what is built for another machine may raise anything
            found, detail = False, f"{type(error).__name__}: {error}"
        return (EnginePart("Reader of numbers in scanned tables", found, detail, INSTALL),)

    def settings(self) -> str:
        """The version of the package and of the program that runs its network."""
        return f"{PACKAGE} {version(PACKAGE)} onnxruntime {version('onnxruntime')} {PAPER}"

    def cells(self, pictures: Sequence[Picture], dpi: int, timeout: float) -> tuple[tuple[Word, ...], ...]:
        """The words in each picture; pictures, dpi and errors are those of ``CellReader.cells``. It takes
        milliseconds, and asks for no ``timeout``."""
        places = [
            (at, number, box)
            for at, picture in enumerate(pictures)
            for number, line in enumerate(text_lines(picture, dpi))
            for box in number_boxes(picture, line)
        ]
        shown = [_with_paper(pictures[at], box, dpi) for at, _, box in places]
        read = self._network.predict(shown, BATCH) if shown else []
        words: list[list[Word]] = [[] for _ in pictures]
        for (at, number, box), part in zip(places, read, strict=True):
            words[at] += _words(part.text, box, float(part.confidence), number)
        return tuple(map(tuple, words))

    @cached_property
    def _network(self) -> Any:
        recognizer = _recognizer()
        return recognizer.Recognizer(Path(str(recognizer.__file__)).with_name("models"), threads=1)


def _recognizer() -> ModuleType:
    os.environ[SILENCE[0]] = SILENCE[1]
    return import_module(f"{PACKAGE}.recognizer")


def _with_paper(picture: Picture, box: Box, dpi: int) -> Picture:
    """The picture of one line, with white paper about it."""
    x0, top, x1, bottom = box
    paper = round(PAPER * dpi)
    framed = cv2.copyMakeBorder(picture[top:bottom, x0:x1], *(paper,) * 4, cv2.BORDER_CONSTANT, value=255)
    return framed.astype(np.uint8, copy=False)


def _words(text: str, box: Box, confidence: float, line: int) -> Iterator[Word]:
    """The words of a line, in equal parts of its ``box`` a letter; ``line`` is its number."""
    x0, top, x1, bottom = box
    step = (x1 - x0) / max(len(text), 1)
    at = 0
    for part in text.split():
        at = text.index(part, at)
        yield Word(part, (x0 + at * step, top, x0 + (at + len(part)) * step, bottom), min(confidence, 1.0), (line,))
        at += len(part)
