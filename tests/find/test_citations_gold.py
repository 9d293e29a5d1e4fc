"""The finder and the keys against the reference: hard cases one by one, notes of the reports as a whole."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor.find.citations.finder import find_citations
from extractor.model.document import Context
from extractor.model.facts import Citation
from extractor.resolve.identity import identify
from extractor.resolve.relations.relate import relate

HARD_CASES = 61
"""So many hard cases are right in every field; the number may only grow."""

OPTIONAL = ("unit", "organs", "pinpoint", "via", "range_end", "date_error", "lang")
"""Fields of a citation that the cases name only where they hold something."""


def differences(expected: dict[str, Any], found: Citation, text: str) -> Iterator[str]:
    """The fields in which a citation is not what a case expects."""
    got: dict[str, Any] = {
        "type": found.doc_type,
        "number_raw": found.number or "",
        "year": found.year,
        "year_source": found.year_source,
        "date_iso": found.issued_on,
        "issuer": found.issuer,
        "canonical_id": found.key,
        "span_text": text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        **{name: getattr(found, name) for name in OPTIONAL},
    }
    got["organs"] = list(found.organs) if found.organs else None
    if "relation" in expected:
        got["relation"] = found.relation
    yield from (f"{name}: {expected.get(name)!r}, got {got[name]!r}" for name in got if got[name] != expected.get(name))


def test_hard_cases(gold_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = gold_folder.parent / "domain" / "hard_citations.json"
    if not path.is_file():
        pytest.skip(f"no hard cases beside the reference reports: {path}")
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    wrong: list[str] = []
    for case in cases:
        text, expected = case["text"], case["expected"]
        found = relate(text, identify(find_citations(text), Context()))
        faults = [fault for each, got in zip(expected, found, strict=False) for fault in differences(each, got, text)]
        if len(found) != len(expected):
            faults.append(f"{len(expected)} citations, got {[each.raw for each in found]}")
        if faults:
            wrong.append(f"{case['id']}: {'; '.join(faults)}")
    table = "\n  ".join([f"\nhard cases: {len(cases) - len(wrong)} of {len(cases)} right", *wrong])
    with capsys.disabled():
        sys.stdout.write(f"{table}\n")
    assert len(cases) - len(wrong) >= HARD_CASES


def test_notes_of_the_reference_reports(gold_folder: Path) -> None:
    hit = missed = extra = wrong_date = wrong_type = 0
    for gold in _golds(gold_folder):
        for note in gold["footnotes"]:
            wanted = [each for each in gold["citations"] if each["where"] == f"footnote {note['number']}"]
            found = {_plain(each.identifier): each for each in find_citations(note["text"]) if each.identifier}
            for each in wanted:
                got = found.pop(_plain(each["canonical_id"]), None)
                hit, missed = hit + (got is not None), missed + (got is None)
                wrong_date += got is not None and got.issued_on != each["date"]
                wrong_type += got is not None and got.doc_type != each["type"]
            extra += len(found)
    assert hit > 1000
    assert 2 * hit / (2 * hit + missed + extra) >= 0.995
    assert wrong_date <= 0.005 * hit
    assert wrong_type <= 0.005 * hit


def _golds(folder: Path) -> Iterator[dict[str, Any]]:
    for kind in ("seed", "simulated"):
        for path in sorted((folder / kind / "gold").glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def _plain(identifier: str | None) -> str:
    return re.sub(r"\s", "", identifier or "").casefold().lstrip("0")
