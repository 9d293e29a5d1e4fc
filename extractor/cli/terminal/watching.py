"""``trichluc ingest --watch``: how a person, or a log, follows the runs of a watch."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.cli.terminal.language import spoken, user_words
from extractor.cli.terminal.output import note
from extractor.export.inert import shown_line
from extractor.store.database import OlderDatabaseError, open_read_only

if TYPE_CHECKING:
    from extractor.run.ingest import Event

# Seconds between two looks. A file that is copied over a network seldom stands still for so long before its end; and
# nobody waits for a report by the second (test_watch.py).
EVERY = 10.0


def require_usable(db: Path) -> None:
    """Raises ``DatabaseError`` for a database that no waiting makes usable: not ours, damaged, of a newer version."""
    if db.is_file() and db.stat().st_size:
        with suppress(OlderDatabaseError), closing(open_read_only(db)):
            pass


def told_of_watch(event: Event) -> None:
    """Tells a person what belongs to no run."""
    from extractor.run.watch import ALL_GONE, GONE, TROUBLE, WATCHING

    seconds = f"{event.seconds or 0:g}"
    if event.outcome == WATCHING:
        note(f"Watching {event.total} files; each is read when it has rested for {seconds} seconds. Ctrl-C ends it.")
    elif event.outcome == GONE:
        note(f"Gone: {shown_line(event.path)}. Its document stays; `trichluc forget` removes it.")
    elif event.outcome == ALL_GONE:
        note(f"All {event.total} files are gone. Is a disk or a share not mounted? Their documents stay.")
    elif event.outcome == TROUBLE and event.failure:
        words = user_words()
        note(event.failure.error)
        if event.failure.hint:
            note(words("Next: {step}", step=spoken(event.failure.hint)))
        note(f"It is tried again in {seconds} seconds.")
