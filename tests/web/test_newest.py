"""The room with the newest line of Datasette, which lies in a folder beside the pinned one (``install/newest.txt``)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

HOUSE = Path(__file__).parents[2]
NEWEST = Path(sys.prefix) / "newest"

pytestmark = pytest.mark.skipif(not (NEWEST / "datasette").is_dir(), reason="the newest Datasette is not installed")


def with_newest(*arguments: str) -> str:
    """What Python prints with the newest Datasette before the pinned one."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    mine["PYTHONPATH"] = f"{NEWEST}{os.pathsep}{HOUSE}"
    call = [sys.executable, *arguments]
    ran = subprocess.run(call, cwd=HOUSE, env=mine, capture_output=True, text=True, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    return ran.stdout


def test_it_is_the_version_that_is_pinned() -> None:
    pinned = re.search(r"^datasette==(\S+)", (HOUSE / "install/newest.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    assert with_newest("-c", "import datasette; print(datasette.__version__)").strip() == pinned[1]


# Datasette's plugin for pytest closes every room after a test; ours stay open for all tests of a module. What axe and
# the keyboard find does not depend on the line: the templates are ours.
@pytest.mark.parametrize(
    "modules", [("test_room.py", "test_refusals.py", "test_views.py"), ("test_every_page.py", "-k", "not by_everyone")]
)
def test_the_tests_of_the_room_hold_with_it(modules: tuple[str, ...]) -> None:
    place = f"tests/web/{modules[0]}"
    others = [f"tests/web/{each}" if each.endswith(".py") else each for each in modules[1:]]
    with_newest("-m", "pytest", "-p", "no:datasette", "-p", "no:cacheprovider", "-p", "no:xdist", place, *others)
