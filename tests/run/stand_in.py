"""Reports of a few bytes and a reader for them: quick, without any PDF library, and as terrible as one wants."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from extractor.errors import UnreadableFileError
from extractor.model.document import Document, Identity
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.version import VERSION
from tests.documents import Printed, numbered, page_text
from tests.guard.functions import obey

MARK = "%stand-in"


def write_report(path: Path, number: int, *orders: str) -> Path:
    """A report that cites two decisions; the orders are carried out when it is read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        MARK,
        *orders,
        f"Quyết định số {number}/QĐ-UBND",
        f"Quyết định số {number // 3}/QĐ-UBND",
        f"Báo cáo {number}",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read_report(path: Path, options: Options, readings: object = None, lost: object = None) -> Document:
    """The document in such a file. ``wait:S`` takes S seconds, ``lose page`` fails on a page, ``repeat page`` gives one
    page twice, which no database takes; for other orders see ``obey``.
    """
    content = path.read_bytes()
    text = content.decode("utf-8", "replace")
    if not text.startswith(MARK):
        raise UnreadableFileError("not a report of these tests", "write one with write_report")
    failures = []
    for order in text.splitlines()[1:-3]:
        if order.startswith("wait:"):
            time.sleep(float(order[5:]))
        elif order == "lose page":
            failures.append(Failure("read", 2, "the page is gone", "look for it"))
        elif order != "repeat page":
            obey(order)
    printed = Printed((page_text(1, text),) * (2 if "repeat page" in text else 1))
    citations = [
        printed.located(numbered(line, f"vn:ubnd@thanh-hoa:qd:d2024:{number}", f"{number}/QĐ-UBND"))
        for line in dict.fromkeys(text.splitlines()[-3:-1])
        for number in [line.split()[-1].split("/")[0]]
    ]
    return Document(
        sha256=hashlib.sha256(content).hexdigest(),
        file_name=path.name,
        path=path.name,
        page_count=1 + len(failures),
        identity=Identity(doc_type="Báo cáo", title=text.splitlines()[-1]),
        pages=printed.pages,
        citations=tuple(citations),
        failures=tuple(failures),
        extractor_version=VERSION,
    )
