"""All options of a run in one place; flags, environment, settings files and help texts are made from it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from patterns.own.rules import in_use, read_rules

# 48 bits: a handful of combinations of options have to differ, and the key stands in every row of ``documents``.
KEY_DIGITS = 12

# Between the digest of the options and that of the user's own rules.
RULES_MARK = "+"


def _option(default: Any, help_text: str, *, changes_result: bool = False, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"help": help_text, "result": changes_result, "choices": choices})


@dataclass(frozen=True, slots=True)
class Options:
    """How ``extract`` and ``ingest`` work. Only fields marked ``result`` are part of a document's key."""

    backend: str = _option(
        "pdfium",
        "Which library reads the PDFs; pdfplumber is the slow reference.",
        changes_result=True,
        choices=("pdfium", "pdfplumber"),
    )
    ocr: str = _option(
        "auto",
        "OCR of pages without usable text (auto), of no page, or of every page.",
        changes_result=True,
        choices=("auto", "never", "force"),
    )
    ocr_engine: str = _option(
        "tesseract",
        "Which installed engine reads pages from their picture; `trichluc doctor` names them.",
        changes_result=True,
    )
    rules: str = _option(
        "", "A folder of rules of your own (TOML), beside those of the program; `trichluc rules test` checks it."
    )
    corrections: str = _option("", "Your corrections (TOML); without it corrections.toml beside the database counts.")
    readings: str = _option(
        "", "A folder for what OCR has read; without it one beside the database. No picture of a page is read twice."
    )
    # A page takes 8 KB (27 pages of a scanned report: 7.8 on average): room for some 60,000 pages, which one core reads
    # in a day and a half (test_kept_readings.py).
    readings_mb: int = _option(500, "Room for what OCR has read, in MiB; what was not used for longest goes. 0: none.")
    # The others change how long a run takes or which files it reads, never what is read from a file: a document that
    # was read with more time or memory is not read again (test_ingest_plan.py).
    jobs: int = _option(0, "Worker processes; 0 means one a core.")
    scheduler: str = _option(
        "", "Read on the workers of a Dask cluster: the address of its scheduler, such as tcp://machine:8786."
    )
    # A report of 1,000 pages with text takes some ten seconds (docs/profile.md); what comes near the limit are long
    # scans, of which OCR reads a page in seconds, and files that are made to hang.
    timeout: float = _option(300.0, "Seconds a document may take before it is given up.")
    # A report of 1,000 pages fills 0.25 GB (docs/profile.md); a worker reserves more address space than it fills, and
    # OCR adds the picture of a page. None of the documents at hand, hostile ones aside, comes near 2 GiB.
    memory_mb: int = _option(2048, "Address space a worker may use, in MiB.")
    retry_failed: bool = _option(False, "Try files again that failed before.")
    force: bool = _option(False, "Read files again that are in the database; what OCR has read is used again.")
    dry_run: bool = _option(False, "Only list what would be read.")

    def result_key(self) -> str:
        """A short digest of the options that change what is extracted."""
        chosen = {option.name: getattr(self, option.name) for option in fields(self) if option.metadata["result"]}
        key = hashlib.sha256(json.dumps(chosen, sort_keys=True).encode()).hexdigest()[:KEY_DIGITS]
        # Apart from the others, so that ``ingest`` can say that only the rules have changed.
        return RULES_MARK.join(filter(None, (key, self._rules_key())))

    def _rules_key(self) -> str:
        """What tells the user's own rules from others: those of the folder, else those of the process; "" for none."""
        folder = Path(self.rules).expanduser()
        return (read_rules(folder) if self.rules and folder != in_use().folder else in_use()).digest


def without_rules(key: str) -> str:
    """The key of the same options without rules of the user's own."""
    return key.partition(RULES_MARK)[0]


def rules_of(key: str) -> str:
    """What stands in a key for the rules of the user's own; "" where there were none."""
    return key.partition(RULES_MARK)[2]
