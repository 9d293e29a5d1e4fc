"""Pages with pictures as Tesseract reads them: another script, a layer of another script, one grain, a screenshot."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus import typefaces
from corpus.typefaces import REGULAR
from extractor.model.pages import Pages
from extractor.options import Options
from extractor.read.pages import read_pages
from tests.read.ocr.test_tesseract import has_vietnamese
from tests.scanner import Scan, pictures

pytestmark = pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with Vietnamese data is not installed")

WIDTH, HEIGHT = 595, 842
VIETNAMESE = "Ủy ban nhân dân tỉnh báo cáo kết quả thực hiện công tác cải cách hành chính, trong đó"
RUSSIAN = "Отчет провинции об административной реформе указывает что все департаменты выполнили"
LEGIBLE = Scan(dpi=150, quality=90)


def printed(text: str) -> Image.Image:
    """The picture of a page that says the same in twelve lines."""
    buffer = BytesIO()
    typefaces.register()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for line in range(12):
        canvas.setFont(REGULAR, 12)
        canvas.drawString(50, 780 - 24 * line, text)
    canvas.save()
    return pictures(buffer.getvalue(), LEGIBLE)[0]


def read(folder: Path, picture: Image.Image, layer: str = "", box: tuple[int, int, int, int] | None = None) -> Pages:
    """A page with a picture, over most of it or in a box (x, y, width, height), and a text layer that is not seen."""
    path = folder / "a.pdf"
    typefaces.register()
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(picture), *(box or (0, 0, WIDTH, HEIGHT)))
    for line in range(12):
        text = canvas.beginText(50, 780 - 24 * line)
        text.setFont(REGULAR, 12)
        text.setTextRenderMode(3)
        text.textOut(layer)
        canvas.drawText(text)
    canvas.save()
    return read_pages(path, Options())


def text_of(found: Pages) -> str:
    return "".join(found.pages[0].characters.text.tolist())


def test_a_picture_in_another_script_is_a_failure_and_no_text(tmp_path):
    found = read(tmp_path, printed(RUSSIAN))
    assert text_of(found) == ""
    assert ["no Vietnamese" in failure.error for failure in found.failures] == [True]


def test_a_page_in_another_script_keeps_the_text_it_has(tmp_path):
    found = read(tmp_path, printed(RUSSIAN), RUSSIAN)
    assert "административной" in text_of(found)
    assert (found.pages[0].text_layer, found.failures) == ("digital", ())


def test_a_layer_in_another_script_gives_way_to_what_is_printed(tmp_path):
    found = read(tmp_path, printed(VIETNAMESE), RUSSIAN)
    assert "cải cách hành chính" in text_of(found)
    assert (found.pages[0].text_layer, found.failures) == ("ocr", ())


@pytest.mark.parametrize("layer", ["", "12"])
def test_a_picture_of_one_grain_is_an_empty_page(tmp_path, layer):
    found = read(tmp_path, Image.new("L", (1, 1), 128), layer)
    assert not "".join(filter(str.isalpha, text_of(found)))
    assert found.failures == ()


def test_a_screenshot_alone_on_a_page_is_read(tmp_path):
    picture = printed(VIETNAMESE)
    upper = picture.crop((0, 0, picture.width, picture.height // 2))
    found = read(tmp_path, upper, box=(50, 500, 480, 300))
    assert "báo cáo kết quả" in text_of(found)
    assert found.pages[0].text_reason == "read from the picture: a picture without text"


@pytest.mark.parametrize("layer", ["", RUSSIAN])
def test_a_sheet_on_its_side_is_read_whatever_lies_under_it(tmp_path, layer):
    lying = printed(VIETNAMESE).rotate(90, expand=True)
    found = read(tmp_path, lying, layer, box=(0, 300, WIDTH, 425))
    assert "cải cách hành chính" in text_of(found)
    assert (found.pages[0].text_layer, found.failures) == ("ocr", ())
