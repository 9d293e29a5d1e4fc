"""What the numbers of most rows tell of columns: of which pair one is the ratio, of which columns one is the sum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.find.columns.numbers import Numbers
from extractor.find.columns.relations import Relation
from extractor.model.pages import Floats, Mask

# Rows that tell something: two fit by chance in one of some hundred columns, three in none that was tried
# (test_arithmetic.py).
FEWEST_ROWS = 3
# Of these rows: a few may be misprinted, which is what the audit looks for; three of four tell nothing
# (test_arithmetic.py).
MOST = 0.8
# Columns of one table that are compared with each other, for speed: beyond, all triples would cost more than the table.
MOST_COLUMNS = 32
# Per cents of a whole in its own row.
WHOLE = 100.0
# From here on whole numbers may be rounded amounts, whose sum misses by one (test_arithmetic.py).
LARGE = 1000.0


def told_ratio(numbers: Numbers, place: int, levels: Sequence[int], *, growth: bool = False) -> Relation | None:
    """The pair of columns of which one is the ratio in per cent, in most rows; None where no pair fits.

    ``numbers`` are those of the table, ``place`` is that of the column among them, ``levels`` are the places of the
    columns that may be numerator and base; with ``growth`` the rate is what the numerator exceeds the base by.
    """
    if not 2 <= len(levels) <= MOST_COLUMNS:
        return None
    levels = [each for each in levels if each != place]
    level, half = numbers.values[:, levels], numbers.halves[:, levels]
    wanted = numbers.values[:, place, None, None]
    if np.isfinite(wanted).sum() < FEWEST_ROWS:
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = 100 * level[:, :, None] / level[:, None, :]
        # A rate may be cut off instead of rounded; its operands are printed rounded too.
        rounding = 2 * numbers.halves[:, place, None, None] + np.abs(ratio) * (
            (_inexact(half, level) / np.abs(level))[:, :, None] + (_inexact(half, level) / np.abs(level))[:, None, :]
        )
        fits = np.abs((ratio - 100 if growth else ratio) - wanted) <= rounding * (1 + 1e-9)
    # A pair of equal numbers, and one with a zero, would fit whatever its columns are.
    tells = np.isfinite(ratio) & np.isfinite(wanted) & (level[:, :, None] != level[:, None, :]) & (ratio != 0)
    best = _best(fits & tells, tells, np.isfinite(wanted).sum(), [abs(each - place) for each in levels])
    if best is None:
        return None
    pair = numbers.columns[levels[best[0]]], numbers.columns[levels[best[1]]]
    return Relation(ratio_of=pair, grows=growth)


# Parts of a whole that is one of several in a column: years over two kinds, say (test_arithmetic.py).
FEWEST_PARTS = 2


def told_share(numbers: Numbers, place: int, levels: Sequence[int], wholes: Sequence[int]) -> Relation | None:
    """The relation of a column of shares: per cents of what one of the ``levels`` has in the row of the whole.

    ``numbers``, ``place`` and ``levels`` are as for ``told_ratio``; ``wholes`` are the rows that are totals by their
    label. A row of 100 is one too, and several are the wholes of the rows between them.
    """
    rates, levels = numbers.values[:, place], [each for each in levels if each != place]
    hundreds = np.flatnonzero(rates == WHOLE)
    if np.isfinite(rates).sum() < FEWEST_ROWS:
        return None
    rows = hundreds.tolist() or [at for at in wholes if at < len(rates)][:1]
    if not rows or not levels or not _have_parts(rows, len(rates)):
        return None
    of = _wholes_of(len(rates), rows)
    level, half = numbers.values[:, levels], _inexact(numbers.halves[:, levels], numbers.values[:, levels])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = 100 * level / level[of]
        rounding = 2 * numbers.halves[:, place, None] + np.abs(share) * (
            half / np.abs(level) + (half / np.abs(level))[of]
        )
        fits = np.abs(share - rates[:, None]) <= rounding * (1 + 1e-9)
    # A hundred of the same number, and a nought, would fit whatever the column is; so would a whole of 100.
    tells = (
        np.isfinite(share) & np.isfinite(rates)[:, None] & (share != 0) & (level != level[of]) & (level[of] != WHOLE)
    )
    count, filled = (fits & tells).sum(axis=0), np.isfinite(rates).sum() - len(rows)
    good = (count >= FEWEST_ROWS) & (count >= MOST * tells.sum(axis=0)) & (2 * count >= filled)
    if not any(len(np.unique(rates[fits[:, at] & tells[:, at]])) > 1 for at in np.flatnonzero(good)):
        return None
    return Relation(is_share=True, whole=rows[0] if len(rows) == 1 else None)


def _have_parts(wholes: Sequence[int], count: int) -> bool:
    """Whether each of several wholes has rows of its own: marks of 100 % one below the other are none.

    ``wholes`` are rows of the ``count`` rows of a table.
    """
    behind = (*wholes[1:], count) if wholes[0] == 0 else wholes
    before = wholes if wholes[0] == 0 else (-1, *wholes[:-1])
    own = [after - at - 1 for at, after in zip(before, behind, strict=True)]
    return len(wholes) == 1 or min(own) >= FEWEST_PARTS


def _wholes_of(count: int, rows: Sequence[int]) -> list[int]:
    """For each of so many rows its whole: the last of ``rows`` before it, or the next where wholes stand behind."""
    found = np.searchsorted(rows, np.arange(count), side="right") - 1
    if rows[0] > 0 and rows[-1] == count - 1:
        found = np.searchsorted(rows, np.arange(count))
    return [rows[at] for at in np.clip(found, 0, len(rows) - 1)]


def is_ratio(numbers: Numbers, column: int, ratio_of: tuple[int, int]) -> bool:
    """Whether a column holds per cents of two others in most rows that have all three.

    ``numbers`` are those of the table, ``column`` and ``ratio_of`` (numerator, base) are indexes of its columns.
    """
    places = [numbers.columns.index(each) for each in (column, *ratio_of) if each in numbers.columns]
    if len(places) < 3:
        return False
    rate, numerator, base = (numbers.values[:, place] for place in places)
    with np.errstate(divide="ignore", invalid="ignore"):
        near = np.abs(100 * numerator / base - rate) <= 1
        known = np.isfinite(numerator / base) & np.isfinite(rate)
    return bool(known.any()) and bool((near & known).sum() >= MOST * known.sum())


def told_difference(numbers: Numbers, place: int, levels: Sequence[int]) -> Relation | None:
    """The two columns of which one is the difference, in most rows; None where no two fit.

    ``numbers``, ``place`` and ``levels`` are as for ``told_ratio``.
    """
    return _told_pair(numbers, place, levels, -1)


def told_sum(numbers: Numbers, place: int, levels: Sequence[int]) -> Relation | None:
    """The columns of which one is the sum, in most rows: a run of those beside it, else any two; None for none.

    ``numbers``, ``place`` and ``levels`` are as for ``told_ratio``; a run is one of ``levels`` in their order.
    """
    return _told_run(numbers, place, levels) or _told_pair(numbers, place, levels, 1)


def _told_pair(numbers: Numbers, place: int, levels: Sequence[int], sign: int) -> Relation | None:
    levels = [each for each in levels if each != place]
    if not 2 <= len(levels) <= MOST_COLUMNS:
        return None
    level, half = numbers.values[:, levels], numbers.halves[:, levels]
    wanted = numbers.values[:, place, None, None]
    if np.isfinite(wanted).sum() < FEWEST_ROWS:
        return None
    found = level[:, :, None] + sign * level[:, None, :]
    off = _inexact(half, level)
    rounding = (
        off[:, :, None] + off[:, None, :] + _inexact(numbers.halves[:, place], numbers.values[:, place])[:, None, None]
    )
    fits = np.abs(found - wanted) <= rounding + 1e-6
    tells = np.isfinite(found) & np.isfinite(wanted) & (wanted != 0)
    tells &= (level[:, :, None] != 0) & (level[:, None, :] != 0)
    best = _best(fits & tells, tells, np.isfinite(wanted).sum(), [abs(each - place) for each in levels])
    if best is None:
        return None
    left, right = (numbers.columns[levels[each]] for each in best)
    return Relation(terms=((left, 1), (right, sign)) if sign < 0 else ((min(left, right), 1), (max(left, right), 1)))


def _told_run(numbers: Numbers, place: int, levels: Sequence[int]) -> Relation | None:
    """The longest run of columns right behind or right before one of which it is the sum."""
    behind = [each for each in levels if each > place]
    before = [each for each in reversed(levels) if each < place]
    wanted = numbers.values[:, place]
    own = _inexact(numbers.halves[:, place], wanted)
    for run in (behind, before):
        values = np.nan_to_num(numbers.values[:, run])
        sums, rounding = np.cumsum(values, axis=1), np.cumsum(_inexact(numbers.halves[:, run], values), axis=1)
        filled = np.cumsum(values != 0, axis=1)
        tells = np.isfinite(wanted)[:, None] & (filled > 1)
        fits = np.abs(sums - wanted[:, None]) <= rounding + own[:, None] + 1e-6
        count, of = (fits & tells).sum(axis=0), tells.sum(axis=0)
        good = (of >= FEWEST_ROWS) & (count >= MOST * of)
        good[:1] = False
        if good.any():
            length = int(np.flatnonzero(good & (count == count[good].max()))[-1]) + 1
            return Relation(terms=tuple(sorted((numbers.columns[each], 1) for each in run[:length])))
    return None


def _inexact(half: Floats, level: Floats) -> Floats:
    """How far off a printed number may be: small whole numbers are counts, which are exact."""
    return np.where((half < 0.5) | (np.abs(level) >= LARGE), half, 0.0)


def _best(fits: Mask, tells: Mask, filled: int, distances: Sequence[int]) -> tuple[int, int] | None:
    """The pair that fits most rows of those that tell something of it; the nearest one of several alike.

    ``fits`` and ``tells`` are rows by columns by columns; ``filled`` is how many rows have a number in the column.
    """
    count, of = fits.sum(axis=0), tells.sum(axis=0)
    good = (of >= FEWEST_ROWS) & (count >= MOST * of) & (2 * count >= filled)
    if not good.any():
        return None
    far = np.add.outer(np.array(distances), np.array(distances))
    score = np.where(good, count * 1000.0 - far, -np.inf)
    left, right = np.unravel_index(int(np.argmax(score)), score.shape)
    return int(left), int(right)
