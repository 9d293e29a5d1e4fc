"""What settles an open key, and what stays open with its candidates."""

from __future__ import annotations

import itertools

import pytest

from extractor.across.rows import CandidateRow, CitationRow, DocumentRow
from extractor.store.keys import instrument_id
from tests.across.corpus_rows import citation, document
from tests.across.corpus_rows import settled as made

UNDATED = "vn:ubnd@thanh-hoa:qd:x:4951"
DECISION = "vn:ubnd@thanh-hoa:qd:d2023:4951"
OTHER_YEAR = "vn:ubnd@thanh-hoa:qd:d2021:4951"
BOTH = "vn:ubnd@da-nang|da-nang_2:qd:2025:52"
OLD, NEW = "vn:ubnd@da-nang:qd:2025:52", "vn:ubnd@da-nang_2:qd:2025:52"
NOWHERE = "vn:ubnd@?:kh:d2024:12"
PLAN = "vn:ubnd@hue:kh:d2024:12"


def settled(documents: list[DocumentRow], citations: list[CitationRow], ident: int = 11) -> tuple[str, str, str | None]:
    """Which instrument a citation is, how certain that is, and what settled it."""
    result = made(documents, citations)
    keys = {row.id: row.key for row in result.instruments}
    instrument = result.citation_instrument[ident]
    return keys[instrument or ""], result.citation_status[ident], result.citation_evidence.get(ident)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([citation(21, 2, DECISION)], (DECISION, "resolved", "corpus")),
        ([citation(12, 1, DECISION), citation(21, 2, OTHER_YEAR)], (DECISION, "resolved", "document")),
        ([citation(21, 2, DECISION), citation(22, 2, OTHER_YEAR)], (UNDATED, "ambiguous", None)),
        ([citation(12, 1, DECISION), citation(13, 1, OTHER_YEAR)], (UNDATED, "ambiguous", None)),
        ([citation(21, 2, "vn:ubnd@thanh-hoa:qd:2023:4951")], (UNDATED, "unresolved", None)),
        ([], (UNDATED, "unresolved", None)),
    ],
)
def test_a_year_that_is_not_printed(rows: list[CitationRow], expected: tuple[str, str, str | None]) -> None:
    assert settled([document(1), document(2)], [citation(11, 1, UNDATED), *rows]) == expected


def test_a_year_from_a_date_after_the_citing_document_does_not_fit() -> None:
    citations = [citation(11, 1, UNDATED), citation(21, 2, DECISION, issued_on="2023-12-25")]
    earlier, later = document(1, issued_on="2023-12-20"), document(1, issued_on="2023-12-28")
    assert settled([earlier, document(2)], citations)[1] == "unresolved"
    assert settled([later, document(2)], citations)[1] == "resolved"


def test_a_place_that_may_be_one_of_two_is_that_of_the_only_one_that_is_printed() -> None:
    assert settled([document(1), document(2)], [citation(11, 1, BOTH), citation(21, 2, NEW)]) == (
        NEW,
        "resolved",
        "corpus",
    )
    both = [citation(11, 1, BOTH), citation(21, 2, NEW), citation(22, 2, OLD)]
    assert settled([document(1), document(2)], both) == (BOTH, "ambiguous", None)


def test_what_the_place_may_be_are_candidates_though_nothing_else_tells_of_them() -> None:
    reason = "the place may be da-nang or da-nang_2; this one is possible"
    found = made([document(1)], [citation(11, 1, BOTH)]).candidates
    assert found == [
        CandidateRow(11, OLD, None, reason),
        CandidateRow(11, NEW, None, reason),
    ]


def test_a_number_of_unknown_place_is_that_of_a_document_only_with_its_symbol_and_date() -> None:
    own = document(2, instrument_key=PLAN, symbol="KH-UBND", issued_on="2024-03-05")
    printed = {"symbol": "KH-UBND", "issued_on": "2024-03-05"}
    assert settled([document(1), own], [citation(11, 1, NOWHERE, **printed)]) == (PLAN, "resolved", "file")
    for wrong in ({"issued_on": "2024-03-06"}, {"issued_on": None}, {"symbol": "KH-UBNDT"}):
        rows = [citation(11, 1, NOWHERE, **{**printed, **wrong})]
        assert settled([document(1), own], rows) == (NOWHERE, "unresolved", None)
    assert made([document(1), own], [citation(11, 1, NOWHERE, symbol="KH-UBND")]).candidates == [
        CandidateRow(11, PLAN, instrument_id(PLAN), "the place is not printed; this one is cited in the database")
    ]


def test_the_same_hyperlink_is_the_same_instrument() -> None:
    address = "https://vanban.example/12"
    rows = [citation(11, 1, NOWHERE, url=address), citation(21, 2, PLAN, url=address)]
    assert settled([document(1), document(2)], rows) == (PLAN, "resolved", "link")


def test_a_hyperlink_over_another_number_says_nothing() -> None:
    address = "https://vanban.example/"
    rows = [citation(11, 1, NOWHERE, url=address), citation(21, 2, DECISION, url=address)]
    assert settled([document(1), document(2)], rows) == (NOWHERE, "unresolved", None)


def test_a_hyperlink_is_stronger_than_what_the_corpus_cites_elsewhere() -> None:
    address = "https://vanban.example/4951"
    rows = [citation(11, 1, UNDATED, url=address), citation(21, 2, DECISION), citation(22, 2, OTHER_YEAR, url=address)]
    assert settled([document(1), document(2)], rows) == (OTHER_YEAR, "resolved", "link")


def test_the_order_of_rows_changes_nothing() -> None:
    documents = [document(1), document(2), document(3, instrument_key=PLAN, symbol="KH-UBND", issued_on="2024-03-05")]
    rows = [
        citation(11, 1, UNDATED),
        citation(12, 1, NOWHERE, symbol="KH-UBND", issued_on="2024-03-05"),
        citation(21, 2, DECISION),
        citation(22, 2, BOTH),
    ]
    found = [made(documents, order) for order in itertools.permutations(rows)]
    assert all(each == found[0] for each in found)
