"""What the picture of one page may take of its document's time."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.options import Options
from extractor.read.ocr import pictures
from extractor.read.ocr.engine import Picture, RecognitionError, TimedOutError, Word
from extractor.read.pages import read_picture
from tests.read.ocr.stand_in import StandIn


class Endless(StandIn):
    """Takes all the time that it is given, and notes how much that is."""

    given: float = 0.0

    def words(self, picture: Picture, dpi: int, timeout: float) -> tuple[Word, ...]:
        self.given = timeout
        raise TimedOutError


def test_an_engine_that_hangs_on_a_page_leaves_time_for_the_other_pages(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Endless()
    monkeypatch.setattr(pictures, "engine_named", lambda name: engine)
    with pytest.raises(RecognitionError):
        read_picture(scan, 1, Options(timeout=100))
    # Less, and a page of many cells has too little time; more, and two pages that hang cost the document.
    assert 30 < engine.given <= 50
