"""Pictures that no office makes: tiny, vast, noise, cut off, of nothing."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from extractor.read.ocr.engine import EnginePart, Picture, Word
from extractor.read.ocr.picture.drawing import MAX_PIXELS, drawn
from extractor.read.ocr.reading import read_picture


class Nobody:
    """Reads nothing, and counts what it is shown."""

    name = "nobody"

    def __init__(self) -> None:
        self.shown: list[tuple[int, ...]] = []

    def parts(self) -> Sequence[EnginePart]:
        return ()

    def words(self, picture: Picture, dpi: int, timeout: float) -> Sequence[Word]:
        self.shown.append(picture.shape)
        return ()


def colour(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.repeat(grey[:, :, None], 3, axis=2)


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 2)])
def test_a_picture_of_a_few_dots_is_shown_to_nobody(shape: tuple[int, int]) -> None:
    nobody = Nobody()
    read = read_picture(colour(np.zeros(shape, dtype=np.uint8)), 200, nobody, 1.0)
    assert (read.words, len(read.rules), nobody.shown) == ((), 0, [])


@pytest.mark.parametrize("shade", [0, 255])
def test_an_empty_page_and_a_black_one_have_no_rules(shade: int) -> None:
    nobody = Nobody()
    read = read_picture(colour(np.full((2339, 1654), shade, dtype=np.uint8)), 200, nobody, 1.0)
    assert (len(read.rules), read.turn, read.skew) == (0, 0, 0.0)
    assert nobody.shown == [(2339, 1654)]


@pytest.mark.parametrize("levels", [2, 256])
def test_noise_has_few_rules_and_no_words(levels: int) -> None:
    noise = np.random.default_rng(13).integers(0, levels, (2339, 1654)) * (255 // (levels - 1))
    read = read_picture(colour(noise.astype(np.uint8)), 200, Nobody(), 1.0)
    assert read.words == ()
    assert len(read.rules) < 5


def pdf_of(path: Path, stream: bytes, coding: str, width: int, height: int, bits: int = 8) -> Path:
    """A page of A4 that is one picture, whose ``stream`` has the filter ``coding``."""
    picture = f"/Subtype /Image /Width {width} /Height {height} /BitsPerComponent {bits} /ColorSpace /DeviceGray"
    shown = b"q 595 0 0 842 0 0 cm /I Do Q"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >> "
        b"/Contents 5 0 R >>",
        f"<< /Type /XObject {picture} /Filter /{coding} /Length {len(stream)} >>\nstream\n".encode()
        + stream
        + b"\nendstream",
        f"<< /Length {len(shown)} >>\nstream\n".encode() + shown + b"\nendstream",
    ]
    written, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    end = f"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF".encode()
    path.write_bytes(written + table + end)
    return path


def test_a_vast_picture_is_drawn_as_large_as_a_page(tmp_path: Path) -> None:
    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(b"\xff" * 5000 * 1000) for _ in range(40)) + packer.flush()
    picture, scale = drawn(pdf_of(tmp_path / "vast.pdf", rows, "FlateDecode", 40_000, 40_000, bits=1), 1)
    assert picture.shape[0] * picture.shape[1] < MAX_PIXELS
    assert scale == pytest.approx(200 / 72)


@pytest.mark.parametrize(("width", "dpi"), [(800, 150), (1447, 175), (1653, 200), (2480, 200)])
def test_a_scan_is_drawn_at_its_own_resolution(tmp_path: Path, width: int, dpi: int) -> None:
    rows = zlib.compress(b"\xff" * width * round(width * 842 / 595))
    path = pdf_of(tmp_path / "scan.pdf", rows, "FlateDecode", width, round(width * 842 / 595))
    assert round(drawn(path, 1)[1] * 72) == pytest.approx(dpi, abs=1)


def coded(form: str) -> bytes:
    image = Image.effect_noise((400, 560), 60)
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


@pytest.mark.parametrize(("coding", "form"), [("DCTDecode", "JPEG"), ("JPXDecode", "JPEG2000")])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.5])
def test_a_stream_that_is_cut_off_is_drawn_as_far_as_it_goes(
    tmp_path: Path, coding: str, form: str, share: float
) -> None:
    whole = coded(form)
    path = pdf_of(tmp_path / "cut.pdf", whole[: int(len(whole) * share)], coding, 400, 560)
    picture, scale = drawn(path, 1)
    assert picture.shape[:2] == pytest.approx((842 * scale, 595 * scale), abs=1)
    assert read_picture(picture, round(72 * scale), Nobody(), 1.0).words == ()


def test_a_stream_of_jbig2_that_is_none_is_a_white_page(tmp_path: Path) -> None:
    picture, _ = drawn(pdf_of(tmp_path / "cut.pdf", b"\x00\x00\x00\x00\x30\x00", "JBIG2Decode", 400, 560, bits=1), 1)
    assert picture.min() >= 0
    assert len(read_picture(picture, 200, Nobody(), 1.0).rules) == 0
