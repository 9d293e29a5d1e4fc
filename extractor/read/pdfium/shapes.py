"""The drawn lines, filled boxes and pictures of a page from pdfium's page objects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from extractor.model.pages import Floats, Mask
from extractor.read.adapter import TooMuchError
from extractor.read.geometry import SLANT, THIN, Frame
from extractor.read.pdfium import binding as pdfium
from extractor.read.pdfium.objects import Objects
from extractor.read.pdfium.styles import Places, is_white

# A page with more is a hostile file; a map drawn as lines has some 100,000.
MAX_SEGMENTS = 500_000

# A path of so many segments is a single line, as a curve takes three after the first: no need to ask for their kinds.
STRAIGHT = 2

# Points: sides of rectangles are level to the last digit of single precision.
EXACT = 1e-3
UNIT_SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Boxes (n, 4) as displayed: visible edges, pictures, and what is filled in a colour other than white."""

    edges: Floats
    images: Floats
    painted: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Paths:
    """The corners of all subpaths one after the other; ``start`` has the first corner of each."""

    corners: Floats
    start: Places
    closed: Mask
    stroked: Mask
    filled: Mask


def read_shapes(objects: Objects, frame: Frame) -> Shapes:
    """The visible shapes of a page. Raises ``TooMuchError`` for a page over the cap."""
    images = _images(objects, frame)
    paths = _paths(objects, frame)
    if not len(paths.start):
        return Shapes(np.zeros((0, 4)), images, np.zeros((0, 4)))
    least = np.minimum.reduceat(paths.corners, paths.start)
    most = np.maximum.reduceat(paths.corners, paths.start)
    thin = (most - least).min(axis=1) < THIN
    edges = _edges(paths, paths.stroked | (paths.filled & thin))
    return Shapes(edges, images, np.concatenate([least, most], axis=1)[paths.filled])


def _images(objects: Objects, frame: Frame) -> Floats:
    """The boxes of the pictures; most pages have none."""
    if not objects.of(pdfium.IMAGE):
        return np.zeros((0, 4))
    return _boxes(frame.points(_moved(UNIT_SQUARE[None], objects.matrices(pdfium.IMAGE)[:, None])))


def _moved(points: Floats, matrices: Floats) -> Floats:
    """Points (…, 2) under matrices (…, 6)."""
    x, y = points[..., 0], points[..., 1]
    a, b, c, d, e, f = (matrices[..., at] for at in range(6))
    return np.stack([a * x + c * y + e, b * x + d * y + f], axis=-1)


def _boxes(corners: Floats) -> Floats:
    boxes: Floats = np.round(np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1), 3)
    return boxes.reshape(-1, 4)


def _paths(objects: Objects, frame: Frame) -> _Paths:
    """The subpaths of all paths that leave something to be seen, as displayed."""
    paths = objects.of(pdfium.PATH)
    stroked, filled = _painted(paths)
    counts = pdfium.mapped(pdfium.count_segments, paths, np.int64)
    counts[~(stroked | filled)] = 0
    counts = np.maximum(counts, 0)
    total = int(counts.sum())
    if total > MAX_SEGMENTS:
        raise TooMuchError(f"{total} strokes on one page")
    of = np.repeat(np.arange(len(paths)), counts)
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    owners = np.array(paths, dtype=np.uint64)[of].tolist()
    segments = list(map(pdfium.segment, owners, within.tolist()))
    points = pdfium.filled(pdfium.segment_point, np.zeros((total, 2), dtype=np.float32), segments).astype(float)
    kinds = _kinds(segments, within, np.repeat(counts, counts))
    begins = (kinds == raw.FPDF_SEGMENT_MOVETO) | (within == 0)
    last = np.flatnonzero(np.append(begins[1:], True)[:total])
    closed = pdfium.mapped(pdfium.segment_closes, [segments[at] for at in last.tolist()], np.int32) == 1
    curve = kinds == raw.FPDF_SEGMENT_BEZIERTO
    corner = ~curve | (np.cumsum(curve) % 3 == 0)
    of = of[corner]
    start = np.flatnonzero(begins[corner])
    corners = frame.points(_moved(points.compress(corner, axis=0), objects.matrices(pdfium.PATH).take(of, axis=0)))
    return _Paths(np.round(corners, 3), start, closed, stroked[of[start]], filled[of[start]])


def _kinds(segments: list[int], within: Places, count: Places) -> NDArray[np.int32]:
    """Move, line or curve for each segment; only those are asked that do not begin a path and are not all of it."""
    kinds = np.full(len(segments), raw.FPDF_SEGMENT_LINETO, dtype=np.int32)
    kinds[within == 0] = raw.FPDF_SEGMENT_MOVETO
    asked = np.flatnonzero((within > 0) & (count > STRAIGHT))
    kinds[asked] = pdfium.mapped(pdfium.segment_type, [segments[at] for at in asked.tolist()], np.int32)
    return kinds


def _painted(paths: list[int]) -> tuple[Mask, Mask]:
    """Whether each path is stroked and filled in a colour that is seen."""
    modes = pdfium.filled(pdfium.draw_mode, np.zeros((len(paths), 2), dtype=np.int32), paths) != 0
    filled, stroked = modes[:, 0], modes[:, 1]
    for drawn, colour in ((filled, pdfium.fill_colour), (stroked, pdfium.stroke_colour)):
        asked = np.flatnonzero(drawn)
        drawn[asked] = ~is_white(colour, [paths[at] for at in asked])
    return stroked, filled


def _edges(paths: _Paths, visible: Mask) -> Floats:
    """The level and upright sides of the visible subpaths; a single line may slant a little."""
    ends = np.append(paths.start[1:], len(paths.corners))
    of = np.repeat(np.arange(len(paths.start)), ends - paths.start)
    after = np.arange(1, len(paths.corners) + 1)
    after[ends - 1] = np.where(paths.closed, paths.start, ends - 1)
    first, second = paths.corners, paths.corners.take(after, axis=0)
    across, down = np.abs(second - first).T
    single = (ends - paths.start == 2)[of]
    straight = np.minimum(across, down) <= np.where(single, SLANT, EXACT)
    chosen = visible[of] & straight & (np.maximum(across, down) > EXACT)
    edges: Floats = np.concatenate([np.minimum(first, second), np.maximum(first, second)], axis=1)
    return edges.compress(chosen, axis=0)
