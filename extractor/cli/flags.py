"""The two flags that most commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# Relative to the current folder: each folder of reports has a database of its own.
DEFAULT_DATABASE = "output/reports.db"


def database_flag(command: Decorated) -> Decorated:
    """Adds ``--db``, the parameter ``db``: a ``Path``."""
    return click.option(
        "--db", type=click.Path(path_type=Path), default=DEFAULT_DATABASE, show_default=True, help="The database."
    )(command)


def json_flag(command: Decorated) -> Decorated:
    """Adds ``--json``, the parameter ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="JSON for programs.")(command)
