from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def scanned_report() -> Path:
    """The scan of the sample corpus."""
    (path,) = (Path(__file__).parents[2] / "corpus" / "reports").glob("*scan*.pdf")
    return path
