from pathlib import Path

import pytest

from extractor.run.ingest import ingest

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"


@pytest.fixture(scope="session")
def sample_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the sample corpus, made by two workers."""
    path = tmp_path_factory.mktemp("corpus") / "reports.db"
    summary = ingest([REPORTS], path, jobs=2)
    assert (summary.ingested, summary.failed) == (9, 1)
    return path
