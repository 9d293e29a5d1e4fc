"""What ``compare`` gives for reports whose figures are known: every value of every form, none missing, none doubled."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from extractor.query.comparison.compare import compare_indicator
from extractor.query.comparison.points import GAPS, Point
from extractor.query.state.status import read_status
from extractor.run.ingest import ingest
from extractor.store.database import open_read_only
from patterns.spelling import slug

Place = tuple[str, str]
"""Province and last day of the period with its first: what a value belongs to."""

ROWS = {
    "van-ban-chi-dao": (1, "1"), "ke-hoach-cchc-ty-le": (1, "2"), "ke-hoach-cchc-nhiem-vu": (1, "2.1"),
    "ke-hoach-cchc-hoan-thanh": (1, "2.2"), "kiem-tra-cchc-so": (1, "3.1"), "kiem-tra-cchc-huyen": (1, "3.2"),
    "van-de-kiem-tra-ty-le": (1, "3.3"), "van-de-kiem-tra": (1, "3.3.1"), "van-de-kiem-tra-xu-ly": (1, "3.3.2"),
    "nhiem-vu-giao": (1, "4.1"), "nhiem-vu-dung-han": (1, "4.2"), "nhiem-vu-tre-han": (1, "4.3"),
    "nhiem-vu-qua-han": (1, "4.4"), "khao-sat-hai-long": (1, "5"), "phieu-khao-sat": (1, "5.1"),
    "hinh-thuc-khao-sat": (1, "5.2"),
    "vbqppl": (2, "1"), "vbqppl-tinh": (2, "1.1"), "vbqppl-huyen": (2, "1.2"), "vbqppl-kiem-tra": (2, "2"),
    "vbqppl-ra-soat": (2, "3"), "vbqppl-ra-soat-xu-ly-ty-le": (2, "3.1"), "vbqppl-ra-soat-can-xu-ly": (2, "3.1.1"),
    "vbqppl-ra-soat-da-xu-ly": (2, "3.1.2"), "vbqppl-huy-bo": (2, "4"),
    "tthc-cong-bo": (3, "1.1"), "tthc-bai-bo": (3, "1.2"), "tthc": (3, "1.3"), "tthc-tinh": (3, "1.3.1"),
    "tthc-huyen": (3, "1.3.2"), "tthc-xa": (3, "1.3.3"), "tthc-lien-thong-cung-cap": (3, "2.1"),
    "tthc-lien-thong-cac-cap": (3, "2.2"), "tthc-phi-dia-gioi": (3, "2.3"),
    "ho-so-so-dung-han-ty-le": (3, "3.1"), "ho-so-so-giai-quyet": (3, "3.1.1"), "ho-so-so-dung-han": (3, "3.1.2"),
    "ho-so-huyen-dung-han-ty-le": (3, "3.2"), "ho-so-huyen-giai-quyet": (3, "3.2.1"),
    "ho-so-huyen-dung-han": (3, "3.2.2"), "ho-so-xa-dung-han-ty-le": (3, "3.3"), "ho-so-xa-giai-quyet": (3, "3.3.1"),
    "ho-so-xa-dung-han": (3, "3.3.2"), "pakn-ty-le": (3, "3.4"), "pakn": (3, "3.4.1"), "pakn-giai-quyet": (3, "3.4.2"),
    "ban-quan-ly": (4, "1.1"), "to-chuc-lien-nganh": (4, "1.2"), "dvsncl": (4, "1.3"), "dvsncl-tinh": (4, "1.3.1"),
    "dvsncl-so": (4, "1.3.2"), "dvsncl-huyen": (4, "1.3.3"), "dvsncl-cat-giam-ty-le": (4, "1.3.4"),
    "bien-che-giao": (4, "2.1"), "bien-che-co-mat": (4, "2.2"), "bien-che-tinh-gian": (4, "2.3"),
    "nguoi-lam-viec-giao": (4, "3.1"), "nguoi-lam-viec-co-mat": (4, "3.2"), "nguoi-lam-viec-tinh-gian": (4, "3.3"),
    "vtvl-hanh-chinh": (5, "1"), "vtvl-su-nghiep": (5, "1.1"), "vtvl-vi-pham": (5, "1.2"),
    "tuyen-cong-chuc": (5, "2.1"), "tuyen-vien-chuc": (5, "2.2"), "tuyen-vien-chuc-dac-biet": (5, "2.3"),
    "ky-luat": (5, "3"), "ky-luat-lanh-dao-tinh": (5, "3.1"),
    "giai-ngan-ty-le": (6, "1"), "giai-ngan-ke-hoach": (6, "1.1"), "giai-ngan-thuc-hien": (6, "1.2"),
    "tu-chu-dvsn": (6, "2.1"), "tu-chu-chi-va-dau-tu": (6, "2.2"), "tu-chu-chi": (6, "2.3"),
    "tu-chu-mot-phan": (6, "2.4"), "tu-chu-70-100": (6, "2.4.1"), "tu-chu-30-70": (6, "2.4.2"),
    "tu-chu-10-30": (6, "2.4.3"), "tu-chu-nha-nuoc": (6, "2.5"), "tu-chu-co-phan": (6, "2.6"),
    "kien-truc": (7, "1"), "hop-truc-tuyen": (7, "2"), "van-ban-dien-tu-ty-le": (7, "3.1"),
    "van-ban-dien-tu-so-ty-le": (7, "3.1.1"), "van-ban-dien-tu-huyen-ty-le": (7, "3.1.2"),
    "van-ban-dien-tu-xa-ty-le": (7, "3.1.3"), "dvc-toan-trinh": (7, "4.1"), "dvc-mot-phan": (7, "4.2"),
    "ho-so-toan-trinh-ty-le": (7, "4.3"), "ho-so-toan-trinh": (7, "4.3.1"), "ho-so-toan-trinh-truc-tuyen": (7, "4.3.2"),
    "ho-so-mot-phan-ty-le": (7, "4.4"), "ho-so-mot-phan": (7, "4.4.1"), "ho-so-mot-phan-truc-tuyen": (7, "4.4.2"),
    "thanh-toan-ty-le": (7, "4.5"), "thanh-toan-tthc": (7, "4.5.1"), "thanh-toan-tich-hop": (7, "4.5.2"),
}  # fmt: skip
"""Indicator → form and number of the row in these reports."""


@pytest.fixture(scope="session")
def simulated_db(gold_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("simulated") / "reports.db"
    summary = ingest([gold_folder / "simulated"], path, jobs=2, ocr="never")
    assert summary.failed == 0
    with closing(open_read_only(path)) as connection:
        assert read_status(connection).documents > 30
    return path


@pytest.fixture(scope="session")
def printed(gold_folder: Path) -> dict[tuple[int, str], dict[Place, list[tuple[str, float | None]]]]:
    """Form and number of a row → province and period → what is printed there, a kind and a value each."""
    found: dict[tuple[int, str], dict[Place, list[tuple[str, float | None]]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted((gold_folder / "simulated" / "gold").glob("*.json")):
        for place, row in rows_of(json.loads(file.read_text(encoding="utf-8"))):
            found[row["form"], row["stt_norm"]][place].append((row["value_kind"], row["value"]))
    return found


def rows_of(gold: dict[str, Any]) -> Iterator[tuple[Place, dict[str, Any]]]:
    document = gold["document"]
    place = (slug(document["place"]), f"{document['period']['start']}/{document['period']['end']}")
    yield from ((place, row) for row in gold["table_rows"] if not row["section_heading"])


def told(point: Point) -> tuple[str, float | None]:
    return point.value_kind or "", point.value


def test_every_value_of_every_form_is_found_once(
    simulated_db: Path, printed: dict[tuple[int, str], dict[Place, list[tuple[str, float | None]]]]
) -> None:
    wrong = []
    with closing(open_read_only(simulated_db)) as connection:
        for key, row in ROWS.items():
            expected = printed[row]
            got: dict[Place, list[tuple[str, float | None]]] = defaultdict(list)
            for point in compare_indicator(connection, key).points:
                if point.mark not in GAPS:
                    got[point.place or "", f"{point.period_start}/{point.period_end}"].append(told(point))
            hits = sum(got.get(place) == values for place, values in expected.items())
            print(f"{key:32} {hits:3} of {len(expected)}, {len(got.keys() - expected.keys())} others")  # noqa: T201
            wrong += [
                f"{key}, {place}: printed {expected.get(place)}, got {got.get(place)}"
                for place in sorted({*expected, *got})
                if expected.get(place) != got.get(place)
            ]
    assert not wrong, "\n".join(wrong)


def test_every_point_can_be_opened(simulated_db: Path) -> None:
    with closing(open_read_only(simulated_db)) as connection:
        for point in compare_indicator(connection, "ho-so-so-dung-han-ty-le", room="/reports").points:
            if point.mark in GAPS:
                continue
            assert point.link == f"/reports/-/fact/{point.fact_id}"
            boxes = json.loads(point.boxes or "[]")
            assert boxes
            assert {box[0] for box in boxes} >= {point.page}


def test_codes_dashes_and_blanks_stay_what_they_are(simulated_db: Path) -> None:
    with closing(open_read_only(simulated_db)) as connection:
        kinds = {point.value_kind for point in compare_indicator(connection, "tu-chu-co-phan").points if not point.mark}
        codes = [point for point in compare_indicator(connection, "hinh-thuc-khao-sat").points if not point.mark]
    assert {"dash", "blank", "number"} <= kinds
    assert {point.value_kind for point in codes} == {"code"}
    assert all(point.change is None and point.basis == "code" for point in codes)
