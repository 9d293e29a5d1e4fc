"""Sentences as they stand in decisions, party papers, plans, letters and socio-economic reports."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor import find_citations
from extractor.model.document import Context

WRITERS = {
    "province": Context(issuer="Ủy ban nhân dân tỉnh Nghệ An", place="nghe-an", issued_on="2024-06-20"),
    "merged city": Context(issuer="Ủy ban nhân dân thành phố Đà Nẵng", place="da-nang", issued_on="2025-12-10"),
    "party": Context(issuer="Tỉnh ủy Nghệ An", place="nghe-an", issued_on="2024-06-20"),
    "ministry": Context(issuer="Bộ Nội vụ", issued_on="2024-06-20"),
    "unknown": Context(),
}
SENTENCES = tomllib.loads((Path(__file__).parent / "other_papers.toml").read_text(encoding="utf-8"))["sentence"]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence["text"][:60])
def test_papers_of_other_kinds(sentence: dict[str, Any]) -> None:
    found = find_citations(sentence["text"], context=WRITERS[sentence["by"]])
    read = [" | ".join((str(one.doc_type), one.identifier or "-", str(one.key), str(one.relation))) for one in found]
    assert read == sentence["cites"]
