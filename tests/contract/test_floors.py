"""No metric falls below its floor: on the sample corpus always, on the reference reports where they are."""

from __future__ import annotations

import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from extractor.evaluate.evaluation import Evaluation, evaluate
from extractor.evaluate.gold import load_gold
from extractor.evaluate.score import Score
from extractor.read.ocr.engine import number_reader
from extractor.run.ingest import ingest
from extractor.store.database import open_read_only
from tests.read.ocr.test_tesseract import has_vietnamese

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
CORPUS = Path(__file__).parents[2] / "corpus"
BY_F1 = {"citations", "footnotes", "figures", "facts", "audit", "tables.cells", "words.digital"}

WITH_TESSERACT = pytest.mark.skipif(not has_vietnamese(), reason="Tesseract with Vietnamese data is not installed")


def scored(reports: list[Path], golds: list[Path], db: Path, *layers: str, ocr: str = "never") -> Evaluation:
    ingest(reports, db, jobs=2, ocr=ocr)
    with closing(open_read_only(db)) as connection:
        return evaluate(connection, load_gold(golds, layers or ("digital",)))


def reached(metric: str, score: Score) -> float:
    return (score.f1 if metric in BY_F1 else score.recall) or 0.0


def below(evaluation: Evaluation, floors: dict[str, float]) -> dict[str, float]:
    got = {metric: reached(metric, evaluation.scores[metric]) for metric in floors}
    return {metric: value for metric, value in got.items() if value < floors[metric]}


def test_the_sample_corpus(sample_corpus: Path) -> None:
    with closing(open_read_only(sample_corpus)) as connection:
        evaluation = evaluate(connection, load_gold([CORPUS / "gold"], ("digital",)))
    assert below(evaluation, FLOORS["corpus"]) == {}


@WITH_TESSERACT
def test_the_scan_of_the_sample_corpus(sample_corpus: Path) -> None:
    with closing(open_read_only(sample_corpus)) as connection:
        evaluation = evaluate(connection, load_gold([CORPUS / "gold"], ("none",)))
    assert evaluation.absent == ()
    assert below(evaluation, FLOORS["corpus-scan"]) == {}


def test_the_reference_reports(gold_folder: Path, tmp_path: Path) -> None:
    seed = gold_folder / "seed"
    reports = [gold_folder / "simulated", seed / "report_born_digital.pdf"]
    golds = [gold_folder / "simulated" / "gold", seed / "gold" / "report_born_digital.json"]
    evaluation = scored(reports, golds, tmp_path / "reference.db")
    assert evaluation.absent == ()
    assert below(evaluation, FLOORS["reference"]) == {}


@WITH_TESSERACT
@pytest.mark.skipif(number_reader() is None, reason="the reader of numbers (extra `scans`) is not installed")
def test_a_scan_of_the_reference_reports(gold_folder: Path, tmp_path: Path) -> None:
    seed, name = gold_folder / "seed", "report_scanned_short"
    golds = [seed / "gold" / f"{name}.json"]
    evaluation = scored([seed / f"{name}.pdf"], golds, tmp_path / "scan.db", "none", ocr="auto")
    assert evaluation.absent == ()
    assert below(evaluation, FLOORS["reference-scan"]) == {}


@pytest.mark.parametrize("layer", ["digital", "legacy"])
def test_real_documents(gold_folder: Path, tmp_path: Path, layer: str) -> None:
    real = gold_folder / "real"
    golds = load_gold([real / "gold"], (layer,))
    evaluation = scored([real / gold.file for gold in golds], [real / "gold"], tmp_path / "real.db", layer)
    assert evaluation.absent == ()
    assert below(evaluation, FLOORS[f"real-{layer}"]) == {}


def test_reports_of_many_tables(gold_folder: Path, tmp_path: Path) -> None:
    tables = gold_folder / "tables"
    evaluation = scored([tables], [tables / "gold"], tmp_path / "tables.db")
    assert evaluation.absent == ()
    assert below(evaluation, FLOORS["tables"]) == {}


@pytest.mark.parametrize("shape", ["nfd", "tcvn3", "vni", "rotated"])
def test_one_report_in_other_shapes(gold_folder: Path, tmp_path: Path, shape: str) -> None:
    seed, layers = gold_folder / "seed", ("digital", "legacy")
    golds = [seed / "gold" / f"report_{shape}.json"]
    evaluation = scored([seed / f"report_{shape}.pdf"], golds, tmp_path / "one.db", *layers)
    assert evaluation.absent == ()
    assert (
        below(
            evaluation, {metric: floor for metric, floor in FLOORS["reference"].items() if metric in evaluation.scores}
        )
        == {}
    )
