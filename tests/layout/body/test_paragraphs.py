"""Where paragraphs begin, on pages set by hand."""

import pytest

from extractor.layout.document import lay_out
from extractor.model.pages import Pages
from tests.layout.printed import Print, page

MARGIN = 80.0
FULL = "xxxxxxx " * 7 + "xxxxxxxx"


def body(*lines: tuple[int, str]) -> str:
    """The body of a document of two pages, each with its lines."""
    pages = []
    for number in (1, 2):
        texts = [text for on, text in lines if on == number]
        pages.append(page(number, *(Print(text, MARGIN, 200 + 20 * at) for at, text in enumerate(texts))))
    layout = lay_out(Pages(tuple(pages), 2))
    return next(region.text for region in layout.regions if region.kind == "body")


@pytest.mark.parametrize("next_page", [1, 2])
def test_a_line_that_is_short_because_a_long_word_had_no_room_goes_on(next_page):
    short = "sắp xếp các đơn vị cấp huyện; Nghị quyết số"
    read = body((1, FULL), (1, FULL), (1, short), (next_page, "35/2023/UBTVQH15-UBTVQH " + FULL[:30]), (2, FULL))
    assert f"{short} 35/2023" in read


def test_a_short_line_with_room_for_more_ends_its_paragraph():
    short = "trong thực hiện các nhiệm vụ của Ban Chỉ đạo"
    assert f"{short}\n" in body((1, FULL), (1, FULL), (1, short), (1, "Tiếp tục triển khai " + FULL[:40]), (2, FULL))
