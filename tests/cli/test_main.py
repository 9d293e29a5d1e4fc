"""The frame: loading, settings, errors, interruption, pipes; partly as a real process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from extractor.cli import main as frame
from extractor.cli.main import COMMANDS, cli
from extractor.cli.terminal.output import sparkline
from extractor.errors import ExitCode, MissingPartError
from tests.patience import PATIENCE

SLOW = ("pandas", "datasette", "pdfplumber", "pypdfium2", "rich", "spacy", "underthesea", "numpy", "rapidfuzz")


def trichluc(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "extractor.cli.main", *arguments],
        cwd=cwd, env=os.environ | environment, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False,
    )  # fmt: skip


def failing(error: BaseException) -> Callable[[str], click.Command]:
    """Stands in for the loader: every command raises this."""

    @click.command()
    def command() -> None:
        """A command."""
        raise error

    return lambda name: command


def test_version_and_help_name_every_command() -> None:
    assert CliRunner().invoke(cli, ["--version"]).stdout.startswith("trichluc, version ")
    shown = CliRunner().invoke(cli, ["--help"]).stdout
    assert all(f"\n  {name} " in shown for name in COMMANDS)


def test_help_loads_nothing_slow(tmp_path: Path) -> None:
    program = (
        "import sys; from extractor.cli.main import cli; cli.main(['--help'], standalone_mode=False);"
        f"print('LOADED', [name for name in {SLOW!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("LOADED []\n")


def test_a_mistyped_command_or_option_gets_a_suggestion() -> None:
    command = CliRunner().invoke(cli, ["serach", "x"])
    assert (command.exit_code, command.stdout) == (ExitCode.USAGE, "")
    assert "Did you mean `search`?" in command.stderr
    option = CliRunner().invoke(cli, ["audit", "--strct"])
    assert option.exit_code == ExitCode.USAGE
    assert "--strict" in option.stderr


def test_our_errors_are_two_lines_with_their_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "load_command", failing(MissingPartError("Engine is missing", "install it")))
    result = CliRunner().invoke(cli, ["status"])
    assert result.exit_code == ExitCode.MISSING_PART
    assert (result.stdout, result.stderr) == ("", "Error: Engine is missing\nNext: install it\n")


def test_unexpected_errors_are_one_line_and_a_traceback_with_debug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "load_command", failing(ZeroDivisionError("by zero")))
    result = CliRunner().invoke(cli, ["status"])
    assert result.exit_code == ExitCode.ERROR
    assert result.stderr.startswith("Error: ZeroDivisionError: by zero\n")
    assert "--debug" in result.stderr
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(cli, ["--debug", "status"], catch_exceptions=False)
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(cli, ["status"], env={"TRICHLUC_DEBUG": "1"}, catch_exceptions=False)


def test_a_full_disk_is_no_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "out/pages.csv")
    monkeypatch.setattr(frame, "load_command", failing(full))
    result = CliRunner().invoke(cli, ["status"])
    assert result.exit_code == ExitCode.ERROR
    said = "Error: out/pages.csv cannot be written: no room is left on the disk\nNext: Make room"
    assert result.stderr.startswith(said)


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "load_command", failing(KeyboardInterrupt()))
    assert CliRunner().invoke(cli, ["status"]).exit_code == ExitCode.INTERRUPTED


def test_a_broken_pipe_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame, "load_command", failing(BrokenPipeError()))
    monkeypatch.setattr(frame, "_forget_stdout", lambda: None)
    result = CliRunner().invoke(cli, ["status"])
    assert (result.exit_code, result.stderr) == (ExitCode.DONE, "")


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_reader_that_goes_away_is_no_error(sample_db: Path, tmp_path: Path) -> None:
    command = f"{sys.executable} -m extractor.cli.main rules list doc_types --json | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[", "")


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize("arguments", [("status",), ("show", "no such document"), ("--help",), ("failures", "--json")])
def test_streams_that_are_closed_lead_nowhere(arguments: tuple[str, ...], sample_db: Path, tmp_path: Path) -> None:
    def ends(streams: str) -> tuple[int, str, str]:
        line = [sys.executable, "-m", "extractor.cli.main", *arguments]
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {streams}', "sh", *line],
            cwd=tmp_path, env=os.environ | {"TRICHLUC_DB": str(sample_db)}, capture_output=True, encoding="utf-8",
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    code, result, notes = ends("")
    assert result + notes
    assert ends(">&-") == (code, "", notes)
    assert ends("<&- >&- 2>&-") == (code, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is full")
@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_a_full_disk_is_told_of_help_pages_too(argument: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "extractor.cli.main", argument],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=PATIENCE, check=False,
        )  # fmt: skip
    assert done.stderr.startswith("Error: The output cannot be written: ")
    assert "Traceback" not in done.stderr
    assert done.returncode == ExitCode.ERROR


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_signal_ends_the_process_with_130(tmp_path: Path) -> None:
    program = (
        "import time, click; from extractor.cli import main as frame\n"
        "@click.command()\n"
        "def wait():\n    print('waiting', flush=True); time.sleep(600)\n"
        "frame.load_command = lambda name: wait\n"
        "frame.main(['status'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == ExitCode.INTERRUPTED
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_line_of_blocks_reaches_from_the_least_to_the_greatest() -> None:
    assert sparkline([0.0, 7.0, None, 3.0]) == "▁█·▄"
    assert sparkline([5.0, 5.0, 5.0], bar=2) == "▁▁|▁"


def test_results_and_notes_go_to_different_streams(sample_db: Path, tmp_path: Path) -> None:
    done = trichluc("audit", "--db", str(sample_db), cwd=tmp_path)
    assert done.returncode == ExitCode.DONE
    assert done.stdout.startswith("severity\t")
    assert done.stderr == "2 findings in 2 reports: 1 error, 1 suspicion.\n"


def test_output_is_utf8_whatever_the_locale(sample_db: Path, tmp_path: Path) -> None:
    done = trichluc("cite", "4951", "--db", str(sample_db), cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0",
                    PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")  # fmt: skip
    assert done.returncode == ExitCode.DONE
    assert "4951/QĐ-UBND" in done.stdout


def test_flag_before_environment_before_settings_before_default(
    sample_db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def database_named(*arguments: str, **environment: str) -> str:
        return CliRunner().invoke(cli, ["status", *arguments], env=environment).stderr

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TRICHLUC_DB", raising=False)
    assert "no database at output/reports.db" in database_named()
    (tmp_path / "trichluc.toml").write_text('db = "set.db"\n')
    assert "no database at set.db" in database_named()
    assert "no database at all.db" in database_named(TRICHLUC_DB="all.db")
    assert "no database at one.db" in database_named(TRICHLUC_DB="all.db", TRICHLUC_STATUS_DB="one.db")
    assert "no database at flag.db" in database_named("--db", "flag.db", TRICHLUC_DB="all.db")


def test_an_unknown_setting_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.trichluc.search]\nlimt = 5\n")
    result = CliRunner().invoke(cli, ["search", "x"])
    assert result.exit_code == ExitCode.USAGE
    assert "`limt` is not an option of `trichluc search`" in result.stderr
    assert "Did you mean `limit`?" in result.stderr
