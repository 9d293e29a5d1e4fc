"""The command ``trichluc``: loads the named command, turns errors into messages and exit codes."""

from __future__ import annotations

import difflib
import errno
import io
import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from extractor.cli.line.flags import DATABASE, rules_flag
from extractor.cli.line.settings import default_map, load_settings, option_name, options_of
from extractor.cli.terminal.door import behind_door, doors, put_line
from extractor.cli.terminal.language import language, language_flag, refused, spoken, user_words
from extractor.cli.terminal.log import current_log
from extractor.errors import ExitCode, TrichlucError, reason_of
from extractor.version import VERSION

# Where each command lives; ``--help`` shows them in this order. Their modules import what is slow (pandas, rich,
# datasette …) only when they run (test_main.py).
COMMANDS = {
    "ingest": "extractor.cli.ingest:ingest",
    "merge": "extractor.cli.merge:merge",
    "forget": "extractor.cli.forget:forget",
    "status": "extractor.cli.status:status",
    "failures": "extractor.cli.failures:failures",
    "doctor": "extractor.cli.doctor:doctor",
    "search": "extractor.cli.search:search",
    "show": "extractor.cli.show:show",
    "cite": "extractor.cli.cite:cite",
    "compare": "extractor.cli.compare:compare",
    "indicators": "extractor.cli.indicators:indicators",
    "corrections": "extractor.cli.corrections:corrections",
    "audit": "extractor.cli.audit:audit",
    "evidence": "extractor.cli.evidence:evidence",
    "export": "extractor.cli.export:export",
    "publish": "extractor.cli.publish:publish",
    "serve": "extractor.cli.serve:serve",
    "rules": "extractor.cli.rules:rules",
    "evaluate": "extractor.cli.evaluate:evaluate",
}

# The commands whose help page shows ``--rules`` (``ingest`` has it among its options).
READING = frozenset(("cite", "corrections", "forget", "indicators", "rules", "status"))

ENVIRONMENT_PREFIX = "TRICHLUC"

# Half of the letters, where difflib asks for six in ten: with thirteen commands a bold suggestion seldom misleads.
LEAST_LIKENESS = 0.5

# Errors of the system that a user mends elsewhere; any other is a fault of the program.
NO_PLACE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR))


class CommandTable(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name with its environment variables, None where there is none."""
        return load_command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion for a name that is not there."""
        # Here, not in ``get_command``, which click also asks to list and to complete.
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=LEAST_LIKENESS)
            advice = f"Did you mean `{near[0]}`?" if near else f"There are: {', '.join(COMMANDS)}."
            raise click.UsageError(f"No such command: {name}. {advice}", ctx)
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """As click does, with all output behind the door."""
        with doors():
            try:
                return super().main(*args, **extra)
            # Help pages and the version are printed before a command runs (test_main.py).
            except OSError as error:
                if error.errno not in NO_PLACE:
                    raise
                _complain_of_place(error)
                sys.exit(ExitCode.ERROR)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; every error leaves as a message with its exit code."""
        try:
            return super().invoke(ctx)
        except TrichlucError as error:
            _complain(error.message, error.next_step)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            ctx.exit(ExitCode.INTERRUPTED)
        # ``trichluc search … | head``: the reader has what it wanted.
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(ExitCode.DONE)
        except click.UsageError as error:
            if language() == "en":
                raise
            put_line(refused(error), err=True)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            # Also from deep within: a full disk may show itself in any write.
            if isinstance(error, OSError) and error.errno in NO_PLACE:
                _complain_of_place(error)
                ctx.exit(ExitCode.ERROR)
            # Bytes of an argument that are no text stand for themselves until they are written somewhere.
            if isinstance(error, UnicodeEncodeError) and "\udc80" <= error.object[error.start] <= "\udcff":
                _complain("An argument is not in UTF-8", "Type it anew; the terminal or the script must write UTF-8.")
                ctx.exit(ExitCode.USAGE)
            if fault := _database_fault(ctx.meta.get(DATABASE), error):
                _complain(fault.message, fault.next_step)
                ctx.exit(ExitCode.ERROR)
            advice = "this is a fault of the program; run again as `trichluc --debug …` and report the traceback."
            _complain(f"{type(error).__name__}: {error}", advice)
            ctx.exit(ExitCode.ERROR)


def load_command(name: str) -> click.Command:
    """The command of the table, each of its options also settable as ``TRICHLUC_[COMMAND_]OPTION``."""
    module, attribute = COMMANDS[name].split(":")
    command: click.Command = getattr(import_module(module), attribute)
    # Users write it before the name of the command or behind it; help pages show it once, with the options of all.
    if not any(parameter.name == "lang" for parameter in command.params):
        language_flag(hidden=True)(command)
    # In settings and environment rules hold for all commands; those that read strings or files show them.
    for each in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        if not any(parameter.name == "rules" for parameter in each.params):
            each.params.append(rules_flag(hidden=name not in READING))
    _allow_environment(command, [name])
    return command


def _allow_environment(command: click.Command, path: list[str]) -> None:
    for option in options_of(command):
        name = option_name(option)
        written = "_".join([ENVIRONMENT_PREFIX, *path, name]).replace("-", "_").upper()
        # The first that is set counts: that of the command before that of all commands.
        option.envvar = [written, f"{ENVIRONMENT_PREFIX}_{name.upper()}"]
    if isinstance(command, click.Group):
        for child_name, child in command.commands.items():
            _allow_environment(child, [*path, child_name])


@click.group(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="trichluc")
@language_flag()
@click.option("--debug", is_flag=True, envvar="TRICHLUC_DEBUG", help="Show the full traceback of an unexpected error.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Certified extracts (trích lục) of Vietnamese government reports.

    Reads folders of PDFs into one SQLite database in which every citation, date, footnote, figure and table
    row can be searched, compared over periods and traced to its place on the page.

    \b
    Example:
      trichluc ingest reports/
      trichluc search "chuyển đổi số"
      trichluc cite "qd 4951 ubnd 2023"
    """
    from extractor.cli.terminal.waiting import ShownWait
    from extractor.store.patience import TELLER

    TELLER.set(ShownWait())
    settings = load_settings(Path.cwd())
    # Only where there are settings: checking their names loads the module of every command.
    if settings:
        ctx.default_map = default_map(settings, {name: load_command(name) for name in COMMANDS})


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs the command line and ends the process with its exit code."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Vietnamese letters must not fail in the C locale of cron and containers (test_main.py).
            stream.reconfigure(encoding="utf-8")
    # For good, as Python prints a traceback when the command has ended.
    sys.stdout, sys.stderr = behind_door(sys.stdout), behind_door(sys.stderr)
    try:
        cli.main(args=arguments, prog_name="trichluc")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
    sys.exit(ExitCode.DONE)


def _database_fault(db: Path | None, error: Exception) -> TrichlucError | None:
    """What is wrong with the database that the command names, if that is behind an error; rows that are damaged may
    show themselves anywhere."""
    if db is None:
        return None
    from extractor.store.faults import damage_in, fault_of

    return (fault_of(db, error) if isinstance(error, sqlite3.Error) else None) or damage_in(db)


def _complain(message: str, next_step: str) -> None:
    if log := current_log():
        log.write("error", reason=message, hint=next_step or None)
        return
    words = user_words()
    put_line(words("Error: {message}", message=spoken(message)), err=True)
    if next_step:
        put_line(words("Next: {step}", step=spoken(next_step)), err=True)


def _complain_of_place(error: OSError) -> None:
    place = f"{error.filename} cannot be written" if error.filename else "The output cannot be written"
    _complain(f"{place}: {reason_of(error)}", "Make room on the disk, or give a place that may be written.")


def _open_what_is_closed() -> None:
    """Standard streams that whoever started the process has closed lead nowhere, as those of a daemon."""
    # Else the next file that is opened takes their number, and what a library prints would be written into it.
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open for good
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _forget_stdout() -> None:
    """Nobody reads any more: what is still buffered goes nowhere, so that the interpreter's last flush is silent."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = io.StringIO()


if __name__ == "__main__":
    main()
