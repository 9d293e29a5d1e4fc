"""Text pages set for the tests of notes, sections and sentences, from lines with a little markup.

``^1^`` is small and raised, ``~2~`` small and lowered, ``_3_`` small on the line, ``**bold**`` bold. A line that begins
with ``|`` is centred, one with ``>`` indented like the first of a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex
from reportlab.pdfbase.pdfmetrics import stringWidth

from corpus import typefaces
from tests.layout.drawn import Draw, Sheet

LEFT, RIGHT, INDENT = 85.0, 540.0, 28.0
_RUN = regex.compile(
    r"\^(?P<up>[^^]+)\^|~(?P<down>[^~]+)~|_(?P<low>[^_]+)_|\*\*(?P<bold>[^*]+)\*\*|(?P<plain>[^^~_*]+|.)"
)
_LIFT = {"up": 0.35, "down": -0.12, "low": 0.0}

FILLER = "Ủy ban nhân dân tỉnh đã chỉ đạo các sở, ban, ngành và địa phương thực hiện"
"""A line that fills the measure at 14 points, or nearly."""


def put(sheet: Sheet, y: float, markup: str, size: float = 14, x: float | None = None) -> None:
    """A line of markup with its baseline at ``y``."""
    centred, indented = markup.startswith("|"), markup.startswith(">")
    runs = [
        (kind, text)
        for match in _RUN.finditer(markup[centred or indented :])
        for kind, text in match.groupdict().items()
        if text
    ]
    sizes = [0.62 * size if kind in _LIFT else size for kind, _ in runs]
    faces = [typefaces.BOLD if kind == "bold" else typefaces.REGULAR for kind, _ in runs]
    widths = [stringWidth(text, face, each) for (_, text), face, each in zip(runs, faces, sizes, strict=True)]
    at = x if x is not None else LEFT + INDENT * indented
    if centred:
        at = (LEFT + RIGHT - sum(widths)) / 2
    for (kind, text), each, width in zip(runs, sizes, widths, strict=True):
        sheet.text(at, y - _LIFT.get(kind, 0) * size, text, each, bold=kind == "bold")
        at += width


def stretched(sheet: Sheet, y: float, text: str, size: float = 14) -> None:
    """A line of words spread over the whole measure."""
    words = text.split()
    widths = [stringWidth(word, typefaces.REGULAR, size) for word in words]
    gap = (RIGHT - LEFT - sum(widths)) / max(len(words) - 1, 1)
    at = LEFT
    for word, width in zip(words, widths, strict=True):
        sheet.text(at, y, f"{word} ", size)
        at += width + gap


def text_page(
    body: Sequence[str],
    notes: Sequence[str] = (),
    *,
    note_size: float = 10,
    rule: float | None = None,
    size: float = 14,
    top: float = 100,
    fill: bool = True,
) -> Draw:
    """A page with a full line, the lines of its body, and its notes at the foot, ``rule`` points of rule over them."""

    def draw(sheet: Sheet) -> None:
        y = top
        if fill:
            stretched(sheet, y, FILLER + ".", size)
            y += 20
        for line in body:
            put(sheet, y, line, size)
            y += 20
        first = 780 - 14 * len(notes)
        if rule:
            sheet.rule(LEFT, first - 14, LEFT + rule, first - 14)
        for at, line in enumerate(notes):
            put(sheet, first + 14 * at, line, note_size)

    return draw
