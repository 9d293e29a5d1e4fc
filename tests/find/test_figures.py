"""Figures in running text: value, unit, qualifier, label, time; and the numbers that are none."""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.find.dates import dates_in
from extractor.find.figures.finder import figures_in, find_figures
from extractor.find.normal import normalise
from extractor.model.facts import Figure


def read(text: str) -> list[tuple[float | None, str | None]]:
    return [(figure.value, figure.unit) for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tiếp nhận 320 phản ánh, kiến nghị của tổ chức", [(320, "phản ánh, kiến nghị")]),
        (
            "27 huyện, thị xã, thành phố và 19 sở, ban, ngành",
            [(27, "huyện, thị xã, thành phố"), (19, "sở, ban, ngành")],
        ),
        ("tự kiểm tra 1.274 văn bản QPPL", [(1274, "văn bản QPPL")]),
        ("đạt 99,82 % và 1,5 triệu lượt", [(99.82, "%"), (1.5, "triệu lượt")]),
        ("kinh phí 12.469.022 triệu đồng", [(12469022, "triệu đồng")]),
        ("phí 10.050.000đ, diện tích 47.366m2", [(10050000, "đ"), (47366, "m2")]),
        ("kho lưu trữ 1.234,5 m² đất, 35 m³ gỗ", [(1234.5, "m²"), (35, "m³")]),
        ("kho lưu trữ 1.234,5 m ² đất, 35 m ³ gỗ", [(1234.5, "m²"), (35, "m³")]),
        ("mức 2.700.000 đồng/tháng", [(2700000, "đồng")]),
        ("không có TTHC ban hành trái thẩm quyền", [(0, "TTHC")]),
        ("gửi đi 112.593/112.881 văn bản", [(112593, "văn bản"), (112881, "văn bản")]),
        ("trong 5-7 ngày", [(5, "ngày"), (7, "ngày")]),
    ],
)
def test_value_and_unit(text: str, figures: list[tuple[float, str]]) -> None:
    assert read(text) == figures


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("toàn tỉnh có 2.133 TTHC, trong đó: cấp tỉnh 1.556; cấp huyện 323; cấp xã 254.", ["TTHC"] * 4),
        ("có 120 phản ánh, trong đó 111 đã xử lý và 9 đang xử lý", ["phản ánh"] * 3),
        ("Số văn bản gửi hoàn toàn dưới dạng điện tử: 974.088/986.280, đạt 98%", ["văn bản", "văn bản", "%"]),
        ("Tổng số lượt trao đổi, xử lý văn bản đi: 586.786/587.857", ["văn bản", "văn bản"]),
    ],
)
def test_a_number_without_unit_takes_that_of_its_whole(text: str, units: list[str]) -> None:
    assert [figure.unit for figure in find_figures(text)] == units


def test_an_unknown_noun_is_a_unit_of_less_confidence() -> None:
    (figure,) = find_figures("trao tặng 20 xuồng máy cho ngư dân")
    assert figure.unit is not None
    assert figure.unit.startswith("xuồng")
    assert figure.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "1. Về chỉ đạo, điều hành\n2.1. Công tác kiểm soát\n3) Nội dung khác",
        "Kế hoạch năm 2024, giai đoạn 2021 - 2025, tầm nhìn đến năm 2050",
        "Trong 06 tháng đầu năm, sau 5 năm thực hiện, quý II, tháng 4/2022",
        "theo Điều 7, khoản 2, Biểu mẫu 3 và Phụ lục 2",
        "Khung Kiến trúc phiên bản 3.0, địa chỉ IPv6, mạng 5G, dịch vụ công mức độ 4",
        "tiếp nhận 24/7, dịp 30/4 và 2/9, lúc 14h30",
        "theo cơ chế “ 4 tại chỗ”; tinh giản đợt 1; kỳ họp thứ 12",
        "https://cchc.vn/2024/15, gọi 0237.385.2246, quy hoạch tỷ lệ 1/500",
        "gồm: (1) Rà soát; (2) Công khai",
        "tự bảo đảm từ 70% - dưới 100% chi thường xuyên",
        "làm việc với Đoàn kiểm tra 3530 của Bộ Công an",
        "9,49 9,45 9,43",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


def test_taken_spans_are_left_out() -> None:
    text = "theo 4951/QĐ-UBND có 12 hồ sơ"
    assert [figure.raw for figure in find_figures(text, [(5, 17)])] == ["12"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("tại hơn 621 điểm cầu", "hơn"),
        ("đúng hạn từ 98% trở lên", "trở lên"),
        ("cắt giảm tối thiểu 20% thông tin", "tối thiểu"),
        ("gần 500 hồ sơ", "gần"),
        ("phấn đấu hoàn thành 100% nhiệm vụ", "phấn đấu"),
        ("thấp hơn 1.510 người", None),
        ("trên địa bàn tỉnh 12 xã", None),
    ],
)
def test_qualifiers(text: str, word: str | None) -> None:
    (figure,) = find_figures(text)
    assert figure.qualifier == word


def test_labels_are_the_words_of_the_clause() -> None:
    text = (
        "Tính đến 24/3/2025, toàn tỉnh tiếp nhận 10 hồ sơ (trong đó trực tuyến 6 hồ sơ);"
        " giải quyết đúng hạn 9 hồ sơ (đạt 90%)."
    )
    assert [figure.label for figure in find_figures(text)] == [
        "toàn tỉnh tiếp nhận hồ sơ",
        "trực tuyến hồ sơ",
        "giải quyết đúng hạn hồ sơ",
        "tỷ lệ giải quyết đúng hạn hồ sơ",
    ]


def test_a_label_that_is_cut_for_its_length_begins_with_a_whole_word() -> None:
    text = (
        "Số hóa hồ sơ theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ, Thông tư số 01/2023/TT-VPCP ngày"
        " 05/4/2023 của Văn phòng Chính phủ và kế hoạch của tỉnh: 33.987 hồ sơ được số hóa đầy đủ thành phần."
    )
    (figure,) = find_figures(text)
    words = (figure.label or "").split()
    assert words[0] in text.split()
    assert words[-2:] == ["thành", "phần"]


def test_times_of_a_sentence() -> None:
    (stock,) = find_figures("Tính đến ngày 11/6/2024, toàn tỉnh có 12 hồ sơ")
    assert (stock.as_of, stock.period_start) == ("2024-06-11", None)
    (flow,) = find_figures("Trong quý I năm 2024, ban hành 12 văn bản")
    assert (flow.period_start, flow.period_end, flow.as_of) == ("2024-01-01", "2024-03-31", None)
    (plan,) = find_figures("Kế hoạch kiểm tra năm 2025 xác định 16 đơn vị")
    assert (plan.period_start, plan.period_end) == ("2025-01-01", "2025-12-31")
    (done,) = find_figures("Thực hiện Kế hoạch kiểm tra năm 2025, đã kiểm tra 16 đơn vị")
    assert done.period_start is None


def test_a_year_that_is_printed_is_the_whole_of_it_whatever_the_report_is_of() -> None:
    text = (
        "GRDP năm 2024 sơ bộ đạt 88.408,6 tỷ đồng. Biên chế năm 2024 có mặt 2.387 người (thấp hơn số giao 205 người)."
    )
    normal = normalise(text)
    product, present, missing = figures_in(text, (), ",", normal, dates_in(normal.text), 2024)
    assert (product.period_start, product.period_end) == ("2024-01-01", "2024-12-31")
    assert (present.period_start, missing.period_start) == (None, None)


SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["sentence"]


def told(figure: Figure, wanted: dict[str, Any]) -> dict[str, Any]:
    """Of a figure what an entry of ``sentences.toml`` asks for, in its terms."""
    link = f"{figure.link} {figure.linked}" if figure.link else ""
    own = {
        "value": figure.value,
        "start": figure.period_start or "",
        "end": figure.period_end or "",
        "link": link,
        "sure": figure.confidence >= 0.6,
        "label": wanted.get("label")
        if wanted.get("label", "").lower() in (figure.label or "").lower()
        else figure.label,
    }
    return {name: own[name] if name in own else getattr(figure, name) or "" for name in wanted}


@pytest.mark.parametrize("entry", SENTENCES, ids=[entry["text"][:50] for entry in SENTENCES])
def test_sentences_of_reports(entry: dict[str, Any]) -> None:
    found = extractor.find_figures(entry["text"])
    assert [figure.value for figure in found] == [wanted["value"] for wanted in entry["figures"]]
    assert [told(*pair) for pair in zip(found, entry["figures"], strict=True)] == entry["figures"]


def test_offsets_index_the_given_text_whatever_its_form() -> None:
    text = unicodedata.normalize("NFD", "Đã giải quyết 1.274\u00a0hồ sơ,\nđạt 99,5 %")
    assert [text[figure.start : figure.end] for figure in find_figures(text)] == ["1.274", "99,5 %"]


def letters(text: Any) -> str:
    return re.sub(r"\W", "", str(text or "").casefold())


def test_sentences_of_the_reference(gold_folder: Path) -> None:
    """Value and unit of every figure in the annotated sentences; nothing more may be found there."""
    hit = missed = surplus = right_unit = 0
    for path in sorted((gold_folder / "simulated" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        wanted: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for figure in gold["body_figures"]:
            wanted.setdefault((figure["where"], figure["sentence"]), []).append(figure)
        for (_, sentence), figures in wanted.items():
            cited = [(at, at + len(c["raw"])) for c in gold["citations"] if (at := sentence.find(c["raw"])) >= 0]
            found = list(find_figures(sentence, cited))
            for figure in figures:
                near = [each for each in found if each.value == figure["value"]]
                if not near:
                    missed += 1
                    continue
                hit += 1
                found.remove(near[0])
                unit, printed = letters(near[0].unit), letters(f"{figure['value_raw']}{near[0].unit}")
                right_unit += unit[:3] == letters(figure["unit"])[:3] or printed in letters(sentence)
            surplus += len(found)
    assert hit / (hit + missed) >= 0.98
    assert hit / (hit + surplus) >= 0.98
    assert right_unit / hit >= 0.98
