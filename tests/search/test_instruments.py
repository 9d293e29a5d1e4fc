"""Which instruments a query names, among look-alikes: one number in several provinces, years, types and organs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from extractor.search import index
from extractor.search.candidates import MOST
from extractor.search.index import MOST_TIMES, ROOM, index_instruments, matching, slot_of
from extractor.search.instruments import MAX_OTHERS, SUGGESTIONS, Ranking, find_instruments
from extractor.store.database import insert, open_database, open_read_only, transaction
from extractor.store.keys import instrument_id

INSTRUMENTS = """
ubnd@thanh-hoa:qd:d2023:4951  | 4951/QĐ-UBND | Quyết định | 2023-12-25 | UBND tỉnh | Kế hoạch cải cách hành chính năm 2024 | 9
ubnd@thanh-hoa:qd:d2022:4951  | 4951/QĐ-UBND | Quyết định | 2022-11-01 | | Điều chỉnh quy hoạch chung xây dựng | 4
ubnd@thanh-hoa:qd:x:4951      | 4951/QĐ-UBND | Quyết định | | | | 1
ubnd@lam-dong:qd:d2023:4951   | 4951/QĐ-UBND | Quyết định | 2023-10-10 | Ủy ban nhân dân tỉnh Lâm Đồng | | 7
ubnd@thanh-hoa:kh:d2023:4951  | 4951/KH-UBND | Kế hoạch | 2023-02-01 | | Chuyển đổi số | 2
ubnd@thanh-hoa:qd:d2023:4915  | 4915/QĐ-UBND | Quyết định | 2023-12-20 | | | 30
ubnd@thanh-hoa:qd:d2023:495   | 495/QĐ-UBND | Quyết định | 2023-02-06 | | | 3
ubnd@ha-noi:qd:2022:25        | 25/2022/QĐ-UBND | Quyết định | 2022-06-14 | | | 5
ubnd@ha-noi:qd:d2022:25       | 25/QĐ-UBND | Quyết định | 2022-01-04 | | | 2
ubnd@ho-chi-minh:qd:2003:137  | 137/2003/QĐ-UB | Quyết định | | | | 1
ubnd@ca-mau:qd:d2025:1733     | 1733/QĐ-UBND | Quyết định | 2025-04-10 | | | 1
ubnd@ca-mau_2:qd:d2025:1733   | 01733/QĐ-UBND | Quyết định | 2025-11-14 | | | 1
ubnd@thanh-hoa:cv:d2024:839   | 839/UBND-THKH | Công văn | 2024-01-17 | | | 2
snv@thanh-hoa:kh:d2023:1075   | 1075/KH-SNV | Kế hoạch | 2023-12-25 | Sở Nội vụ | | 2
bnv:kh:d2023:1075             | 1075/KH-BNV | Kế hoạch | 2023-08-08 | Bộ Nội vụ | | 3
hdnd@thanh-hoa:nq:2022:7      | 07/2022/NQ-HĐND | Nghị quyết | 2022-07-13 | | | 2
tw:nq:d2017:18                | 18-NQ/TW | Nghị quyết | 2017-10-25 | Ban Chấp hành Trung ương Đảng | | 8
cp:nq:d2017:18                | 18/NQ-CP | Nghị quyết | 2017-02-15 | Chính phủ | | 4
tu@ha-tinh:nq:d2022:12        | 12-NQ/TU | Nghị quyết | 2022-04-04 | | | 3
hdnd@ha-tinh:nq:d2022:12      | 12/NQ-HĐND | Nghị quyết | 2022-05-05 | | | 3
tu@?:hd:d2021:2               | 02-HD/TU | Hướng dẫn | 2021-03-12 | | | 1
cp:nd:2020:30                 | 30/2020/NĐ-CP | Nghị định | 2020-03-05 | Chính phủ | Công tác văn thư | 20
cp:nd:2019:30                 | 30/2019/NĐ-CP | Nghị định | 2019-03-28 | Chính phủ | | 1
cp:nq:d2011:30c               | 30c/NQ-CP | Nghị quyết | 2011-11-08 | Chính phủ | Chương trình tổng thể cải cách hành chính | 6
cp:nq:2026:66.13              | 66.13/2026/NQ-CP | Nghị quyết | | | | 1
cp:nq:d2012:2023              | 2023/NQ-CP | Nghị quyết | 2012-09-09 | | | 1
ttg:qd:d2022:6                | 06/QĐ-TTg | Đề án | 2022-01-06 | Thủ tướng Chính phủ | Phát triển ứng dụng dữ liệu về dân cư | 15
ttg:qd:d2020:749              | 749/QĐ-TTg | Quyết định | 2020-06-03 | | Chương trình Chuyển đổi số quốc gia đến năm 2025 | 9
ttg:ct:d2024:4                | 04/CT-TTg | Chỉ thị | 2024-02-11 | | | 2
vpcp:tt:2017:2                | 02/2017/TT-VPCP | Thông tư | 2017-10-31 | Văn phòng Chính phủ | | 4
bca:ttlt:2025:2               | 02/2025/TTLT-BCA-VKSNDTC-TANDTC | Thông tư liên tịch | | | | 1
qh14:so:2019:39               | 39/2019/QH14 | Luật | 2019-06-13 | | Đầu tư công | 6
qh14:so:2020:61               | 61/2020/QH14 | Luật | 2020-06-17 | | Đầu tư | 7
qh15:so:2023:20               | 20/2023/QH15 | Luật | 2023-06-22 | | Giao dịch điện tử | 2
ubtvqh15:nq:2023:35           | 35/2023/UBTVQH15 | Nghị quyết | 2023-07-12 | | | 4
hdbt:so:x:53                  | 53/HĐBT | Nghị định | | | | 1
tw:ct:d2021:37                | 37-CT/TW | Chỉ thị | 2021-10-25 | | Thực hiện Quy định về 19 điều đảng viên không được làm | 1
title:luat:2024:dat-dai       | | Luật | | | Luật Đất đai | 3
title:luat:2013:dat-dai       | | Luật | | | Luật Đất đai | 5
title:luat:2015:hinh-su       | | Bộ luật | | | Bộ luật Hình sự | 1
"""  # noqa: E501

QUERIES = {
    # in any order, with and without marks, more and less of it
    "qd 4951 ubnd thanh hoa 2023": "ubnd@thanh-hoa:qd:d2023:4951",
    "2023 Thanh Hóa UBND 4951 quyết định": "ubnd@thanh-hoa:qd:d2023:4951",
    "QĐ số 4951/QĐ-UBND ngày 25/12/2023": "ubnd@thanh-hoa:qd:d2023:4951",
    "4951 25-12-2023": "ubnd@thanh-hoa:qd:d2023:4951",
    "04951 qd thanh hoa nam 2022": "ubnd@thanh-hoa:qd:d2022:4951",
    "quyet dinh 4951 uy ban nhan dan tinh lam dong": "ubnd@lam-dong:qd:d2023:4951",
    "4951 thanh hoa ke hoach": "ubnd@thanh-hoa:kh:d2023:4951",
    "4951 thanh hoa cai cach hanh chinh": "ubnd@thanh-hoa:qd:d2023:4951",
    "4951 quy hoach xay dung": "ubnd@thanh-hoa:qd:d2022:4951",
    "4951 chuyen doi so": "ubnd@thanh-hoa:kh:d2023:4951",
    # several fit equally well: the most cited first
    "qd 4951 2023": "ubnd@thanh-hoa:qd:d2023:4951 ubnd@lam-dong:qd:d2023:4951",
    "qd 4951 thanh hoa": "ubnd@thanh-hoa:qd:d2023:4951 ubnd@thanh-hoa:qd:d2022:4951 ubnd@thanh-hoa:qd:x:4951",
    "25 ubnd ha noi 2022": "ubnd@ha-noi:qd:2022:25 ubnd@ha-noi:qd:d2022:25",
    "luat dat dai": "title:luat:2013:dat-dai title:luat:2024:dat-dai",
    "qd 1733 ca mau 2025": "ubnd@ca-mau:qd:d2025:1733 ubnd@ca-mau_2:qd:d2025:1733",
    # one identifier in several spellings
    "30/2020/NĐ-CP": "cp:nd:2020:30",
    "30/2020/ND-CP": "cp:nd:2020:30",
    "030 / 2020 / nđcp": "cp:nd:2020:30",
    "NĐ30/2020": "cp:nd:2020:30",
    "25/2022/QĐUBND": "ubnd@ha-noi:qd:2022:25",
    "25/QĐ-UBND": "ubnd@ha-noi:qd:d2022:25",
    "37-NQ/TW 18": "",
    "18-NQ/TW": "tw:nq:d2017:18",
    "30c/NQ-CP": "cp:nq:d2011:30c",
    "nq 66.13 chinh phu": "cp:nq:2026:66.13",
    "02/2025/TTLT-BCA-VKSNDTC-TANDTC": "bca:ttlt:2025:2",
    "137/2003/QĐ-UB": "ubnd@ho-chi-minh:qd:2003:137",
    "qd 137 tphcm": "ubnd@ho-chi-minh:qd:2003:137",
    "839/UBND-THKH": "ubnd@thanh-hoa:cv:d2024:839",
    "53 hdbt nghi dinh": "hdbt:so:x:53",
    "1733/QĐ-UBND ngày 14/11/2025": "ubnd@ca-mau_2:qd:d2025:1733",
    # organs that share a number
    "nq 18 trung uong": "tw:nq:d2017:18",
    "nghi quyet 18 cua chinh phu": "cp:nq:d2017:18",
    "12 tinh uy ha tinh": "tu@ha-tinh:nq:d2022:12",
    "nq 12 hdnd ha tinh": "hdnd@ha-tinh:nq:d2022:12",
    "ke hoach 1075 so noi vu": "snv@thanh-hoa:kh:d2023:1075",
    "ke hoach 1075 bo noi vu": "bnv:kh:d2023:1075",
    "hd 02 tu 2021": "tu@?:hd:d2021:2",
    "chi thi 4 thu tuong": "ttg:ct:d2024:4",
    "nq 7 hoi dong nhan dan thanh hoa": "hdnd@thanh-hoa:nq:2022:7",
    # titles, aliases, no number
    "luat dat dai 2024": "title:luat:2024:dat-dai",
    "Luật Đầu tư công năm 2019": "qh14:so:2019:39",
    "luat giao dich dien tu": "qh15:so:2023:20",
    "bo luat hinh su": "title:luat:2015:hinh-su",
    "de an 06": "ttg:qd:d2022:6",
    "nghi dinh cong tac van thu": "cp:nd:2020:30",
    "chuong trinh chuyen doi so quoc gia": "ttg:qd:d2020:749",
    "chi thi 19 dieu dang vien khong duoc lam": "tw:ct:d2021:37",
    "39 qh14": "qh14:so:2019:39",
    "nq 35 ubtvqh15 2023": "ubtvqh15:nq:2023:35",
    "nghi quyet 2023 cp": "cp:nq:d2012:2023",
    # typing errors in words
    "qd 4951 thnah hoa 2023": "ubnd@thanh-hoa:qd:d2023:4951",
    "qd 4951 thanhhoa 2023": "ubnd@thanh-hoa:qd:d2023:4951",
    "quyet dihn 4951 lam dogn": "ubnd@lam-dong:qd:d2023:4951",
    "nghj dinh 30 2020": "cp:nd:2020:30",
    "luat giao dihc dien tu": "qh15:so:2023:20",
    "qd 749 ttgg": "ttg:qd:d2020:749",
    # the key itself
    "vn:cp:nd:2020:30": "cp:nd:2020:30",
    " VN:CP:ND:2020:30 ": "cp:nd:2020:30",
    "vn:tu@?:hd:d2021:2": "tu@?:hd:d2021:2",
}
"""What is typed → the keys that fit best, without ``vn:``, best first; empty where nothing fits."""

NEAR = {
    # a digit too many, too few, another, or two that changed places: never the best, always named
    "qd 4591 thanh hoa 2023": ("ubnd@thanh-hoa:qd:d2023:4951",),
    "4952/QĐ-UBND thanh hoa 2023": ("ubnd@thanh-hoa:qd:d2023:4951",),
    "qd 49510 lam dong": ("ubnd@lam-dong:qd:d2023:4951",),
    "nd 3 2020 chinh phu": ("cp:nd:2020:30",),
    # the number is there, but not of this year
    "qd 4951 lam dong 2020": ("ubnd@lam-dong:qd:d2023:4951",),
    "30/2021/NĐ-CP": ("cp:nd:2020:30", "cp:nd:2019:30"),
    "luat dat dai 2003": ("title:luat:2013:dat-dai", "title:luat:2024:dat-dai"),
    # a second number that is nowhere
    "qd 749 ttg 77": ("ttg:qd:d2020:749",),
    # the number stands in a title only
    "chi thi 19": ("tw:ct:d2021:37",),
    # one word is right
    "nghi dinh xyzzy": ("cp:nd:2020:30",),
}
"""What is typed, and what must be among the suggestions; nothing fits."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the instruments above and nothing else."""
    made = tmp_path_factory.mktemp("lookup") / "reports.db"
    fill(made, [row(*(part.strip() for part in line.split("|"))) for line in INSTRUMENTS.strip().splitlines()])
    return made


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(path)) as opened:
        yield opened


def row(key: str, identifier: str, doc_type: str, day: str, issuer: str, title: str, cited: str) -> dict[str, object]:
    """A row of ``instruments``; an empty text is null."""
    told = {"identifier": identifier, "doc_type": doc_type, "issued_on": day, "issuer": issuer, "title": title}
    full = f"vn:{key}"
    return {
        "id": instrument_id(full),
        "key": full,
        "times_cited": int(cited),
        **{name: text or None for name, text in told.items()},
    }


def fill(path: Path, rows: list[dict[str, object]]) -> None:
    with closing(open_database(path, create=True)) as opened, transaction(opened):
        insert(opened, "instruments", rows)
        index_instruments(opened)


def keys(connection: sqlite3.Connection, ids: tuple[int, ...]) -> list[str]:
    found = [connection.execute("SELECT key FROM instruments WHERE id = ?", (ident,)).fetchone()[0] for ident in ids]
    return [key.removeprefix("vn:") for key in found]


@pytest.mark.parametrize("text", QUERIES)
def test_what_fits_best(connection: sqlite3.Connection, text: str) -> None:
    assert keys(connection, find_instruments(connection, text).best) == QUERIES[text].split()


@pytest.mark.parametrize("text", NEAR)
def test_what_is_suggested_where_nothing_fits(connection: sqlite3.Connection, text: str) -> None:
    found = find_instruments(connection, text)
    assert (found.best, found.others) == ((), ())
    assert set(NEAR[text]) <= set(keys(connection, found.near))
    assert len(found.near) <= SUGGESTIONS


def test_two_digits_that_changed_places_are_named_before_another_digit(connection: sqlite3.Connection) -> None:
    near = keys(connection, find_instruments(connection, "qd 4591 ubnd thanh hoa").near)
    assert near.index("ubnd@thanh-hoa:qd:d2023:4951") == 0
    assert "ubnd@thanh-hoa:qd:d2023:4915" not in near


def test_an_undated_print_of_it_is_among_the_others(connection: sqlite3.Connection) -> None:
    found = find_instruments(connection, "qd 4951 ubnd thanh hoa 2023")
    assert "ubnd@thanh-hoa:qd:x:4951" in keys(connection, found.others)


@pytest.mark.parametrize("text", ["", " ", "-", '"', "asdfgh", "ngày của", "\0", "😀", 'number:"1" OR *', "a" * 10_000])
def test_what_names_nothing_is_no_error(connection: sqlite3.Connection, text: str) -> None:
    assert find_instruments(connection, text).best == ()


def test_the_index_does_not_depend_on_the_order_of_rows(path: Path, tmp_path: Path) -> None:
    rows = [row(*(part.strip() for part in line.split("|"))) for line in INSTRUMENTS.strip().splitlines()]
    fill(tmp_path / "other.db", rows[::-1])
    with closing(open_read_only(path)) as one, closing(open_read_only(tmp_path / "other.db")) as other:
        for query in ("SELECT * FROM instrument_words", "SELECT key, citation_rank FROM instruments ORDER BY key"):
            assert [tuple(found) for found in one.execute(query)] == [tuple(found) for found in other.execute(query)]


def test_many_that_fit_are_bounded_and_the_most_cited_come_first(tmp_path: Path) -> None:
    places = [f"xa-{number}" for number in range(3 * MOST)]
    rows = [row(f"ubnd@{place}:qd:d2020:12", "12/QĐ-UBND", "Quyết định", "2020-01-02", "", "", str(cited))
            for cited, place in enumerate(places)]  # fmt: skip
    fill(tmp_path / "a.db", rows)
    with closing(open_read_only(tmp_path / "a.db")) as opened:
        found = find_instruments(opened, "qd 12 2020")
        assert len(found.best) == MOST
        assert len(found.others) <= MAX_OTHERS
        assert keys(opened, found.best[:2]) == [
            f"ubnd@xa-{3 * MOST - 1}:qd:d2020:12",
            f"ubnd@xa-{3 * MOST - 2}:qd:d2020:12",
        ]
        ranks = [rank for (rank,) in opened.execute("SELECT citation_rank FROM instruments ORDER BY times_cited DESC")]
        assert matching(opened, '"12"', 5) == ranks[:5]


def test_a_rank_is_a_number_of_fifteen_digits_at_most(path: Path) -> None:
    assert (slot_of(0, "vn:cp:nd:2020:30") + 1) * ROOM < 10**15
    # Of more citations than that, the digest alone decides.
    assert slot_of(MOST_TIMES, "vn:x") == slot_of(MOST_TIMES + 1, "vn:x") != slot_of(MOST_TIMES - 1, "vn:x")
    assert MOST_TIMES > 4_000_000
    with closing(open_read_only(path)) as opened:
        ordered = opened.execute("SELECT times_cited FROM instruments ORDER BY citation_rank").fetchall()
    assert [times for (times,) in ordered] == sorted((times for (times,) in ordered), reverse=True)


def test_what_has_no_room_in_its_slot_waits_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "slot_of", lambda times, key: 5)
    monkeypatch.setattr(index, "ROOM", 2)
    path, rows = (
        tmp_path / "a.db",
        [row(f"cp:nd:2020:{n}", f"{n}/2020/NĐ-CP", "Nghị định", "", "", "", "1") for n in (1, 2, 3)],
    )

    def ranks(opened: sqlite3.Connection) -> list[int | None]:
        index_instruments(opened)
        return [rank for (rank,) in opened.execute("SELECT citation_rank FROM instruments ORDER BY key")]

    with closing(open_database(path, create=True)) as opened:
        insert(opened, "instruments", rows[1:])
        assert ranks(opened) == [10, 11]
        insert(opened, "instruments", rows[:1])
        assert ranks(opened) == [10, 11, None]
        assert matching(opened, "number : 1 OR number : 2 OR number : 3", 5) == [10, 11]
        opened.execute("DELETE FROM instruments WHERE key = ?", (rows[0]["key"],))
        assert ranks(opened) == [10, 11]
        assert matching(opened, "number : 3", 5) == [11]


def test_an_empty_database_holds_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "a.db", [])
    with closing(open_read_only(tmp_path / "a.db")) as opened:
        assert find_instruments(opened, "qd 4951") == Ranking()
