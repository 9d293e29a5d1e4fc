import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from datasette.utils import detect_fts, escape_fts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.query.hits import Question, find_hits
from extractor.search.full_text import MAX_SPELLINGS, match_expression, without_markers
from extractor.store.database import open_database, open_read_only
from extractor.store.full_text import parted
from tests.documents import first_quarter, page_text
from tests.search.hits import search
from tests.store.databases import ingest


@pytest.fixture
def connection(sample_db: Path) -> Iterator[sqlite3.Connection]:
    opened = open_read_only(sample_db)
    yield opened
    opened.close()


def found(connection: sqlite3.Connection, text: str) -> set[tuple[str, str, int]]:
    return {(hit.kind, hit.file_name, hit.page) for hit in search(connection, text)}


FIRST, HALF, OTHER = "thanh-hoa-2024-q1.pdf", "thanh-hoa-2024-h1.pdf", "lam-dong-2024-q1.pdf"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("kinh tế", {("page", OTHER, 1)}),
        ("KINH TE xa HOI", {("page", OTHER, 1)}),
        ('"cong tac chi dao"', {("page", FIRST, 2), ("table", FIRST, 2)}),
        ('"chi dao, dieu hanh"', {("page", FIRST, 1), ("page", FIRST, 2), ("table", FIRST, 2)}),
        ("dinh kinh te", {("page", OTHER, 1)}),
        ("định kinh te", {("page", OTHER, 1)}),
        ('"quyet dinh so 4951"', {("page", FIRST, 1), ("page", HALF, 1)}),
        ("4951/QĐ-UBND", {("page", FIRST, 1), ("page", HALF, 1)}),
        ("4951/qd-ubnd", {("page", FIRST, 1), ("page", HALF, 1)}),
        ("4951/QĐ–UBND", {("page", FIRST, 1), ("page", HALF, 1)}),
        ("UBND-4951/QĐ", set()),
        ("30/2020/ND-CP", {("page", FIRST, 1), ("footnote", FIRST, 1), ("page", OTHER, 1)}),
        ("hoàn thành*", {("page", FIRST, 2), ("table", FIRST, 2), ("page", HALF, 1)}),
        ("chính ph*", {("page", FIRST, 1), ("footnote", FIRST, 1), ("page", OTHER, 1)}),
        ("cúng", set()),
        ("", set()),
        ('"', set()),
        ("- / * ( ) : ^", set()),
    ],
)
def test_what_is_found(connection: sqlite3.Connection, text: str, places: set[tuple[str, str, int]]) -> None:
    assert found(connection, text) == places


def test_a_hit_says_where_and_shows_the_words(connection: sqlite3.Connection) -> None:
    (hit,) = [hit for hit in search(connection, "nghi dinh") if hit.kind == "footnote"]
    assert hit.snippet == "Theo [Nghị định] số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ."
    assert (hit.file_name, hit.page) == (FIRST, 1)
    (phrase,) = [hit for hit in search(connection, '"nghi dinh"') if hit.kind == "footnote"]
    assert phrase.snippet == hit.snippet


def test_words_that_follow_each_other_as_typed_come_first(tmp_path: Path) -> None:
    apart = "Sở đổi mới; số phòng chuyên môn của sở còn 12 phòng."
    together = "Kế hoạch chuyển đổi số của cả tỉnh trong năm, giao cho từng cơ quan thực hiện, báo cáo hằng quý."
    path = tmp_path / "r.db"
    pages = (page_text(1, apart), page_text(3, together), *(page_text(number, "Trang khác.") for number in range(4, 9)))
    ingest(path, [replace(first_quarter(), pages=pages)])
    with closing(open_read_only(path)) as opened:
        assert [hit.page for hit in search(opened, "chuyen doi so")] == [3, 1]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("năm 2024³ của tỉnh", "năm 2024 của tỉnh"),
        ("hồ sơ¹² và 5², ³ việc", "hồ sơ và 5 việc"),
        ("năm 2024[³] của", "năm 2024 của"),
        ("rộng 30 m², xây 5km² hoặc 10⁶ m³", "rộng 30 m², xây 5km² hoặc 10⁶ m³"),
        ("5 Km² của tem² in³", "5 Km² của tem in"),
        ("‹2024›³ và ‹m›²", "‹2024› và ‹m›²"),
    ],
)
def test_an_excerpt_has_no_markers_and_keeps_powers(printed: str, shown: str) -> None:
    assert without_markers(printed, "›") == shown


def test_markers_of_notes_are_neither_found_nor_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    text = "Kế hoạch năm 2024³ của tỉnh, xây 300 m² nhà văn hóa."
    ingest(path, [replace(first_quarter(), pages=(page_text(1, text), page_text(2, "Trang khác.")))])
    with closing(open_read_only(path)) as opened:
        for typed in ("2024", '"2024 của"', '"năm 2024 cua tinh"', "2024³", "2024³ của", '"300 m²"'):
            assert [hit.page for hit in search(opened, typed) if hit.kind == "page"] == [1], typed
        assert search(opened, "³") == search(opened, "20243") == []
        (hit,) = search(opened, '"2024"')
        assert hit.snippet == "Kế hoạch năm [2024] của tỉnh, xây 300 m² nhà văn hóa."


def test_rowids_that_are_numbered_anew_do_not_lead_the_search_astray(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    ingest(path, [first_quarter()])
    with closing(open_read_only(path)) as opened:
        before = search(opened, "nghi dinh")
    with closing(sqlite3.connect(path)) as other:
        other.execute("VACUUM")
    for change in ("SELECT 1", *(f"UPDATE {table} SET rowid = 9 - rowid" for table in ("pages", "footnotes"))):
        with closing(sqlite3.connect(path)) as other:
            other.execute(change)
            other.commit()
        with closing(open_read_only(path)) as opened:
            assert search(opened, "nghi dinh") == before
    assert len(before) == 2


def test_best_hits_come_first_and_the_limit_holds(connection: sqlite3.Connection) -> None:
    hits = search(connection, "ke hoach")
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert search(connection, "ke hoach", limit=2) == hits[:2]
    assert search(connection, "ke hoach", limit=0) == []
    assert search(connection, "ke hoach", limit=10**30) == hits


@given(st.text(alphabet=st.sampled_from("\"'-/*():^+{}[]~&|;%_.\\ \n\0ađĐd1 ANDORNOTNEAR\ud800"), max_size=60))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_signs_of_the_query_language_are_text(connection: sqlite3.Connection, text: str) -> None:
    assert isinstance(search(connection, text), list)


@given(st.text(max_size=200))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_searched(connection: sqlite3.Connection, text: str) -> None:
    assert isinstance(search(connection, text), list)


def test_long_queries_stay_small(connection: sqlite3.Connection) -> None:
    assert match_expression("d" * 40).count(" OR ") == 0
    assert match_expression("ddddd").count(" OR ") == MAX_SPELLINGS - 1
    assert search(connection, "dddd dd " * 500) == []
    assert search(connection, "a" * 100_000) == []


def test_plain_datasette_finds_the_index_of_each_table(connection: sqlite3.Connection) -> None:
    for table in ("pages", "footnotes", "table_rows"):
        assert detect_fts(connection, table) == f"{table}_fts"
    query = """
        SELECT file_name FROM pages JOIN documents ON documents.id = pages.document_id
        WHERE pages.rowid IN (SELECT rowid FROM pages_fts WHERE pages_fts MATCH ?)
    """
    for typed in ("dinh kinh te", "12/2025/QD-UBND"):
        assert [tuple(row) for row in connection.execute(query, (escape_fts(typed),))] == [(OTHER,)]


def test_rows_that_were_deleted_since_the_index_was_built_are_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    ingest(path, [replace(first_quarter(), pages=(page_text(1, "mới"), page_text(3, "trang cuối")))])
    raw = sqlite3.connect(path)
    raw.execute("DELETE FROM pages WHERE number = 3")
    raw.commit()
    raw.close()
    connection = open_read_only(path)
    assert search(connection, "cuoi") == []
    connection.close()


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Pages with words that only their marks tell apart."""
    texts = ("Công tác cải cách hành chính.", "Cây cải trồng cạnh hành lang, tài chính.", "Tỉnh Hoà Bình và Thành phố.")
    pages = tuple(page_text(number, text) for number, text in enumerate(texts, 1))
    path = tmp_path_factory.mktemp("marked") / "r.db"
    ingest(path, [replace(first_quarter(), pages=pages)])
    with closing(open_read_only(path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("cach", {1}),
        ("canh", {2}),
        ("cai", {1, 2}),
        ("cải", {1, 2}),
        ("cái", set()),
        ("hành chính", {1, 2}),
        ('"hành chính"', {1}),
        ('"hanh chinh"', {1}),
        ('"hành chinh"', {1}),
        ("hánh", set()),
        ("tai chính", {2}),
        ("hòa bình", {3}),
        ("hoà bình", {3}),
        ("HÒA BÌNH", {3}),
        ("hóa", set()),
        ("thành ph*", {3}),
        ("thanh phố", {3}),
        ("thanh phó", set()),
    ],
)
def test_marks_that_are_typed_count(marked: sqlite3.Connection, typed: str, pages: set[int]) -> None:
    hits = find_hits(marked, Question(typed, kinds=("page",)))
    assert {hit.page for hit in hits.hits} == pages
    assert hits.total == len(pages)
    without = find_hits(marked, Question(typed, kinds=("page",), without_accents=True))
    assert {hit.page for hit in without.hits} >= pages


@pytest.fixture(scope="module")
def parted_texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Pages on which punctuation stands between the words, or none does."""
    texts = (
        "Chế độ thôi việc của viên chức.",
        "Bố trí thời\ngian, việc làm kịp thời, việc này giao cơ sở.",
        "Cơ quan chủ quản. Hà Nội có quan hệ hợp tác.",
        "Phát triển kinh tế - xã hội; nhà “văn hóa” TP. Hà Nội",
        "QCVN 01:2021/BXD, thu 12.469,5 triệu đồng (số liệu) ước tính.",
    )
    pages = tuple(page_text(number, text) for number, text in enumerate(texts, 1))
    path = tmp_path_factory.mktemp("parted") / "r.db"
    ingest(path, [replace(first_quarter(), pages=pages)])
    with closing(open_read_only(path)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ('"thôi việc"', {1}),
        ('"thoi viec"', {1}),
        ('"thời việc"', set()),
        ('"kịp thời, việc"', {2}),
        ('"kip thoi, viec"', {2}),
        ("thời, việc", {2}),
        ('"thoi gian"', {2}),
        ('"gian viec"', set()),
        ('"cơ quan"', {3}),
        ('"co quan"', {3}),
        ('"chủ quản hà nội"', set()),
        ('"kinh tế xã hội"', {4}),
        ('"xa hoi nha"', set()),
        ('"nhà văn hóa"', {4}),
        ('"tp hà nội"', {4}),
        ('"TP. Hà Nội"', {4}),
        ("01:2021/BXD", {5}),
        ("12.469,5", {5}),
        ('"dong so lieu"', set()),
        ('"đồng (số liệu)"', {5}),
    ],
)
def test_a_phrase_does_not_cross_punctuation(parted_texts: sqlite3.Connection, typed: str, pages: set[int]) -> None:
    hits = find_hits(parted_texts, Question(typed, kinds=("page",)))
    assert {hit.page for hit in hits.hits} == pages
    assert hits.total == len(pages)
    assert all("[" in hit.snippet for hit in hits.hits)


def test_the_views_part_texts_as_typed_phrases_are_parted(connection: sqlite3.Connection) -> None:
    for table in ("pages", "footnotes", "table_rows"):
        rows = connection.execute(
            f"SELECT {table}.text, {table}_fts_text.text FROM {table} JOIN {table}_fts_text USING (search_rowid)"
        )
        assert all(parted(text) == as_searched for text, as_searched in rows)
    signs = "a, b. c: d; e! f? (g) h | i… TP. k, Tp. l TX. m\nn 1,5"
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'pages_fts_text'").fetchone()[0]
    expression = sql[sql.index("replace(") : sql.index(" AS text")]
    assert connection.execute(f"SELECT {expression} FROM (SELECT ? AS text)", (signs,)).fetchone()[0] == parted(signs)


def test_a_database_that_was_made_before_texts_were_parted_is_searched(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    ingest(path, [replace(first_quarter(), pages=(page_text(1, "Kịp thời, việc này."),))])
    with closing(sqlite3.connect(path)) as other:
        for kind, table in ((kind, table) for table in ("pages", "footnotes", "table_rows") for kind in ("", "_exact")):
            other.execute(f"DROP TABLE {table}{kind}_fts")
            columns = "text" if kind else "text, folded"
            marks = 0 if kind else 2
            other.execute(
                f"CREATE VIRTUAL TABLE {table}{kind}_fts USING fts5({columns}, content='{table}', "
                f"content_rowid='search_rowid', tokenize='unicode61 remove_diacritics {marks}')"
            )
            other.execute(f"INSERT INTO {table}{kind}_fts({table}{kind}_fts) VALUES ('rebuild')")
        for table in ("pages", "footnotes", "table_rows"):
            other.execute(f"DROP VIEW {table}_fts_text")
        other.commit()
    with closing(open_read_only(path)) as opened:
        assert find_hits(opened, Question('"thời, việc"', kinds=("page",))).total == 1
    open_database(path).close()  # as for the next report
    with closing(open_read_only(path)) as opened:
        assert find_hits(opened, Question('"thời việc"', kinds=("page",))).total == 0


def test_words_as_typed_come_before_those_with_other_marks(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    texts = ("Cơ sở quản lý; quan.", "Cơ sở. Quản lý, quản trị, quản lý cơ sở.", "Trang khác của cơ quan huyện, cơ sở.")
    ingest(path, [replace(first_quarter(), pages=tuple(page_text(n, text) for n, text in enumerate(texts, 1)))])
    with closing(open_read_only(path)) as opened:
        hits = find_hits(opened, Question("cơ quan", kinds=("page",)))
        assert [hit.page for hit in hits.hits][-1] == 2
        assert hits.total == 3


def test_marks_can_be_left_out(marked: sqlite3.Connection) -> None:
    assert find_hits(marked, Question("hánh đường", kinds=("page",))).total == 0
    assert find_hits(marked, Question("cái", kinds=("page",), without_accents=True)).total == 2


def test_a_database_without_the_index_of_marks_says_that_they_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    ingest(path, [first_quarter()])
    with closing(sqlite3.connect(path)) as other:
        for table in ("pages", "footnotes", "table_rows"):
            other.execute(f"DROP TABLE {table}_exact_fts")
    with closing(open_read_only(path)) as opened:
        hits = find_hits(opened, Question("nghì dính"))
        assert hits.total
        assert hits.are_marks_left_out
        assert not find_hits(opened, Question("nghi dinh")).are_marks_left_out
    open_database(path).close()  # as for the next report
    with closing(open_read_only(path)) as opened:
        hits = find_hits(opened, Question("nghì dính"))
        assert (hits.total, hits.are_marks_left_out) == (0, False)
        assert find_hits(opened, Question("nghị định")).total
