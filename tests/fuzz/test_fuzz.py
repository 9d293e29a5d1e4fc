"""A bounded run of the fuzzer: ``make fuzz`` is the long one."""

from __future__ import annotations

import sys

import pytest

from tests.fuzz import poppler
from tests.fuzz.batch import ROOT, Settings
from tests.fuzz.fuzz import Fuzzer, Report
from tests.fuzz.mutants import sources_in
from tests.fuzz.oracle import BEYOND, counts

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads how much memory a process held in /proc"),
    pytest.mark.skipif(not poppler.is_installed(), reason="needs poppler-utils, which reads the mutants beside us"),
]


def test_mutants_of_the_sample_corpus_are_read_or_said_to_be_damaged() -> None:
    report = Report()
    sources = [path for path in sources_in(ROOT / "corpus" / "reports") if "q1" in path.name or "scan" in path.name]
    Fuzzer(sources, 3, Settings()).examine(range(40), report)
    assert sum(report.outcomes.values()) == 40
    assert min(report.outcomes["ok"], report.outcomes["partial"]) >= 3
    # Not how long any took: a busy machine is slow, not wrong.
    assert not any(count for kind, count in counts(report.findings).items() if kind != BEYOND), report.findings
    assert 50 < report.peak_mb < 200
