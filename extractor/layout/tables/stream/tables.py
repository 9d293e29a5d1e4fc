"""Tables without a grid: columns told by gaps that lines share, between level rules, in a frame, or with no rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise, takewhile

import regex

from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line, columns, middle_of
from extractor.layout.tables.captions import goes_between
from extractor.layout.tables.cell_forms import are_counted, is_row_number, is_value
from extractor.layout.tables.drafts import RIM, TableDraft, table_draft
from extractor.layout.tables.heads import with_head
from extractor.layout.tables.stream.bands import BESIDE, Band, bands
from extractor.layout.tables.stream.columns import (
    BETWEEN,
    GAP,
    MOST,
    NARROW,
    Column,
    columns_of_lines,
    columns_under_head,
    covered,
    parts_of_lines,
    places,
)
from extractor.layout.tables.stream.drafts import table_of_rows
from extractor.layout.tables.stream.heads import head_of_lines, lines_over_values
from extractor.layout.tables.stream.rows import TIGHT, UnruledRow, pitch, rows_of_lines
from extractor.model.pages import Floats
from extractor.ruled.edges import SAME_END
from extractor.ruled.lattice import Cell, Grid
from patterns.tables.columns import column_role

# Columns: a merged one and two of the rows beside it; with fewer it would be a rule under a word. Two and four read 40
# documents alike.
MIN_COLUMNS = 3

# Of the table's width: so much of it the rules that end a row take, where they leave columns out; shorter ones
# underline words. No document that was tried tells the value: from .24 to .6 the tables of 40 stay the same.
BORDER = 0.4

# Shorter rules in one band: more are a drawing, and each is compared with each column. With 10 the tables of 75
# documents are the same.
MAX_RULES = 1000

_Span = tuple[int, int, int, int]
"""Row, column, end of the rows, end of the columns."""


def merged_draft(number: int, lines: Sequence[Line], band: Band) -> TableDraft | None:
    """The table of a band in which a cell goes over several rows, None where no rule leaves columns out.

    ``number`` is the page's, ``lines`` are those that the ``band`` holds.
    """
    borders = _borders(band) if len(band.partial) <= MAX_RULES else []
    if not borders:
        return None
    by_line = parts_of_lines(lines)
    found = columns_of_lines(by_line)
    if len(found) < MIN_COLUMNS:
        return None
    parts = list(chain.from_iterable(by_line))
    ys = tuple(sorted({*band.ys, *borders}))
    places = [_place(part, found, ys) for part in parts]
    spans = sorted({span for column in range(len(found)) for span in _spans(column, found, ys, band)})
    spans = _joined_across(spans, places)
    held: dict[_Span, list[Line]] = {span: [] for span in spans}
    for part, (row, column, _) in zip(parts, places, strict=True):
        held[next(s for s in spans if s[0] <= row < s[2] and s[1] <= column < s[3])].append(part)
    xs = (band.x0, *(_between(left, right, band) for left, right in pairwise(found)), band.x1)
    cells = tuple(
        Cell(
            row=row,
            row_end=row_end,
            column=column,
            column_end=column_end,
            x0=xs[column],
            top=ys[row],
            x1=xs[column_end],
            bottom=ys[row_end],
        )
        for row, column, row_end, column_end in spans
    )
    draft = table_draft(number, Grid(xs, ys, cells), list(held.values()), {})
    return draft and replace(with_head(draft), text_columns=tuple((column.x0, column.x1) for column in found))


def _borders(band: Band) -> list[float]:
    """The heights under the head at which rules that leave columns out are the border of a row."""
    widths: dict[float, float] = {}
    for x0, x1, y in band.partial:
        at = next((known for known in widths if abs(known - y) < SAME_END), y)
        widths[at] = widths.get(at, 0.0) + x1 - x0
    return [y for y, width in widths.items() if width > BORDER * (band.x1 - band.x0) and y > band.ys[1]]


def _place(part: Line, found: Sequence[Column], ys: Sequence[float]) -> tuple[int, int, int]:
    """The row in which the middle of a part stands, its first column, and the end of those that it covers."""
    row = min(max(bisect_right(ys, (part.top + part.bottom) / 2) - 1, 0), len(ys) - 2)
    return row, *covered(part, found)


def _spans(column: int, found: Sequence[Column], ys: Sequence[float], band: Band) -> Iterator[_Span]:
    """The cells of a column, from one rule that crosses it to the next."""
    middle = (found[column].x0 + found[column].x1) / 2
    crossed = [
        at
        for at, y in enumerate(ys)
        if y in band.ys or any(x0 < middle < x1 and abs(y - at_y) < SAME_END for x0, x1, at_y in band.partial)
    ]
    return ((upper, column, lower, column + 1) for upper, lower in pairwise(crossed))


def _joined_across(spans: list[_Span], places: Sequence[tuple[int, int, int]]) -> list[_Span]:
    """The cells with those of one height made one that a text reaches over."""
    for row, first, end in places:
        if end - first < 2:
            continue
        over = [span for span in spans if span[0] <= row < span[2] and first < span[3] and span[1] < end]
        if len(over) > 1 and len({(span[0], span[2]) for span in over}) == 1:
            spans = sorted([*(span for span in spans if span not in over), (*over[0][:3], over[-1][3])])
    return spans


def _between(left: Column, right: Column, band: Band) -> float:
    """The line between two columns: where a rule ends there, else half-way."""
    ends = (x for x0, x1, _ in band.partial for x in (x0, x1))
    inside = [x for x in ends if left.x1 - SAME_END < x < right.x0 + SAME_END]
    return inside[0] if inside else (left.x1 + right.x0) / 2


# Lines with gaps that a table without rules has at least: two are a signature block or two columns of text. At four
# small tables are lost (test_drawn_rules.py, test_unruled_rows.py).
MIN_LINES = 3

# Lines in a row without a gap that may be part of a table: the further lines of a cell beside cells of one line. At
# one, a head of two lines with its number between them ends the table (test_unruled_rows.py); three changes nothing on
# 40 documents.
MAX_PLAIN = 2

# Times its size: a line that stands farther below the last one is of the next table, or of none. No document that was
# tried tells the value: from 2.1 to 5 the tables of 40 stay the same.
FAR = 3.5

# Points within which the lines of one cell begin at one place. No document that was tried tells the value: from 1.8 to
# 4.5 the tables of 40 stay the same.
SAME_START = 3.0

# Lines before the last one with a gap that show with it where the columns are: rows of two or three lines seldom fill
# all columns at once. Two and four read 40 documents alike.
LINES_BEFORE = 3

# Of the width of a table: a title is centred over all of it, a head over several columns stands farther off its middle
# (test_stream_heads.py).
OFF_MIDDLE = 0.05

# Characters of the number of a row: ``VIII.2.10`` has nine. Eight and ten read 40 documents alike.
LONGEST_NUMBER = 9

# Times its size: a head stands no farther over the first row, between which a rule and the room of two cells are
# (test_stream_heads.py).
OVER_RULE = 2.5

_OPERATOR = regex.compile(r"[=+×x:/÷<>≤≥-]")
_LEADER = regex.compile(r"[.…·_]{4,}|(?:\. ){4,}")


def unruled_tables(number: int, lines: Sequence[Line], rules: Floats) -> tuple[list[Line], list[TableDraft]]:
    """The lines outside such tables, and the tables; ``lines`` are those of the body, ``rules`` the edges outside
    grids, ``number`` is the page's."""
    gapped = [line.widest_gap > GAP * line.size for line in lines]
    if not any(gapped):
        return list(lines), []
    drafts: list[TableDraft] = []
    taken: set[int] = set()
    for band in chain.from_iterable(whole.parted(lines) for whole in bands(rules)):
        inside = [at for at, line in enumerate(lines) if at not in taken and band.holds(line)]
        if not any(gapped[at] for at in inside):
            continue
        of_band = [lines[at] for at in inside]
        draft = merged_draft(number, of_band, band) or _draft(number, of_band, band)
        if draft is None:
            continue
        if not draft.n_head and (head := _head_over(band, inside, lines, gapped, taken)):
            top = min(lines[at].top for at in head)
            over = replace(band, ys=(top - RIM, *band.ys))
            headed = _draft(number, [lines[at] for at in (*head, *inside)], over)
            if headed is not None and headed.n_head:
                draft, inside = headed, [*head, *inside]
        drafts.append(draft)
        taken.update(inside)
    for run in _runs(lines, gapped, taken):
        run = [*_lead(run, lines, taken), *_without_tail(run, lines, gapped)]
        if draft := _draft(number, [lines[at] for at in run], None):
            drafts.append(draft)
            taken.update(run)
    return [line for at, line in enumerate(lines) if at not in taken], drafts


def _head_over(
    band: Band, inside: Sequence[int], lines: Sequence[Line], gapped: Sequence[bool], taken: set[int]
) -> list[int]:
    """The lines over the first rule of a band that may be its head, as where the head has a ground of its own and no
    rule above; none where a line there reaches beyond the rules.

    band: the rules. inside: which of the lines stand between them. lines: those of the page. gapped: which of them have
    wide gaps. taken: which are part of other tables.
    """
    first = end = inside[0]
    while first and first - 1 not in taken and gapped[first - 1]:
        line = lines[first - 1]
        within = band.x0 - BESIDE < line.x0 and line.x1 < band.x1 + BESIDE
        if not within or pitch(lines, first - 1, first) > OVER_RULE * line.size:
            break
        first -= 1
    if first == end:
        return []
    head = list(range(first, end))
    return [*_lead([*head, *inside], lines, taken), *head]


def _runs(lines: Sequence[Line], gapped: Sequence[bool], taken: set[int]) -> list[list[int]]:
    """Stretches of lines from one with a gap to another, with at most two without between, no wide pitch and no label
    of a further table."""
    runs: list[list[int]] = []
    run: list[int] = []
    for at, line in enumerate(lines):
        far = bool(run) and line.bottom_of_type - lines[run[-1]].bottom_of_type > FAR * line.size
        plain = _plain_at_end(run, lines, gapped)
        labelled = not gapped[at] and bool(run) and landmark(line.text) in ("annex", "table-label")
        barred = at in taken or _LEADER.search(line.text) is not None
        if barred or far or labelled or (not gapped[at] and plain >= MAX_PLAIN):
            runs.append(run)
            run = []
        if not barred and (gapped[at] or run):
            run.append(at)
    return [each for each in (*runs, run) if sum(gapped[at] for at in each) >= MIN_LINES]


def _plain_at_end(run: Sequence[int], lines: Sequence[Line], gapped: Sequence[bool]) -> int:
    """How many lines without a gap end a run; the number of a row, alone between two lines of its label, is none."""
    behind = takewhile(lambda at: not gapped[at], reversed(run))
    return sum(not _is_lone_number(lines[at], lines[run[0]]) for at in behind)


def _is_lone_number(line: Line, first: Line) -> bool:
    """Whether a line only numbers a row, at the left of the second column of a run that begins with ``first``."""
    if len(line.text) > LONGEST_NUMBER or not is_row_number(line.text):
        return False
    parts = columns(first, GAP * first.size)
    return len(parts) > 1 and line.x1 < parts[1].x0 and line.x0 > parts[0].x0 - GAP * line.size


def _lead(run: Sequence[int], lines: Sequence[Line], taken: set[int]) -> range:
    """The lines above a run that are the upper lines of heads, each over one of its columns but the first, or over
    some of them; a title stands over all, in the middle, the unit of all values at the right."""
    start = first = run[0]
    parts = max((columns(lines[at], GAP * lines[at].size) for at in run), key=len)
    left, right = min(lines[at].x0 for at in run), max(lines[at].x1 for at in run)
    while start and start - 1 not in taken:
        line = lines[start - 1]
        inside = parts[0].x1 < line.x0 and middle_of(line) < right
        over = sum(part.x0 < line.x1 and part.x1 > line.x0 for part in parts)
        off = abs(middle_of(line) - (left + right) / 2) > OFF_MIDDLE * (right - left)
        outer = (over < len(parts) - 1 and off) or line.widest_gap > NARROW * line.size
        if (
            not inside
            or (over > 1 and (not outer or line.text.isupper() or goes_between(line.text)))
            or pitch(lines, start - 1, start) > TIGHT * line.size
            or _LEADER.search(line.text)
        ):
            break
        start -= 1
    return range(start, first)


def _without_tail(run: list[int], lines: Sequence[Line], gapped: Sequence[bool]) -> list[int]:
    """The run without the lines behind its last gap, but for those that go on within one of its columns."""
    last = max(i for i, at in enumerate(run) if gapped[at])
    near = [
        part for at in run[max(last - LINES_BEFORE, 0) : last + 1] for part in columns(lines[at], GAP * lines[at].size)
    ]
    end = last + 1
    while end < len(run):
        line = lines[run[end]]
        # a cell of two lines, centred beside the middle of its row, ends half a line under that
        beside = pitch(lines, run[end - 1], run[end]) < BETWEEN * line.size
        fits = any(
            (abs(line.x0 - part.x0) < SAME_START and line.x1 < part.x1 + GAP * line.size)
            or (beside and part.x0 - GAP * line.size < line.x0 and line.x1 < part.x1 + GAP * line.size)
            for part in near
        )
        if not fits or pitch(lines, run[end - 1], run[end]) > TIGHT * line.size:
            break
        end += 1
    return run[:end]


def _draft(number: int, lines: Sequence[Line], band: Band | None) -> TableDraft | None:
    """The table that the lines form, None where they are no table."""
    parts = parts_of_lines(lines)
    found = columns_under_head(parts, lines_over_values(lines, parts))
    if len(found) < 2:
        return None
    placed = [places(of_line, found) for of_line in parts]
    rows = rows_of_lines(lines, placed, band)
    if not _is_table(rows, len(found), ruled=band is not None):
        return None
    head = head_of_lines(lines, parts, found, band)
    if head is None:
        return with_head(table_of_rows(number, rows, found, band))
    count, paths = head
    rows = rows_of_lines(lines[count:], placed[count:], band)
    draft = table_of_rows(number, rows, found, band, paths)
    return with_head(draft, known=max(map(len, paths)))


def _is_table(rows: Sequence[UnruledRow], n_cols: int, *, ruled: bool) -> bool:
    """Whether rows and columns are those of a table: known heads, or values in a column, and no formulae or lists."""
    if len(rows) < (1 if ruled and n_cols > 2 else 2 if ruled else MIN_LINES):
        return False
    if len(rows) == 1:
        return any(is_value(rows[0].text(column)) for column in rows[0].cells)
    texts = [[row.text(column) for row in rows[1:] if column in row.cells] for column in range(n_cols)]
    named = sum(column_role(rows[0].text(column)) is not None for column in rows[0].cells) >= 2
    if not named and any(_holds_operators(texts[column], len(rows)) for column in range(1, n_cols)):
        return False
    valued = any(
        len(texts[column]) > 1 and sum(map(is_value, texts[column])) >= MOST * len(texts[column])
        for column in range(1, n_cols)
    )
    counted = are_counted(texts[0])
    full = sum(len(row.cells) >= min(n_cols, 3) - (n_cols > 3) for row in rows) >= MOST * len(rows)
    if ruled:
        return full and (named or valued or n_cols > 2)
    # two columns without rules and known heads are a signature block, a list of recipients or the two sides of a head
    return full and (named or ((valued or counted) and n_cols > 2))


def _holds_operators(texts: Sequence[str], n_rows: int) -> bool:
    """Whether a column is that of the signs in formulae; under known heads, and alone, ``x`` is a tick."""
    return len(texts) >= MOST * (n_rows - 1) and all(_OPERATOR.fullmatch(text) for text in texts)
