"""What labels were found to be like, kept from one pass to the next: the forms of all reports have the same rows, and a
model of words, which takes half a second to load, is asked for the new ones only.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3

from extractor.across.indicators.match import Asked, Match

# Two of a million questions share 128 bits less often than a disk errs.
_DIGEST = 16


class StoredReadings:
    """The table ``pass_readings``, within the transaction of the pass."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def recall(self, asked: Asked) -> tuple[Match | None] | None:
        """The answer to a question, alone in a tuple; None where nobody has asked it yet."""
        row = self._connection.execute("SELECT answer FROM pass_readings WHERE asked = ?", (_digest(asked),)).fetchone()
        if row is None:
            return None
        stored = json.loads(row[0])
        return (Match(*stored) if stored else None,)

    def keep(self, asked: Asked, found: Match | None) -> None:
        """Keep an answer."""
        answer = found and (found.key, found.score, found.printed, found.in_context)
        self._connection.execute(
            "INSERT OR REPLACE INTO pass_readings (asked, answer) VALUES (?, ?)",
            (_digest(asked), json.dumps(answer, ensure_ascii=False)),
        )


def _digest(asked: Asked) -> bytes:
    written = json.dumps([asked.label, asked.unit, sorted(asked.context), asked.heading], ensure_ascii=False)
    return hashlib.blake2b(written.encode(), digest_size=_DIGEST).digest()
