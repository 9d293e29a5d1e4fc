"""The room with the newest line of Datasette, which lies in a folder beside the pinned one (``install/newest.txt``)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.web.metadata import tables
from tests.patience import PATIENCE

HOUSE = Path(__file__).parents[2]
NEWEST = Path(sys.prefix) / "newest"

newest_only = pytest.mark.skipif(not (NEWEST / "datasette").is_dir(), reason="the newest Datasette is not installed")

PLAIN = """
import asyncio, sys
from datasette.app import Datasette

room = Datasette(files=[sys.argv[1]])

async def look():
    await room.invoke_startup()
    for address in sys.argv[2:]:
        answer = await room.client.get(address)
        print(answer.status_code, address, "</a>&nbsp;<em>" in answer.text)

asyncio.run(look())
"""


def with_newest(*arguments: str) -> str:
    """What Python prints with the newest Datasette before the pinned one."""
    return printed_with(f"{NEWEST}{os.pathsep}{HOUSE}", *arguments)


def printed_with(path: str, *arguments: str) -> str:
    """What Python prints with this ``PYTHONPATH``."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    mine["PYTHONPATH"] = path
    call = [sys.executable, *arguments]
    ran = subprocess.run(call, cwd=HOUSE, env=mine, capture_output=True, text=True, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    return ran.stdout


@newest_only
def test_it_is_the_version_that_is_pinned() -> None:
    pinned = re.search(r"^datasette==(\S+)", (HOUSE / "install/newest.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert pinned is not None
    assert with_newest("-c", "import datasette; print(datasette.__version__)").strip() == pinned[1]


@pytest.mark.parametrize("folder", [HOUSE, pytest.param(NEWEST, marks=newest_only)])
def test_without_our_plugin_every_table_opens_and_links_have_labels(sample_db: Path, folder: Path) -> None:
    addresses = [f"/{sample_db.stem}/{name}" for name in tables()]
    lines = printed_with(str(folder), "-c", PLAIN, str(sample_db), *addresses).splitlines()
    assert [line.split()[0] for line in lines] == ["200"] * len(addresses)
    # The name of a document or instrument stands before the id by which a row refers to it.
    assert f"200 /{sample_db.stem}/citation_edges True" in lines


# Datasette's plugin for pytest closes every room after a test; ours stay open for all tests of a module. What axe and
# the keyboard find does not depend on the line: the templates are ours.
@newest_only
@pytest.mark.parametrize(
    "modules",
    [
        (
            "test_room.py",
            "test_refusals.py",
            "test_views.py",
            "test_findings.py",
            "test_search.py",
            "test_bad_input.py",
            "test_sql_switch.py",
            "bounds/test_statements.py",
        ),
        ("test_every_page.py", "-k", "not by_everyone"),
    ],
)
def test_the_tests_of_the_room_hold_with_it(modules: tuple[str, ...]) -> None:
    place = f"tests/web/{modules[0]}"
    others = [f"tests/web/{each}" if each.endswith(".py") else each for each in modules[1:]]
    with_newest("-m", "pytest", "-p", "no:datasette", "-p", "no:cacheprovider", "-p", "no:xdist", place, *others)
