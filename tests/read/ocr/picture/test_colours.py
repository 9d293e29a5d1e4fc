"""Coloured ink of stamps and signatures goes, what is printed under and beside it stays."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from extractor.read.ocr.engine import ColourPicture
from extractor.read.ocr.picture.colours import grey_without_ink
from tests.read.ocr.picture.sheets import Sheet

RED, BLUE, FADED = (206, 44, 56), (38, 58, 150), (225, 120, 130)


def printed() -> Sheet:
    sheet = Sheet()
    for line in range(8):
        sheet.text(1, 2 + line * 0.25, "Nơi nhận: Uỷ ban nhân dân tỉnh, Sở Tài chính", 14)
    return sheet


def over(sheet: Sheet, ink: Image.Image) -> ColourPicture:
    """The sheet under ink that lets print through, as a scanner of offices sees both."""
    film = ink.filter(ImageFilter.GaussianBlur(0.6))
    return (sheet.grey[:, :, None].astype(float) * np.asarray(film) / 255).astype(np.uint8)


def blank(sheet: Sheet) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", sheet.image.size, (255, 255, 255))
    return image, ImageDraw.Draw(image)


def dark(grey: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return grey < 128


@pytest.mark.parametrize("colour", [RED, FADED])
def test_a_stamp_goes_and_print_under_it_stays(colour: tuple[int, int, int]) -> None:
    sheet = printed()
    ink, pen = blank(sheet)
    for radius in (140, 95):
        pen.ellipse((600 - radius, 560 - radius, 600 + radius, 560 + radius), outline=colour, width=5)
    pen.polygon([(570, 590), (600, 520), (630, 590)], fill=colour)
    grey = grey_without_ink(over(sheet, ink), 200)
    assert (dark(grey) == dark(sheet.grey)).mean() > 0.9995
    assert (dark(grey) & ~dark(sheet.grey)).sum() < 150


def test_a_signature_goes() -> None:
    sheet = printed()
    ink, pen = blank(sheet)
    pen.line([(500, 900), (560, 780), (620, 900), (680, 770), (760, 880), (1000, 820)], fill=BLUE, width=4)
    grey = grey_without_ink(over(sheet, ink), 200)
    assert (dark(grey) == dark(sheet.grey)).all()


def test_coloured_print_stays() -> None:
    sheet = Sheet()
    sheet.text(1, 3, "BÁO CÁO TÌNH HÌNH THỰC HIỆN", 22)
    letters = dark(sheet.grey)
    picture = np.full((*letters.shape, 3), 255, dtype=np.uint8)
    picture[letters] = BLUE
    picture[1500:1510, 200:1400] = RED
    grey = grey_without_ink(picture, 200)
    assert dark(grey)[letters].all()
    assert dark(grey)[1500:1510, 200:1400].all()


def test_the_name_stamped_beside_a_signature_stays() -> None:
    sheet = Sheet()
    sheet.text(4, 5.2, "Nguyễn Văn An", 14)
    letters = dark(sheet.grey)
    ink, pen = blank(sheet)
    pen.ellipse((700, 700, 980, 980), outline=RED, width=5)
    picture = over(Sheet(), ink)
    picture[letters] = RED
    assert dark(grey_without_ink(picture, 200))[letters].all()


def test_a_table_with_coloured_rules_keeps_its_coloured_figures() -> None:
    sheet = Sheet()
    sheet.grid([1, 3, 5, 7], [2, 2.5, 3], points=1)
    sheet.text(1.2, 2.3, "1.250", 14)
    picture = np.full((*sheet.grey.shape, 3), 255, dtype=np.uint8)
    picture[dark(sheet.grey)] = BLUE
    assert dark(grey_without_ink(picture, 200))[dark(sheet.grey)].all()


def test_yellowed_paper_is_left_alone() -> None:
    picture = np.full((400, 400, 3), (238, 226, 190), dtype=np.uint8)
    assert len(np.unique(grey_without_ink(picture, 200))) == 1
