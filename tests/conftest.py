"""Fixtures that several rooms use."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from corpus import typefaces
from extractor.across.corpus_pass import run_corpus_pass
from extractor.run.ingest import ingest
from extractor.store.writer import Writer
from tests.documents import sample_documents
from tests.printed_reports import PrintedReports, printed_reports

CORPUS = Path(__file__).parents[1] / "corpus"

# A busy machine is slow, not wrong: no example has a deadline, and slow generation is no fault of a test.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")

# A shell without job control starts what runs in the background deaf to Ctrl-C, and so all that tests start and stop.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished database of the sample documents; read it, never write to it."""
    path = tmp_path_factory.mktemp("sample") / "reports.db"
    with Writer(path) as writer:
        writer.begin_run("options", "0.1.0")
        for document in sample_documents():
            writer.write(document, "options")
        run_corpus_pass(writer.connection)
        writer.finish_run({"ingested": 3})
    return path


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> PrintedReports:
    """A database ingested from PDFs that lie beside it; read both, never write to them."""
    if not typefaces.available():
        pytest.skip(f"needs the typeface {typefaces.PIN}")
    return printed_reports(tmp_path_factory.mktemp("printed"))


@pytest.fixture(scope="session")
def sample_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample corpus, made by two workers; read it, never write to it."""
    path = tmp_path_factory.mktemp("corpus") / "reports.db"
    summary = ingest([CORPUS / "reports"], path, jobs=2)
    assert (summary.ingested, summary.failed) == (9, 1)
    return path


@pytest.fixture(scope="session")
def gold_folder() -> Path:
    """The folder of the reference reports with their gold files, named by TRICHLUC_GOLD."""
    named = os.environ.get("TRICHLUC_GOLD")
    if not named:
        pytest.skip("TRICHLUC_GOLD does not name the folder of the reference reports")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"TRICHLUC_GOLD names {folder}, which is no folder")
    return folder
