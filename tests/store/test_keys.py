"""Ids that come back as they are, and documents whose SHA-256 begins alike."""

import io
import random
from itertools import pairwise, permutations

import pandas
import pytest

from extractor.errors import DatabaseError
from extractor.store.keys import (
    DOCUMENT_DIGITS,
    LETTERS,
    ROWS,
    DocumentKey,
    document_keys,
    failure_id,
    indicator_id,
    instrument_id,
    organisation_id,
    print_id,
    running_number,
)


def id_of(sha256: str, *others: str) -> str:
    return document_keys([sha256, *others])[sha256].id


def digest(beginning: str, end: str = "abc") -> str:
    return beginning + "0" * (64 - len(beginning) - len(end)) + end


@pytest.mark.parametrize(
    ("beginning", "ident"),
    [
        ("7f3a9c21b0de55", "7f3a9c21b0de"),
        ("048291357026b8", "048291357026b"),
        ("12e456789012345c", "12e456789012345c"),
        ("12e45678901ee", "12e45678901e"),
        ("12345678901ef", "12345678901ef"),
        ("0d1234567890e1", "0d1234567890e"),
        ("e12345678901a", "e12345678901a"),
        ("ab3456789012", "ab3456789012"),
    ],
)
def test_an_id_has_more_digits_where_it_could_be_taken_for_a_number(beginning: str, ident: str) -> None:
    assert id_of(digest(beginning)) == ident


def test_pandas_reads_every_id_as_the_text_that_it_is() -> None:
    chance = random.Random(7)
    digits = ["0123456789", "0123456789e", "0123456789ed", "0123456789abcdef"]
    digests = ["".join(chance.choices(kind, k=64)) for kind in digits for _ in range(500)]
    digests = [sha256 for sha256 in digests if set(sha256) & set("abcf")]
    keys = document_keys([*digests, digest("1" * 30), digest("12e4"), digest("0" * 20)])
    made = [f(f"key {n}") for n in range(500) for f in (instrument_id, organisation_id, indicator_id, print_id)]
    facts = [key.fact_id(table, 17) for key in keys.values() for table in LETTERS]
    for ident in [*(key.id for key in keys.values()), *made, failure_id("a", "read", 1, 0), *facts]:
        column = pandas.read_csv(io.StringIO(f"id\n{ident}\n"))["id"]
        assert column.tolist() == [ident]


def test_documents_that_begin_alike_get_ids_of_more_digits_whatever_their_order() -> None:
    family = [digest("7f3a9c21b0de00a"), digest("7f3a9c21b0de00b"), digest("7f3a9c21b0dea"), digest("7f3a9c2ffff")]
    wanted = document_keys(family)
    assert [wanted[sha256].id for sha256 in family] == [
        "7f3a9c21b0de00a", "7f3a9c21b0de00b", "7f3a9c21b0dea", "7f3a9c2ffff0",
    ]  # fmt: skip
    assert all(document_keys(order) == wanted for order in permutations(family))
    rowids = sorted(key.rowid for key in wanted.values())
    assert [later - earlier for earlier, later in pairwise(rowids)] == [ROWS] * 3
    with pytest.raises(DatabaseError, match="begins with 7f3a9c2") as full:
        document_keys([*family, digest("7f3a9c2eeee")])
    assert "--db" in full.value.next_step


def test_no_rowid_is_longer_than_what_a_spreadsheet_holds() -> None:
    last = document_keys(digest("fffffff", end) for end in "abcd")
    assert max(key.fact_rowid(ROWS - 1) for key in last.values()) < 10**15
    with pytest.raises(DatabaseError, match=f"more than {ROWS - 1} rows"):
        DocumentKey("7f3a9c21b0de", 0).fact_rowid(ROWS)


def test_the_running_number_of_a_fact() -> None:
    ids = [DocumentKey("7f3a9c21b0de", 0).fact_id("citations", number) for number in (1, 2, 10, 117)]
    assert ids[-1] == "7f3a9c21b0de-c117"
    assert sorted(ids, key=running_number) == ids
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert all(len(id_of(digest(start))) >= DOCUMENT_DIGITS for start in ("a", "ab12", "9"))
