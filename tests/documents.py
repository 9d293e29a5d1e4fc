"""Small complete documents made by code: two provinces, two periods, every kind of fact, one failed page.

Between them: one number with two dates, a report that cites another, an open place, one indicator twice.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from extractor.model.document import Check, Document, Identity, Period
from extractor.model.facts import FORM_VALUE, Citation, Date, Figure, Located, Organisation, Place
from extractor.model.layout import Footnote, PageText, Row, Section, Table
from extractor.model.pages import Box, Failure
from tests.tables import cells, columns

GLYPH, LINE, LEFT, TOP = 6.0, 16.0, 72.0, 80.0
"""Width of a glyph, height of a line, and the margins of the pages, in points."""


def sample_documents() -> list[Document]:
    """Three reports: Thanh Hóa for the first quarter and the first half of 2024, Lâm Đồng for the quarter."""
    return [first_quarter(), first_half(), other_province()]


def page_text(number: int, text: str, **fields: Any) -> PageText:
    """A page of one fixed grid, so that the box of every character is known."""
    lines = text.split("\n")
    row = [index for index, line in enumerate(lines) for _ in range(len(line) + 1)][: len(text)]
    column = [place for line in lines for place in range(len(line) + 1)][: len(text)]
    x0 = LEFT + GLYPH * np.array(column, dtype=np.float64)
    top = TOP + LINE * np.array(row, dtype=np.float64)
    return PageText(
        number, 595.0, 842.0, 0, text, x0, top, x0 + GLYPH, top + 12, np.array(row, dtype=np.int32), **fields
    )


@dataclass(frozen=True)
class Printed:
    """The pages of a document, to find the place of a phrase."""

    pages: tuple[PageText, ...]

    def place(self, phrase: str, page: int = 1) -> Place:
        """Where ``phrase`` stands on the page: its first print, which must lie on one line."""
        shown = self.pages[page - 1]
        start = shown.text.index(phrase)
        end = start + len(phrase)
        return Place(page, page, start, end, phrase, (self._box(shown, start, end),))

    def boxes(self, phrase: str, page: int = 1) -> tuple[Box, ...]:
        """The boxes of ``phrase``."""
        return self.place(phrase, page).boxes

    @staticmethod
    def _box(page: PageText, start: int, end: int) -> Box:
        x0, top = float(page.x0[start]), float(page.top[start])
        return (page.number, x0, top, float(page.x1[end - 1]), float(page.bottom[end - 1]))

    def located(self, fact: Any, page: int = 1, location: str = "body", **fields: Any) -> Located[Any]:
        """The fact at the place where its ``raw`` is printed."""
        return Located(fact, self.place(fact.raw, page), location, **fields)


def sha256_of(name: str) -> str:
    """The digest that stands for the bytes of the file of this name."""
    return hashlib.sha256(name.encode()).hexdigest()


def first_quarter() -> Document:
    """Thanh Hóa, first quarter 2024: a footnote, a form of three rows, a rate that does not hold."""
    printed = Printed(
        (
            page_text(
                1,
                "ỦY BAN NHÂN DÂN TỈNH THANH HÓA\n"
                "Số: 45/BC-UBND\n"
                "Thanh Hóa, ngày 15 tháng 3 năm 2024\n"
                "BÁO CÁO\n"
                "Công tác cải cách hành chính quý I năm 2024\n"
                "I. CHỈ ĐẠO, ĐIỀU HÀNH\n"
                "Thực hiện Quyết định số 4951/QĐ-UBND ngày 25/12/2023 của Ủy ban nhân dân tỉnh,\n"
                "Sở Nội vụ đã tiếp nhận 1.274 hồ sơ1, tỷ lệ đúng hạn đạt 99,65%.\n"
                "1 Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.\n",
            ),
            page_text(
                2,
                "Biểu mẫu 1\n"
                "STT Chỉ tiêu thống kê Đơn vị tính Số liệu Ghi chú\n"
                "I. Công tác chỉ đạo, điều hành\n"
                "1. Số kế hoạch đã ban hành Kế hoạch 12\n"
                "1.1. Số kế hoạch đã hoàn thành Kế hoạch -\n",
            ),
        )
    )
    note = Footnote(
        number="1",
        text="Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.",
        page=1,
        page_end=1,
        boxes=printed.boxes("1 Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ."),
        marker_page=1,
        marker_region="body",
        marker_at=120,
        marker_before="Sở Nội vụ đã tiếp nhận 1.274 hồ sơ",
        marker_box=printed.boxes("1, tỷ lệ")[0],
        sentence="Sở Nội vụ đã tiếp nhận 1.274 hồ sơ, tỷ lệ đúng hạn đạt 99,65%.",
        section=0,
        confidence=0.98,
    )
    return Document(
        sha256=sha256_of("first"),
        file_name="thanh-hoa-2024-q1.pdf",
        path="2024/thanh-hoa-2024-q1.pdf",
        page_count=2,
        identity=Identity(
            doc_type="Báo cáo",
            number="45",
            symbol="BC-UBND",
            identifier="45/BC-UBND",
            key="vn:ubnd@thanh-hoa:bc:d2024:45",
            issuer="Ủy ban nhân dân tỉnh Thanh Hóa",
            issuer_id="ubnd@thanh-hoa",
            place="thanh-hoa",
            issued_on="2024-03-15",
            title="Công tác cải cách hành chính quý I năm 2024",
            period=Period("Q1", "2024-01-01", "2024-03-31", "quý I năm 2024"),
            as_of="2024-03-14",
            family="cchc",
        ),
        pages=printed.pages,
        sections=(
            Section(None, 1, "I", "CHỈ ĐẠO, ĐIỀU HÀNH", 1, 0, "I. CHỈ ĐẠO, ĐIỀU HÀNH", printed.boxes("I. CHỈ ĐẠO")),
        ),
        footnotes=(note,),
        tables=(form(printed, n_rows=3),),
        rows=(
            form_row(
                printed,
                1,
                ("I.", "Công tác chỉ đạo, điều hành", "", "", ""),
                stt="I.",
                is_heading=True,
                value_kind="none",
            ),
            plans_row(printed, "12", 12.0),
            form_row(
                printed,
                3,
                ("1.1.", "Số kế hoạch đã hoàn thành", "Kế hoạch", "-", ""),
                level=1,
                parent=1,
                value_kind="dash",
            ),
        ),
        citations=(
            own_number(printed, "45", "2024-03-15"),
            plan_decision(printed, "25/12/2023", "2023-12-25"),
            decree(printed, location="footnote", footnote=0),
        ),
        dates=(
            printed.located(Date("25/12/2023", 0, 10, "2023-12-25", "2023-12-25", "day", "issued", "dmy", 0.99)),
            printed.located(Date("quý I năm 2024", 0, 14, "2024-01-01", "2024-03-31", "quarter", "period", "quarter")),
        ),
        figures=(
            printed.located(
                Figure("1.274 hồ sơ", 0, 11, 1274.0, "hồ sơ", None, "tiếp nhận", method="count", confidence=0.9),
                sentence="Sở Nội vụ đã tiếp nhận 1.274 hồ sơ, tỷ lệ đúng hạn đạt 99,65%.",
            ),
            printed.located(Figure("99,65%", 0, 6, 99.65, "%", None, "tỷ lệ đúng hạn", method="rate")),
            plans_figure(printed, "12", 12.0),
        ),
        mentions=(
            printed.located(
                Organisation("Sở Nội vụ", 0, 9, "Sở Nội vụ", "snv@thanh-hoa", method="organ", confidence=0.95)
            ),
        ),
        checks=(
            Check("rate", "99,65% = 1.270 / 1.274", 99.69, 99.65, -0.04, False, "error", 1, (1, 0), "1.270 / 1.274"),
        ),
        extractor_version="0.1.0",
    )


def first_half() -> Document:
    """Thanh Hóa, first half of 2024: cites the report before it, and one decision with another date."""
    printed = Printed(
        (
            page_text(
                1,
                "Số: 98/BC-UBND\n"
                "BÁO CÁO\n"
                "Công tác cải cách hành chính 6 tháng đầu năm 2024\n"
                "Tiếp theo Báo cáo số 45/BC-UBND ngày 15/3/2024; thực hiện\n"
                "Quyết định số 4951/QĐ-UBND ngày 26/12/2023, đã hoàn thành 2.600 hồ sơ.\n"
                "Quyết định số 4951/QĐ-UBND giao nhiệm vụ; theo Kế hoạch số 02.\n",
            ),
            page_text(2, "Biểu mẫu 1\n1. Số kế hoạch đã ban hành Kế hoạch 20\n"),
        )
    )
    report = numbered(
        "Báo cáo số 45/BC-UBND ngày 15/3/2024",
        "vn:ubnd@thanh-hoa:bc:d2024:45",
        "45/BC-UBND",
        issued_on="2024-03-15",
        relation="dẫn chiếu",
    )
    undated = numbered(
        "Quyết định số 4951/QĐ-UBND giao nhiệm vụ",
        "vn:ubnd@thanh-hoa:qd:x:4951",
        "4951/QĐ-UBND",
        relation="dẫn chiếu",
        status="unresolved",
    )
    unknown = Citation(
        "Kế hoạch số 02", 0, 14, doc_type="Kế hoạch", number="02", relation="thực hiện", method="bare", confidence=0.5
    )
    return Document(
        sha256=sha256_of("second"),
        file_name="thanh-hoa-2024-h1.pdf",
        path="2024/thanh-hoa-2024-h1.pdf",
        page_count=2,
        identity=Identity(
            doc_type="Báo cáo",
            number="98",
            symbol="BC-UBND",
            identifier="98/BC-UBND",
            key="vn:ubnd@thanh-hoa:bc:d2024:98",
            issuer="Ủy ban nhân dân tỉnh Thanh Hóa",
            issuer_id="ubnd@thanh-hoa",
            place="thanh-hoa",
            issued_on="2024-06-14",
            title="Công tác cải cách hành chính 6 tháng đầu năm 2024",
            period=Period("H1", "2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
            family="cchc",
        ),
        pages=printed.pages,
        tables=(form(printed, n_rows=1),),
        rows=(plans_row(printed, "20", 20.0),),
        citations=(
            own_number(printed, "98", "2024-06-14"),
            printed.located(report),
            plan_decision(printed, "26/12/2023", "2023-12-26"),
            printed.located(undated),
            printed.located(unknown),
        ),
        figures=(
            printed.located(Figure("2.600 hồ sơ", 0, 11, 2600.0, "hồ sơ", None, "hoàn thành", method="count")),
            plans_figure(printed, "20", 20.0, row=0),
        ),
        extractor_version="0.1.0",
    )


def other_province() -> Document:
    """Lâm Đồng, first quarter 2024: a read page from OCR and a page that failed, an open place, no number."""
    printed = Printed(
        (
            page_text(
                1,
                "BÁO CÁO\n"
                "Tình hình kinh tế - xã hội quý I năm 2024\n"
                "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;\n"
                "thực hiện Quyết định số 12/2025/QĐ-UBND và Quyết định số 12/2025/QĐ-UBND của Đà Lạt.\n",
                text_layer="ocr",
                ocr_confidence=0.91,
            ),
        )
    )
    opened = numbered(
        "Quyết định số 12/2025/QĐ-UBND",
        "vn:ubnd@lam-dong|lam-dong_2:qd:2025:12",
        "12/2025/QĐ-UBND",
        status="ambiguous",
        organs=("ubnd",),
    )
    settled = numbered("Quyết định số 12/2025/QĐ-UBND của Đà Lạt", "vn:ubnd@lam-dong_2:qd:2025:12", "12/2025/QĐ-UBND")
    return Document(
        sha256=sha256_of("third"),
        file_name="lam-dong-2024-q1.pdf",
        path="lam-dong-2024-q1.pdf",
        page_count=2,
        identity=Identity(
            doc_type="Báo cáo",
            issuer="Ủy ban nhân dân tỉnh Lâm Đồng",
            issuer_id="ubnd@lam-dong",
            place="lam-dong",
            title="Tình hình kinh tế - xã hội quý I năm 2024",
            period=Period("Q1", "2024-01-01", "2024-03-31", "quý I năm 2024"),
            family="ktxh",
        ),
        pages=printed.pages,
        citations=(
            decree(printed, relation="căn cứ"),
            printed.located(opened),
            printed.located(settled),
        ),
        failures=(Failure("read", 2, "the page has no content stream", "open the file in a viewer and save it again"),),
        extractor_version="0.1.0",
    )


def form(printed: Printed, n_rows: int) -> Table:
    """The form on page 2."""
    return Table(
        label="Biểu mẫu 1",
        title="Công tác chỉ đạo, điều hành",
        page=2,
        page_end=2,
        n_rows=n_rows,
        columns=columns("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"),
        boxes=printed.boxes("Biểu mẫu 1", 2),
    )


def form_row(printed: Printed, position: int, texts: tuple[str, ...], **fields: Any) -> Row:
    """A row of the form: number, label, unit, value, remark; headings have no unit, value and remark."""
    stt, label, unit, value_raw, note = texts
    boxes = printed.boxes(" ".join(text for text in texts[:4] if text), 2)
    named = {} if fields.get("is_heading") else {"unit": unit, "value_raw": value_raw, "note": note}
    return Row(0, position, 2, 2, cells(*texts), boxes, **{"stt": stt, "label": label, **named, **fields})


def plans_row(printed: Printed, raw: str, value: float) -> Row:
    """The row of the form that counts plans; it stands in both periods."""
    texts = ("1.", "Số kế hoạch đã ban hành", "Kế hoạch", raw, "gồm kế hoạch\nbổ sung")
    return form_row(printed, 2, texts, value=value, value_kind="number")


def plans_figure(printed: Printed, raw: str, value: float, row: int = 1) -> Located[Figure]:
    """The number in the row of plans."""
    fact = Figure(raw, 0, len(raw), value, "Kế hoạch", None, "Số kế hoạch đã ban hành", method=FORM_VALUE, column=3)
    return printed.located(fact, page=2, location="table", row=row)


def numbered(raw: str, key: str, identifier: str, **fields: Any) -> Citation:
    """A citation read by its number; type word and year come from the print and the key."""
    number, *_, symbol = identifier.split("/")
    year = key.split(":")[3].removeprefix("d")
    standard = {
        "doc_type": " ".join(raw.split(" ")[:2]),
        "year": None if year == "x" else int(year),
        "relation": "thực hiện",
        "method": "numbered",
        "status": "resolved",
    }
    return Citation(
        raw, 0, len(raw), number=number, symbol=symbol, identifier=identifier, key=key, **{**standard, **fields}
    )


def own_number(printed: Printed, number: str, issued_on: str) -> Located[Citation]:
    """The document's own number in its head."""
    identifier, key = f"{number}/BC-UBND", f"vn:ubnd@thanh-hoa:bc:d2024:{number}"
    fact = numbered(identifier, key, identifier, doc_type="Báo cáo", issued_on=issued_on, relation="tự thân")
    return printed.located(fact, location="header")


def plan_decision(printed: Printed, printed_date: str, issued_on: str) -> Located[Citation]:
    """The decision that both reports of Thanh Hóa carry out, with the date as printed."""
    fact = numbered(
        f"Quyết định số 4951/QĐ-UBND ngày {printed_date}",
        "vn:ubnd@thanh-hoa:qd:d2023:4951",
        "4951/QĐ-UBND",
        issued_on=issued_on,
        issuer="Ủy ban nhân dân tỉnh Thanh Hóa",
        year_source="date",
    )
    return printed.located(fact, sentence=f"Thực hiện Quyết định số 4951/QĐ-UBND ngày {printed_date}.")


def decree(
    printed: Printed, relation: str = "dẫn chiếu", location: str = "body", footnote: int | None = None
) -> Located[Citation]:
    """The decree on clerical work, cited in both provinces."""
    fact = numbered(
        "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020",
        "vn:cp:nd:2020:30",
        "30/2020/NĐ-CP",
        issued_on="2020-03-05",
        issuer="Chính phủ",
        relation=relation,
        year_source="symbol",
    )
    return printed.located(fact, location=location, footnote=footnote)
