"""``trichluc cite`` for laws: one law by any of its names, its versions, and who cites which."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import cite
from extractor.cli.main import cli
from extractor.cli.terminal import links
from extractor.errors import ExitCode
from extractor.store.keys import instrument_id as id_of
from tests.query.cited_laws import AMENDING, BY_TITLE, LAND, OLDER, laws_collection

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("laws") / "laws.db"
    laws_collection(path)
    return path


@pytest.fixture
def run(database: Path) -> Run:
    return lambda *call: CliRunner().invoke(cli, ["cite", *call, "--db", str(database)])


@pytest.mark.parametrize(
    "asked",
    [
        "luat dat dai 2024",
        "Luật Đất đai năm 2024",
        "31/2024/QH15",
        "luat 31/2024/qh15",
        LAND,
        BY_TITLE,
        "luat dat dia 2024",
    ],
)
def test_one_law_is_found_by_any_of_its_names(run: Run, asked: str) -> None:
    ran = run(asked, "--json")
    assert ran.exit_code == ExitCode.DONE
    found = json.loads(ran.stdout)
    assert [one["key"] for one in found["instruments"]] == [LAND]
    assert found["instruments"][0]["times_cited"] == len(found["citations"]) == 2


@pytest.mark.parametrize("asked", ["luat dat dai", "đất đai", "luat dat dia"])
def test_a_title_is_a_law_with_its_versions_and_who_cites_which(run: Run, asked: str) -> None:
    ran = run(asked, "--json")
    assert ran.exit_code == ExitCode.DONE
    found = json.loads(ran.stdout)
    assert {one["key"] for one in found["instruments"]} == {LAND, OLDER}
    here = {one["name"]: one["cited_in"] for one in found["versions"] if one["instrument"]}
    assert here == {"Luật Đất đai số 31/2024/QH15": 2, "Luật Đất đai số 45/2013/QH13": 1}
    # The registry knows of versions that nobody cites here.
    assert any(one["instrument"] is None and one["name"] == "Luật Đất đai số 13/2003/QH11" for one in found["versions"])
    rows = list(csv.DictReader(io.StringIO(run(asked).stdout.partition("Cited\n")[2]), delimiter="\t"))
    assert [row["instrument"] for row in rows] == ["31/2024/QH15", "31/2024/QH15", "45/2013/QH13"]


@pytest.mark.parametrize("asked", ["luat can bo cong chuc", "luật cán bộ công chúc 2008", "luat can bo cogn chuc 2008"])
def test_a_law_that_nobody_cites_is_said_to_be_known(run: Run, asked: str) -> None:
    ran = run(asked)
    assert ran.exit_code == ExitCode.ERROR
    assert "No document here cites Luật Cán bộ, công chức số 22/2008/QH12." in ran.stderr


def test_a_person_sees_the_versions_and_what_amends_the_law(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cite, links):
        monkeypatch.setattr(module, "shown_to_a_person", lambda: True)
    monkeypatch.setattr(cite, "terminal_width", lambda: 100)
    lines = run("luat dat dai", "--room", "").stdout.splitlines()
    assert lines[0] == "Luật Đất đai số 31/2024/QH15"
    assert any(line.startswith("  ← sửa đổi: Luật sửa đổi, bổ sung ") for line in lines)
    assert "43/2024/QH15" in "\n".join(lines)
    versions = lines[lines.index("Other versions:") + 1 :]
    assert versions[0] == "  Luật Đất đai số 45/2013/QH13 · 29 November 2013 · cited 1 time"
    assert versions[1].startswith("  Luật Đất đai số 13/2003/QH11 · ")
    assert "vn:title:" not in "\n".join(lines)


def test_the_room_shows_versions_and_links_and_no_raw_keys(database: Path) -> None:
    import asyncio

    from extractor.web.room import reading_room

    async def page(address: str) -> str:
        room = reading_room(database)
        await room.invoke_startup()
        return (await room.client.get(address, follow_redirects=True)).text

    shown = asyncio.run(page(f"/laws/-/instrument/{id_of(LAND)}"))
    assert "Luật Đất đai số 31/2024/QH15</h1>" in shown
    assert "Còn gọi là" in shown
    assert "Luật Đất đai năm 2024</span>" in shown
    assert "Các lần ban hành" in shown
    assert f'href="/laws/-/instrument/{id_of(OLDER)}" lang="vi">Luật Đất đai số 45/2013/QH13</a>' in shown
    assert "Luật Đất đai số 13/2003/QH11</span>" in shown
    assert "Được sửa đổi bởi" in shown
    assert "theo danh mục luật" in shown
    assert "vn:title:" not in shown
    assert "Luật Đất đai số 31/2024/QH15" in asyncio.run(page(f"/laws/-/instrument/{id_of(AMENDING)}"))
    assert "Luật Đất đai" in asyncio.run(page(f"/laws/-/instrument?key={BY_TITLE}"))
    for other in ("instruments?q=dat+dai", f"neighbourhood/{id_of(LAND)}"):
        listed = asyncio.run(page(f"/laws/-/{other}"))
        assert "Luật Đất đai số 31/2024/QH15" in listed
        assert "vn:title:" not in listed
