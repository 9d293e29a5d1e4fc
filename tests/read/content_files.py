"""PDFs of one page from a content stream, for what no program that makes PDFs can be made to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (595, 842)


def content_file(path: Path, content: bytes, *, widths: int = 500, meanings: dict[int, str] | None = None) -> Path:
    """A page with ``/F1`` (Helvetica) and ``/F2``, a font of two-byte codes whose glyphs have these widths.

    ``meanings`` is the Unicode map of ``/F2``; without one nothing tells what its glyphs mean.
    """
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A4)
    plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    fonts = Dictionary(F1=pdf.make_indirect(plain), F2=_wide_font(pdf, widths, meanings))
    pdf.pages[0]["/Resources"] = Dictionary(Font=fonts)
    pdf.pages[0]["/Contents"] = pdf.make_stream(content)
    pdf.save(path)
    return path


def with_entries(path: Path, target: Path, **entries: Any) -> Path:
    """A copy whose page has these entries."""
    with pikepdf.open(path) as pdf:
        for name, value in entries.items():
            pdf.pages[0][f"/{name}"] = value
        pdf.save(target)
    return target


def in_forms(path: Path, target: Path, matrix: list[float], depth: int = 2) -> Path:
    """A copy whose content is drawn by a form within a form, all with this matrix."""
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        resources, content = page["/Resources"], page.Contents.read_bytes()
        for _ in range(depth):
            form = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *A4]))
            form["/Matrix"], form["/Resources"] = Array(matrix), resources
            content, resources = b"/X Do", Dictionary(XObject=Dictionary(X=form))
        page["/Resources"], page["/Contents"] = resources, pdf.make_stream(content)
        pdf.save(target)
    return target


def _wide_font(pdf: pikepdf.Pdf, width: int, meanings: dict[int, str] | None) -> pikepdf.Object:
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Wide, Flags=4, FontBBox=Array([0, -200, 1000, 800]))
    for name, value in {"Ascent": 800, "Descent": -200, "CapHeight": 700, "ItalicAngle": 0, "StemV": 80}.items():
        descriptor[f"/{name}"] = value
    glyphs = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Wide, DW=width)
    glyphs["/CIDSystemInfo"] = Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0)
    glyphs["/FontDescriptor"] = pdf.make_indirect(descriptor)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Wide, Encoding=Name("/Identity-H"))
    font["/DescendantFonts"] = Array([pdf.make_indirect(glyphs)])
    if meanings:
        font["/ToUnicode"] = pdf.make_stream(_map(meanings))
    return pdf.make_indirect(font)


def _map(meanings: dict[int, str]) -> bytes:
    lines = "".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in meanings.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Meanings def /CMapType 2 def "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(meanings)} beginbfchar\n{lines}endbfchar endcmap end end"
    ).encode()
