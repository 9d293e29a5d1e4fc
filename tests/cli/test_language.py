"""The commands speak Vietnamese to whoever asks for it, and English to scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import cli

TAB = "\t"


@pytest.mark.parametrize("before", [True, False])
def test_the_language_may_stand_before_or_behind_the_command(sample_db: Path, before: bool) -> None:
    call = ["failures", "--db", str(sample_db)]
    ran = CliRunner().invoke(cli, ["--lang", "vi", *call] if before else [*call, "--lang", "vi"])
    assert ran.stdout.startswith("tệp\ttrang\tkhâu\t")
    assert ran.stderr.startswith("Hãy thử lại: trichluc ingest")


def test_the_environment_chooses_the_language_and_the_flag_wins(
    sample_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRICHLUC_LANG", "vi")
    call = ["failures", "--db", str(sample_db)]
    assert CliRunner().invoke(cli, call).stderr.startswith("Hãy thử lại: ")
    assert CliRunner().invoke(cli, [*call, "--lang", "en"]).stderr.startswith("Try them again: ")


def test_an_error_is_said_with_its_next_step(tmp_path: Path) -> None:
    ran = CliRunner().invoke(cli, ["--lang", "vi", "status", "--db", str(tmp_path / "none.db")])
    assert ran.exit_code == 1
    assert ran.stderr.startswith("Lỗi: không có cơ sở dữ liệu tại")
    assert "Tiếp theo: hãy lập bằng lệnh: trichluc ingest" in ran.stderr


def test_an_unknown_language_is_refused(sample_db: Path) -> None:
    assert CliRunner().invoke(cli, ["--lang", "fr", "failures", "--db", str(sample_db)]).exit_code == 2


def spoken(*call: str) -> Result:
    return CliRunner().invoke(cli, ["--lang", "vi", *call])


def test_tables_have_vietnamese_heads_and_words_and_the_values_of_before(sample_db: Path) -> None:
    call = ["status", "--db", str(sample_db)]
    said, before = (ran.stdout.split("\n\n")[0].splitlines() for ran in (spoken(*call), CliRunner().invoke(cli, call)))
    assert said[:2] == ["nội dung\tsố lượng", before[1].replace("documents", "tài liệu")]
    assert [line.split(TAB)[1] for line in said[1:]] == [line.split(TAB)[1] for line in before[1:]]
    assert {line.split(TAB)[0] for line in said} & {line.split(TAB)[0] for line in before} == set()


def test_findings_are_told_in_vietnamese(sample_db: Path) -> None:
    ran = spoken("audit", "--db", str(sample_db))
    head, *lines = ran.stdout.splitlines()
    assert head.split(TAB)[:3] == ["mức độ", "loại", "nội dung kiểm tra"]
    assert ["nghi vấn", "một số hiệu, hai ngày ban hành"] in [line.split(TAB)[:2] for line in lines]
    assert any(line.split(TAB)[2].startswith("4951/QĐ-UBND ở đây ghi ngày") for line in lines)
    assert "nghi vấn" in ran.stderr


def test_json_is_the_same_in_both_languages(sample_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The room on the disk and the age of a failure change between two calls.
    monkeypatch.setattr("extractor.query.state.runs._free", lambda path: 0)
    monkeypatch.setattr("extractor.query.state.runs._age", lambda since, now: 0)
    for name in ("audit", "failures", "status"):
        call = [name, "--json", "--db", str(sample_db)]
        assert spoken(*call).stdout == CliRunner().invoke(cli, call).stdout


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["serch"], "Lỗi: Không có lệnh serch. Có phải bạn muốn viết `search`?"),
        (["search"], "Lỗi: Thiếu tham số 'TEXT...'."),
        (["export"], "Hãy chọn trong:"),
        (["search", "x", "--limit", "0"], "Lỗi: Giá trị của '--limit' không hợp lệ: 0 nằm ngoài khoảng x>=1."),
        (["search", "--nosuch", "x"], "Lỗi: Không có tùy chọn"),
    ],
)
def test_wrong_use_is_told_in_vietnamese_with_the_same_exit_code(call: list[str], told: str) -> None:
    ran = spoken(*call)
    assert ran.exit_code == CliRunner().invoke(cli, call).exit_code == 2
    assert ran.stderr.startswith("Cách dùng: ")
    assert told in ran.stderr
    assert "Usage" not in ran.stderr


def test_a_message_within_an_error_is_known_by_its_own_shape(sample_db: Path) -> None:
    ran = spoken("search", "x", "--from", "2024-H1", "--to", "2023", "--db", str(sample_db))
    assert ran.stderr.startswith("Lỗi: Kỳ 2024-H1 bắt đầu sau khi kỳ 2023 đã kết thúc\nTiếp theo: ")
