"""What is shown in the cell of a table."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.web.cells import grouped, page_address, parsed_boxes, show

BOX = [3, 72.0, 80.0, 300.0, 92.0]


def shown(column: str, value: Any, table: str | None = "citations", **row: Any) -> str | None:
    """The cell as text."""
    found = show({column: value, "document_id": 7, "id": 11, **row}, column, value, table, "/reports")
    return None if found is None else str(found)


def test_a_page_is_a_link_to_its_map_with_the_fact_marked() -> None:
    assert shown("page", 3) == '<a class="place" href="/reports/-/page/7/3?fact=11">tr.&nbsp;3</a>'


def test_a_page_without_its_document_stays_a_number() -> None:
    assert show({"page": 3}, "page", 3, None, "/reports") is None


def test_a_linked_document_is_read_through_its_label() -> None:
    assert "/reports/-/page/7/3" in str(shown("page", 3, document_id={"value": 7, "label": "a.pdf"}))


def test_a_query_names_its_fact_by_two_columns() -> None:
    assert "fact=5" in str(shown("page", 3, None, fact="figures", fact_id=5))
    assert "mark" not in str(shown("page", 3, None, fact=None, fact_id=None))


def test_a_view_names_the_fact_it_shows() -> None:
    assert "fact=5" in str(shown("page", 3, "citation_contexts", citation_id=5))
    assert "fact=5" in str(shown("page", 3, "figures_by_period", figure_id=5, table_row_id=6))
    assert "fact=6" in str(shown("page", 3, "figures_by_period", figure_id=None, table_row_id=6))


def test_boxes_become_one_link_a_page() -> None:
    cell = str(shown("boxes", json.dumps([BOX, BOX, [4, 1, 2, 3, 4]])))
    assert cell.count("<a ") == 2
    assert "/page/7/3?" in cell
    assert "/page/7/4?" in cell


@pytest.mark.parametrize("value", ["", None, "[]", "{}", "no json", '["a"]', "[[1, 2]]"])
def test_boxes_that_are_none_are_left_alone(value: str | None) -> None:
    assert shown("boxes", value) is None


def test_a_single_box_is_a_list_of_one() -> None:
    assert parsed_boxes(json.dumps(BOX)) == [BOX]


def test_cells_of_a_row_are_escaped_and_kept_apart() -> None:
    assert shown("cells", '["1.", "<b>", ""]', "table_rows") == (
        '<span class="cells"><span class="cell">1.</span><span class="cell">&lt;b&gt;</span>'
        '<span class="cell">\u00a0</span></span>'
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12469022.0, "12\u202f469\u202f022"),
        (99.65, "99.65"),
        (-0.04, "-0.04"),
        (12740.5, "12\u202f740.5"),
        (2024.0, "2024"),
    ],
)
def test_digits_are_grouped_by_blanks(value: float, text: str) -> None:
    assert grouped(value) == text


def test_an_excerpt_marks_the_words_and_nothing_else() -> None:
    assert shown("excerpt", "a ‹đầu tư› <i>", None) == "a <mark>đầu tư</mark> &lt;i&gt;"


def test_a_key_leads_to_who_cites_it() -> None:
    cell = str(shown("key", "vn:ubnd@x|y:qd:2025:12", "instruments"))
    assert 'href="/reports/-/instrument?key=vn%3Aubnd%40x%7Cy%3Aqd%3A2025%3A12"' in cell


def test_a_row_that_is_pointed_at_is_a_link_unless_datasette_has_labelled_it() -> None:
    assert shown("indicator_id", 4, "figures") == '<a href="/reports/indicators/4">4</a>'
    assert shown("indicator_id", {"value": 4, "label": "Hồ sơ"}, "figures") is None


def test_other_columns_are_left_to_datasette() -> None:
    assert shown("raw", "Quyết định") is None
    assert shown("key", "hồ sơ", "indicators") is None


def test_only_facts_can_be_marked() -> None:
    assert page_address("/reports", 7, 1, "runs", 2) == "/reports/-/page/7/1"
