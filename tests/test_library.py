"""The finder of citations alone: quick to import, and nothing of the rest of the program comes with it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "datasette", "matplotlib", "numpy", "pandas", "pdfplumber", "pikepdf", "pypdfium2", "rapidfuzz", "rich", "spacy",
    "sqlite3", "sqlite_utils", "underthesea",
)  # fmt: skip
LONGEST = 0.3
"""Seconds of processor time for the import: twice the aim, as a machine that runs tests is busy."""


def run(program: str) -> str:
    """What a program prints in an interpreter of its own."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_finding_citations_loads_no_library_of_another_room() -> None:
    program = (
        "import sys, extractor; found = extractor.find_citations('Nghị định số 30/2020/NĐ-CP của Chính phủ');"
        f"assert found; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    )
    assert run(program) == ""


def test_the_import_is_quick() -> None:
    program = (
        "import time; start = time.process_time(); import extractor; extractor.find_citations;"
        "print(time.process_time() - start)"
    )
    assert min(float(run(program)) for _ in range(3)) < LONGEST
