"""Runs that are killed at random moments end in what an undisturbed run gives; what does not is noticed."""

from __future__ import annotations

import random
import sys

import pytest

from tests.fuzz.kills import Kills, Place, reports_and_scans
from tests.hostile.files import report

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@pytest.fixture(scope="module")
def kills(tmp_path_factory: pytest.TempPathFactory) -> Kills:
    folder = tmp_path_factory.mktemp("kills")
    (folder / "drawn").mkdir()
    (folder / "drawn" / "report.pdf").write_bytes(report(2))
    return Kills(reports_and_scans(folder / "reports", folder / "drawn"), folder, random.Random(2))


def test_three_kills_change_nothing(kills: Kills) -> None:
    assert any("Bao cao trang 2" in row for row in kills.whole.dumped())
    assert kills.disturbed(1, 3) == []
    assert 1 <= kills.hits <= 3


def test_what_is_left_and_what_differs_is_noticed(kills: Kills, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(place: Place, targets: object) -> list[str]:
        (place.temporary / "forgotten").write_text("", encoding="utf-8")
        return ["outlives its run: tesseract"]

    monkeypatch.setattr(kills, "kill", leave)
    monkeypatch.setattr(Place, "dumped", lambda place: [place.folder.name])
    noticed = kills.disturbed(2, 1)
    assert noticed[:2] == ["outlives its run: tesseract", "left lying about: temporary/forgotten"]
    assert noticed[-2:] == ["-whole", "+killed 2"]
