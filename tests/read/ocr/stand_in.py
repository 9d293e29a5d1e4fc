"""An OCR engine of these tests behind the door of all engines: it answers from JSON, and may be in a bad mood.

It is found by an entry point like any other. The variable ``STAND_IN_MOOD`` names the answer of ``answers.json`` that
it gives, whatever the picture shows; so it can be put into any mood in a child process as well.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from extractor.errors import MissingPartError
from extractor.read.ocr.engine import CrashedError, EnginePart, Picture, TimedOutError, Word
from tests.guard.functions import obey

ANSWERS = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))
MOOD = "STAND_IN_MOOD"
CALLS = "STEADY_CALLS"
GREY, HARM = "HARMED_GREY", "HARMED_HOW"

ERRORS: dict[str, Exception] = {
    "slow": TimedOutError(),
    "crashing": CrashedError("the stand-in broke", "mend it"),
    "missing": MissingPartError("the stand-in has lost its data", "get the data"),
    "careless": ZeroDivisionError("division by zero"),
    "greedy": MemoryError(),
}


class Unready:
    """Fails as soon as it is made."""

    def __init__(self) -> None:
        raise ValueError("no licence")


class Steady:
    """Says what its words depend on; ``STEADY_CALLS`` names a file that gets a line a picture that it reads."""

    name = "steady"

    def parts(self) -> tuple[EnginePart, ...]:
        return ()

    def settings(self) -> str:
        return f"mood {mood()}"

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        with Path(os.environ[CALLS]).open("a", encoding="utf-8") as calls:
            calls.write(f"{dpi}\n")
        return StandIn().words(picture, dpi, timeout)


class Harmed(Steady):
    """Reads like ``Steady``, but does what ``HARMED_HOW`` orders (see ``obey``) at the grey of ``HARMED_GREY``."""

    name = "harmed"

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        words = super().words(picture, dpi, timeout)
        if int(picture.min()) == int(os.environ[GREY]):
            Path(os.environ[CALLS]).with_suffix(".id").write_text(str(os.getpid()), encoding="ascii")
            obey(os.environ[HARM])
        return words


class Other(Steady):
    """Reads like ``Steady`` by another name of its class."""


class StandIn:
    """Reads what its mood says, on a grid of half an em a letter."""

    name = "stand-in"

    def parts(self) -> tuple[EnginePart, ...]:
        return (EnginePart("JSON", mood() != "missing", "answers.json", "get the data"),)

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        assert picture.ndim == 2
        assert timeout > 0
        if mood() in ERRORS:
            raise ERRORS[mood()]
        if mood() == "short of sides":
            return (Word("Quyết", (80, 88, 116), 0.9, (0,)),)  # type: ignore[arg-type]
        return tuple(word for line, print_ in enumerate(ANSWERS[mood()]) for word in words_of(print_, line, dpi / 72))


def mood() -> str:
    return os.environ.get(MOOD, "good")


def words_of(print_: dict[str, Any], line: int, scale: float) -> list[Word]:
    """The words of a printed line (x, foot, size in points); ``scale`` is pixels per point."""
    words, x = [], print_["x"]
    step, top = print_["size"] / 2, print_["foot"] - print_["size"]
    for text in print_["text"].split():
        sides = (x, top, x + step * len(text), print_["foot"])
        words.append(Word(text, tuple(scale * side for side in sides), print_["confidence"], (line,)))
        x += step * (len(text) + 1)
    return words
