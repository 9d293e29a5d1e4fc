"""What the scanner of the tests does to a sheet can be measured on the picture."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pdfplumber
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.papers import paper
from tests.scanner import BAD, Scan, pictures, scanned

TEXT = "Căn cứ Quyết định số 1675/QĐ-UBND ngày 09 tháng 8 năm 2017 của Ủy ban nhân dân tỉnh Kiên Giang;"
FLAT = Scan(dpi=100)
STAMPED = replace(FLAT, stamp=(300, 200), signature=(350, 260))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return paper({"parts": [{"text": [TEXT], "times": 30}]})


def first(pdf: bytes, how: Scan) -> Image.Image:
    return pictures(pdf, how, [1])[0]


def levels(picture: Image.Image) -> NDArray[np.int64]:
    return np.asarray(picture.convert("L"), dtype=np.int64)


def straightest(picture: Image.Image) -> float:
    """The turn that is to be taken back until the lines of print lie level: then rows are black or white."""
    turns = np.arange(-3.5, 3.55, 0.1)
    rows = [levels(picture.rotate(-turn, Image.Resampling.BILINEAR, fillcolor="white")).sum(axis=1) for turn in turns]
    return float(turns[int(np.argmax([np.diff(row).var() for row in rows]))])


@pytest.mark.parametrize("turn", [-2.3, 0.0, 1.7])
def test_the_sheet_lies_at_the_angle_that_is_asked_for(printed: bytes, turn: float) -> None:
    assert straightest(first(printed, replace(FLAT, turn=turn))) == pytest.approx(turn, abs=0.15)


def test_pages_are_pictures_of_the_same_size_without_text(printed: bytes) -> None:
    with pdfplumber.open(io.BytesIO(printed)) as before, pdfplumber.open(io.BytesIO(scanned(printed, BAD))) as after:
        assert len(after.pages) == len(before.pages) > 1
        for page in after.pages:
            assert (len(page.chars), len(page.images)) == (0, 1)
            assert (page.width, page.height) == pytest.approx((before.pages[0].width, before.pages[0].height), abs=1)
            assert page.images[0]["stream"]["Filter"].name == "DCTDecode"


def test_only_the_pages_that_are_asked_for(printed: bytes) -> None:
    with pdfplumber.open(io.BytesIO(scanned(printed, FLAT, [2]))) as after:
        assert len(after.pages) == 1
    assert levels(pictures(printed, FLAT, [2])[0]).tolist() == levels(pictures(printed, FLAT)[1]).tolist()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_sheet_lies_sideways_or_upside_down(printed: bytes, quarters: int) -> None:
    lying = levels(first(printed, replace(FLAT, quarters=quarters)))
    assert (lying == np.rot90(levels(first(printed, FLAT)), quarters)).all()


def test_print_shows_through_ink(printed: bytes) -> None:
    clean, inked = (np.asarray(first(printed, how), dtype=np.int64) for how in (FLAT, STAMPED))
    red, blue = (inked[..., ink] - inked[..., other] > 60 for ink, other in ((0, 2), (2, 0)))
    assert red.sum() > 500
    assert blue.sum() > 100
    black = clean.max(axis=2) < 60
    changed = black & (clean != inked).any(axis=2)
    assert changed.any()
    assert inked[changed].max() < 60


def test_what_is_filled_into_a_form_is_printed() -> None:
    empty, filled = (
        paper({"parts": [{"text": [TEXT]}, *fields]}) for fields in ([], [{"field": "2325", "at": (300, 400)}])
    )
    difference = levels(first(empty, FLAT)) - levels(first(filled, FLAT))
    rows, columns = np.nonzero(difference > 100)
    assert 72 * rows.mean() / FLAT.dpi == pytest.approx(397, abs=6)
    assert 72 * columns.mean() / FLAT.dpi == pytest.approx(313, abs=8)


def test_grey_paper_noise_and_a_shadow_on_the_left(printed: bytes) -> None:
    light = levels(first(printed, replace(FLAT, paper=220, noise=5, shadow=0.4)))
    assert np.median(light[:, -80:]) == pytest.approx(220, abs=3)
    assert np.median(light[:, :8]) < 150
    assert light[:40, -80:].std() == pytest.approx(5, abs=1.5)


def test_a_copier_knows_black_and_white(printed: bytes) -> None:
    copied = replace(FLAT, turn=0.4, noise=4, paper=230, bilevel=True)
    assert set(np.unique(levels(first(printed, copied)))) == {0, 255}
    with pdfplumber.open(io.BytesIO(scanned(printed, copied, [1]))) as after:
        assert after.pages[0].images[0]["stream"]["BitsPerComponent"] == 1


def test_the_same_sheet_is_scanned_to_the_same_bytes(printed: bytes) -> None:
    assert scanned(printed, BAD, [1]) == scanned(printed, BAD, [1])
    assert scanned(printed, BAD, [1]) != scanned(printed, replace(BAD, seed=14), [1])
