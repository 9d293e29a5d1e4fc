"""What lies over the picture of a page, as SVG in points: words that can be selected, and the boxes of facts.

Written here and not in a template: a page has hundreds of words, and a template takes ten times as long for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup, escape

from extractor.facsimile.frames import around_print
from extractor.facsimile.picture import Word
from extractor.model.pages import Rectangle

# Of a box, which is one size of its type high: its baseline from below, and the size of type whose letters fill it.
BASELINE, TYPE = 0.22, 0.8

# Points between the print of a line and the box around it, so that the box is seen beside the letters.
OFF_PRINT = 0.8

# A word of several letters that is so many times as high as wide stands sideways: it cannot be set on a level line.
SIDEWAYS = 2.0


def text_layer(words: Iterable[Word]) -> Markup:
    """The words as text of SVG, one element a line, each as wide as it is printed."""
    lines = (
        "".join(f"{_word(word)} " for word in line if not _is_sideways(word))
        for _, line in groupby(words, key=lambda word: word.line)
    )
    return Markup("\n".join(f"<text>{line}</text>" for line in lines if line))


def rectangles(boxes: Sequence[Rectangle], lines: Sequence[Rectangle] = (), *, lifted: bool = True) -> Markup:
    """The boxes as rectangles of SVG.

    ``boxes`` are those of the database, ``lines`` what is printed on the page, ``lifted`` says that each box is that of
    one line of print: it is drawn around the line's highest and lowest mark.
    """
    drawn = []
    for box in boxes:
        x0, top, x1, bottom = around_print(box, lines, OFF_PRINT) if lifted else box
        sides = f'x="{x0:g}" y="{top:.2f}" width="{x1 - x0:.2f}" height="{bottom - top:.2f}"'
        drawn.append(f'<rect {sides} rx="1.5"/>')
    return Markup("".join(drawn))


def printed(text: str, box: Rectangle) -> Markup:
    """A text that is seen at its place, for a sheet without a picture."""
    x0, top, x1, bottom = box
    return Markup(f'<text class="printed" lang="vi" {_set(x0, top, x1, bottom)}>{escape(text)}</text>')


def _word(word: Word) -> str:
    return f"<tspan {_set(*word.box)}>{escape(word.text)}</tspan>"


def _set(x0: float, top: float, x1: float, bottom: float) -> str:
    high = bottom - top
    return (
        f'x="{x0:g}" y="{bottom - high * BASELINE:.2f}" font-size="{high * TYPE:.1f}"'
        f' textLength="{max(x1 - x0, 0.1):.2f}" lengthAdjust="spacingAndGlyphs"'
    )


def _is_sideways(word: Word) -> bool:
    return len(word.text) > 1 and word.bottom - word.top > SIDEWAYS * (word.x1 - word.x0)
