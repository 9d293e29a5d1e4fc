"""The reference of all commands, made from their help pages.

``python -m extractor.cli.line.reference > docs/commands.md`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

import click

from extractor.cli.main import COMMANDS, cli, load_command
from extractor.cli.terminal.door import put_line
from extractor.errors import ExitCode

# That of the help on a wide terminal: the page does not depend on the one that made it (test_reference.py).
WIDTH = 100
EXIT_CODES = {
    ExitCode.DONE: "done",
    ExitCode.ERROR: "error; or nothing is found; or one is asked for and several fit: they are listed",
    ExitCode.USAGE: "wrong use",
    ExitCode.MISSING_PART: "a needed part is missing",
    ExitCode.SOME_FAILED: "done, but some files failed",
    ExitCode.AUDIT_FAILED: "`audit --strict` found errors",
    ExitCode.INTERRUPTED: "interrupted",
}
INTRODUCTION = """\
# Commands

This page is made from the help pages: `python -m extractor.cli.line.reference > docs/commands.md`.

Results go to standard output, progress and messages to standard error. On a terminal results are drawn as
tables, elsewhere they are lines with tabs; `--json` gives JSON.

## Options

Each option comes from the first of these that names it:

1. its flag;
2. the environment: `TRICHLUC_` and the name of the option (`TRICHLUC_DB`), for one command only with the name of
   the command between (`TRICHLUC_INGEST_JOBS`);
3. `trichluc.toml` of the current folder, then `[tool.trichluc]` of its `pyproject.toml`: a key at the top holds
   for every command that has the option, a table for the command of its name;
4. its default.

```toml
# trichluc.toml
db = "output/reports.db"

[ingest]
jobs = 2
ocr = "never"
```

## Exit codes

| code | means |
|---|---|
"""


def reference() -> str:
    """The page as Markdown."""
    codes = "".join(f"| {int(code)} | {meaning} |\n" for code, meaning in EXIT_CODES.items())
    pages = "".join(f"\n## {path}\n\n```text\n{text}\n```\n" for path, text in help_pages())
    return INTRODUCTION + codes + pages


def help_pages() -> Iterator[tuple[str, str]]:
    """Each command as it is called (``trichluc rules try``) with its help page."""
    root = click.Context(cli, info_name="trichluc", **{**cli.context_settings, "terminal_width": WIDTH})
    yield "trichluc", cli.get_help(root)
    for name in COMMANDS:
        yield from _pages_of(name, load_command(name), root)


def _pages_of(name: str, command: click.Command, parent: click.Context) -> Iterator[tuple[str, str]]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH)
    yield context.command_path, command.get_help(context)
    for child_name, child in command.commands.items() if isinstance(command, click.Group) else ():
        yield from _pages_of(child_name, child, context)


if __name__ == "__main__":
    put_line(reference().removesuffix("\n"))
