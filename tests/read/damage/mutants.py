"""Papers of some pages and what becomes of them: bytes changed, objects taken out, tables of objects broken."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from extractor.model.pages import Pages
from extractor.options import Options
from extractor.read.pages import read_pages
from tests.papers import paper

SENTENCE = "Triển khai Kế hoạch cải cách hành chính năm 2024, Ủy ban nhân dân tỉnh đã ban hành 12 văn bản chỉ đạo."


def pages(count: int = 3) -> bytes:
    """A paper of pages of eight lines each, as reportlab writes it, its streams deflated."""
    parts: list[dict[str, object]] = []
    for number in range(1, count + 1):
        parts += [{"page": number > 1}, {"text": [f"{SENTENCE} Trang {number}."], "times": 4}]
    return resaved(paper({"parts": parts}))


def resaved(source: bytes, change: Callable[[pikepdf.Pdf], None] = lambda pdf: None) -> bytes:
    """A file after a change, its objects each for itself and its streams deflated."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(source)) as pdf:
        change(pdf)
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            deterministic_id=True,
        )
    return target.getvalue()


def as_it_is(source: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """A file after a change, its streams written as they are, be they broken."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(source)) as pdf:
        change(pdf)
        pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def with_content(source: bytes, number: int, change: Callable[[bytes], bytes], **entries: object) -> bytes:
    """A file with the deflated content of a page changed.

    source: the file. number: of the page. change: of the deflated bytes. entries: what its stream has besides.
    """

    def put(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[number - 1]
        deflated = zlib.compress(page.Contents.read_bytes())
        page.Contents = pdf.make_stream(change(deflated), Filter=Name.FlateDecode, **entries)

    return as_it_is(source, put)


def without_object(source: bytes, number: int) -> bytes:
    """A file in which an object of this number is a name that nobody asks for, as a changed digit leaves it."""
    changed = re.sub(rb"(?m)^%d 0 obj\b" % number, b"%d 7 obj" % number, source)
    assert changed != source
    return changed


def read(path: Path, content: bytes) -> Pages:
    """The pages of a file that is written to ``path``, without OCR."""
    path.write_bytes(content)
    return read_pages(path, Options(ocr="never"))


def said(found: Pages) -> list[tuple[int | None, str]]:
    """The failures: page and error of each."""
    return [(failure.page, failure.error) for failure in found.failures]


def letters(found: Pages) -> dict[int, int]:
    """How many letters and digits each page has that was read."""
    return {
        page.number: sum(sum(map(str.isalnum, text)) for text in page.characters.text.tolist()) for page in found.pages
    }


def fonts_of(pdf: pikepdf.Pdf, number: int) -> Dictionary:
    """The fonts of a page."""
    return Dictionary(pdf.pages[number - 1].Resources.Font)
