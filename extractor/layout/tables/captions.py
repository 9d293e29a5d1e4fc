"""What is printed over a table: its label, its title, the unit of its values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.layout.blocks.margins import Margins
from extractor.layout.footnotes.markers import Cuts, without
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line, columns, middle_of
from extractor.layout.tables.drafts import TableDraft
from patterns.figures.units import family
from patterns.loader import entry_of
from patterns.spelling import fold

# Lines of a caption: a label, a title of three lines at most, what the annex goes with and a unit. Six or eight change
# nothing on 40 documents.
MAX_LINES = 7

# Times their size: lines of a caption are at most so far from each other and from the table. They are set with up to
# one and a half lines between them and some room under them. At 1.5 forms lose their titles (test_rotation.py), 3.75
# changes nothing on 40 documents.
APART = 2.5

# Of the table's width: text that goes on fills its line, titles seldom do; bold lines and capitals may. At .5 titles
# are lost in every second document of tables, at 1.2 the text over a table becomes its title (test_kinds_of_tables.py).
FILLS = 0.8

# Of the page's width: how far the middle of a title may be from that of the table or the text; some are centred by
# blanks. .05 reads 40 documents alike, at .12 an indented line becomes a title.
CENTRED = 0.08

# Characters: a longer line (``Đơn vị báo cáo: …``) gives more than a unit. From 30 to 120 nothing changes.
LONGEST_UNIT = 60

# Ems between a label at the left and a unit at the right of one line: wider than a blank of a stretched line. From 1.2
# to 3 nothing changes on 40 documents.
PART_GAP = 2.0

NO_CUTS: Cuts = {}

# "Triệu đồng, %", "tỷ đồng; %": two units in one line.
_BETWEEN_UNITS = regex.compile(r"\s*[,;/]\s*")
_BRACKETED_END = regex.compile(r"(?P<before>.*\S)\s*\((?P<inside>[^()]{3,60})\)\W*")


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's label ("Biểu mẫu 1"), its title, the unit of its values; None where they are not printed."""

    label: str | None = None
    title: str | None = None
    unit: str | None = None


def says(name: str, text: str) -> bool:
    """Whether some part of a text is what the entry ``name`` of ``patterns/captions.toml`` describes."""
    return _printed(name).search(text) is not None


def goes_between(text: str) -> bool:
    """Whether a line between two parts of a table leaves them one: ``Bảng 3 (tiếp theo)``, or the unit once more."""
    return says("continued", text) or _unit_line(text) is not None


def caption(lines: Sequence[Line], table: TableDraft, text: Margins, width: float, cuts: Cuts = NO_CUTS) -> Caption:
    """The caption in the lines above a table, the nearest last; ``text`` are the margins, ``width`` is the page's.

    ``cuts`` are stretches of the lines that are no part of it: footnote markers.

    The title is centred over the table or the text; a label, and the unit of all values, may stand anywhere between.
    What an annex goes with ("Kèm theo Báo cáo số …") is no part of its title, nor a line of dashes under it.
    """
    middles = ((table.box[1] + table.box[3]) / 2, text.middle)
    taken: list[str] = []
    unit = None
    below = table.box[2]
    near = lines[-MAX_LINES:]
    beside = _goes_with(near)
    for line in reversed(near):
        if below - line.bottom > APART * line.size:
            break
        below = line.top
        if line in beside:
            continue
        printed, of_line = _without_unit(line, cuts.get(line, ()))
        unit = unit or of_line
        if not any(map(str.isalnum, printed)):
            continue
        if labelled := _labelled().fullmatch(printed):
            return Caption(labelled["label"], _title([labelled["title"] or "", *reversed(taken)]), unit)
        if not _is_centred(line, middles, table, width):
            break
        if landmark(printed) in ("table-label", "annex"):
            return Caption(printed, _title(taken[::-1]), unit)
        taken.append(printed)
    return Caption(None, _title(taken[::-1]), unit)


def _goes_with(lines: Sequence[Line]) -> set[Line]:
    """The lines that say what an annex goes with, from its opening bracket to the closing one."""
    found: set[Line] = set()
    is_open = 0
    for line in lines:
        if not is_open and says("goes-with-line", line.text):
            found.add(line)
            is_open = line.text.count("(") - line.text.count(")")
        elif is_open > 0:
            found.add(line)
            is_open += line.text.count("(") - line.text.count(")")
    # a bracket that never closes is none: what follows it may be the title
    return found if is_open <= 0 else {line for line in found if says("goes-with-line", line.text)}


def _title(lines: Sequence[str]) -> str | None:
    return _printed("goes-with").sub("", " ".join(filter(None, lines))).strip() or None


def _is_centred(line: Line, middles: tuple[float, ...], table: TableDraft, width: float) -> bool:
    if all(abs(middle_of(line) - other) > CENTRED * width for other in middles):
        return False
    return line.bold or line.text.isupper() or line.x1 - line.x0 < FILLS * (table.box[3] - table.box[1])


def _without_unit(line: Line, cut: Sequence[tuple[int, int]]) -> tuple[str, str | None]:
    """The text of a line without the unit that it gives to all values and without its stretches to cut; that unit."""
    kept = []
    unit = None
    for part in columns(line, PART_GAP * line.size):
        printed = _without_cuts(part, line, cut)
        if (found := _unit_line(printed)) is not None:
            unit = found
            continue
        ending = _BRACKETED_END.fullmatch(printed)
        if ending and (found := _unit_line(ending["inside"])) is not None:
            unit, printed = found, ending["before"]
        kept.append(printed)
    return " ".join(kept), unit


def _without_cuts(part: Line, line: Line, cut: Sequence[tuple[int, int]]) -> str:
    at = part.start - line.start
    return without(part.text, [(first - at, last - at) for first, last in cut if 0 <= first - at < len(part.text)])


def _unit_line(text: str) -> str | None:
    """The unit that a line over a table gives to its values (``(Đơn vị tính: triệu đồng)``), None on other lines.

    ``Đơn vị: Sở Nội vụ`` names who reports.
    """
    if ":" not in text or len(text) > LONGEST_UNIT:
        return None
    before, after = text.split(":", 1)
    unit = _of_levels(after.strip(" ().;"))
    if not unit or not (words := _unit_words().fullmatch(fold(before))):
        return None
    return unit if words["words"] != "don vi" or family(unit) else None


def _of_levels(unit: str) -> str:
    """The unit of amounts where a line names that of rates beside it: ``Triệu đồng, %``."""
    parts = [part.strip() for part in _BETWEEN_UNITS.split(unit)]
    levels = [part for part in parts if family(part) != "rate"]
    return levels[0] if len(parts) == 2 and len(levels) == 1 and family(levels[0]) else unit


@cache
def _printed(name: str) -> regex.Pattern[str]:
    return regex.compile(entry_of("captions", name)["pattern"], regex.IGNORECASE)


@cache
def _unit_words() -> regex.Pattern[str]:
    words = "|".join(fold(word) for word in entry_of("forms", "unit")["words"])
    return regex.compile(rf"\W*(?P<words>{words})\s*")


@cache
def _labelled() -> regex.Pattern[str]:
    words = "|".join(entry_of("landmarks", "table-label")["words"])
    number = r"(?:\s+số)?\s*:?\s*\d{1,3}[a-zđ]?(?:[./-][\p{L}\d]{1,12}){0,4}"
    return regex.compile(rf"(?P<label>(?:{words}){number})\s*(?:[.:–-]\s*(?P<title>\S.*)?)?", regex.IGNORECASE)
