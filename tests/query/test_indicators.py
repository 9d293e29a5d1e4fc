"""Finding indicators by key, name, print and words."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from extractor.query.indicators import Indicator, choose, find_indicators, labels_of, list_indicators
from extractor.store.database import open_read_only
from tests.query.compared import Cell, Paper, make_reports


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cells = [
        Cell("Tỷ lệ hồ sơ do sở, ngành tiếp nhận được giải quyết đúng hạn", "%", "99", 99.0),
        Cell("Tỷ lệ hồ sơ do UBND cấp xã tiếp nhận được giải quyết đúng hạn", "%", "98", 98.0),
        Cell("Tỷ lệ giải ngân vốn đầu tư công", "%", "40", 40.0),
        Cell("Số chợ đầu mối được nâng cấp, cải tạo", "Chợ", "4", 4.0),
    ]
    again = [Cell("Số chợ đầu mối đã được nâng cấp, cải tạo", "chợ", "5", 5.0), cells[2]]
    papers = [
        Paper("ha-tinh", "Y", 2022, cells),
        Paper("ha-tinh", "Y", 2023, again),
        Paper("nghe-an", "Y", 2023, cells),
    ]
    return make_reports(tmp_path_factory.mktemp("found") / "reports.db", papers)


def found(path: Path, asked: str) -> tuple[list[str], str | None]:
    with closing(open_read_only(path)) as connection:
        candidates = find_indicators(connection, asked)
    chosen = choose(candidates)
    return [each.key for each in candidates], chosen.key if chosen else None


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("giai-ngan-ty-le", "giai-ngan-ty-le"),
        ("Tỷ lệ giải ngân vốn đầu tư công", "giai-ngan-ty-le"),
        ("TY LE GIAI NGAN VON DAU TU CONG", "giai-ngan-ty-le"),
        ("giải ngân", "giai-ngan-ty-le"),
        ("public investment disbursed", "giai-ngan-ty-le"),
        ("ty le ho so do ubnd cap xa tiep nhan duoc giai quyet dung han", "ho-so-xa-dung-han-ty-le"),
        ("tỷ lệ giải nngân vốn đầu tư công", "giai-ngan-ty-le"),
        ("chợ đầu mối", "số chợ đầu mối được nâng cấp, cải tạo|chợ"),
    ],
)
def test_one_is_meant(path: Path, asked: str, key: str) -> None:
    assert found(path, asked) == ([key], key)


@pytest.mark.parametrize("asked", ["tỷ lệ hồ sơ giải quyết sớm hạn", "hồ sơ đúng hẹn"])
def test_a_short_word_that_differs_in_a_letter_is_another_word(path: Path, asked: str) -> None:
    assert found(path, asked) == ([], None)


def test_a_label_of_the_corpus_is_not_taken_where_the_registry_may_be_meant() -> None:
    assert choose((indicator("a", 100, "corpus"), indicator("b", 60))) is None


def test_several_are_offered(path: Path) -> None:
    assert found(path, "hồ sơ đúng hạn") == (["ho-so-so-dung-han-ty-le", "ho-so-xa-dung-han-ty-le"], None)


@pytest.mark.parametrize("asked", ["zzz", "", "…"])
def test_nothing_is_found(path: Path, asked: str) -> None:
    assert found(path, asked) == ([], None)


def test_a_key_of_a_rarer_print_leads_to_the_indicator(path: Path) -> None:
    rarer = "số chợ đầu mối đã được nâng cấp, cải tạo|chợ"
    assert found(path, rarer) == (
        ["số chợ đầu mối được nâng cấp, cải tạo|chợ"],
        "số chợ đầu mối được nâng cấp, cải tạo|chợ",
    )


def test_the_list_counts_reports_and_shows_prints(path: Path) -> None:
    with closing(open_read_only(path)) as connection:
        listed = list_indicators(connection)
        market = next(each for each in listed if each.origin == "corpus")
        labels = labels_of(connection, market)
    assert [(each.key, each.documents) for each in listed][:2] == [
        ("giai-ngan-ty-le", 3),
        ("số chợ đầu mối được nâng cấp, cải tạo|chợ", 3),
    ]
    assert [(each.label, each.times) for each in labels] == [
        ("Số chợ đầu mối được nâng cấp, cải tạo", 2),
        ("Số chợ đầu mối đã được nâng cấp, cải tạo", 1),
    ]


def indicator(key: str, likeness: float, origin: str = "registry") -> Indicator:
    return Indicator(key, key, None, "%", 1, origin, None, None, None, None, 1, 1, (1,), likeness)


def test_an_indicator_must_be_alike_and_lead() -> None:
    first = indicator("a", 92)
    assert choose((first, indicator("b", 80))) is first
    assert choose((first, indicator("b", 85))) is None
    assert choose((indicator("a", 70), indicator("b", 40))) is None
    assert choose((indicator("a", 100), indicator("b", 100, "corpus"))) == indicator("a", 100)
    assert choose((indicator("a", 100), indicator("b", 100))) is None
