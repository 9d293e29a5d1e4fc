"""The order of the stages on one screen: read → lay out → find → resolve → audit → state how sure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor.audit.document import audit
from extractor.confidence import stated
from extractor.errors import UnreadableFileError
from extractor.find.document import find_all
from extractor.layout.document import lay_out
from extractor.model.document import Document
from extractor.model.pages import Failure
from extractor.options import Options
from extractor.own_rules import use_rules
from extractor.read.ocr.sharing import Readings
from extractor.read.pages import NOTHING_LOST, stream_pages
from extractor.regular_files import CHANGED, State, digest_of, not_opened, open_regular, state_of, state_of_open
from extractor.resolve.document import Source, resolve
from extractor.version import VERSION


def extract(
    path: str | Path,
    options: Options | Mapping[str, Any] | None = None,
    readings: Readings | None = None,
    lost: Mapping[int, Failure] = NOTHING_LOST,
) -> Document:
    """Reads everything from one PDF, each fact with its place. Pure: no database, nothing kept.

    path: the file. options: an ``Options``, a mapping of its fields, or None for the defaults. readings: what other
    processes have read in pictures of its pages; None, as nearly always, where nobody will. lost: pages that are not
    read, and why, by their number.

    Raises ``UnreadableFileError`` for a file that is no readable PDF, and ``UsageError`` for rules that cannot be used;
    what fails on single pages is in ``Document.failures``. With ``readings`` it raises ``ManyPicturesError`` where many
    more are needed.
    """
    return stated(read_in_order(path, options, readings, lost))


def read_in_order(
    path: str | Path,
    options: Options | Mapping[str, Any] | None = None,
    readings: Readings | None = None,
    lost: Mapping[int, Failure] = NOTHING_LOST,
) -> Document:
    """As ``extract``, with the order that the stages give in place of measured confidences: what is calibrated.

    path, options, readings, lost and errors are those of ``extract``.
    """
    file = Path(path)
    chosen = options if isinstance(options, Options) else Options(**(options or {}))
    if chosen.rules:
        use_rules(chosen.rules)
    sha256, state = _digest(file)
    with stream_pages(file, chosen, readings, lost) as pages:
        # Pages are read one by one, as the layout asks for them: the glyphs of a long document never stand side by
        # side.
        count, layout = pages.page_count, lay_out(pages)
    _require_unchanged(file, sha256, state)
    findings = find_all(layout)
    source = Source(sha256, file.name, count, VERSION)
    document = resolve(layout, findings, source)
    # Half of what is held by now, and the audit needs neither.
    del layout, findings
    return replace(document, checks=audit(document))


def _digest(path: Path) -> tuple[str, State]:
    try:
        with open_regular(path) as file:
            return digest_of(file), state_of_open(file)
    except OSError as error:
        raise UnreadableFileError(*not_opened(path, error)) from error


def _require_unchanged(path: Path, sha256: str, state: State) -> None:
    """Raises ``UnreadableFileError`` where a file has other bytes than before it was read.

    ``sha256`` and ``state`` are those of before: a file may get other permissions, or a further name, meanwhile.
    """
    try:
        is_same = state_of(path) == state or _digest(path)[0] == sha256
    except OSError:  # gone since
        is_same = False
    if not is_same:
        raise UnreadableFileError(*CHANGED)
