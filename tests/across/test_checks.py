"""What is told of an instrument that very many documents cite: bounded, and the same when one more comes."""

from __future__ import annotations

import pytest

from extractor.across.checks import counted
from tests.across.corpus_rows import Archive, citation, document

IDENTIFIER = "4951/QĐ-UBND"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (97, "97"),
        (100, "100"),
        (101, "100 or more"),
        (199, "100 or more"),
        (250, "200 or more"),
        (9999, "9000 or more"),
    ],
)
def test_small_numbers_are_exact_and_large_ones_last(number: int, words: str) -> None:
    assert counted(number) == words


def archive_of(days: dict[int, str]) -> Archive:
    """Documents by their numbers, each of which cites the decision with a day."""
    archive = Archive()
    for number, day in days.items():
        archive.put(document(number), [citation(1, number, identifier=IDENTIFIER, issued_on=day)])
    return archive


def test_one_more_report_rewrites_no_finding_of_another() -> None:
    archive = archive_of({number: "2023-12-25" if number % 4 else "2023-12-26" for number in range(1, 151)})
    archive.settle()
    archive.connection.execute("UPDATE checks SET boxes = '[untouched]'")
    archive.put(document(200), [citation(1, 200, identifier=IDENTIFIER, issued_on="2023-12-25")])
    archive.settle()
    checks = archive.settled().checks
    assert len(checks) == 37
    assert (
        checks[0].statement
        == f"{IDENTIFIER} is dated 2023-12-26 here and 2023-12-25 in 100 or more of 100 or more places"
    )
    assert {boxes for (boxes,) in archive.connection.execute("SELECT boxes FROM checks")} == {"[untouched]"}


def test_a_finding_names_and_holds_the_first_places_alone() -> None:
    """Its own date, the one that stands and those that most print, each with three places."""
    days = dict.fromkeys(range(1, 11), "2023-12-25")
    days |= {number: f"2023-11-{number:02}" for number in range(11, 21)}
    archive = archive_of(days)
    archive.settle()
    last = archive.settled().checks[-1]
    assert last.explanation.count("report-") == 3 + 3 + 1
    assert last.explanation.startswith("2023-11-11: report-11.pdf page 1; 2023-11-12: ")
    assert "2023-12-25: report-1.pdf page 1, report-2.pdf page 1, report-3.pdf page 1, 7 more" in last.explanation
    [ids] = archive.connection.execute(
        "SELECT json_array_length(citation_ids) FROM checks ORDER BY rowid DESC"
    ).fetchone()
    assert ids == 7
