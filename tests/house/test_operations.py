"""What the page on operations shows is so: systemd takes the units, the container has its files, the log its names."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.cli.terminal.log import FIELDS
from extractor.query.state.runs import Health
from extractor.run import watch

HOUSE = Path(__file__).parents[2]
TEXT = (HOUSE / "docs" / "operations.md").read_text(encoding="utf-8")
PROGRAM = "/opt/trichluc/bin/trichluc"
UNITS = dict(re.findall(r"(?sm)^```ini\n# /etc/systemd/system/(\S+)\n(.*?)^```$", TEXT))


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    assert {Path(name).suffix for name in UNITS} == {".service", ".timer"}
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    for name, text in UNITS.items():
        (tmp_path / name).write_text(text.replace(PROGRAM, sys.executable), encoding="utf-8")
    command = ["systemd-analyze", "verify", *(f"./{name}" for name in UNITS)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if any(name in line for name in UNITS)]
    assert (done.returncode, complaints) == (0, [])


def test_the_container_runs_the_command_of_the_unit() -> None:
    [file] = re.findall(r"(?sm)^```dockerfile\n(.*?)^```$", TEXT)
    copied = [name for line in re.findall(r"^COPY (.+)$", file, re.M) for name in line.split()[:-1]]
    assert all((HOUSE / name).exists() for name in copied)
    assert f'ENTRYPOINT ["{PROGRAM}"]' in file
    [words] = re.findall(r"^CMD \[(.+)\]$", file, re.M)
    asked = [word.strip('"') for word in words.split(", ")]
    started = re.search(rf"ExecStart={PROGRAM} (.+)", UNITS["trichluc-watch.service"])
    assert started
    assert [word for word in asked if "/" not in word] == [word for word in started[1].split() if "/" not in word]


def test_every_name_of_the_log_and_of_the_status_is_there() -> None:
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", TEXT, re.M)
    names = [name for row in rows for name in re.findall(r"\w+", row)]
    assert tuple(names[: len(FIELDS)]) == FIELDS
    told = (watch.WATCHING, watch.GONE, watch.ALL_GONE, watch.TROUBLE)
    assert {outcome.replace(" ", "_") for outcome in told} <= set(names)
    assert [name for name in Health.__dataclass_fields__ if f"`{name}`" not in TEXT] == []
