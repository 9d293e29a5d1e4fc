"""A folder of small reports drawn for tests, and a database really ingested from it: what pages and browsers show.

``bao-cao-quy-1.pdf``: two pages of text with citations, figures, a day, a footnote, then a table whose total does not
add up. ``nam/quet.pdf``: the first of these pages as a scan. ``nam/ngang.pdf``: turned and cropped. ``nam/<b>x.pdf``:
a name that would be markup, with a second page that cannot be drawn.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from corpus import typefaces
from corpus.scan import scanned
from extractor.run.ingest import ingest
from tests.layout.drawn import A4, Draw, Sheet
from tests.layout.typeset import put

REPORT, SCAN, TURNED, MARKUP = "bao-cao-quy-1.pdf", "nam/quet.pdf", "nam/ngang.pdf", "nam/<b>x.pdf"
CITED = "Quyết định số 4951/QĐ-UBND ngày 25/12/2023"
FIGURE = "1.274 hồ sơ"
NOTE = "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ."

BODY = (
    f">Thực hiện {CITED}",
    "của Ủy ban nhân dân tỉnh, Sở Nội vụ báo cáo kết quả như sau:",
    "**I. KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH**",
    f">Trong quý, các cơ quan đã tiếp nhận {FIGURE}^1^, trong đó:",
    ">- Đã giải quyết 1.201 hồ sơ, tỷ lệ đúng hạn đạt 94,3%.",
    ">- Đang giải quyết 73 hồ sơ <script>alert(1)</script>.",
)
ROWS = (
    ("STT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết"),
    ("1", "Đất đai", "500", "480"),
    ("2", "Hộ tịch", "400", "390"),
    ("3", "Xây dựng", "374", "331"),
    ("", "Tổng cộng", "1.284", "1.201"),
)


@dataclass(frozen=True)
class PrintedReports:
    """The database ``db`` made from the PDFs in ``folder``."""

    db: Path
    folder: Path


def printed_reports(home: Path) -> PrintedReports:
    """Draws the reports below ``home`` and ingests them."""
    folder = home / "reports"
    (folder / "nam").mkdir(parents=True)
    typefaces.register()
    report = drawn(_first_page, _second_page)
    (folder / REPORT).write_bytes(report)
    (folder / SCAN).write_bytes(scanned(drawn(_first_page), "scan"))
    (folder / TURNED).write_bytes(turned(drawn(_letter)))
    (folder / MARKUP).write_bytes(with_broken_page(drawn(_letter, _letter)))
    db = home / "reports.db"
    ingest([folder], db, jobs=1)
    return PrintedReports(db, folder)


def drawn(*pages: Draw) -> bytes:
    """The PDF of these pages."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for draw in pages:
        draw(Sheet(canvas, A4))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def turned(pdf: bytes) -> bytes:
    """The same pages to be displayed turned by a quarter, cut to a crop box that does not begin at the corner."""
    return _changed(pdf, {"/Rotate": 90, "/CropBox": pikepdf.Array([40, 30, 575, 812])})


def with_broken_page(pdf: bytes) -> bytes:
    """The same pages, the last of them a page in name only, shown far beside its sheet: no viewer can draw it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.pages[-1].obj["/Type"] = pikepdf.Name.Nothing
        opened.pages[-1].obj["/CropBox"] = pikepdf.Array([10**8, 10**8, 10**8 + 500, 10**8 + 500])
        return _saved(opened)


def _changed(pdf: bytes, entries: dict[str, object]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for name, value in entries.items():
                page.obj[name] = value
        return _saved(opened)


def _saved(opened: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    opened.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _first_page(sheet: Sheet) -> None:
    for x, lines in (
        (165, ("ỦY BAN NHÂN DÂN", "**TỈNH THANH HÓA**", "Số: 45/BC-UBND")),
        (420, ("**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**", "**Độc lập - Tự do - Hạnh phúc**")),
    ):
        for at, line in enumerate(lines):
            bold = line.startswith("**")
            sheet.text(x, 60 + 16 * at, line.strip("*"), 11, bold=bold, at="middle")
    sheet.text(420, 108, "Thanh Hóa, ngày 15 tháng 3 năm 2024", 11, at="middle")
    sheet.text(312, 158, "BÁO CÁO", 14, bold=True, at="middle")
    sheet.text(312, 178, "Công tác cải cách hành chính quý I năm 2024", 14, bold=True, at="middle")
    for at, line in enumerate(BODY):
        put(sheet, 212 + 22 * at, line, 13)
    sheet.rule(85, 738, 220, 738)
    put(sheet, 754, f"^1^ {NOTE}", 10)


def _second_page(sheet: Sheet) -> None:
    sheet.text(312, 80, "Biểu số 1", 12, bold=True, at="middle")
    sheet.text(312, 100, "KẾT QUẢ GIẢI QUYẾT HỒ SƠ QUÝ I NĂM 2024", 12, bold=True, at="middle")
    sheet.text(540, 120, "Đơn vị tính: hồ sơ", 10, at="right")
    sheet.ruled((85, 125, 320, 430, 540), 130, ROWS, bold=1)


def _letter(sheet: Sheet) -> None:
    for at, line in enumerate(
        (f">Căn cứ {CITED};", ">Sở Tài chính đề nghị các sở, ban, ngành báo cáo trước ngày 20/6/2024.")
    ):
        put(sheet, 100 + 22 * at, line, 13)
