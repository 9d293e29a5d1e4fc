"""The printed head of a document, its title, and the block of its signature, as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.layout.blocks.margins import CENTRED, is_centred
from extractor.layout.blocks.two_columns import TwoColumns
from extractor.layout.cleaning.stamps import Stamp
from extractor.layout.footnotes.markers import Cuts, without
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line, middle_of
from extractor.layout.page import PageParts
from extractor.layout.regions import Marks, PlacedLine, RegionWriter
from extractor.layout.tables.drafts import TableDraft
from extractor.model.layout import Head, Region

# A title has at most so many lines; centred ones farther down belong to the text. 6 and 24 read all of 47 documents
# alike.
MAX_TITLE_LINES = 12

# A line that takes this share of the measure and is so many points off its middle is indented. The indented first
# line of a paragraph has its middle off by half the indent, 14 to 18 points. Both at half and at twice read all of 47
# documents alike.
WIDE, HALF_INDENT = 0.7, 10.0

# A line whose middle is nearer to that of the measure, in points, is centred or fills it (test_printed_head.py,
# without bold type). 3 and 12 read all of 47 documents alike.
FILLS = 6.0

NO_COLUMNS = TwoColumns(0, 0, (), ())


def printed_head(
    parts: Sequence[PageParts], placed: Mapping[Line, PlacedLine], stamps: Sequence[Stamp], cuts: Cuts
) -> tuple[Head, Region, Marks]:
    """The head's lines, the region in which the document's own number stands, and the footnote markers in it.

    parts: the pages in order. placed: where each of their lines stands in the text of its page. stamps: those of all
    pages. cuts: the footnote markers to leave out, by line.

    A document without a head over its title has only title lines: the centred ones at the top of its first page. What
    stands before the head is of another document. A consolidated text has its number and day at its end. Numbers and
    days that are written by hand are left blank.
    """
    begins = next((at for at, part in enumerate(parts) if part.head), 0)
    with_head = parts[begins] if parts else None
    head = with_head.head if with_head and with_head.head else NO_COLUMNS
    signatures = [part.signature for part in parts[begins:] if part.signature]
    signed = signatures[0] if signatures else NO_COLUMNS
    attested = next(filter(_is_attestation, signatures), None)
    left, right = head.left, head.right
    if with_head:
        cuts = {**cuts, **with_head.by_hand}
    if attested:
        signs = _first(attested.right, "capacity")
        signed = TwoColumns(attested.first, attested.last, (), attested.right[signs:])
        left, right = (*attested.left, *left), (*right, *attested.right[:signs])
    recipients = _first(signed.left, "recipients")
    first_of_left = _first(signed.left[:recipients], "capacity")
    writer = RegionWriter("header")
    for line in (*left, *right):
        writer.add(placed[line], cuts.get(line, ()))
        writer.end_paragraph()
    printed = Head(
        left=_texts(left, cuts),
        right=_texts(right, cuts),
        title=_texts(_title(with_head), cuts) if with_head else (),
        signature=_texts((*signed.left[first_of_left:recipients], *signed.right), cuts),
        recipients=_texts(signed.left[recipients:], cuts),
        stamps=tuple(stamps),
    )
    return printed, writer.finish(), writer.marks


def _first(lines: Sequence[Line], name: str) -> int:
    """The place of the first line that is this landmark; behind the last where none is."""
    return next((at for at, line in enumerate(lines) if landmark(line.text) == name), len(lines))


def _is_attestation(signature: TwoColumns) -> bool:
    return any(landmark(line.text) == "attestation" for line in signature.right)


def _texts(lines: Sequence[Line], cuts: Cuts) -> tuple[str, ...]:
    return tuple(without(line.text, cuts.get(line, ())) for line in lines)


def _title(part: PageParts) -> list[Line]:
    """The centred lines under the head, up to the first that is not centred."""
    under = max((line.bottom for line in part.head.lines), default=0.0) if part.head else 0.0
    title: list[Line] = []
    for element in part.body:
        if isinstance(element, TableDraft) or len(title) == MAX_TITLE_LINES:
            break
        if element.bottom <= under:
            continue
        by_type = part.page.text_layer != "ocr" and all(line.bold for line in title[:1])
        fits = _is_title_line(element, part, by_type=by_type) or (
            not by_type and _fills_under_type(element, part, title)
        )
        if not fits or landmark(element.text) in ("address", "part"):
            break
        title.append(element)
    return title


def _is_title_line(line: Line, part: PageParts, *, by_type: bool) -> bool:
    """A line of a title: centred, as wide as the text or begun left of it, and set off by bold type or capitals.

    Recognised pages have no type, and where the type word is not bold the names of the fonts tell nothing (``by_type``
    is false): there being centred is enough; the indented first line of a paragraph is not.
    """
    centred = is_centred(line, part.page, part.margins)
    off = abs(middle_of(line) - part.margins.middle)
    if not by_type and centred:
        wide = line.x1 - line.x0 > WIDE * (part.margins.right - part.margins.left)
        return off < HALF_INDENT or not wide
    juts = line.x0 < part.margins.left and line.x1 < part.margins.right and off < CENTRED * part.page.width
    return (centred or off < FILLS or juts) and (line.bold or line.text.isupper())


def _fills_under_type(line: Line, part: PageParts, title: Sequence[Line]) -> bool:
    """Whether a line right under the type word, without type to tell it, is a subject that fills the measure."""
    return len(title) == 1 and abs(middle_of(line) - part.margins.middle) < FILLS
