"""What could not be read, why, and what to do next."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.query.status import FailureRow, list_failures
from extractor.web.views import Asked, View


@dataclass(frozen=True, slots=True)
class Failures:
    """All failures of the database, whole files first."""

    failures: tuple[FailureRow, ...]


def answer(connection: sqlite3.Connection, asked: Asked) -> Failures:
    """The failures of the database."""
    return Failures(list_failures(connection))


VIEW = View("failures", "failures", "failures.html", answer)
