"""The basket and evidence sheets in the room."""

from __future__ import annotations

import asyncio
import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractor.facsimile.images import Facsimile
from extractor.language.catalogue import words_of
from extractor.query.basket import MOST, fill_basket
from extractor.store.database import open_read_only
from extractor.web.pages.basket import answer
from extractor.web.room import reading_room
from extractor.web.views import Asked, Elsewhere
from tests.documents import sha256_of
from tests.export.evidence.sheets import Reader, ids
from tests.printed_reports import PrintedReports

Get = Callable[..., Any]
FIRST = sha256_of("first")[:12]
STATIC = Path(__file__).parents[2] / "extractor/web/static"


@pytest.fixture(scope="module")
def get_printed(printed: PrintedReports) -> Iterator[Get]:
    """A GET request to a room on the printed reports, their pictures kept beside them."""
    with closing(Facsimile.of(printed.db, (), printed.db.parent / "pictures")) as facsimile:
        room = reading_room(printed.db, facsimile)
        with asyncio.Runner() as loop:
            loop.run(room.invoke_startup())
            yield lambda address: loop.run(room.client.get(address, follow_redirects=True))


def basket_of(sample_db: Path, **args: list[str]) -> Any:
    asked = Asked("reports", "/reports/-", words_of("en"), {}, args)
    with closing(open_read_only(sample_db)) as connection:
        return answer(connection, asked)


def test_the_basket_shows_what_is_picked_in_order(get: Get, base: str) -> None:
    page = get(f"{base}/-/basket?id={FIRST}-c2&id=vn:cp:nd:2020:30&id={FIRST}-k1&id={FIRST}-f1&lang=en").text
    titles = re.findall(r'<li>\s*<div><a href="([^"]+)"><bdi(?: lang="vi")?>([^<]+)</bdi>', page)
    assert [title for _, title in titles] == [
        "Quyết định số 4951/QĐ-UBND ngày 25/12/2023",
        "Nghị định số 30/2020/NĐ-CP",
        "99,65% = 1.270 / 1.274",
        "1.274 hồ sơ",
    ]
    assert [address.split("/-/")[1].split("/")[0] for address, _ in titles] == ["fact", "instrument", "finding", "fact"]


def test_an_empty_basket_says_how_to_fill_it(get: Get, base: str) -> None:
    assert "Giỏ đang trống" in get(f"{base}/-/basket").text
    assert 'data-basket-page="empty"' in get(f"{base}/-/basket?clear=1").text


@pytest.mark.parametrize(
    ("deed", "ident", "left"),
    [("remove", "c2", ["f1", "k1"]), ("up", "k1", ["f1", "k1", "c2"]), ("down", "f1", ["c2", "f1", "k1"]),
     ("up", "f1", ["f1", "c2", "k1"])],
)  # fmt: skip
def test_things_are_moved_and_taken_out_without_a_script(
    sample_db: Path, deed: str, ident: str, left: list[str]
) -> None:
    named = [f"{FIRST}-{each}" for each in ("f1", "c2", "k1")]
    with pytest.raises(Elsewhere) as moved:
        basket_of(sample_db, id=named, **{deed: [f"{FIRST}-{ident}"]})
    assert re.findall(rf"id={FIRST}-(\w+)", str(moved.value)) == left
    assert "kept=1" in str(moved.value)


def test_taking_out_the_last_thing_empties_the_basket(sample_db: Path) -> None:
    with pytest.raises(Elsewhere) as moved:
        basket_of(sample_db, id=["x"], remove=["x"])
    assert str(moved.value).endswith("basket?clear=1")


def test_what_is_gone_and_what_is_too_much_is_said(sample_db: Path, get: Get, base: str) -> None:
    page = get(f"{base}/-/basket?id={FIRST}-f1&id={FIRST}-f99&id=<b>&lang=en").text
    assert "2 ids stand for nothing in this database:" in page
    assert "<code>&lt;b&gt;</code>" in page
    with closing(open_read_only(sample_db)) as connection:
        full = fill_basket(connection, [f"{FIRST}-f{number}" for number in range(1, MOST + 6)])
    assert full.over == 5
    assert len(full.picked) + len(full.gone) == MOST


def test_the_script_keeps_as_many_as_the_page_takes() -> None:
    assert f"const MOST = {MOST};" in (STATIC / "basket.js").read_text(encoding="utf-8")


def test_the_basket_goes_to_a_spreadsheet(get: Get, base: str) -> None:
    got = get(f"{base}/-/basket.csv?id={FIRST}-f1&id=vn:cp:nd:2020:30&lang=en").content
    assert got.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(got.decode("utf-8-sig")))
    assert (first["id"], first["printed"], first["value"], first["unit"]) == (
        f"{FIRST}-f1",
        "1.274 hồ sơ",
        "1274.0",
        "hồ sơ",
    )
    assert second["printed"] == "Nghị định số 30/2020/NĐ-CP"


def test_the_basket_goes_to_a_workbook(get: Get, base: str) -> None:
    got = get(f"{base}/-/basket.xlsx?id={FIRST}-f1&id={FIRST}-c2&lang=en").content
    rows = list(openpyxl.load_workbook(io.BytesIO(got)).active.iter_rows(values_only=True))
    assert [row[:4] for row in rows[1:]] == [
        (f"{FIRST}-f1", "Number", "1.274 hồ sơ", 1274),
        (f"{FIRST}-c2", "Citation", "Quyết định số 4951/QĐ-UBND ngày 25/12/2023", None),
    ]


def test_a_sheet_without_originals_says_so(get: Get, base: str) -> None:
    page = get(f"{base}/-/evidence?id={FIRST}-f1&lang=en")
    assert page.status_code == 200
    assert "No picture: the file is not in the folders" in page.text


def test_a_sheet_shows_cut_outs_and_goes_out_as_one_file(printed: PrintedReports, get_printed: Get) -> None:
    finding, citation = ids(printed, "k2", "c2")
    address = f"/reports/-/evidence?id={finding}&id={citation}&note=%3Cb%3Ehello&lang=en"
    page = get_printed(address)
    assert page.status_code == 200
    shown = Reader(page.text)
    assert len(shown.pictures) == 5
    taken = next(attributes for tag, attributes in shown.elements if tag == "a" and "download" in attributes)
    one = get_printed(str(taken["href"]))
    assert one.headers["content-type"].startswith("text/html")
    alone = Reader(one.text)
    assert len(alone.pictures) == 5
    assert "<b>hello" in alone.text
    assert not {tag for tag, _ in alone.elements} & {"script", "link"}


def test_a_sheet_of_nothing_is_the_basket_and_one_of_what_is_not_there_is_none(get: Get, base: str) -> None:
    assert "Giỏ bằng chứng" in get(f"{base}/-/evidence").text
    gone = get(f"{base}/-/evidence?id=zzz&lang=en")
    assert gone.status_code == 404
    assert "Nothing in this database has the id zzz." in gone.text
    some = get(f"{base}/-/evidence?id=zzz&id={FIRST}-f1&lang=en").text
    assert "1 id that was asked for stands for nothing in this database." in some
    assert get(f"{base}/-/evidence?id={FIRST}-f1&from=never").status_code == 400
    # Names that nobody asks for are passed over, those of Python's arguments too.
    assert get(f"{base}/-/evidence?id={FIRST}-f1&path=x&self=y").status_code == 200


def test_a_document_is_taken_along_as_one_file(printed: PrintedReports, get_printed: Get) -> None:
    document = ids(printed, "f1")[0].partition("-")[0]
    page = get_printed(f"/reports/-/document/{document}/report?lang=en")
    assert page.headers["content-type"].startswith("text/html")
    read = Reader(page.text)
    assert ("html", {"lang": "en"}) in read.elements
    assert len(read.pictures) == 4
    assert get_printed(f"/reports/-/document/{'0' * 12}/report").status_code == 404


@pytest.mark.parametrize(
    ("address", "picked"),
    [("finding/{k1}", "k1"), ("findings", "k1"), ("document/{document}", "c3"), ("page/{document}/1", "f1")],
)
def test_pages_offer_what_stands_on_them(get: Get, base: str, address: str, picked: str) -> None:
    page = get(f"{base}/-/{address.format(k1=f'{FIRST}-k1', document=FIRST)}?lang=en").text
    assert f'data-basket="{FIRST}-{picked}"' in page
    assert f'href="{base}/-/basket?id={FIRST}-{picked}"' in page  # without a script too
    assert "/reading-room/basket.js" in page


def test_findings_and_instruments_lead_to_their_sheet(get: Get, base: str, ask: Callable[..., Any]) -> None:
    instrument = ask("select id from instruments where key = 'vn:cp:nd:2020:30'")
    assert f'href="{base}/-/evidence?id={FIRST}-k1"' in get(f"{base}/-/finding/{FIRST}-k1").text
    assert f'href="{base}/-/evidence?id={instrument}"' in get(f"{base}/-/instrument/{instrument}").text
    assert f'data-basket="{FIRST}-c3"' in get(f"{base}/-/instrument/{instrument}").text


def test_a_comparison_leads_to_the_sheet_of_what_it_shows(get: Get, base: str, ask: Callable[..., Any]) -> None:
    key = ask("select key from indicators where name = 'Số kế hoạch đã ban hành'")
    page = get(f"{base}/-/compare?indicator={key}&from=2024&place=thanh-hoa&lang=en").text
    assert f'data-basket="{FIRST}-r2"' in page
    address = html.unescape(re.findall(r'class="evidence-sheet" href="([^"]+)"', page)[0])
    assert "from=2024" in address and "place=thanh-hoa" in address
    sheet = get(address).text
    assert re.findall(r'<h3><bdi(?: lang="vi")?>([^<]+)</bdi></h3>', sheet)
    later = get(address.replace("from=2024", "from=2025")).text
    assert re.findall(r'<h3><bdi(?: lang="vi")?>([^<]+)</bdi></h3>', later) == []
