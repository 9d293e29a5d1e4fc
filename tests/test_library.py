"""The finder of citations alone: quick to import, and nothing of the rest of the program comes with it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "datasette", "matplotlib", "numpy", "pandas", "pdfplumber", "pikepdf", "pypdfium2", "rapidfuzz", "rich", "spacy",
    "sqlite3", "sqlite_utils", "underthesea",
)  # fmt: skip


def run(program: str) -> str:
    """What a program prints in an interpreter of its own."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_finding_citations_loads_no_library_of_another_room() -> None:
    program = (
        "import sys, extractor; found = extractor.find_citations('Nghị định số 30/2020/NĐ-CP của Chính phủ');"
        f"assert found; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    )
    assert run(program) == ""


def test_the_import_reads_no_registry() -> None:
    """Patterns are read when they are first needed; what the import costs beside the pipeline is in test_costs.py."""
    program = (
        "import sys, tomllib; read = []; load = tomllib.load; loads = tomllib.loads;"
        "tomllib.load = lambda *given: read.append('load') or load(*given);"
        "tomllib.loads = lambda *given: read.append('loads') or loads(*given);"
        "import extractor; extractor.find_citations; before = len(read);"
        "extractor.find_citations('Nghị định số 30/2020/NĐ-CP'); print(before, len(read) > 0)"
    )
    assert run(program) == "0 True"
