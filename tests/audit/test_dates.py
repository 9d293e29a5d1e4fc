"""Dates of citations that contradict the number, the calendar or the document."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from extractor.audit.document import audit
from extractor.find.dates import find_dates
from extractor.model.document import Identity
from extractor.model.facts import Citation, Located
from tests.audit.made import document, place
from tests.documents import page_text


def cited(identifier: str, day: str, **fields: Any) -> Located[Citation]:
    return Located(Citation(identifier, 0, 1, identifier=identifier, issued_on=day, **fields), place(), "body")


def test_dates_of_citations() -> None:
    found = audit(
        document(
            [],
            identity=Identity(issued_on="2024-06-14"),
            citations=(
                cited("60/2021/NĐ-CP", "2022-06-21"),
                cited("30/2020/NĐ-CP", "2020-03-05"),
                cited("99/QĐ-UBND", "2024-07-01"),
                cited("98/QĐ-UBND", "2024-06-08"),
                cited("07/NQ-HĐND", "2024-06-08"),
            ),
        )
    )
    failing = [(check.statement.split()[0], check.severity) for check in found if not check.holds]
    assert failing == [("60/2021/NĐ-CP", "error"), ("99/QĐ-UBND", "error")]
    assert [check.statement.split()[0] for check in found if check.holds] == ["30/2020/NĐ-CP"]


def test_impossible_days() -> None:
    dates = tuple(Located(date, place(), "body") for date in find_dates("ngày 31/4/2024 và ngày 20 tháng 6"))
    found = audit(document([], dates=dates))
    assert [(check.kind, check.severity, check.holds) for check in found] == [("date", "error", False)]


def test_many_instruments_of_later_days_put_the_date_of_the_document_in_doubt() -> None:
    """The first of several papers in one file has a date, and the others cite what came after it."""
    citations = tuple(cited(f"{number}/QĐ-UBND", "2024-07-01") for number in (97, 98, 99))
    found = audit(document([], identity=Identity(issued_on="2022-06-14"), citations=citations))
    assert [check.severity for check in found] == ["suspicion"] * 3


def test_digits_that_stand_apart_are_no_day() -> None:
    """The running head of a gazette beside a page that stands sideways is read letter by letter."""
    dates = tuple(Located(date, place(), "body") for date in find_dates("ngày 31/4/2024"))
    apart = replace(dates[0], fact=replace(dates[0].fact, raw="9 1 6 / N g à y 3 1 - 4 - 2 0 2 4 2"))
    assert audit(document([], dates=(apart,))) == ()


def test_a_day_that_was_read_from_a_picture_is_at_most_a_suspicion() -> None:
    for fields in ({"text_layer": "ocr"}, {"is_pictured": True}):
        read = replace(
            document([], citations=(cited("60/2021/NĐ-CP", "2022-06-21"),)), pages=(page_text(1, "", **fields),)
        )
        (check,) = audit(read)
        assert (check.holds, check.severity) == (False, "suspicion")
        assert "misread" in check.explanation


def test_one_misprint_on_several_pages_is_one_finding() -> None:
    printed = [
        replace(cited("33/2017/TT-BTNMT", day), place=replace(place(page), boxes=((page, 1.0, 2.0, 3.0, 4.0),)))
        for page, day in ((5, "2019-09-29"), (2, "2019-09-29"), (2, "2019-09-29"), (7, "2017-09-29"))
    ]
    found = [check for check in audit(document([], citations=tuple(printed))) if not check.holds]
    assert [(check.page, len(check.boxes)) for check in found] == [(2, 2)]
    assert found[0].explanation.endswith("on pages 2, 5")


def test_a_day_that_no_calendar_has_is_one_finding_wherever_it_is_repeated() -> None:
    (day,) = find_dates("ngày 31/4/2024")
    dates = tuple(Located(day, replace(place(page), raw="31/4/2024"), "body") for page in (1, 3))
    (found,) = audit(document([], dates=dates))
    assert (found.page, found.explanation.endswith("on pages 1, 3")) == (1, True)
