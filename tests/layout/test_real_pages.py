"""Notes and sections of real documents, where TRICHLUC_GOLD names their folder."""

from collections import Counter

import pytest

from extractor.layout.document import lay_out
from extractor.model.layout import Layout
from extractor.options import Options
from extractor.read.pages import read_pages


@pytest.fixture
def laid(gold_folder):
    def lay(file: str) -> Layout:
        return lay_out(read_pages(gold_folder / "real" / file, Options(ocr="never")))

    return lay


def test_a_consolidated_law(laid):
    layout = laid("vbhn30_vpqh_congbao.pdf")
    assert [each.number for each in layout.footnotes] == [str(number) for number in range(1, 55)]
    assert all(each.marker_page == each.page or each.number == "14" for each in layout.footnotes)
    assert (layout.footnotes[53].page, layout.footnotes[53].page_end) == (38, 39)
    kinds = Counter(section.label.split()[0] for section in layout.sections)
    assert kinds == {"Chương": 9, "Mục": 2, "Điều": 59}
    assert all(section.parent is not None for section in layout.sections if section.label.startswith("Điều"))


def test_a_plan_with_notes_over_pages(laid):
    layout = laid("kehoach2005_bokhdt.pdf")
    assert [each.number for each in layout.footnotes] == [str(number) for number in range(1, 38)]
    assert all(each.marker_page is not None for each in layout.footnotes)
    assert [each.number for each in layout.footnotes if each.page_end > each.page] == ["21", "30"]
    assert [each.label for each in layout.sections if each.level == 1] == ["Phần thứ nhất", "Phần thứ hai"]


def test_markers_glued_to_identifiers(laid):
    layout = laid("cv11410_bxd.pdf")
    assert [each.marker_before.rpartition("/")[2] for each in layout.footnotes] == ["QH15"] * 3
    assert [each.label for each in layout.sections] == ["1", "2", "3", "4"]


def test_a_decision_that_holds_a_plan(laid):
    layout = laid("qd1187_bnv.pdf")
    assert [each.label for each in layout.sections if each.level == 1] == ["Điều 1", "Điều 2", "Điều 3"]
    assert [each.label for each in layout.sections if each.parent == 0] == ["I", "II", "III", "IV"]
