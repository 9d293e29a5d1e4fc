"""The head of a table without a grid: its lines as cells that stand under each other, told by rules or by places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

from extractor.layout.lines.line import Line, columns, joined_text, middle_of
from extractor.layout.tables.cell_forms import is_column_number, is_row_number, is_value
from extractor.layout.tables.stream.bands import Band
from extractor.layout.tables.stream.columns import MOST, Column, covered
from extractor.layout.tables.stream.rows import row_of_first_value
from extractor.ruled.edges import SAME_END
from patterns.tables.columns import YEAR, column_role

# Ems: so far the middle of an outer head is from that of the heads under it, and that of its second line from the
# first. Centred text is off by the room of a blank or two (test_stream_heads.py).
CENTRED = 1.5

# Ems between the heads of two columns that stand close, where each is over a column of its own: a blank has a quarter
# of an em, one of a stretched line a third (test_heads_that_stand_close_are_those_of_their_columns).
NARROW = 0.42

# Ems between heads of which one is over several columns (test_stream_heads.py).
BETWEEN_HEADS = 0.6

# Heads that are known, or years, which make the lines over the first numbers a head: one alone may be a label
# (test_stream_heads.py).
FEWEST_KNOWN = 2


@dataclass(eq=False, slots=True)
class HeadCell:
    """A head over the columns from ``first`` to ``end`` (exclusive), and its lines."""

    first: int
    end: int
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return joined_text([line.text for line in self.lines])

    @property
    def middle(self) -> float:
        return (min(line.x0 for line in self.lines) + max(line.x1 for line in self.lines)) / 2


Paths = list[list[HeadCell]]
"""The heads of each column, from the outer to the inner one."""


def head_of_lines(
    lines: Sequence[Line], parts: Sequence[Sequence[Line]], found: Sequence[Column], band: Band | None
) -> tuple[int, Paths] | None:
    """How many of the lines are the head, and the heads of each column; None where they are not clearly one.

    lines: those of the table, from top to bottom. parts: each parted into what stands apart on it. found: the columns.
    band: the level rules around the table, None without rules.
    """
    count = _lines_in_head(lines, parts, found, band)
    if not count:
        return None
    of_head = [one for part in chain.from_iterable(parts[:count]) for one in _parted(part, found)]
    borders = _borders(band, found, of_head) if band else []
    paths = _paths_by_rules(of_head, found, band, borders) if band and borders else _paths_by_place(of_head, found)
    return (count, paths) if _is_head(paths, lines[count:], of_head) else None


def _lines_in_head(
    lines: Sequence[Line], parts: Sequence[Sequence[Line]], found: Sequence[Column], band: Band | None
) -> int:
    """How many lines stand over the first rule under the head, else over the row of the first value."""
    values = [at for at, of_line in enumerate(parts) if _holds_values(of_line)]
    if not values:
        return 0
    if band is not None and len(band.ys) > 2:
        in_first = band.field(lines[0]) == 1 < band.field(lines[values[0]])
        return next(at for at, line in enumerate(lines) if band.field(line) > 1) if in_first else 0
    count = row_of_first_value(lines, values[0])
    # what stands under the numbers of the columns is a heading of rows
    count = next((at for at in range(count) if _numbers_columns(parts[at])), count)
    while count and _is_section(parts[count - 1], found):
        count -= 1
    return count


def lines_over_values(lines: Sequence[Line], parts: Sequence[Sequence[Line]]) -> int:
    """How many of the lines stand over the row of the first value; ``parts`` are those of each."""
    first = next((at for at, of_line in enumerate(parts) if _holds_values(of_line)), None)
    return 0 if first is None else row_of_first_value(lines, first)


def _holds_values(of_line: Sequence[Line]) -> bool:
    """Whether some part but the first is a value; years alone are heads."""
    return any(is_value(part.text) and not YEAR.fullmatch(part.text) for part in of_line[1:])


def _is_section(of_line: Sequence[Line], found: Sequence[Column]) -> bool:
    """Whether a line over the first values is a heading of rows: a number and its label, or capitals, and no more."""
    if max(covered(part, found)[0] for part in of_line) > 1:
        return False
    text = of_line[0].text
    first, *rest = text.split(" ")
    return is_row_number(first) if rest or len(of_line) > 1 else False


def _parted(part: Line, found: Sequence[Column]) -> list[Line]:
    """The heads of single columns that stand so close that they were taken for one part; else the part itself."""
    first, end = covered(part, found)
    pieces = columns(part, NARROW * part.size) if end - first > 1 else []
    if len(pieces) >= end - first and all(piece.text.strip() for piece in pieces):
        owners = [_nearest(piece, found) for piece in pieces]
        return pieces if owners == list(range(first, first + len(pieces))) else [part]
    pieces = columns(part, BETWEEN_HEADS * part.size)
    places = [covered(piece, found) for piece in pieces]
    return pieces if all(left[1] <= right[0] for left, right in pairwise(places)) else [part]


def _nearest(part: Line, found: Sequence[Column]) -> int:
    """The column whose middle is nearest to that of a part."""
    middle = middle_of(part)
    return min(range(len(found)), key=lambda at: abs((found[at].x0 + found[at].x1) / 2 - middle))


def _numbers_columns(of_line: Sequence[Line]) -> bool:
    return len(of_line) > 1 and all(is_column_number(part.text) for part in of_line)


def _borders(band: Band, found: Sequence[Column], of_head: Sequence[Line]) -> list[float]:
    """The heights of rules that reach over several columns and have text of the head under them."""
    heights: list[float] = []
    for x0, x1, y in sorted(band.partial, key=lambda rule: rule[2]):
        over = any(_middle_height(part) > y and x0 < middle_of(part) < x1 for part in of_head)
        inside = band.ys[0] < y < band.ys[1] and over and len(_under(x0, x1, found)) > 1
        if inside and not any(abs(y - known) < SAME_END for known in heights):
            heights.append(y)
    return heights


def _under(x0: float, x1: float, found: Sequence[Column]) -> list[int]:
    return [at for at, column in enumerate(found) if x0 < (column.x0 + column.x1) / 2 < x1]


def _paths_by_rules(of_head: Sequence[Line], found: Sequence[Column], band: Band, borders: Sequence[float]) -> Paths:
    """The heads as the rules part them: a cell over a rule goes over all columns that the rule does."""
    crossed = [
        [
            at
            for at, y in enumerate(borders)
            if any(column in _under(x0, x1, found) and abs(y - of) < SAME_END for x0, x1, of in band.partial)
        ]
        for column in range(len(found))
    ]
    paths: Paths = [[] for _ in found]
    free = list(of_head)
    for level in range(len(borders)):
        columns = [at for at in range(len(found)) if level in crossed[at]]
        for run in _runs(columns):
            above = [part for part in free if _middle_height(part) < borders[level] and _stands_over(part, run, found)]
            free = [part for part in free if part not in above]
            for cell in _shared_out(above, run, found):
                for column in range(cell.first, cell.end):
                    paths[column].append(cell)
    for part in free:
        column = _own(part, found)
        if paths[column] and paths[column][-1].end - paths[column][-1].first == 1:
            paths[column][-1].lines.append(part)
        else:
            paths[column].append(HeadCell(column, column + 1, [part]))
    return paths


def _runs(columns: Sequence[int]) -> Iterator[list[int]]:
    """Columns in runs of neighbours."""
    run: list[int] = []
    for column in columns:
        if run and column > run[-1] + 1:
            yield run
            run = []
        run.append(column)
    if run:
        yield run


def _middle_height(part: Line) -> float:
    return (part.top + part.bottom) / 2


def _stands_over(part: Line, run: Sequence[int], found: Sequence[Column]) -> bool:
    return found[run[0]].x0 < part.x1 and part.x0 < found[run[-1]].x1


def _shared_out(above: Sequence[Line], run: Sequence[int], found: Sequence[Column]) -> list[HeadCell]:
    """The texts over a run of columns, each with the columns in whose middle it stands."""
    heads: list[HeadCell] = []
    for part in sorted(above, key=lambda each: each.x0):
        if heads and part.x0 < max(line.x1 for line in heads[-1].lines):
            heads[-1].lines.append(part)
        else:
            heads.append(HeadCell(run[0], run[-1] + 1, [part]))
    start = run[0]
    for at, head in enumerate(heads[:-1]):
        head.lines.sort(key=lambda line: line.bottom_of_type)
        last = run[-1] + 1 - (len(heads) - 1 - at)
        ends = range(start + 1, max(last, start + 1) + 1)
        head.first, head.end = start, min(ends, key=lambda end: abs(_middle_of_run(start, end, found) - head.middle))
        start = head.end
    if heads:
        heads[-1].lines.sort(key=lambda line: line.bottom_of_type)
        heads[-1].first = start
    return [head for head in heads if head.first < head.end]


def _middle_of_run(start: int, end: int, found: Sequence[Column]) -> float:
    return (found[start].x0 + found[end - 1].x1) / 2


def _own(part: Line, found: Sequence[Column]) -> int:
    """The column in which most of a part stands."""
    return max(range(len(found)), key=lambda at: found[at].shared(part))


def _paths_by_place(of_head: Sequence[Line], found: Sequence[Column]) -> Paths:
    """The heads by what stands under what: a part that reaches over several columns is over the heads below it."""
    paths: Paths = [[] for _ in found]
    for part in sorted(of_head, key=lambda each: (each.bottom_of_type, each.x0)):
        first, end = _span(part, found, of_head)
        above = {path[-1] for path in paths[first:end] if path}
        over = next(iter(above)) if len(above) == 1 and all(paths[first:end]) else None
        wide = over is not None and over.end - over.first > 1
        if end - first > 1 and over is not None and wide and _is_centred(part, over.middle):
            over.lines.append(part)
        elif end - first > 1 and (not above or wide):
            cell = HeadCell(first, end, [part])
            for path in paths[first:end]:
                path.append(cell)
        else:
            column = _own(part, found)
            path = paths[column]
            if path and path[-1].end - path[-1].first == 1:
                path[-1].lines.append(part)
            else:
                path.append(HeadCell(column, column + 1, [part]))
    return paths


def _span(part: Line, found: Sequence[Column], of_head: Sequence[Line]) -> tuple[int, int]:
    """The columns over which a part stands: those that it covers, else those in whose middle it stands."""
    first, end = covered(part, found)
    under = [each for each in of_head if each.top > _middle_height(part)]
    beside_it = [each for each in of_head if each is not part and each.top < part.bottom and each.bottom > part.top]
    level = {_own(each, found) for each in beside_it}
    if end - first > 1:
        return _in_the_middle(part, first, end, found, {_own(each, found) for each in under} - level)
    below = [each for each in under if abs(_own(each, found) - first) < 2]
    own = [each for each in below if _own(each, found) == first]
    if not own or any(_is_centred(part, middle_of(each)) for each in own):
        return first, end
    for other in (first - 1, first + 1):
        beside = [each for each in below if _own(each, found) == other]
        if beside and other not in level and _is_centred(part, (middle_of(own[0]) + middle_of(beside[0])) / 2):
            return min(first, other), max(first, other) + 1
    return first, end


def _in_the_middle(part: Line, first: int, end: int, found: Sequence[Column], free: Collection[int]) -> tuple[int, int]:
    """The run of columns in whose middle a wide part stands: those that it covers, and free ones at either side.

    ``part`` covers the columns from ``first`` to ``end`` of those that were ``found``; ``free`` are the columns that
    have a head below the part and none beside it.
    """
    if _is_centred(part, _middle_of_run(first, end, found)):
        return first, end
    left, right = first, end
    while left - 1 in free:
        left -= 1
    while right in free:
        right += 1
    runs = [(begin, stop) for begin in range(left, first + 1) for stop in range(end, right + 1)]
    middles = {run: _middle_of_run(run[0], run[1], found) for run in runs}
    best = min(runs, key=lambda run: abs(middles[run] - middle_of(part)))
    return best if _is_centred(part, middles[best]) else (first, end)


def _is_centred(part: Line, middle: float) -> bool:
    return abs(middle_of(part) - middle) < CENTRED * part.size


def _is_head(paths: Paths, below: Sequence[Line], of_head: Sequence[Line]) -> bool:
    """Whether most columns have a head, and it is known, of years, or alone in bold type."""
    headed = [path for path in paths if path]
    if len(headed) < max(2, MOST * len(paths)):
        return False
    cells = [cell.text for cell in set(chain.from_iterable(headed))]
    if sum(column_role(text) is not None or YEAR.fullmatch(text) is not None for text in cells) >= FEWEST_KNOWN:
        return True
    return bool(below) and all(part.bold for part in of_head) and not all(line.bold for line in below)
