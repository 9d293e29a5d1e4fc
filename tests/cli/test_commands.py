"""The commands on the sample database: what they print where, and their exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from extractor.cli.audit import report_lines
from extractor.cli.main import cli
from extractor.errors import ExitCode
from extractor.query.findings import Wanted, list_findings
from extractor.store.database import APPLICATION_ID, open_read_only

DECISION = "vn:ubnd@thanh-hoa:qd:d2023:4951"


@pytest.fixture
def run(sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command in an empty folder on the sample database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    return lambda *arguments: CliRunner().invoke(cli, arguments)


def table(result: Result) -> list[dict[str, str]]:
    """The printed table as rows."""
    return list(csv.DictReader(io.StringIO(result.stdout), delimiter="\t"))


JSON_COMMANDS = [
    ["status"],
    ["failures"],
    ["doctor"],
    ["audit"],
    ["search", "quyet dinh"],
    ["cite", DECISION],
    ["compare", "số kế hoạch đã ban hành"],
    ["indicators", "list"],
    ["indicators", "explain", "Số TTHC cấp xã"],
    ["rules", "list"],
    ["rules", "list", "doc_types"],
    ["rules", "explain", "doc_types/qd"],
]


@pytest.mark.parametrize("command", JSON_COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_json_is_one_value_and_alone_on_stdout(run: Any, command: list[str]) -> None:
    result = run(*command, "--json")
    assert result.exit_code in (ExitCode.DONE, ExitCode.MISSING_PART)
    assert json.loads(result.stdout)


READERS = [
    ["status"],
    ["failures"],
    ["audit"],
    ["search", "x"],
    ["cite", "1"],
    ["compare", "x"],
    ["indicators", "list"],
]


@pytest.mark.parametrize("command", READERS, ids=lambda command: command[0])
def test_a_missing_database_says_how_to_make_one(run: Any, command: list[str]) -> None:
    result = run(*command, "--db", "none.db")
    assert result.exit_code == ExitCode.ERROR
    assert result.stdout == ""
    assert "no database at none.db" in result.stderr
    assert "Next: " in result.stderr
    assert "trichluc ingest" in result.stderr


def test_a_database_that_is_not_ours_is_refused_and_left_alone(run: Any, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE documents (id)")
    before = foreign.read_bytes()
    result = run("status", "--db", str(foreign))
    assert result.exit_code == ExitCode.ERROR
    assert "not one of trichluc" in result.stderr
    assert foreign.read_bytes() == before
    assert APPLICATION_ID.to_bytes(4, "big") not in before


def test_search_says_file_page_and_print(run: Any) -> None:
    (hit,) = table(run("search", "nghi dinh 30/2020/NĐ-CP clerical")) or [None]
    assert hit is None
    hits = table(run("search", '"ngay 05/3/2020 của Chính phủ"'))
    assert {(hit["file"], hit["page"], hit["where"]) for hit in hits} == {
        ("thanh-hoa-2024-q1.pdf", "1", "page"),
        ("thanh-hoa-2024-q1.pdf", "1", "footnote 1"),
        ("lam-dong-2024-q1.pdf", "1", "page"),
    }


def test_search_finds_rows_of_forms(run: Any) -> None:
    hits = json.loads(run("search", "kế hoạch đã hoàn thành", "--json").stdout)
    assert "Biểu mẫu 1 row 1.1." in {hit["where"] for hit in hits}


def test_search_narrows_and_counts_all(run: Any) -> None:
    every = run("search", "nghi dinh", "--limit", "1")
    assert "2 pages in 2 reports hold it, with 1 footnotes and 0 rows of tables." in every.stderr
    assert "the best 1" in every.stderr
    hits = json.loads(run("search", "nghi dinh", "--province", "Lam Dong", "--json").stdout)
    assert [hit["file_name"] for hit in hits] == ["lam-dong-2024-q1.pdf"]
    assert run("search", "nghi dinh", "--from", "2025").exit_code == ExitCode.ERROR
    assert len(table(run("search", "nghi dinh", "--type", "bao cao", "--issuer", "thanh hoa"))) == 2
    wrong = run("search", "nghi dinh", "--province", "hue")
    assert wrong.exit_code == ExitCode.USAGE
    assert "thanh-hoa" in wrong.stderr


def test_search_folds_typed_accents_where_asked(run: Any) -> None:
    assert run("search", "nghì dính").exit_code == ExitCode.ERROR
    assert len(table(run("search", "nghì dính", "--fold"))) == 3


def test_search_takes_what_is_typed_with_accents_as_typed(run: Any) -> None:
    assert run("search", '"chỉ đạo, điều hành"').exit_code == ExitCode.DONE
    assert run("search", '"chi dao, dieu hanh"').exit_code == ExitCode.DONE
    for across in ('"chỉ đạo điều hành"', '"chi dao dieu hanh"'):
        assert run("search", across).exit_code == ExitCode.ERROR, across
    other = run("search", "nghì định")
    assert other.exit_code == ExitCode.ERROR
    assert "With any accents (--fold) it is on 2 pages of 2 reports." in other.stderr


def test_search_answers_a_typing_error_with_what_was_meant(run: Any) -> None:
    wrong = run("search", "nghi dnih")
    assert wrong.exit_code == ExitCode.ERROR
    assert "Did you mean:\n  nghi dinh · 2 pages" in wrong.stderr
    assert json.loads(run("search", "nghi dnih", "--json").stdout) == []


def test_search_says_what_there_is_without_the_filters(run: Any) -> None:
    assert "it is on 2 pages of 2 reports" in run("search", "nghi dinh", "--from", "2025").stderr


def test_search_limit_and_nothing_found(run: Any) -> None:
    assert len(table(run("search", "nghi dinh", "--limit", "1"))) == 1
    nothing = run("search", "zzz")
    assert nothing.exit_code == ExitCode.ERROR
    assert "zzz" in nothing.stderr


QUERIES = [DECISION, DECISION.upper(), "4951/qđ-ubnd", "qd 4951 ubnd 2023", "2023 thanh hoa 4951", "số 4951 25/12/2023"]


@pytest.mark.parametrize("query", QUERIES)
def test_cite_finds_the_decision_however_it_is_asked(run: Any, query: str) -> None:
    answer = json.loads(run("cite", query, "--json").stdout)
    (instrument,) = answer["instruments"]
    assert (instrument["key"], instrument["times_cited"], instrument["cited_in"]) == (DECISION, 3, 2)
    assert [(place["file_name"], place["page"], place["relation"]) for place in answer["citations"]] == [
        ("thanh-hoa-2024-q1.pdf", 1, "thực hiện"),
        ("thanh-hoa-2024-h1.pdf", 1, "thực hiện"),
        ("thanh-hoa-2024-h1.pdf", 1, "dẫn chiếu"),
    ]


def test_cite_shows_the_note_and_the_sentence_of_its_marker(run: Any) -> None:
    shown = run("cite", "30/2020/nd-cp").stdout
    assert "footnote 1\tdẫn chiếu\tNghị định số 30/2020/NĐ-CP ngày 05/3/2020\tSở Nội vụ đã tiếp nhận" in shown


def test_a_list_of_instruments_tells_them_apart_by_their_titles(run: Any) -> None:
    titles = {row["identifier"]: row["title"] for row in table(run("cite", "ubnd"))}
    assert titles["45/BC-UBND"] == "Công tác cải cách hành chính quý I năm 2024"
    assert titles["98/BC-UBND"] == "Công tác cải cách hành chính 6 tháng đầu năm 2024"


def test_cite_lists_what_fits_equally_well_and_says_how_to_choose(run: Any) -> None:
    result = run("cite", "12/2025/QĐ-UBND")
    assert result.exit_code == ExitCode.ERROR
    assert {row["key"] for row in table(result)} == {
        "vn:ubnd@lam-dong_2:qd:2025:12",
        "vn:ubnd@lam-dong|lam-dong_2:qd:2025:12",
    }
    assert "2 fit equally well" in result.stderr


@pytest.mark.parametrize("query", ["qd 4915 ubnd 2023", "qd 4951 ubnd 2019", "qd ubnd thanh hoa 2019"])
def test_cite_suggests_what_is_near(run: Any, query: str) -> None:
    result = run("cite", query)
    assert result.exit_code == ExitCode.ERROR
    assert result.stdout == ""
    assert DECISION in result.stderr


def test_compare_gives_a_line_a_period(run: Any) -> None:
    rows = table(run("compare", "so ke hoach da ban hanh"))
    assert [(row["series"], row["period"], row["value"], row["unit"], row["file"], row["page"]) for row in rows] == [
        ("Thanh Hóa", "2024-Q1", "12", "Kế hoạch", "thanh-hoa-2024-q1.pdf", "2"),
        ("Thanh Hóa", "2024-H1", "20", "Kế hoạch", "thanh-hoa-2024-h1.pdf", "2"),
    ]
    assert rows[0]["link"].startswith("/reports/-/fact/")


@pytest.mark.parametrize(
    ("options", "periods"),
    [
        (["--from", "2024-Q1", "--to", "2024-Q1"], ["2024-Q1"]),
        (["--to", "2024-06-30"], ["2024-Q1", "2024-H1"]),
        (["--province", "Thanh Hóa"], ["2024-Q1", "2024-H1"]),
        (["--province", "lam-dong", "--province", "thanh-hoa"], ["2024-Q1", "2024-H1"]),
        (["--from", "2025"], []),
        (["--province", "Lâm Đồng"], []),
    ],
)
def test_compare_by_province_and_period(run: Any, options: list[str], periods: list[str]) -> None:
    result = run("compare", "Số kế hoạch đã ban hành", "--csv", *options)
    assert [row["period"] for row in csv.DictReader(io.StringIO(result.stdout))] == periods
    assert result.exit_code == (ExitCode.DONE if periods else ExitCode.ERROR)


def test_compare_wide_has_a_column_a_province(run: Any) -> None:
    assert table(run("compare", "số kế hoạch đã ban hành", "--wide")) == [
        {"period": "2024-Q1", "Thanh Hóa": "12"},
        {"period": "2024-H1", "Thanh Hóa": "20"},
    ]
    rows = list(csv.DictReader(io.StringIO(run("compare", "số kế hoạch đã ban hành", "--wide", "--csv").stdout)))
    assert [(row["period_start"], row["Thanh Hóa"]) for row in rows] == [("2024-01-01", "12.0"), ("2024-01-01", "20.0")]


def test_compare_gives_everything_as_json(run: Any) -> None:
    told = json.loads(run("compare", "số kế hoạch đã ban hành", "--json").stdout)
    assert told["indicator"]["documents"] == 2
    assert json.loads(told["points"][0]["boxes"])[0][0] == told["points"][0]["page"] == 2


def test_compare_shows_a_dash_as_printed_and_without_value(run: Any) -> None:
    dash, gap = table(run("compare", "số kế hoạch đã hoàn thành"))
    assert (dash["value"], dash["printed"], dash["mark"]) == ("", "-", "")
    assert (gap["period"], gap["mark"]) == ("2024-H1", "no value")


def test_compare_lists_indicators_where_several_fit(run: Any) -> None:
    result = run("compare", "kế hoạch")
    assert (result.exit_code, result.stdout) == (ExitCode.ERROR, "")
    assert "2 indicators fit" in result.stderr
    assert "Số kế hoạch đã ban hành (Kế hoạch, 2 values in 2 reports)" in result.stderr


def test_compare_takes_a_misspelled_name_and_says_which(run: Any) -> None:
    result = run("compare", "số kế hoạch đã ban hanhh")
    assert "Số kế hoạch đã ban hành" in result.stderr


def test_compare_refuses_what_is_no_period(run: Any) -> None:
    result = run("compare", "x", "--from", "first half")
    assert result.exit_code == ExitCode.USAGE
    assert "2023-H1" in result.stderr


def test_a_chart_is_a_picture_by_its_name(run: Any, tmp_path: Path) -> None:
    result = run("compare", "số kế hoạch đã ban hành", "--plot", "plans.pdf")
    assert result.exit_code == ExitCode.USAGE
    assert "plans.svg" in result.stderr
    assert not (tmp_path / "plans.pdf").exists()


def test_compare_draws(run: Any, tmp_path: Path) -> None:
    result = run("compare", "số kế hoạch đã ban hành", "--plot", "plans.svg")
    assert result.exit_code == ExitCode.DONE
    svg = (tmp_path / "plans.svg").read_text(encoding="utf-8")
    assert "first half of 2024: 20 Kế hoạch" in svg
    assert ">Số kế hoạch đã ban hành, Kế hoạch</text>" in svg
    assert ">first half-years, since 1 January</text>" in svg


def test_compare_draws_pixels(run: Any, tmp_path: Path) -> None:
    run("compare", "số kế hoạch đã ban hành", "--plot", "plans.png")
    assert (tmp_path / "plans.png").read_bytes().startswith(b"\x89PNG")


def test_compare_makes_a_workbook_with_numbers_and_days(run: Any, tmp_path: Path) -> None:
    assert run("compare", "số kế hoạch đã ban hành", "--xlsx", "plans.csv").exit_code == ExitCode.USAGE
    assert run("compare", "số kế hoạch đã ban hành", "--xlsx", "made/plans.xlsx").exit_code == ExitCode.DONE
    heads, *rows = openpyxl.load_workbook(tmp_path / "made" / "plans.xlsx").active.iter_rows(values_only=True)
    found = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["From"], row["Value"], row["Page"]) for row in found if row["Period"] == "first half of 2024"] == [
        (datetime(2024, 1, 1), 20, 2)
    ]


def test_indicators_are_listed_with_their_prints(run: Any) -> None:
    result = run("indicators", "list", "ke hoach da ban hanh")
    listed, printed = result.stdout.split("\nAs printed\n")
    (row,) = csv.DictReader(io.StringIO(listed), delimiter="\t")
    assert (row["name"], row["unit"], row["reports"], row["from"]) == (
        "Số kế hoạch đã ban hành",
        "Kế hoạch",
        "2",
        "corpus",
    )
    (label,) = csv.DictReader(io.StringIO(printed), delimiter="\t")
    assert (label["printed"], label["score"]) == ("Số kế hoạch đã ban hành", "1")
    assert run("indicators", "list", "zzz").exit_code == ExitCode.ERROR


def test_indicators_explain_says_what_a_label_is_and_why_not_another(run: Any) -> None:
    told = json.loads(run("indicators", "explain", "Số TTHC cấp xã | Thủ tục", "--json").stdout)
    assert (told["indicator"], told["words"]) == ("tthc-xa", "số thủ tục hành chính cấp xã")
    shown = run("indicators", "explain", "Đã thực hiện | Triệu đồng").stdout
    assert "the registry has none" in shown
    assert "means it only under" in shown


@pytest.fixture
def own_db(sample_db: Path, tmp_path: Path) -> Path:
    """A copy of the sample database, to be changed."""
    path = tmp_path / "own.db"
    path.write_bytes(sample_db.read_bytes())
    return path


def test_indicators_relink_applies_decisions_and_keeps_them(run: Any, own_db: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        "[[indicator]]\nkey = 'ke-hoach'\nname = 'Kế hoạch ban hành'\nunit = 'Kế hoạch'\n"
        "[[pin]]\nlabel = 'Số kế hoạch đã ban hành'\nto = 'ke-hoach'\n",
        encoding="utf-8",
    )
    result = run("indicators", "relink", "--db", str(own_db), "--indicators", str(mine))
    assert result.exit_code == ExitCode.DONE
    assert [row["value"] for row in table(run("compare", "ke-hoach", "--db", str(own_db)))] == ["12", "20"]
    again = run("indicators", "relink", "--db", str(own_db))
    assert "0 rows and 0 figures" in again.stderr
    assert run("indicators", "relink", "--db", str(own_db), "--forget").exit_code == ExitCode.DONE
    assert run("compare", "ke-hoach", "--db", str(own_db)).exit_code == ExitCode.ERROR


def test_indicators_relink_takes_its_file_from_the_environment(
    run: Any, own_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("[[pin]]\nlabel = 'x'\nto = 'nowhere'\n", encoding="utf-8")
    monkeypatch.setenv("TRICHLUC_INDICATORS", str(mine))
    result = run("indicators", "relink", "--db", str(own_db))
    assert result.exit_code == ExitCode.USAGE
    assert "mine.toml, line 1: there is no indicator 'nowhere'" in result.stderr


def test_audit_shows_evidence_and_only_what_does_not_hold(run: Any) -> None:
    rows = table(run("audit", "--kind", "rate"))
    assert [(row["severity"], row["expected"], row["printed"], row["file"], row["page"]) for row in rows] == [
        ("error", "99.69", "99.65", "thanh-hoa-2024-q1.pdf", "1")
    ]
    assert "1.274 hồ sơ (p. 1)" in rows[0]["evidence"]


def test_audit_as_csv_has_the_evidence_with_its_boxes(run: Any) -> None:
    (row,) = csv.DictReader(io.StringIO(run("audit", "--check", "rate", "--csv").stdout))
    assert (row["kind"], row["holds"], row["file_name"], row["expected"]) == (
        "rate",
        "0",
        "thanh-hoa-2024-q1.pdf",
        "99.69",
    )
    first = json.loads(row["evidence"])[0]
    assert first["boxes"][0][0] == int(row["page"])


def test_audit_can_be_narrowed_and_says_when_nothing_is_left(run: Any) -> None:
    assert {row["file"] for row in table(run("audit", "--document", "2024-Q1"))} == {"thanh-hoa-2024-q1.pdf"}
    nothing = run("audit", "--document", "hue")
    assert nothing.exit_code == ExitCode.DONE
    assert "`trichluc status`" in nothing.stderr


@pytest.mark.parametrize(
    "wrong", [["--json", "--csv"], ["--severity", "grave"], ["--check", "spelling"], ["--sure", "2"]]
)
def test_audit_used_wrongly_says_what_is_right(run: Any, wrong: list[str]) -> None:
    result = run("audit", *wrong)
    assert result.exit_code == ExitCode.USAGE
    assert result.stdout == ""
    assert result.stderr.strip()


def test_a_report_for_people_names_page_numbers_and_how_sure_it_is(sample_db: Path) -> None:
    with closing(open_read_only(sample_db)) as connection:
        lines = report_lines(list_findings(connection, Wanted(kinds=("rate",))))
    assert lines[0] == "thanh-hoa-2024-q1.pdf: Ủy ban nhân dân tỉnh Thanh Hóa, quý I năm 2024"
    assert lines[2] == "  error (rate) p. 1"
    assert lines[4].strip().startswith("expected 99.69, printed 99.65")
    assert re.fullmatch(r"sure: 100% · [0-9a-f]{12}-k\d+", lines[-2].strip())


def with_check_of_a_later_version(path: Path) -> None:
    """Gives the first check of a database that does not hold a twin of a kind and a severity that nobody knows."""
    with sqlite3.connect(path) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(checks)")]
        own = {"id": "id + 1000000", "kind": "'shading'", "severity": "'faint'", "statement": "'cells are shaded'"}
        values = ", ".join(own.get(column, column) for column in columns)
        connection.execute(f"INSERT INTO checks SELECT {values} FROM checks WHERE NOT holds ORDER BY id LIMIT 1")


def test_a_check_of_a_later_version_is_shown_last_counted_and_said_to_be_unknown(run: Any, own_db: Path) -> None:
    before = run("audit", "--db", str(own_db))
    assert "does not know" not in before.stderr
    with_check_of_a_later_version(own_db)
    after = run("audit", "--db", str(own_db))
    assert len(table(after)) == len(table(before)) + 1
    (mine,) = [row for row in table(after) if row["kind"] == "shading"]
    assert [row["kind"] for row in table(after) if row["file"] == mine["file"]][-1] == "shading"
    assert "1 faint" in after.stderr
    assert "does not know shading, faint" in after.stderr
    assert "Next: update trichluc" in after.stderr
    assert "shading" in {finding["kind"] for finding in json.loads(run("audit", "--json", "--db", str(own_db)).stdout)}
    assert "shading" not in run("audit", "--kind", "rate", "--db", str(own_db)).stdout
    (asked,) = table(run("audit", "--kind", "shading", "--db", str(own_db)))
    assert asked["kind"] == "shading"
    refused = run("audit", "--kind", "shade", "--db", str(own_db))
    assert refused.exit_code == ExitCode.USAGE
    assert "restated, shading" in refused.stderr
    with closing(open_read_only(own_db)) as connection:
        found = [finding for finding in list_findings(connection) if finding.kind == "shading"]
    assert any("faint (shading, unknown to this version)" in line for line in report_lines(found))


def test_notes_are_listed_where_they_are_asked_for(run: Any, own_db: Path) -> None:
    with closing(sqlite3.connect(own_db)) as connection, connection:
        connection.execute(
            "UPDATE checks SET severity = 'note' WHERE id = (SELECT min(id) FROM checks WHERE NOT holds)"
        )
    assert "note" not in {row["severity"] for row in table(run("audit", "--db", str(own_db)))}
    assert [row["severity"] for row in table(run("audit", "--severity", "note", "--db", str(own_db)))] == ["note"]


def test_audit_strict_fails_on_errors_only(run: Any) -> None:
    assert run("audit").exit_code == ExitCode.DONE
    assert run("audit", "--strict").exit_code == ExitCode.AUDIT_FAILED
    assert run("audit", "--strict", "--severity", "suspicion").exit_code == ExitCode.DONE


def test_status_counts_and_names_what_is_unknown(run: Any) -> None:
    answer = json.loads(run("status", "--json").stdout)
    assert (answer["documents"], answer["partial"], answer["pages"], answer["failed_files"]) == (3, 1, 5, 0)
    assert answer["text_layers"] == {"digital": 2, "ocr": 1}
    assert [(batch["issuer"], batch["period_kind"]) for batch in answer["batches"]] == [
        ("Ủy ban nhân dân tỉnh Lâm Đồng", "Q1"),
        ("Ủy ban nhân dân tỉnh Thanh Hóa", "H1"),
        ("Ủy ban nhân dân tỉnh Thanh Hóa", "Q1"),
    ]


def test_failures_say_what_to_do_and_how_to_try_again(run: Any, sample_db: Path) -> None:
    result = run("failures")
    (row,) = table(result)
    assert (row["file"], row["page"], row["error"]) == ("lam-dong-2024-q1.pdf", "2", "the page has no content stream")
    assert row["what to do"] == "open the file in a viewer and save it again"
    assert f"--retry-failed --db {sample_db}" in result.stderr


def test_a_folder_that_cannot_be_made_is_named(run: Any) -> None:
    """Nobody may make a folder in /proc, and the system says that the path is not there."""
    result = run("export", "csv", "/proc/reports")
    assert result.exit_code == ExitCode.ERROR
    assert "/proc/reports cannot be written" in result.stderr
    assert "fault of the program" not in result.stderr


@pytest.mark.parametrize("command", ["cite", "show", "evidence", "compare"])
def test_an_argument_of_bytes_that_are_no_text_is_said(run: Any, command: str) -> None:
    result = run(command, "Qu\udcd0n")
    assert result.exit_code == ExitCode.USAGE
    assert "not in UTF-8" in result.stderr


def test_export_needs_one_folder(run: Any) -> None:
    assert run("export", "csv").exit_code == ExitCode.USAGE
    assert run("export", "csv", "a", "--out", "b").exit_code == ExitCode.USAGE
    assert run("export", "xls", "a").exit_code == ExitCode.USAGE


def test_rules_refuse_unknown_names_with_a_suggestion(run: Any) -> None:
    result = run("rules", "explain", "doc_types/qdd")
    assert result.exit_code == ExitCode.USAGE
    assert "Did you mean" in result.stderr
    assert "There are: " in run("rules", "list", "nothing").stderr
    _, _, names = run("rules", "explain", "nope").stderr.partition("Did you mean ")
    suggested = names.strip().rstrip("?").split(", ")
    assert len(set(suggested)) == len(suggested) > 1


def test_rules_try_names_the_rule(run: Any) -> None:
    rows = table(run("rules", "try", "Quyết định số 4951/QĐ-UBND ngày 25/12/2023"))
    kinds = {row["kind"]: row for row in rows}
    assert kinds["citation"]["read as"].startswith("4951/QĐ-UBND")
    assert kinds["citation"]["rule"]


def test_evaluate_prints_ratios_and_misses(run: Any, tmp_path: Path) -> None:
    gold = {
        "file": "thanh-hoa-2024-q1.pdf",
        "document": {"doc_type": "Báo cáo"},
        "citations": [
            {"raw": "Quyết định số 4951/QĐ-UBND", "page": 1, "identifier": "4951/QĐ-UBND", "key": DECISION},
            {"raw": "Quyết định số 7/QĐ-UBND", "page": 1, "identifier": "7/QĐ-UBND"},
        ],
        "footnotes": [],
    }
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    result = run("evaluate", "gold.json", "--misses", "3")
    assert "citations\t2\t1\t1\t1\t0.500\t0.500\t0.500" in result.stdout
    assert "citations.key\t1\t1\t0\t0\t1.000\t1.000\t1.000" in result.stdout
    assert "citations: thanh-hoa-2024-q1.pdf: missed p1 'Quyết định số 7/QĐ-UBND'" in result.stdout
    answer = json.loads(run("evaluate", "gold.json", "--json").stdout)
    assert answer["files"]["thanh-hoa-2024-q1.pdf"]["citations"]["recall"] == 0.5
