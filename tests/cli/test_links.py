"""Links in the tables of a terminal."""

from __future__ import annotations

from extractor.cli.terminal.links import Links
from extractor.cli.terminal.output import _linked

ROOM = Links("http://127.0.0.1:8001", "reports")


def test_a_link_takes_no_room_in_a_column() -> None:
    cell = _linked(ROOM.to("page/7f3a9c21b0de/12", "bao-cao.pdf"))
    assert cell.plain == "bao-cao.pdf"
    assert str(cell.style) == "link http://127.0.0.1:8001/reports/-/page/7f3a9c21b0de/12"
    assert (_linked("[1] chữ").plain, str(_linked("[1] chữ").style)) == ("[1] chữ", "")
