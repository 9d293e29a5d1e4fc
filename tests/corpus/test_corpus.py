"""The sample corpus: its files are those that the generator makes, and its gold is what stands on the pages."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pypdfium2
import pytest

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD = sorted((CORPUS / "gold").glob("*.json"))
REPORTS = sorted((CORPUS / "reports").glob("*.pdf"))
MARK = "(số liệu minh họa)"


def load(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


DIGITAL = [path for path in GOLD if load(path)["document"]["text_layer"] == "digital"]
digital = pytest.mark.parametrize("path", DIGITAL, ids=lambda path: path.stem)


def squeeze(text: str) -> str:
    """Text without blanks, since a line may break inside an identifier."""
    return re.sub(r"\s", "", text)


@cache
def read(file: str) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...]]:
    """The text of each page; page and squeezed cells of every row that pdfplumber finds between ruled lines."""
    texts, rows = [], []
    with pdfplumber.open(CORPUS / "reports" / file) as pdf:
        for page in pdf.pages:
            texts.append(page.extract_text())
            if len(page.lines) > 10:
                for table in page.extract_tables():
                    rows += [(page.page_number, tuple(squeeze(cell or "") for cell in row)) for row in table]
            page.close()
    return tuple(texts), tuple(rows)


def page_texts(file: str) -> tuple[str, ...]:
    return read(file)[0]


def table_rows(file: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return read(file)[1]


def made() -> dict[str, bytes]:
    pytest.importorskip("reportlab", reason="reportlab makes the sample reports")
    typefaces = pytest.importorskip("corpus.typefaces", reason="the corpus is not importable from here")
    if not typefaces.available():
        pytest.skip(f"the font package {typefaces.PIN} is not installed")
    from corpus.make_corpus import make

    return make()


def test_the_committed_files_are_those_of_the_generator() -> None:
    files = made()
    from corpus.make_corpus import toolchain

    manifest = load(CORPUS / "manifest.json")
    committed = {p.relative_to(CORPUS).as_posix() for p in [*GOLD, *REPORTS, CORPUS / "manifest.json"]}
    assert committed == files.keys()
    gold = [path for path in files if path.startswith("gold/")]
    assert [path for path in gold if files[path] != (CORPUS / path).read_bytes()] == []
    if toolchain() != manifest["made_with"]:
        pytest.skip(f"PDF bytes depend on the versions {manifest['made_with']}; here are {toolchain()}")
    assert [path for path, content in files.items() if content != (CORPUS / path).read_bytes()] == []


def test_the_manifest_names_the_digest_of_each_file() -> None:
    digests = load(CORPUS / "manifest.json")["sha256"]
    assert digests == {
        path.relative_to(CORPUS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in [*GOLD, *REPORTS]
    }


def test_the_corpus_stays_small() -> None:
    assert sum(path.stat().st_size for path in [*GOLD, *REPORTS]) < 3_000_000


def test_two_provinces_four_periods_a_scan_and_a_damaged_file() -> None:
    documents = [load(path)["document"] for path in GOLD]
    assert Counter(d["issuer"] for d in documents) == {"UBND tỉnh Cao Bằng": 4, "UBND tỉnh Hà Tĩnh": 4, "Sở Nội vụ": 1}
    for issuer in ("UBND tỉnh Cao Bằng", "UBND tỉnh Hà Tĩnh"):
        assert {d["period"]["kind"] for d in documents if d["issuer"] == issuer} == {"Q1", "H1", "9M", "Y"}
    assert len(REPORTS) == len(GOLD) + 1


@digital
def test_every_page_says_that_its_figures_are_invented(path: Path) -> None:
    texts = page_texts(load(path)["file"])
    assert 4 <= len(texts) <= 8
    assert all(MARK in text for text in texts)


@digital
def test_citations_and_figures_stand_where_the_gold_says(path: Path) -> None:
    gold = load(path)
    texts = [squeeze(text) for text in page_texts(gold["file"])]
    for citation in gold["citations"]:
        first, last = citation["page"], citation.get("page_end", citation["page"])
        if citation["where"].startswith("table"):
            cells = [found[4] for page, found in table_rows(gold["file"]) if page == first]
            assert any(squeeze(citation["raw"]) in cell for cell in cells), citation
            continue
        for words in [citation["raw"]] if first == last else citation["raw"].split():
            assert any(squeeze(words) in text for text in texts[first - 1 : last]), citation
    for figure in gold["body_figures"]:
        assert squeeze(figure["value_raw"]) in texts[figure["page"] - 1], figure
        assert figure["value_raw"] in figure["sentence"]


@digital
def test_footnotes_stand_where_the_gold_says_with_glued_markers(path: Path) -> None:
    gold = load(path)
    texts = [squeeze(text) for text in page_texts(gold["file"])]
    notes = gold["footnotes"]
    assert [note["number"] for note in notes] == list(range(1, len(notes) + 1))
    assert len(notes) >= 12
    assert any(re.search(r"năm \d{4}$", note["before_marker"]) for note in notes)
    for note in notes:
        page = texts[note["page"] - 1]
        assert f"{note['number']}{squeeze(note['text'])}" in page, note
        assert f"{note['before_marker'].split()[-1]}{note['number']}" in page, note


@digital
def test_rows_of_the_annex_stand_where_the_gold_says(path: Path) -> None:
    gold = load(path)
    printed = table_rows(gold["file"])
    for row in gold["table_rows"]:
        cells = tuple(squeeze(row[name]) for name in ("stt", "indicator", "unit", "value_raw", "note"))
        width = 4 if row["note_from_merged_cell"] else 5
        assert (row["page"], cells[:width]) in {(page, found[:width]) for page, found in printed}, row
    data = [found for _, found in printed if found[0] not in ("STT", "")]
    assert len(data) == len(gold["table_rows"])


@digital
def test_a_form_runs_over_the_page_end(path: Path) -> None:
    gold = load(path)
    pages = {form: {r["page"] for r in gold["table_rows"] if r["form"] == form} for form in range(1, 5)}
    assert max(map(len, pages.values())) == 2
    assert len({page for found in pages.values() for page in found}) >= 2
    kinds = {row["value_kind"] for row in gold["table_rows"]}
    assert kinds == {"none", "number", "code", "dash", "blank"}
    assert any(row["value"] == 0 for row in gold["table_rows"])


def test_heads_of_forms_are_repeated_in_some_reports_only() -> None:
    repeated = set()
    for path in DIGITAL:
        gold = load(path)
        heads = sum(found[0] == "STT" for _, found in table_rows(gold["file"]))
        repeated.add(heads > len({row["form"] for row in gold["table_rows"]}))
    assert repeated == {True, False}


def test_the_number_is_blank_in_one_report() -> None:
    blank = [load(path) for path in GOLD if load(path)["document"]["number"] is None]
    assert [gold["document"]["period"]["kind"] for gold in blank] == ["H1"]
    assert blank[0]["document"]["issued_on"] is blank[0]["document"]["identifier"] is None
    assert re.search(r"Số:\s+/BC-UBND", page_texts(blank[0]["file"])[0])


def test_three_errors_are_planted_and_no_other_statement_fails() -> None:
    failing = [(path.stem, check) for path in GOLD for check in load(path)["checks"] if not check["holds"]]
    assert [(stem, check["kind"]) for stem, check in failing] == [
        ("cao-bang_2024_h1", "sum"),
        ("cao-bang_2024_year", "date"),
        ("ha-tinh_2024_9m", "rate"),
    ]
    whole, wrong_date, wrong_rate = (check for _, check in failing)
    assert (whole["stated"]["value"], whole["computed"]) == (41, 31)
    assert (wrong_date["stated"]["value"], wrong_date["computed"]) == (2021, 2022)
    assert (wrong_rate["stated"]["value"], wrong_rate["computed"]) == (94.76, 97.46)
    assert all(len([c for c in load(path)["checks"] if c["holds"]]) > 25 for path in DIGITAL)


def test_no_instrument_is_cited_before_it_was_issued() -> None:
    for path in GOLD:
        gold = load(path)
        own = gold["document"]["issued_on"] or gold["document"]["period"]["end"]
        assert [c["raw"] for c in gold["citations"] if c["date"] and c["date"] > own] == []


def test_cumulative_counts_do_not_fall_over_the_year() -> None:
    stocks = ("trong hạn", "bảo đảm")
    for province in ("cao-bang", "ha-tinh"):
        series: dict[tuple[int, str], list[float]] = {}
        for period in ("q1", "h1", "9m", "year"):
            for row in load(CORPUS / "gold" / f"{province}_2024_{period}.json")["table_rows"]:
                if (
                    row["value_kind"] == "number"
                    and row["unit"] != "%"
                    and not any(word in row["indicator"] for word in stocks)
                ):
                    series.setdefault((row["form"], row["stt"]), []).append(row["value"])
        assert [key for key, values in series.items() if values != sorted(values)] == []


def test_the_provinces_do_not_share_their_sentences() -> None:
    words: dict[str, set[str]] = {"cao-bang": set(), "ha-tinh": set()}
    for path in DIGITAL:
        sentences = {re.sub(r"[\d.,%]+", "#", figure["sentence"]) for figure in load(path)["body_figures"]}
        words[path.stem.partition("_")[0]] |= sentences
    assert len(words["cao-bang"] & words["ha-tinh"]) == 0
    assert min(map(len, words.values())) > 60


def test_the_scan_has_images_and_no_text() -> None:
    gold = load(CORPUS / "gold" / "cao-bang_2024_05_scan.json")
    assert gold["document"]["text_layer"] == "none"
    with pdfplumber.open(CORPUS / "reports" / gold["file"]) as pdf:
        assert [(len(page.chars), len(page.images)) for page in pdf.pages] == [(0, 1), (0, 1)]
        assert pdf.pages[0].images[0]["srcsize"] == (1654, 2339)


def test_the_damaged_file_cannot_be_opened() -> None:
    (damaged,) = {path.stem for path in REPORTS} - {path.stem for path in GOLD}
    path = CORPUS / "reports" / f"{damaged}.pdf"
    assert path.read_bytes().startswith(b"%PDF-")
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(path)
    with pytest.raises(Exception, match=r"EOF|PDF"), pdfplumber.open(path) as pdf:
        pdf.pages  # noqa: B018
