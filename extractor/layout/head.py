"""The printed head of a document, its title, and the block of its signature, as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor.layout.landmarks import landmark
from extractor.layout.lines import Line
from extractor.layout.page_parts import PageParts
from extractor.layout.page_tables import TableDraft
from extractor.layout.writers import PlacedLine, RegionWriter
from extractor.layout.zones import is_centred
from extractor.model import Head, Region

MAX_TITLE_LINES = 12


def printed_head(parts: Sequence[PageParts], placed: Mapping[int, PlacedLine]) -> tuple[Head, Region]:
    """The head's lines, and the region in which the document's own number stands.

    A document without a head over its title has only title lines: the centred ones at the top of its first page.
    """
    with_head = next((part for part in parts if part.head), parts[0] if parts else None)
    signed = next((part for part in parts if part.signature), None)
    writer = RegionWriter("header")
    left = with_head.head.left if with_head and with_head.head else ()
    right = with_head.head.right if with_head and with_head.head else ()
    for line in (*left, *right):
        writer.add(placed[id(line)])
        writer.end_paragraph()
    head = Head(
        left=_texts(left),
        right=_texts(right),
        title=_texts(_title(with_head)) if with_head else (),
        signature=_texts(signed.signature.right) if signed and signed.signature else (),
        recipients=_texts(signed.signature.left) if signed and signed.signature else (),
    )
    return head, writer.finish()


def _texts(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines)


def _title(part: PageParts) -> list[Line]:
    """The centred lines under the head, up to the first that is not centred."""
    under = max((line.bottom for line in (*part.head.left, *part.head.right)), default=0.0) if part.head else 0.0
    title: list[Line] = []
    for element in part.body:
        if isinstance(element, TableDraft) or len(title) == MAX_TITLE_LINES:
            break
        if element.bottom <= under:
            continue
        if not is_title_line(element, part) or landmark(element.text) in ("address", "part"):
            break
        title.append(element)
    return title


def is_title_line(line: Line, part: PageParts) -> bool:
    """A line of a title: centred, or as wide as the text, and set off by bold type or capitals.

    Recognised pages have no type, so there being centred is enough.
    """
    centred = is_centred(line, part.page, part.margins)
    if part.page.text_layer == "ocr" and centred:
        return True
    middle = (line.x0 + line.x1) / 2
    fills = abs(middle - part.margins.middle) < 6
    return (centred or fills) and (line.bold or line.text.isupper())
