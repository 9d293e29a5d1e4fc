"""Numbers and days written by hand into recognised pages, in heads and where papers are cited: they are left blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import regex

from extractor.layout.footnotes.markers import Cuts
from extractor.layout.lines.line import Line
from extractor.model.pages import Floats, Mask
from patterns.phrases import compiled

# The places in a head that are filled in, as recognition may print the words about them: between ``Số:`` and the
# symbol, between ``ngày``, ``tháng`` and ``năm``, behind ``năm``. A stroke over ``ngày`` takes its last letters along,
# or the whole word away.
_NUMBER = compiled(
    r"^\W*(?i:$MISREAD_SIGN)\s?[:;.,]?(?P<place>[^:]{0,16}?)(?:[/⁄]+\s*|(?<=[\d\W])-\s*)\p{Lu}",
)
_DAY = regex.compile(
    r"(?:ng[àaáãả]y|(?=ng[àaáãả])|,(?!\s*ng[àaáãả]))(?P<place>[^,]{0,12}?)th[ảãáạàaắẳăâ]ng(?P<place>.{0,6}?)n?[ăaâh]m(?P<place>.{0,6})$",
    regex.IGNORECASE,
)

# Large digits make a line of their own beside the printed sign and symbol.
_ALONE = regex.compile(r"\W*(?P<place>[\dOoIl|][\dOoIl| ]{0,7})\W*")

# In running text: a number that stands apart from its slash, as printed ones seldom do (``số 2084 /KH-SYT``), and the
# place of a day. Only words of digits alone are told from print there, symbols are printed.
_IN_TEXT = compiled(
    r"(?<!\p{L})(?i:$NUMBER_SIGN)[ :.]{0,3}(?P<place>[^\s/⁄]{1,6}?) {1,3}[/⁄]\s?\p{Lu}{2}"
    r"|ng[àaáãả]y\s?(?P<place>\S{1,4}?)\s?th[ảãáạàắẳăâ]ng\s?(?:\d{1,2}|(?P<place>\S{1,4}?))\s?n[ăaâ]m"
)

# A year is printed wherever it is one: nobody leaves four places to be filled in (test_handwriting.py).
_YEAR = regex.compile(r"\s*(?:19|20)\d\d\W*")

# The middle of a glyph and that of its place in a line differ by rounding only, in points.
SAME_PLACE = 0.1


def filled_by_hand(lines: Sequence[Line], unsure: Floats) -> Cuts:
    """What to leave out of the lines of a head: each place of a number or day in which a glyph is unsure.

    lines: those of both columns. unsure: x and y of the middles of glyphs that may be misread (``RawPage.unsure``).
    """
    if not len(unsure):
        return {}
    return {line: cuts for line in lines if (cuts := tuple(_places(line, unsure)))}


def filled_in_text(lines: Iterable[Line], unsure: Floats) -> Cuts:
    """What to leave out of lines of running text: each number and day of a cited paper in which a glyph is unsure.

    lines: those of the body. unsure: as for ``filled_by_hand``.
    """
    if not len(unsure):
        return {}
    return {line: cuts for line in lines if (cuts := tuple(_places_in_text(line, unsure)))}


def _places_in_text(line: Line, unsure: Floats) -> Iterator[tuple[int, int]]:
    found = list(_IN_TEXT.finditer(line.text))
    is_unsure = _unsure_glyphs(line, unsure) if found else None
    if is_unsure is not None:
        places = sorted(span for each in found for span in each.spans("place"))
        yield from ((start, end) for start, end in places if is_unsure[start:end].any())


def _unsure_glyphs(line: Line, unsure: Floats) -> Mask | None:
    """Which characters of a line are unsure, None where none is."""
    on_line = unsure[(unsure[:, 1] > line.top) & (unsure[:, 1] < line.bottom), 0]
    if not len(on_line):
        return None
    middles = (line.x0s + line.x1s) / 2
    is_unsure: Mask = (np.abs(middles[:, None] - on_line[None, :]) < SAME_PLACE).any(axis=1)
    return is_unsure


def _places(line: Line, unsure: Floats) -> Iterator[tuple[int, int]]:
    """The places of a line of a head with an unsure glyph, in order."""
    is_unsure = _unsure_glyphs(line, unsure)
    if is_unsure is None:
        return
    found = _DAY.search(line.text) or _NUMBER.search(line.text) or _ALONE.fullmatch(line.text)
    for start, end in sorted(found.spans("place")) if found else ():
        written = line.text[start:end]
        is_year = end > len(line.text) - 2 and _YEAR.fullmatch(written)
        if is_unsure[start:end].any() and not is_year:
            yield start + len(written) - len(written.lstrip()), end - len(written) + len(written.rstrip())
