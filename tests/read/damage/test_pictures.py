"""Codes of pictures that have no marker at their end, whole and cut off."""

from __future__ import annotations

import io
import struct

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from extractor.read.damage.pictures import is_whole
from extractor.read.damage.streams import decoded

WIDTH, HEIGHT = 400, 560


def facsimile() -> bytes:
    """A picture of noise in Group 4, as scanners of offices write it."""
    buffer = io.BytesIO()
    Image.effect_noise((WIDTH, HEIGHT), 90).convert("1").save(buffer, "TIFF", compression="group4")
    with Image.open(buffer) as picture:
        strips = zip(picture.tag_v2[273], picture.tag_v2[279], strict=True)  # type: ignore[attr-defined]
        ((at, length),) = strips
    return buffer.getvalue()[at : at + length]


def segment(number: int, kind: int, content: bytes) -> bytes:
    """A segment of JBIG2 on page 1, with its head."""
    return struct.pack(">LBBBL", number, kind, 0, 1, len(content)) + content


def photograph(colours: str = "L") -> bytes:
    """A picture of noise in JPEG."""
    buffer = io.BytesIO()
    Image.effect_noise((WIDTH, HEIGHT), 90).convert(colours).save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


def bilevel() -> bytes:
    """A page of JBIG2 and a region of it, as they lie in a PDF; what the region holds does not matter here."""
    page = struct.pack(">LLLLBH", WIDTH, HEIGHT, 0, 0, 0, 0)
    return segment(0, 48, page) + segment(1, 38, bytes(range(256)) * 8)


def whole(code: bytes, coding: str, **entries: object) -> bool:
    with pikepdf.new() as pdf:
        picture = pdf.make_stream(code, Subtype=Name.Image, Filter=Name(f"/{coding}"), Width=WIDTH, Height=HEIGHT)
        for name, value in entries.items():
            picture[f"/{name}"] = value
        return is_whole(pdf, picture)


GROUP_4 = {"DecodeParms": Dictionary(K=-1, Columns=WIDTH, Rows=HEIGHT)}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.95])
def test_facsimile_that_is_cut_off_is_not_whole(share: float) -> None:
    code = facsimile()
    assert not whole(code[: int(share * len(code))], "CCITTFaxDecode", **GROUP_4)


@pytest.mark.parametrize("behind", [b"", b"\r\n", bytes(500)])
def test_facsimile_with_its_last_code_is_whole(behind: bytes) -> None:
    assert whole(facsimile() + behind, "CCITTFaxDecode", **GROUP_4)


def test_facsimile_without_its_last_code_is_whole_where_all_rows_are_there() -> None:
    assert whole(facsimile().rstrip(b"\0")[:-3], "CCITTFaxDecode", **GROUP_4)


@pytest.mark.parametrize("share", [0.0, 0.005, 0.3, 0.95])
def test_segments_of_jbig2_that_are_cut_off_are_not_whole(share: float) -> None:
    assert not whole(bilevel()[: int(share * len(bilevel()))], "JBIG2Decode")


def test_segments_of_jbig2_are_whole_to_the_end_and_with_a_line_end_behind_them() -> None:
    assert whole(bilevel(), "JBIG2Decode")
    assert whole(bilevel() + b"\r\n", "JBIG2Decode")
    without_length = segment(1, 38, b"")[:-4] + b"\xff" * 4
    assert whole(without_length + bytes(99), "JBIG2Decode")


def test_a_filter_that_is_none_leaves_nothing_of_a_picture() -> None:
    assert not whole(facsimile(), "CCIxTFaxDecode", **GROUP_4)


@pytest.mark.parametrize("colours", ["L", "RGB", "CMYK"])
def test_jpeg_of_any_colours_is_whole(colours: str) -> None:
    assert whole(photograph(colours), "DCTDecode")
    assert whole(photograph(colours) + bytes(500), "DCTDecode")


def test_jpeg_with_a_damaged_middle_is_not_whole() -> None:
    code = photograph()
    middle = len(code) // 2
    assert not whole(code[:middle] + b"\xff\x41" + code[middle + 2 :], "DCTDecode")
    assert not whole(code[:middle] + code[middle + 900 :], "DCTDecode")


@pytest.mark.parametrize("name", ["Fl", "FlateDecode"])
def test_short_names_of_filters_are_those_of_long_ones(name: str) -> None:
    import zlib

    with pikepdf.new() as pdf:
        stream = pdf.make_stream(zlib.compress(b"q Q"), Filter=Name(f"/{name}"))
        assert decoded(pdf, stream).content == b"q Q"
