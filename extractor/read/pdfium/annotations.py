"""Links, widgets and stamps of a page from pdfium."""

from __future__ import annotations

import ctypes

import numpy as np
from pypdfium2 import raw

from extractor.model.pages import Link
from extractor.read.geometry import FileRectangle, Frame
from extractor.read.pdfium import binding as pdfium

DRAWN = (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP)
MAX_LINKS = 10_000
LONGEST_ADDRESS = 4096


def has_drawn_annotations(page: int) -> bool:
    """Whether the page has a form widget or a stamp with an appearance of its own."""
    return any(_is_drawn(page, at) for at in range(pdfium.count_annotations(page)))


def _is_drawn(page: int, at: int) -> bool:
    annotation = pdfium.annotation(page, at)
    try:
        return pdfium.annotation_subtype(annotation) in DRAWN and bool(pdfium.annotation_has(annotation, b"AP"))
    finally:
        pdfium.close_annotation(annotation)


def links_of(document: int, page: int, number: int, frame: Frame) -> tuple[Link, ...]:
    """The hyperlinks of a page, with their places as displayed."""
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
