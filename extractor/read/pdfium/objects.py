"""The objects and annotations of a page as pdfium holds them; those in forms with the way from form to page."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np
from pypdfium2 import raw

from extractor.model.pages import Floats, Link
from extractor.read.adapter import TooMuchError
from extractor.read.geometry import FileRectangle, Frame
from extractor.read.pdfium import binding as pdfium

# Caps against hostile pages, far above honest ones: a form that draws itself twice had pdfium take 6 GB
# (tests/hostile). A map has some 100,000 objects; office programs nest forms two or three deep (test_opening.py).
MAX_OBJECTS = 500_000
MAX_FORMS = 20_000
MAX_DEPTH = 12

# Shadings are not looked at: they show nothing that could be a rule.
KINDS = (pdfium.TEXT, pdfium.PATH, pdfium.IMAGE)

DRAWN_ANNOTATIONS = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP)
# Caps likewise, against annotations without end and addresses that would fill the memory; no test holds them.
MAX_LINKS = 10_000
LONGEST_ADDRESS = 4096

IDENTITY = np.array([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])


@dataclass(slots=True, eq=False)
class Objects:
    """Handles by kind; each stands in the coordinates of ``ways[way]``, a matrix to those of the page."""

    ways: list[Floats] = field(default_factory=lambda: [IDENTITY])
    handles: dict[int, list[int]] = field(default_factory=dict)
    way: dict[int, list[int]] = field(default_factory=dict)
    forms: int = 0
    count: int = 0

    def of(self, kind: int) -> list[int]:
        """The handles of all objects of a kind."""
        return self.handles.get(kind, [])

    def matrices(self, kind: int) -> Floats:
        """The matrix (n, 6) of each object of a kind, to the coordinates of the page."""
        own = np.tile(IDENTITY.astype(np.float32), (len(self.of(kind)), 1))
        pdfium.filled_rows(pdfium.object_matrix, own, self.of(kind))
        if len(self.ways) == 1:
            return own.astype(float)
        return product(own.astype(float), np.array(self.ways)[self.way.get(kind, [])])


def product(inner: Floats, outer: Floats) -> Floats:
    """The matrices (n, 6) that apply ``inner`` first and then ``outer``."""
    a, b, c, d, e, f = inner.T
    m = outer.T
    return np.stack(
        [
            a * m[0] + b * m[2],
            a * m[1] + b * m[3],
            c * m[0] + d * m[2],
            c * m[1] + d * m[3],
            e * m[0] + f * m[2] + m[4],
            e * m[1] + f * m[3] + m[5],
        ],
        axis=1,
    )


def objects_of(page: int) -> Objects:
    """All objects of a page. Raises ``TooMuchError`` for more, or deeper nested ones, than honest pages have."""
    found = Objects()
    _add(found, top_level(page), 0, 0)
    return found


def top_level(page: int) -> list[int]:
    """The objects that stand on the page itself."""
    count = max(pdfium.count_objects(page), 0)
    if count > MAX_OBJECTS:
        raise TooMuchError(f"{count} objects on one page")
    return list(map(pdfium.page_object, repeat(page), range(count)))


def texts_in(objects: list[int]) -> list[int]:
    """The text objects among these, those inside forms too."""
    found = Objects()
    _add(found, objects, 0, 0)
    return found.of(pdfium.TEXT)


def _add(found: Objects, objects: list[int], way: int, depth: int) -> None:
    found.count += len(objects)
    if found.count > MAX_OBJECTS:
        raise TooMuchError(f"more than {MAX_OBJECTS} objects on one page")
    kinds = pdfium.mapped(pdfium.object_type, objects, np.int32)
    handles = np.array(objects, dtype=np.uint64)
    for kind in KINDS:
        of_kind = handles[kinds == kind].tolist()
        found.handles.setdefault(kind, []).extend(of_kind)
        found.way.setdefault(kind, []).extend([way] * len(of_kind))
    forms = handles[kinds == pdfium.FORM].tolist()
    for form in forms:
        _enter(found, form, way, depth + 1)


def _enter(found: Objects, form: int, way: int, depth: int) -> None:
    found.forms += 1
    if found.forms > MAX_FORMS or depth > MAX_DEPTH:
        raise TooMuchError("forms nested without end")
    own = IDENTITY.astype(np.float32)[None]
    pdfium.filled_rows(pdfium.object_matrix, own, [form])
    found.ways.append(product(own.astype(float), found.ways[way][None])[0])
    count = max(pdfium.count_form_objects(form), 0)
    inner = list(map(pdfium.form_object, repeat(form), range(count)))
    _add(found, inner, len(found.ways) - 1, depth)


def has_drawn_annotations(page: int) -> bool:
    """Whether the page has a form widget or a stamp with an appearance of its own."""
    return any(_is_drawn(page, at) for at in range(pdfium.count_annotations(page)))


def _is_drawn(page: int, at: int) -> bool:
    annotation = pdfium.annotation(page, at)
    try:
        return pdfium.annotation_subtype(annotation) in DRAWN_ANNOTATIONS and bool(
            pdfium.annotation_has(annotation, b"AP")
        )
    finally:
        pdfium.close_annotation(annotation)


def links_of(document: int, page: int, number: int, frame: Frame) -> tuple[Link, ...]:
    """The hyperlinks of a page, with their places as displayed.

    document, page: pdfium's handles. number: that of the page, from 1. frame: the part of the page that is displayed.
    """
    if pdfium.count_annotations(page) <= 0:
        return ()
    position, handle = ctypes.c_int(0), ctypes.c_size_t(0)
    where = ctypes.addressof(position), ctypes.addressof(handle)
    buffer, box = ctypes.create_string_buffer(LONGEST_ADDRESS), (ctypes.c_float * 4)()
    addresses: list[str] = []
    corners: list[FileRectangle] = []
    while len(addresses) < MAX_LINKS and pdfium.next_link(page, *where):
        address = _address(document, handle.value, buffer)
        if address and pdfium.link_box(handle.value, ctypes.addressof(box)):
            left, top, right, bottom = box
            addresses.append(address)
            corners.append((left, bottom, right, top))
    boxes = np.round(frame.boxes(np.array(corners, dtype=float).reshape(-1, 4)), 2).tolist()
    return tuple(
        Link((number, x0, top, x1, bottom), address)
        for (x0, top, x1, bottom), address in zip(boxes, addresses, strict=True)
    )


def _address(document: int, link: int, buffer: ctypes.Array[ctypes.c_char]) -> str | None:
    """Where a link leads, None where it stays in the file."""
    action = pdfium.link_action(link)
    if not action or pdfium.action_type(action) != raw.PDFACTION_URI:
        return None
    length = pdfium.action_address(document, action, ctypes.addressof(buffer), LONGEST_ADDRESS)
    return buffer.raw[: length - 1].decode("utf-8", "replace") if 1 < length <= LONGEST_ADDRESS else None
