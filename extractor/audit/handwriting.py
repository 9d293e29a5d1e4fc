"""What is written by hand into a scan and therefore not read: a note for each line, so that a reader can look there."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.checks import HANDWRITING, NOTE
from extractor.audit.verdicts import OPEN
from extractor.model.document import Check, Document
from extractor.model.layout import PageText
from extractor.provenance import boxes_of


def handwriting_checks(document: Document) -> Iterator[Check]:
    """A note for each line with numbers or days by hand, with the boxes of these places."""
    pages = {page.number: page for page in document.pages}
    for page in document.pages:
        boxes = boxes_of(pages, [(page.number, start, end) for start, end in page.by_hand])
        by_line: dict[str, list[int]] = {}
        for at, (start, _) in enumerate(page.by_hand):
            by_line.setdefault(_line_at(page, start), []).append(at)
        for line, places in by_line.items():
            yield Check(
                kind=HANDWRITING,
                statement="a number or day is printed",
                expected=None,
                actual=None,
                difference=None,
                holds=False,
                severity=NOTE,
                page=page.number,
                explanation=f"not read, left blank: {line}",
                boxes=tuple(box for place in places for box in boxes[place]),
                confidence=OPEN,
            )


def _line_at(page: PageText, offset: int) -> str:
    """The printed line at an offset of a page's text, with dots for what is written by hand."""
    begins = page.text.rfind("\n", 0, offset) + 1
    ends = page.text.find("\n", offset)
    ends = len(page.text) if ends < 0 else ends
    pieces, at = [], begins
    for start, end in page.by_hand:
        if begins <= start < ends:
            pieces += [page.text[at:start], "…"]
            at = end
    return "".join((*pieces, page.text[at:ends])).strip()
