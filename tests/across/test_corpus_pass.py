"""What the second pass writes: evidence, candidates, and relations between instruments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractor.across.corpus_pass import run_corpus_pass
from extractor.model.document import Document
from extractor.query.state.status import read_status
from extractor.store.database import open_read_only
from extractor.store.writer import Writer
from tests.documents import page_text
from tests.resolve.layouts import body, link_over, record

ADDRESS = "https://vanban.example/12"


def paper(name: str, sentence: str, linked: str | None = None) -> Document:
    page = page_text(1, sentence)
    if linked:
        page = replace(page, links=(link_over(page, linked, ADDRESS),))
    return record(page, [body(page, [sentence])], name=name)


def rows(path: Path, documents: Sequence[Document], query: str) -> list[tuple[Any, ...]]:
    with Writer(path) as writer:
        writer.begin_run("options", "0")
        for document in documents:
            writer.write(document, "options")
        run_corpus_pass(writer.connection)
        writer.finish_run()
    connection = open_read_only(path)
    try:
        return [tuple(row) for row in connection.execute(query)]
    finally:
        connection.close()


def test_who_acts_on_whom_can_be_asked_from_both_sides(tmp_path: Path) -> None:
    papers = [
        paper("a.pdf", "Theo Nghị định số 2/2018/NĐ-CP được sửa đổi bởi Nghị định số 1/2021/NĐ-CP."),
        paper("b.pdf", "Nghị định số 1/2021/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 2/2018/NĐ-CP."),
    ]
    found = rows(
        tmp_path / "x.db",
        papers,
        'SELECT acting.identifier, relation, acted.identifier, "trigger" FROM instrument_relations '
        "JOIN instruments AS acting ON acting.id = subject_id JOIN instruments AS acted ON acted.id = object_id",
    )
    assert sorted(found) == [
        ("1/2021/NĐ-CP", "sửa đổi", "2/2018/NĐ-CP", "sửa đổi, bổ sung"),
        ("1/2021/NĐ-CP", "sửa đổi", "2/2018/NĐ-CP", "được sửa đổi bởi"),
    ]


OPEN = paper("open.pdf", "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024.", "12/KH-UBND")
NAMED = paper("named.pdf", "Kế hoạch số 12/KH-UBND ngày 05/3/2024 của UBND tỉnh Nghệ An.", "12/KH-UBND")
OTHER = paper("other.pdf", "Kế hoạch số 12/KH-UBND ngày 07/4/2024 của UBND tỉnh Hà Tĩnh.")


@pytest.mark.parametrize("order", [[OPEN, NAMED, OTHER], [OTHER, NAMED, OPEN], [NAMED, OPEN, OTHER]])
def test_a_hyperlink_settles_an_open_place_in_whatever_order_files_come(tmp_path: Path, order: list[Document]) -> None:
    query = (
        "SELECT instruments.key, citations.status, evidence FROM citations "
        "JOIN instruments ON instruments.id = citations.instrument_id "
        "JOIN documents ON documents.id = citations.document_id WHERE file_name = 'open.pdf'"
    )
    assert rows(tmp_path / "x.db", order, query) == [("vn:ubnd@nghe-an:kh:d2024:12", "resolved", "link")]


def test_what_was_settled_is_open_again_when_the_evidence_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    query = "SELECT status, evidence, url FROM citations WHERE key LIKE '%?%'"
    assert rows(path, [OPEN, NAMED], query) == [("resolved", "link", ADDRESS)]
    unlinked = replace(
        NAMED,
        citations=tuple(replace(each, fact=replace(each.fact, url=None)) for each in NAMED.citations),
    )
    assert rows(path, [unlinked], query) == [("unresolved", None, ADDRESS)]


def test_candidates_of_an_open_place_have_their_reason(tmp_path: Path) -> None:
    query = "SELECT citation_candidates.key, reason FROM citation_candidates ORDER BY 1"
    unlinked = paper("open.pdf", "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2024.")
    reason = "the place is not printed; this one is cited in the database"
    assert rows(tmp_path / "x.db", [unlinked, NAMED, OTHER], query) == [
        ("vn:ubnd@ha-tinh:kh:d2024:12", reason),
        ("vn:ubnd@nghe-an:kh:d2024:12", reason),
    ]


def test_the_organs_that_the_registry_lacks_the_most_frequent_first(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    sentence = "Theo Quyết định số 1/QĐ-XYZT, Kế hoạch số 2/KH-XYZT, Quyết định số 3/QĐ-WQRK và Nghị quyết số 4/NQ-CP."
    rows(path, [paper("a.pdf", sentence)], "SELECT 1")
    connection = open_read_only(path)
    unknown = read_status(connection).unknown_organs
    connection.close()
    assert [(each.organ, each.times, each.example) for each in unknown] == [
        ("XYZT", 2, "Kế hoạch số 2/KH-XYZT"),
        ("WQRK", 1, "Quyết định số 3/QĐ-WQRK"),
    ]
