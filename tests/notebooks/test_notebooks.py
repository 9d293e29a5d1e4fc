"""The notebooks run on any database, show something in each cell, write nothing to it, and are kept without outputs."""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from PIL import Image

from extractor.facsimile.frames import around_print
from extractor.facsimile.images import Facsimile
from extractor.query.facts import fact
from extractor.store.database import open_read_only
from extractor.verdicts.book import TRUE, Judged, Verdict, write_verdict
from patterns.spelling import fold
from tests.notebooks.running import FOLDER, NOTEBOOKS, SVG, Run, cells_of, code_of, run
from tests.printed_reports import PrintedReports
from tests.query.compared import Cell, Paper, make_reports

SEAL = (0xA3, 0x27, 0x1F)


def named(number: int) -> Path:
    """The notebook with this number."""
    (found,) = FOLDER.glob(f"{number}_*.ipynb")
    return found


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What notebooks write into temporary folders, and pictures that are kept, go into one of the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TRICHLUC_CACHE", str(tmp_path / "pictures"))


@pytest.fixture
def on_the_corpus(sample_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the sample corpus, which `make run` makes, is the one that notebooks open."""
    monkeypatch.setenv("TRICHLUC_DB", str(sample_corpus))
    return sample_corpus


def digests(*folders: Path) -> dict[Path, str]:
    """Each file of some folders with its digest."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def columns(run_: Run, name: str, *wanted: str) -> list[tuple[Any, ...]]:
    """Some columns of the data frame that a notebook calls so."""
    return [tuple(row) for row in run_[name][list(wanted)].itertuples(index=False)]


def texts(drawing: Any) -> list[str]:
    """The texts of a drawing, line by line."""
    return ["".join(element.itertext()) for element in drawing.iter(f"{SVG}text")]


def marks(drawing: Any, kind: str) -> int:
    """How many shapes the marks of a kind have in a drawing of Vega."""
    groups = (group for group in drawing.iter(f"{SVG}g") if f"mark-{kind}" in group.get("class", "").split())
    return sum(1 for group in groups if "role-mark" in group.get("class", "").split() for _ in group)


def is_framed(picture: Image.Image, frame: tuple[float, float, float, float]) -> bool:
    """Whether a frame in the colour of the seal stands at these pixels: left, top, right, bottom."""
    left, top, right, bottom = map(round, frame)
    middle, half_way = (left + right) // 2, (top + bottom) // 2
    near = [(x + by, y + by) for x, y in ((middle, top), (middle, bottom), (left, half_way), (right, half_way))
            for by in (-1, 0, 1)]  # fmt: skip
    return sum(picture.getpixel(at) == SEAL for at in near) >= 4


def test_there_are_six() -> None:
    assert [path.name[0] for path in NOTEBOOKS] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_stripped_and_each_part_is_explained(notebook: Path) -> None:
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code_of(notebook))
    cells = cells_of(notebook)
    assert "".join(cells[0]["source"]).startswith(f"# {notebook.name[0]} · ")
    links = re.findall(r"`(\d_\w+\.ipynb)`", json.dumps(cells))
    assert all((FOLDER / name).exists() for name in links)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_without_the_pdfs_and_changes_nothing(
    notebook: Path, sample_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    watched = (sample_db.parent, FOLDER, FOLDER.parent / "patterns")
    before = digests(*watched)
    shown = run(notebook).shown
    assert digests(*watched) == before
    assert len(shown) == len(code_of(notebook))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_on_reports_of_another_kind(
    notebook: Path, printed: PrintedReports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRICHLUC_DB", str(printed.db))
    before = digests(printed.folder), hashlib.sha256(printed.db.read_bytes()).hexdigest()
    run(notebook)
    assert (digests(printed.folder), hashlib.sha256(printed.db.read_bytes()).hexdigest()) == before


def test_the_first_look_leads_from_words_to_the_page(on_the_corpus: Path) -> None:
    seen = run(named(1))
    assert len(seen["documents"]) == 9
    assert dict(seen["coverage"].groupby("place")["reports"].sum()) == {"tỉnh Cao Bằng": 5, "tỉnh Hà Tĩnh": 4}
    assert {"tỉnh Cao Bằng", "quarter I of 2024", "May 2024"} <= set(texts(seen.picture_of("coverage_chart")))
    assert list(seen["failures"]["path"]) == ["ha-tinh_2024_q1_cut-off.pdf"]
    marked = [re.findall(r"\[(.+?)\]", words) for words in seen["hits"]["words"]]
    assert marked and all({"dung", "han"} & set(fold(" ".join(words)).split()) for words in marked)


def test_the_frame_of_the_first_look_holds_the_words_of_the_citation(on_the_corpus: Path) -> None:
    seen = run(named(1))
    cited, whole_page = seen["cited"], seen["whole_page"]
    assert cited.about.name == "Nghị định 29/2023/NĐ-CP"
    with closing(open_read_only(on_the_corpus)) as connection, closing(Facsimile.of(on_the_corpus)) as facsimile:
        page = facsimile.page(facsimile.original(connection, cited.document.id), cited.page)
    scale = whole_page.width / page.page_width
    inside = []
    for _, *box in cited.boxes:
        x0, top, x1, bottom = around_print((box[0], box[1], box[2], box[3]), page.lines)
        assert is_framed(whole_page, ((x0 - 2) * scale, (top - 2) * scale, (x1 + 2) * scale, (bottom + 2) * scale))
        middles = ((word.text, (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2) for word in page.words)
        inside += [text for text, x, y in middles if x0 < x < x1 and top < y < bottom]
    assert " ".join(inside) == cited.raw
    assert seen["cut_out"].height < whole_page.height / 2


def test_the_network_is_that_of_the_database(on_the_corpus: Path) -> None:
    seen = run(named(2))
    network, cited = seen["network"], seen["cited"]
    with closing(sqlite3.connect(on_the_corpus)) as connection:
        documents, instruments, edges = (
            connection.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("documents", "citation_index", "citation_edges")
        )
        counted = dict(connection.execute("select instrument_id, times_cited from citation_index"))
    assert network.number_of_nodes() == documents + instruments
    assert sum(kind == "cites" for _, _, kind in network.edges(data="kind")) == edges
    # A report names itself in its head; that is no citation of another, and the index does not count it.
    assert cited["documents"].is_monotonic_decreasing
    assert all(counted[row.instrument] == row.times for row in cited.itertuples())
    assert columns(seen, "cited", "name", "documents")[0] == ("29/2023/NĐ-CP", 8)
    assert marks(seen.picture_of("who_chart"), "symbol") == len(seen["who"])


def test_what_is_cited_together_is_grouped_by_province(on_the_corpus: Path) -> None:
    seen = run(named(2))
    together, groups, organs = seen["together"], seen["groups"], seen["organs"]
    assert set().union(*groups) == set(together) and sum(map(len, groups)) == len(together) > 30
    for group in groups:
        provinces = {organs[each].partition("@")[2] for each in group} - {""}
        assert len(provinces) == 1
    drawn = texts(seen.picture_of("picture"))
    assert {"29/2023/NĐ-CP", "41/KH-UBND"} <= set(drawn)
    assert len(seen["nodes"]) == len(together)


def test_an_instrument_that_was_amended_is_named_where_it_is_still_cited(on_the_corpus: Path) -> None:
    seen = run(named(2))
    assert ("107/2021/NĐ-CP", "sửa đổi", "61/2018/NĐ-CP", 2) in columns(
        seen, "acts", "this", "does", "with that", "said by"
    )
    assert columns(seen, "still_cited", "still cited", "by") == [
        ("61/2018/NĐ-CP", "107/2021/NĐ-CP"),
        ("63/2010/NĐ-CP", "92/2017/NĐ-CP"),
        # No report says so; the registry of laws does.
        ("80/2015/QH13", "63/2020/QH14"),
    ]


def test_figures_stand_in_chart_and_table_alike(on_the_corpus: Path) -> None:
    seen = run(named(3))
    assert seen["comparison"].to_dict("list") == {
        "Cao Bằng": [1821, 1831, 1844, 1851],
        "Hà Tĩnh": [1916, 1932, 1939, 1954],
    }
    drawing = seen.picture_of("chart")
    assert {"Cao Bằng", "Hà Tĩnh"} <= set(texts(drawing))
    points = [each for each in drawing.iter(f"{SVG}path") if each.get("aria-roledescription") == "point"]
    assert len(points) == 8


def test_what_quarters_add_comes_to_the_year_and_shares_to_what_is_printed(on_the_corpus: Path) -> None:
    seen = run(named(3))
    added = seen["added"]
    assert dict(added.groupby("series")["added"].sum()) == {"Cao Bằng": 3_721_486, "Hà Tĩnh": 7_983_370}
    assert marks(seen.picture_of("added_chart"), "rect") == len(added) == 8
    against = seen["against"]
    assert len(against) == 8
    # Hà Tĩnh prints one decimal.
    assert ((against["outcome / plan, %"] - against["printed, %"]).abs() <= 0.05).all()
    assert marks(seen.picture_of("plan_chart"), "rect") == 16  # a bar and the line over it


def test_gaps_and_values_that_differ_are_listed(on_the_corpus: Path) -> None:
    seen = run(named(3))
    assert seen["marks_found"].sum() == len(seen["many"])
    assert set(seen["doubted"]["mark"]) == {"several"} and seen["gaps"]["value"].isna().all()


def test_changes_are_ordered_by_size_and_restated_values_stand_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (
        Cell("Tổng số biên chế có mặt tại thời điểm báo cáo", "Người", str(number), float(number))
        for number in (100, 90)
    )
    papers = [
        Paper("thanh-hoa", "Y", 2022, [first]),
        Paper("thanh-hoa", "Y", 2023, [second]),
        Paper("ha-tinh", "Y", 2022, [first]),
        Paper("ha-tinh", "Y", 2024, [first]),
        Paper("ha-tinh", "Y", 2024, [second], name="bo-sung.pdf"),
    ]
    monkeypatch.setenv("TRICHLUC_DB", str(make_reports(tmp_path / "years.db", papers)))
    seen = run(named(3))
    assert columns(seen, "changes", "series", "period", "change", "change_percent") == [
        ("Thanh Hóa", "2023", -10.0, -10.0)
    ]
    doubted = columns(seen, "doubted", "period", "mark", "value")
    assert sorted(doubted) == [("2024", "restated", 90.0), ("2024", "restated", 100.0)]
    assert columns(seen, "gaps", "series", "period", "mark") == [("Hà Tĩnh", "2023", "no report")]


def test_small_collections_have_their_figures_compared(sample_db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRICHLUC_DB", str(sample_db))
    seen = run(named(3))
    assert [list(row) for row in seen["comparison"].T.to_numpy()] == [[12.0, 20.0]]


def test_a_wrong_sum_is_cut_out_number_by_number(on_the_corpus: Path) -> None:
    seen = run(named(4))
    assert seen["said"](seen["findings"][0]) == "41 is printed, but the numbers it is made of come to 31."
    assert columns(seen, "parts", "raw", "value", "page") == [("41", 41.0, 6), ("22", 22.0, 6), ("9", 9.0, 6)]
    assert len(seen["pictures"]) == 3
    for picture in seen["pictures"]:
        assert sum(count for count, colour in picture.getcolors(1 << 24) if colour == SEAL) > 40
        shown = io.BytesIO(picture._repr_png_())
        assert Image.open(shown).size == picture.size
    assert marks(seen.picture_of("checked_chart"), "rect") == len(seen["checked"])


def test_the_sheet_has_each_finding_with_its_pictures(on_the_corpus: Path, tmp_path: Path) -> None:
    seen = run(named(4))
    page = seen["sheet_file"].read_text(encoding="utf-8")
    assert seen["sheet_file"].is_relative_to(tmp_path)
    assert page.count("data:image/webp;base64,") == sum(len(each.cut_outs) for each in seen["sheet"].exhibits) >= 3
    assert len(seen["sheet"].parts) == len(seen["findings"])
    with closing(open_read_only(on_the_corpus)) as connection:
        assert all(fact(connection, exhibit.id) for exhibit in seen["sheet"].exhibits)


def test_verdicts_are_shown_and_missing_pdfs_are_said(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "reports.db"
    copyfile(sample_db, database)
    monkeypatch.setenv("TRICHLUC_DB", str(database))
    wrong = run(named(4))["findings"][0]
    verdict = Verdict(TRUE, "checked with the office", "Lan", "2026-01-05T08:00:00+00:00", "thanh-hoa-2024-q1.pdf")
    write_verdict(tmp_path / "reports.reader.db", Judged(wrong.report.id, wrong.kind, wrong.statement), verdict)
    seen = run(named(4))
    assert columns(seen, "verdicts", "verdict", "note", "by") == [
        ("True: the report is wrong here", "checked with the office", "Lan")
    ]
    assert seen["pictures"] == [] and all("missing" in each for each in seen["cut"])


def test_an_own_unit_is_read_and_the_project_knows_nothing_of_it(on_the_corpus: Path) -> None:
    seen = run(named(5))
    before, after = (dict(columns(seen, "results", "text", name)) for name in ("before", "with the own rule"))
    assert before["đã cấp 1.204 hộ chiếu"] == ["1204 hộ"]
    assert after["đã cấp 1.204 hộ chiếu"] == ["1204 hộ chiếu"]
    assert after["sổ hộ chiếu số 12"] == []
    assert after[seen["TEXT"]][1:] == before[seen["TEXT"]][1:]
    assert "02/TP-CC" in set(seen["refused"]["printed"])
    assert not seen["folder"].exists()


def test_a_decision_moves_all_values_to_the_own_indicator(on_the_corpus: Path) -> None:
    seen = run(named(5))
    unnamed, mine = seen["unnamed"], seen["mine"]
    assert unnamed.origin == "corpus"
    assert seen["relinked"].rows + seen["relinked"].figures == unnamed.times == len(mine)
    with closing(open_read_only(on_the_corpus)) as connection:
        keys = {key for (key,) in connection.execute("select key from indicators")}
    assert unnamed.key in keys and "chi-tieu-cua-toi" not in keys


def test_an_own_rule_reaches_a_document_that_was_read_before(on_the_corpus: Path) -> None:
    seen = run(named(6))
    assert seen["tested"] == ["1 rules, 2 examples: all as they should be."]
    assert seen["faults"][0].startswith("units.toml, line 3: my-unit: ")
    assert "Rules changed: 1 documents were read again." in seen["read_again"]
    assert set(seen["by_the_rule"]["unit"]) == {seen["unit"]}
    assert len(seen["status"]["other_rules"]) == 8


def test_a_law_is_found_by_half_its_name(on_the_corpus: Path) -> None:
    seen = run(named(6))
    assert seen["laws"]["name"].iloc[0] == seen["named"]["title"].iloc[0]
    assert len(seen["half"].split()) < len(seen["words"])


def test_a_correction_stays_through_a_new_reading_and_goes_with_its_line(on_the_corpus: Path) -> None:
    seen = run(named(6))
    assert "Corrections: 1 applied." in seen["applied"]
    assert "Corrections: 1 applied." in seen["by_force"]
    assert [*seen["stays"]["issued_on"]] == ["2020-02-29"]
    assert "key" in set(seen["corrected"]["field"])
    assert seen["withdrawn"] == ["Corrections: 1 withdrawn."]
    assert [*seen["taken_back"]["issued_on"]] == [*seen["wrong"]["issued_on"]]
