"""The printed head of a document, its title, and the block of its signature, as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from extractor.layout.blocks.two_columns import TwoColumns
from extractor.layout.cleaning.stamps import Stamp
from extractor.layout.footnotes.markers import Cuts, without
from extractor.layout.landmarks import landmark
from extractor.layout.lines.line import Line
from extractor.layout.page import PageParts
from extractor.layout.regions import Marks, PlacedLine, RegionWriter
from extractor.layout.title_lines import title_lines
from extractor.model.layout import Head, Region

NO_COLUMNS = TwoColumns(0, 0, (), ())

# Marks of direction and of places where a word may be parted; with one in it no name is known.
_INVISIBLE = regex.compile(r"\p{Cf}")


def printed_head(
    parts: Sequence[PageParts], placed: Mapping[Line, PlacedLine], stamps: Sequence[Stamp], cuts: Cuts
) -> tuple[Head, Region, Marks]:
    """The head's lines, the region in which the document's own number stands, and the footnote markers in it.

    parts: the pages in order. placed: where each of their lines stands in the text of its page. stamps: those of all
    pages. cuts: the footnote markers to leave out, by line.

    A document without a head over its title has only title lines: the centred ones at the top of its first page. What
    stands before the head is of another document; but a gazette that goes on with a document of an issue before has no
    head, and those in it are of forms. A consolidated text has its number and day at its end. Numbers and days that are
    written by hand are left blank.
    """
    continued = _over_continuation(parts[0]) if parts else None
    begins = next((at for at, part in enumerate(parts) if part.head), 0)
    head = (parts[begins].head if parts else None) or NO_COLUMNS
    over, title = title_lines(parts[begins]) if parts and continued is None else ([], continued or [])
    signatures = [part.signature for part in parts[begins:] if part.signature]
    signed = signatures[0] if signatures else NO_COLUMNS
    attested = next(filter(_is_attestation, signatures), None)
    left, right = head.left, head.right
    if head is not NO_COLUMNS:
        cuts = {**cuts, **parts[begins].by_hand}
    if attested:
        signs = _first(attested.right, "capacity")
        signed = TwoColumns(attested.first, attested.last, (), attested.right[signs:])
        left, right = (*attested.left, *left), (*right, *attested.right[:signs])
    recipients = _first(signed.left, "recipients")
    first_of_left = _first(signed.left[:recipients], "capacity")
    writer = _written(left, right, placed, cuts)
    printed = Head(
        left=_texts(left, cuts),
        right=_texts(right, cuts),
        over=_texts(over, cuts),
        title=_texts(title, cuts),
        signature=_texts((*signed.left[first_of_left:recipients], *signed.right), cuts),
        recipients=_texts(signed.left[recipients:], cuts),
        stamps=tuple(stamps),
        bold=_bold(left, parts[begins]) if parts else (),
        continues=continued is not None,
        recognised=bool(parts) and parts[begins].page.text_layer == "ocr",
    )
    return printed, writer.finish(), writer.marks


def _written(
    left: Sequence[Line], right: Sequence[Line], placed: Mapping[Line, PlacedLine], cuts: Cuts
) -> RegionWriter:
    """The region of a head: each line a paragraph, but the subject of a letter is one, as its citations run over lines.

    left and right: the lines of both columns. placed and cuts: as for the head.
    """
    writer = RegionWriter("header")
    subject = _first(left, "subject")
    for at, line in enumerate((*left, *right)):
        if subject < at < len(left):
            writer.join(placed[line])
        else:
            writer.end_paragraph()
        writer.add(placed[line], cuts.get(line, ()))
    writer.end_paragraph()
    return writer


def _over_continuation(part: PageParts) -> list[Line] | None:
    """The lines of a page over the one that says that it goes on from an issue of the gazette before; None without."""
    lines = [each for each in part.body if isinstance(each, Line)]
    return next((lines[:at] for at, line in enumerate(lines) if landmark(line.text) == "continuation"), None)


def _first(lines: Sequence[Line], name: str) -> int:
    """The place of the first line that is this landmark; behind the last where none is."""
    return next((at for at, line in enumerate(lines) if landmark(line.text) == name), len(lines))


def _bold(lines: Sequence[Line], part: PageParts) -> tuple[bool, ...]:
    """Which lines are bold throughout; none where the page is recognised, whose type tells nothing."""
    return () if part.page.text_layer == "ocr" else tuple(line.bold_lead >= len(line.text) for line in lines)


def _is_attestation(signature: TwoColumns) -> bool:
    return any(landmark(line.text) == "attestation" for line in signature.right)


def _texts(lines: Sequence[Line], cuts: Cuts) -> tuple[str, ...]:
    return tuple(_INVISIBLE.sub("", without(line.text, cuts.get(line, ()))) for line in lines)
