"""The rules drawn in a picture: lines of tables, underlines, the rule over the notes; and the picture without them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extractor.model.pages import Floats, Mask
from extractor.read.ocr.engine import Picture
from extractor.read.ocr.picture.ends import rules_among, with_corners
from extractor.read.ocr.picture.ink import ink_in
from extractor.read.ocr.picture.strokes import THIN, Ink, Stroke, closed, strokes_in, transposed, upright_bar

# Inches: the rim of a rule, where it is neither ink nor paper.
FRINGE = 0.008

# Inches: no printer prints so near to the sides of a sheet. What is there is the lid of the scanner, and what runs from
# one side to the other is dust on its glass (test_rules.py).
RIM = 0.12


def rules_in(grey: Picture, dpi: int) -> tuple[Floats, Picture]:
    """The rules of a straight picture, and the picture without them.

    Rules are an array (n, 4) of x0, top, x1, bottom in pixels, each along its middle. ``dpi`` are dots per inch.
    """
    ink = ink_in(grey, dpi)
    level, upright = strokes_in(ink, dpi), strokes_in(transposed(ink), dpi)
    rows, columns = rules_among(level, upright, dpi)
    without = grey.copy()
    across = _drawn(rows, ink, dpi)
    down = transposed(_drawn(columns, transposed(ink), dpi))
    left = ink & ~(across | down)
    kept = _crossing(left, across, dpi) | transposed(_crossing(transposed(left), transposed(down), dpi))
    erased = (across | down) & ~kept
    without[erased > 0] = 255
    return _lines(*with_corners(rows, columns, dpi), grey.shape, dpi), without


def _lines(rows: Sequence[Stroke], columns: Sequence[Stroke], shape: tuple[int, int], dpi: int) -> Floats:
    """The middles of the rules that are printed on a picture of this ``shape``."""
    height, width = shape
    found = [(rule.start, rule.at, rule.end, rule.at) for rule in rows if _is_printed(rule, height, width, dpi)]
    found += [(rule.at, rule.start, rule.at, rule.end) for rule in columns if _is_printed(rule, width, height, dpi)]
    return np.array(found, dtype=float).reshape(-1, 4)


def _is_printed(rule: Stroke, across: int, along: int, dpi: int) -> bool:
    """Whether a rule keeps clear of the sides; ``across`` and ``along`` it are the sizes of the picture."""
    rim = RIM * dpi
    return rim < rule.at < across - rim and not (rule.start < rim and rule.end > along - rim)


def _drawn(rules: Sequence[Stroke], ink: Ink, dpi: int) -> Ink:
    """255 at the pixels of rules, with their rims where nothing else touches them."""
    drawn = np.zeros_like(ink)
    fringe = max(round(FRINGE * dpi), 1)
    for rule in rules:
        left, top = rule.corner
        high, wide = rule.own.shape
        over, before = min(fringe, top), min(fringe, left)
        rows, columns = slice(top - over, top + high + fringe), slice(left - before, left + wide + fringe)
        near = ink[rows, columns] > 0
        own = np.zeros(near.shape, dtype=bool)
        own[over : over + high, before : before + wide] = rule.own
        drawn[rows, columns] |= _band(own, near, rule.thick, fringe).astype(np.uint8) * 255
    return drawn


def _band(own: Mask, near: Mask, thick: float, fringe: int) -> Mask:
    """The pixels of a rule: ``thick`` about the middle of ``own``, those of its stroke, and ``fringe`` more.

    Where more of the ink ``near`` hangs together with it a letter touches it, and there is no rim: the dot of a vowel,
    the foot of a stem.
    """
    counts = own.sum(axis=0)
    place = np.arange(own.shape[0])[:, None]
    at = ((counts > 0) & (counts <= thick + 1)).nonzero()[0]
    if not len(at):
        return own
    middle = np.interp(np.arange(own.shape[1]), at, (own[:, at] * place).sum(axis=0) / counts[at])
    away = np.abs(place - middle) - thick / 2
    touched = (near & (away > 1) & (away <= fringe + 1)).any(axis=0)
    band: Mask = away <= np.where(touched, 0, fringe)
    return band


def _crossing(left: Ink, drawn: Ink, dpi: int) -> Ink:
    """The pixels of level rules that a letter passes through: there is ink both over and under them."""
    over, under = np.zeros_like(left), np.zeros_like(left)
    over[1:], under[:-1] = left[:-1], left[1:]
    # a single dot beside the rule is its own roughness
    return closed(left & (over | under), upright_bar(THIN * dpi + 2)) & drawn
