"""The order of the stages on one screen: read → lay out → find → resolve → audit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.audit.document import audit
from extractor.find.document import find_all
from extractor.layout.document import lay_out
from extractor.model.document import Document
from extractor.options import Options
from extractor.read.pages import stream_pages
from extractor.resolve.document import Source, resolve
from extractor.version import VERSION


def extract(path: str | Path, options: Options | Mapping[str, Any] | None = None) -> Document:
    """Everything that one PDF gives, each fact with its place. Pure: no database, nothing kept.

    Raises ``UnreadableFileError`` for a file that is no readable PDF; what fails on single pages is in
    ``Document.failures``.
    """
    file = Path(path)
    chosen = options if isinstance(options, Options) else Options(**(options or {}))
    with stream_pages(file, chosen) as pages:
        count, layout = pages.page_count, lay_out(pages)
    findings = find_all(layout)
    source = Source(_digest(file), file.name, count, VERSION)
    document = resolve(layout, findings, source)
    del layout, findings  # half of what is held by now
    return replace(document, checks=audit(document))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
