"""The documentation site builds without a warning: no broken link, no page that nothing leads to."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphinx.application import Sphinx

DOCS = Path(__file__).parents[2] / "docs"


# What Sphinx deprecates in its own extensions is theirs to mend.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    site = tmp_path / "site"
    application = Sphinx(DOCS, DOCS, site, tmp_path / "trees", "html", warningiserror=True, status=None)
    application.build()
    assert application.statuscode == 0
    pages = {path.stem for path in site.glob("*.html")}
    assert pages >= {path.stem for path in DOCS.glob("*.md")}
