"""Each English text of the pages and commands has its Vietnamese, and no Vietnamese is left without its English."""

from __future__ import annotations

import re
import string
from pathlib import Path

from babel.messages.extract import extract
from babel.messages.pofile import read_po

from extractor.language import printed
from extractor.language.catalogue import words_of

HOUSE = Path(__file__).parents[2] / "extractor"
# The rooms that speak to readers; in others ``words`` are those of documents.
ROOMS = ("export", "facsimile", "web", "cli")
# What a template or module marks as a text for readers: _("…"), words("…"), words.several("…", "…", n).
MARKS = {"_": None, "words": None, "several": (1, 2)}
IN_TEMPLATES = re.compile(r'(?:\b_|\bwords)\(\s*"((?:[^"\\]|\\.)+)"')
SEVERAL = re.compile(r'\.several\(\s*"((?:[^"\\]|\\.)+)",\s*"((?:[^"\\]|\\.)+)"')


def texts_in_use() -> dict[str, str]:
    """English text → the file that uses it."""
    used = dict.fromkeys(printed.PERIODS.values(), "printed.py")
    for path in (path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.html"))):
        source = path.read_text(encoding="utf-8")
        used |= dict.fromkeys(IN_TEMPLATES.findall(source), path.name)
        used |= {text: path.name for pair in SEVERAL.findall(source) for text in pair}
    for path in (path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))):
        with path.open("rb") as file:
            for _, found, _, _ in extract("python", file, keywords=MARKS):
                used |= {text: path.name for text in ((found,) if isinstance(found, str) else found) if text}
    return used


def test_every_text_has_its_vietnamese() -> None:
    known = words_of("vi").texts
    assert {text: path for text, path in texts_in_use().items() if text not in known} == {}


def test_a_text_is_translated_once() -> None:
    files = sorted((HOUSE / "language" / "vi").glob("*.po"))
    texts = [message.id for path in files for message in read_po(path.open("rb")) if message.id]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []


def test_a_translation_fills_in_the_same_values() -> None:
    def braces(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert {text: said for text, said in words_of("vi").texts.items() if braces(text) != braces(said)} == {}
