"""Reports whose lines are pages, each of which does what it orders when it is read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from extractor.guard.one_page import LostPageError, one_page
from extractor.model.document import Document, Identity
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.read.ocr.sharing import Readings
from extractor.version import VERSION
from tests.documents import page_text
from tests.guard.functions import obey


def write_pages(path: Path, *orders: str) -> Path:
    """A report with a page an order; ``ocr`` before it has its picture carry it out."""
    path.write_text("\n".join(orders), encoding="utf-8")
    return path


def read_report_by_page(path: Path, options: Options, readings: Readings, lost: Mapping[int, Failure]) -> Document:
    """The document in such a file, as the pipeline reads one: page by page, each of which costs itself only."""
    pages, failures = [], []
    for number, order in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        stage, _, harm = order.rpartition(" ")
        reading = readings.get(number)
        if number in lost:
            failures.append(lost[number])
            continue
        try:
            if isinstance(reading, Failure):
                failures.append(Failure("ocr", number, f"{reading.error}: a picture without text", reading.hint))
            else:
                with one_page(number, stage or "read"):
                    obey(harm)
            pages.append(page_text(number, f"Trang {number}"))
        except LostPageError as error:
            failures.append(error.failure)
    return Document(
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        file_name=path.name,
        path=path.name,
        page_count=len(pages) + len(failures),
        identity=Identity(doc_type="Báo cáo", title="Báo cáo"),
        pages=tuple(pages),
        failures=tuple(failures),
        extractor_version=VERSION,
    )
