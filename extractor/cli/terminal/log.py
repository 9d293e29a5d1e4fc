"""What happens as lines that a machine reads: one JSON object a line on standard error, with the same names in each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from extractor.export.inert import shown_json

if TYPE_CHECKING:
    from extractor.model.document import RunSummary
    from extractor.run.ingest import Event

# Where click keeps the log of the running command: all contexts of one call share it.
_KEPT = "trichluc.log"

FIELDS = ("time", "event", "path", "document", "outcome", "reason", "hint", "seconds", "counts")
"""The names of each line, in their order; what an event has not is null."""

# Tenths of a millisecond tell nothing of a file.
_DIGITS = 3


class Log:
    """Writes events; texts are in English whatever the language of the user, so that a filter finds them."""

    def __call__(self, event: Event) -> None:
        """Writes what has happened in a run or a watch."""
        from extractor.run.ingest import PAGE_READ

        is_page = event.outcome == PAGE_READ
        counts = {"position": event.position, "total": event.total} if event.path else {}
        counts |= {"page": event.page, "pages": event.pages} if is_page else {}
        failure = event.failure
        self.write(
            ("page" if is_page else "file") if event.total and event.path else event.outcome.replace(" ", "_"),
            path=event.path or None,
            document=event.document or None,
            outcome=event.outcome if event.path else None,
            reason=(failure.error if failure else event.reason) or None,
            hint=(failure.hint if failure else "") or None,
            seconds=event.seconds,
            counts=counts or ({"files": event.total} if event.total else None),
        )

    def finished(self, summary: RunSummary) -> None:
        """Writes the end of a run: what came of its files, and what the database holds then."""
        outcome = "interrupted" if summary.interrupted else "some failed" if summary.failed else "done"
        files = {name: getattr(summary, name) for name in ("files", "ingested", "unchanged", "failed")}
        self.write("finished", outcome=outcome, seconds=summary.seconds, counts={**files, **summary.counts})

    def write(self, event: str, **values: Any) -> None:
        """Writes a line: what ``event`` it is, and its ``values`` by the names of the fields."""
        from extractor.cli.terminal.door import put_line

        line: Mapping[str, Any] = {name: values.get(name) for name in FIELDS}
        seconds = values.get("seconds")
        line = {
            **line,
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "event": event,
            "seconds": None if seconds is None else round(seconds, _DIGITS),
        }
        put_line(shown_json(json.dumps(line, ensure_ascii=False)), err=True)


def begin_log() -> Log:
    """From now on all that the running command says on standard error are lines of a log."""
    log = Log()
    click.get_current_context().meta[_KEPT] = log
    return log


def log_finished(summary: RunSummary) -> None:
    """Writes the end of a run, where there is a log."""
    if log := current_log():
        log.finished(summary)


def current_log() -> Log | None:
    """The log of the running command, None where it speaks to a person."""
    context = click.get_current_context(silent=True)
    log: Log | None = context.meta.get(_KEPT) if context else None
    return log
