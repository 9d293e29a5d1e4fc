"""The functions of pdfium that are called for every glyph and shape, bound so that a call costs little.

All handles are plain integers (0: none), all results are written to addresses inside numpy arrays. pypdfium2's own
functions take typed pointers, and an object of ctypes for every number that comes back; a page has thousands of calls.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from pathlib import Path
from typing import Any

import cffi
import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw
from pypdfium2_raw import bindings

Function = Callable[..., int]

_ffi = cffi.FFI()
_ffi.cdef("""
size_t FPDF_LoadPage(size_t, int);
void FPDF_ClosePage(size_t);
size_t FPDFText_LoadPage(size_t);
void FPDFText_ClosePage(size_t);
int FPDFPage_Flatten(size_t, int);
int FPDF_GetPageBoundingBox(size_t, size_t);
int FPDFPage_GetRotation(size_t);
int FPDFText_CountChars(size_t);
int FPDFText_GetText(size_t, int, int, size_t);
unsigned int FPDFText_GetUnicode(size_t, int);
int FPDFText_HasUnicodeMapError(size_t, int);
size_t FPDFText_GetTextObject(size_t, int);
int FPDFText_GetCharOrigin(size_t, int, size_t, size_t);
int FPDFText_GetMatrix(size_t, int, size_t);
int FPDFText_GetLooseCharBox(size_t, int, size_t);
int FPDFText_GetCharBox(size_t, int, size_t, size_t, size_t, size_t);
size_t FPDFTextObj_GetFont(size_t);
int FPDFTextObj_GetFontSize(size_t, size_t);
int FPDFTextObj_GetTextRenderMode(size_t);
unsigned long FPDFFont_GetBaseFontName(size_t, size_t, unsigned long);
int FPDFFont_GetDescent(size_t, float, size_t);
int FPDFFont_GetGlyphWidth(size_t, unsigned int, float, size_t);
int FPDFPage_CountObjects(size_t);
size_t FPDFPage_GetObject(size_t, int);
int FPDFFormObj_CountObjects(size_t);
size_t FPDFFormObj_GetObject(size_t, unsigned long);
int FPDFPageObj_GetType(size_t);
int FPDFPageObj_GetMatrix(size_t, size_t);
int FPDFPageObj_GetFillColor(size_t, size_t, size_t, size_t, size_t);
int FPDFPageObj_GetStrokeColor(size_t, size_t, size_t, size_t, size_t);
int FPDFPath_GetDrawMode(size_t, size_t, size_t);
int FPDFPath_CountSegments(size_t);
size_t FPDFPath_GetPathSegment(size_t, int);
int FPDFPathSegment_GetPoint(size_t, size_t, size_t);
int FPDFPathSegment_GetType(size_t);
int FPDFPathSegment_GetClose(size_t);
int FPDFPage_GetAnnotCount(size_t);
size_t FPDFPage_GetAnnot(size_t, int);
int FPDFAnnot_GetSubtype(size_t);
int FPDFAnnot_HasKey(size_t, const char *);
void FPDFPage_CloseAnnot(size_t);
int FPDFLink_Enumerate(size_t, size_t, size_t);
size_t FPDFLink_GetAction(size_t);
int FPDFLink_GetAnnotRect(size_t, size_t);
unsigned long FPDFAction_GetType(size_t);
unsigned long FPDFAction_GetURIPath(size_t, size_t, size_t, unsigned long);
""")


def _library() -> str:
    """Where the library lies that pypdfium2 has loaded and set up: opened again, it is the same one.

    Raises ``ImportError`` for a pypdfium2 that keeps it elsewhere.
    """
    # the name is private, but nothing else tells where a pdfium of the system lies (test_binding.py)
    loaded = getattr(bindings, "_libs", {}).get("pdfium")
    if loaded is not None:
        return str(loaded._name)
    beside = sorted(Path(str(bindings.__file__)).parent.glob("*pdfium*.*"))
    libraries = [str(file) for file in beside if file.suffix in (".so", ".dylib", ".dll")]
    if len(libraries) != 1:
        raise ImportError("pypdfium2 does not say where pdfium lies: install the version in constraints.txt")
    return libraries[0]


# Bound a second time, through cffi: a call takes 224 ns where the leanest binding by ctypes takes 302 and pypdfium2's
# own function 364 (FPDFText_GetUnicode; for an origin 358, 565 and 518), and calls are half of the time of reading.
_pdfium = _ffi.dlopen(_library())

load_page = _pdfium.FPDF_LoadPage
close_page = _pdfium.FPDF_ClosePage
load_text = _pdfium.FPDFText_LoadPage
close_text = _pdfium.FPDFText_ClosePage
flatten = _pdfium.FPDFPage_Flatten
page_box = _pdfium.FPDF_GetPageBoundingBox
page_rotation = _pdfium.FPDFPage_GetRotation
count_characters = _pdfium.FPDFText_CountChars
text_of = _pdfium.FPDFText_GetText
unicode_of = _pdfium.FPDFText_GetUnicode
has_map_error = _pdfium.FPDFText_HasUnicodeMapError
text_object = _pdfium.FPDFText_GetTextObject
origin = _pdfium.FPDFText_GetCharOrigin
text_matrix = _pdfium.FPDFText_GetMatrix
loose_box = _pdfium.FPDFText_GetLooseCharBox
tight_box = _pdfium.FPDFText_GetCharBox
font_of = _pdfium.FPDFTextObj_GetFont
font_size = _pdfium.FPDFTextObj_GetFontSize
render_mode = _pdfium.FPDFTextObj_GetTextRenderMode
font_name = _pdfium.FPDFFont_GetBaseFontName
font_descent = _pdfium.FPDFFont_GetDescent
glyph_width = _pdfium.FPDFFont_GetGlyphWidth
count_objects = _pdfium.FPDFPage_CountObjects
page_object = _pdfium.FPDFPage_GetObject
count_form_objects = _pdfium.FPDFFormObj_CountObjects
form_object = _pdfium.FPDFFormObj_GetObject
object_type = _pdfium.FPDFPageObj_GetType
object_matrix = _pdfium.FPDFPageObj_GetMatrix
fill_colour = _pdfium.FPDFPageObj_GetFillColor
stroke_colour = _pdfium.FPDFPageObj_GetStrokeColor
draw_mode = _pdfium.FPDFPath_GetDrawMode
count_segments = _pdfium.FPDFPath_CountSegments
segment = _pdfium.FPDFPath_GetPathSegment
segment_point = _pdfium.FPDFPathSegment_GetPoint
segment_type = _pdfium.FPDFPathSegment_GetType
segment_closes = _pdfium.FPDFPathSegment_GetClose
count_annotations = _pdfium.FPDFPage_GetAnnotCount
annotation = _pdfium.FPDFPage_GetAnnot
annotation_subtype = _pdfium.FPDFAnnot_GetSubtype
annotation_has = _pdfium.FPDFAnnot_HasKey
close_annotation = _pdfium.FPDFPage_CloseAnnot
next_link = _pdfium.FPDFLink_Enumerate
link_action = _pdfium.FPDFLink_GetAction
link_box = _pdfium.FPDFLink_GetAnnotRect
action_type = _pdfium.FPDFAction_GetType
action_address = _pdfium.FPDFAction_GetURIPath

TEXT, PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
IMAGE, FORM = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM


def filled(function: Function, columns: NDArray[Any], *heads: Iterable[float]) -> Any:
    """``columns`` (n, k) after ``function(*heads, &columns[i, 0], …, &columns[i, k - 1])`` for each of the n rows.

    ``heads`` are what comes first in each call, one element a row. A call that fails leaves its row as it was.
    """
    width = columns.itemsize
    step = width * columns.shape[1]
    first, last = columns.ctypes.data, columns.ctypes.data + step * len(columns)
    places = [range(first + at * width, last + at * width, step) for at in range(columns.shape[1])]
    deque(map(function, *heads, *places), maxlen=0)
    return columns


def filled_rows(function: Function, columns: NDArray[Any], *heads: Iterable[float]) -> Any:
    """As ``filled``, for a function that writes a whole row from one address on."""
    step, first = columns.itemsize * columns.shape[1], columns.ctypes.data
    deque(map(function, *heads, range(first, first + step * len(columns), step)), maxlen=0)
    return columns


def collected(function: Function, handle: int, count: int, kind: Any = np.uint64) -> NDArray[Any]:
    """``function(handle, i)`` for each i below ``count``; ``kind`` is the numpy type of what the function returns."""
    return np.fromiter(map(function, repeat(handle, count), range(count)), dtype=kind, count=count)


def mapped(function: Function, handles: list[int], kind: Any = np.uint64) -> NDArray[Any]:
    """``function(handle)`` for each of ``handles``; ``kind`` is the numpy type of what the function returns."""
    return np.fromiter(map(function, handles), dtype=kind, count=len(handles))
