"""The flags that most commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

# Where click keeps whether the folder of rules was typed: all contexts of one call share it.
_NAMED = "trichluc.rules"
_TYPED = click.core.ParameterSource.COMMANDLINE

# Relative to the current folder: each folder of reports has a database of its own.
DEFAULT_DATABASE = "output/reports.db"


# Where click keeps the database that a command names: what goes wrong with it is told by its name.
DATABASE = "trichluc.database"


def database_flag(command: Decorated) -> Decorated:
    """Adds ``--db``, the parameter ``db``: a ``Path``."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path),
        default=DEFAULT_DATABASE,
        show_default=True,
        callback=_remember,
        help="The database.",
    )(command)


def _remember(context: click.Context, _: click.Parameter, db: Path) -> Path:
    context.meta[DATABASE] = db
    return db


def rules_flag(*, hidden: bool = False) -> click.Option:
    """``--rules``: the process reads with the user's own rules of a folder; ``hidden`` leaves it out of help pages."""
    return click.Option(
        ["--rules"],
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        expose_value=False,
        hidden=hidden,
        callback=_use_rules,
        help="A folder of rules of your own (TOML), beside those of the program.",
    )


def _use_rules(context: click.Context, _: click.Parameter, folder: Path | None) -> None:
    # Not where click only completes a line. A flag before the name of a subcommand goes before the environment.
    source = context.get_parameter_source("rules")
    if folder is None or context.resilient_parsing or (context.meta.get(_NAMED) and source != _TYPED):
        return
    from extractor.own_rules import use_rules

    context.meta[_NAMED] = source == _TYPED
    use_rules(folder)


def json_flag(command: Decorated) -> Decorated:
    """Adds ``--json``, the parameter ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="JSON for programs.")(command)


def raw_flag(command: Decorated) -> Decorated:
    """Adds ``--raw``, the parameter ``raw``: CSV whose cells no spreadsheet may open, but programs take as they are."""
    return click.option(
        "--raw", is_flag=True, help="--csv: no apostrophe before what a spreadsheet takes for a formula."
    )(command)
