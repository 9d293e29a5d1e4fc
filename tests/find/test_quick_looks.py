"""What is read by a quick pattern, or tried at few places only, is what the whole pattern reads everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find import normal
from extractor.find.citations import details, numbers
from extractor.resolve.relations import clauses

# Pieces of numbers and what stands about them, so that many texts are nearly plain and some are not.
OF_NUMBERS = (
    "12", "1234567", "2024", "/", "-", " ", ".", "&", "QĐ", "UBND", "TTg", "QH", "15", "ngày 2", "K4ĐT", "S", "O", ",",
    " - UB", "(", "\t", "\n", "é", "²", "٣", "&amp;DN", "a" * 12,
)  # fmt: skip
OF_DAYS = (" ngày ", "5", "/", "11", "2025", "12345", "25", ".", " ", "٣", ",", "(", "năm ")
OF_MARKERS = ("²", "³", "¹⁰", " ", "  ", "[", "]", "(", ")", "m", "km", "10", "a", "B", "/", "-", ",", ", ", "năm")
OF_CLAUSES = ("\n", ".", "; ", "!", "\t", " ", "A", "b", "1", "a" * 52, "- ", "Đ", "TP", ",", ")", "a)", " " * 31)


def of(pieces: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    """Texts of some pieces."""
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


@given(of(OF_NUMBERS, 9).map(lambda text: f"số 12/{text}"))
@settings(max_examples=400)
def test_a_plain_number_is_what_the_grammar_of_numbers_reads(text: str) -> None:
    plain = numbers._PLAIN_CORE.match(text, len("số "))
    if plain:
        whole = numbers._CORE.match(text, len("số "))
        assert whole
        assert (plain.span(), plain.groups()) == (whole.span(), whole.groups())


@given(of(OF_DAYS, 7).map(lambda text: f"x ngày {text}"))
@settings(max_examples=400)
def test_a_plain_day_is_what_the_grammar_of_days_reads(text: str) -> None:
    plain = details._PLAIN_DAY.match(text, 1)
    if plain:
        whole = details._AFTER.match(text, 1)
        assert whole
        assert whole.end() == plain.end()
        assert tuple(whole[name] for name in "dmy") == plain.groups()
        assert {whole[name] for name in ("verb", "month", "open", "same", "year")} == {None}


@given(of(OF_MARKERS, 14))
@settings(max_examples=400)
def test_raised_numbers_are_looked_for_wherever_one_may_be_changed(text: str) -> None:
    found = [(change.span(), change.group()) for change in normal._raised_changes(text)]
    assert found == [(change.span(), change.group()) for change in normal._CHANGES_RAISED.finditer(text)]


def clause_ends(text: str, at: int) -> Iterator[int]:
    """The ends of clauses before an offset, from the first on, each looked at."""
    for found in clauses._CLAUSE_END.finditer(text, 0, at):
        stop = found.start()
        before = clauses._OPEN_LINE if text[stop] == "\n" else clauses._NOT_AN_END if text[stop] == "." else None
        if before is None or not before.match(text, max(0, stop - clauses._LONGEST_LINE), stop):
            yield found.end()


@given(of(OF_CLAUSES, 30), st.lists(st.integers(0, 200), max_size=6))
@settings(max_examples=300)
def test_the_nearest_end_of_a_clause_is_found_from_the_right(text: str, offsets: list[int]) -> None:
    places = sorted(min(offset, len(text)) for offset in offsets)
    assert list(clauses.clause_starts(text, places)) == [max(clause_ends(text, at), default=0) for at in places]


def test_the_examples_are_read_the_quick_way() -> None:
    assert numbers._PLAIN_CORE.match("số 12/2024/QĐ-UBND, ", 3)
    assert details._PLAIN_DAY.match(" ngày 05/11/2025;")
    assert regex.sub(r"\s", "", normal.normalise("năm 2024³  và").text) == "năm2024và"
