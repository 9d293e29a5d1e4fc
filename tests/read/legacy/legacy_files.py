"""PDFs in legacy encodings, made byte by byte: simple fonts without a Unicode map, as old programs wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf

from extractor.read.legacy.codes import encodings

Run = tuple[str, bytes]
"""A font and the bytes printed in it."""

WIDTH = 500


def encoded(text: str, encoding: str) -> bytes:
    """Vietnamese (NFC) in the bytes of a legacy encoding; what has no code of its own stays ASCII."""
    (table,) = (each.table for each in encodings() if each.name == encoding)
    codes: dict[str, str] = {}
    for code, letter in table.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(letter, letter) for letter in text).encode("latin-1")


def legacy_file(path: Path, lines: Sequence[Sequence[Run]], declared: str | None = "WinAnsiEncoding") -> Path:
    """A page of lines, each of runs; the fonts are not embedded and declare an encoding (None: no encoding).

    Accents of VNI, which stand over the letter before them, are drawn with an advance of their own.
    """
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    names = sorted({font for line in lines for font, _ in line})
    page["/Resources"] = pikepdf.Dictionary(
        Font=pikepdf.Dictionary({f"/F{number}": _font(name, declared) for number, name in enumerate(names)})
    )
    drawn = [b"BT 16 TL 80 760 Td"]
    for line in lines:
        drawn += [b"/F%d 12 Tf <%s> Tj" % (names.index(font), run.hex().encode()) for font, run in line]
        drawn.append(b"T*")
    page["/Contents"] = pdf.make_stream(b"\n".join([*drawn, b"ET"]))
    pdf.save(path)
    return path


def _font(name: str, declared: str | None) -> pikepdf.Dictionary:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name(f"/{name}"),
        FirstChar=0,
        LastChar=255,
        Widths=pikepdf.Array([WIDTH] * 256),
    )
    if declared:
        font["/Encoding"] = pikepdf.Name(f"/{declared}")
    return font
