"""Whether the code of a picture is whole: readers draw what is left of a damaged one, and say nothing."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from typing import Any

import pikepdf

from extractor.read.damage.streams import BROKEN, decoded, filters_of

# Codes of pictures that end in a marker, the same in both (ITU-T T.81, B.1.1.3; T.800, A.4.4). Scanners add some bytes
# of their own behind it. A picture without it may be whole all the same, and is decoded to see (test_pages.py).
ENDING, MARKER, BEHIND = ("/DCTDecode", "/JPXDecode"), b"\xff\xd9", 64

# The end of a picture in Group 4 (ITU-T T.6, 2.4.1.1): twice eleven zeros and a one, at any bit.
END_OF_FACSIMILE = "000000000001" * 2

# A black dot at the beginning of what follows: rows that are missing take it up, a whole picture has no place for it.
DOT = int("001" + "00110101" + "11" + "1" * 51, 2).to_bytes(8, "big") + b"\xff" * 4096

# The shortest segment of JBIG2 (ITU-T T.88, 7.2): fewer bytes behind the last one are padding.
SEGMENT = 11

# A segment of JBIG2 whose length is not told goes to the end of the stream (ITU-T T.88, 7.2.7).
TO_THE_END = 0xFFFFFFFF


def is_whole(pdf: Any, picture: Any) -> bool:
    """Whether the code of a picture of the file ``pdf`` is whole."""
    names = filters_of(picture)
    code = decoded(pdf, picture)
    if names is None or not code.whole:
        return False
    coding = names[-1] if names else ""
    if coding in ENDING:
        ends = MARKER in code.content[-BEHIND:] or _decodes(code.content)
        return ends and not (coding == "/DCTDecode" and _stumbles(code.content))
    if coding == "/CCITTFaxDecode":
        return _ends_as_facsimile(picture, code.content)
    return coding != "/JBIG2Decode" or _holds_its_segments(code.content)


def _decodes(code: bytes) -> bool:
    from PIL import Image

    try:
        Image.open(io.BytesIO(code)).load()
    except (OSError, SyntaxError, ValueError):
        return False
    except Image.DecompressionBombError:  # too large to be tried
        return True
    return True


def _stumbles(code: bytes) -> bool:
    """Whether a JPEG is decoded only past errors: what follows one is noise, and JPEG has no sum that would tell.

    About half of the changes within a code lead to such an error. A form of JPEG that is not known here has none.
    """
    import simplejpeg  # Pillow and OpenCV have no word for what libjpeg calls a warning

    try:
        simplejpeg.decode_jpeg(code, "GRAY", fastdct=True)
    except ValueError:
        with suppress(ValueError):
            simplejpeg.decode_jpeg(code, "GRAY", fastdct=True, strict=False)
            return True
    return False


def _ends_as_facsimile(picture: Any, code: bytes) -> bool:
    """Whether a picture of Group 4 has its last code or, as some programs leave that out, all of its rows."""
    tail = code.rstrip(b"\0\r\n")[-8:] + bytes(4)
    if END_OF_FACSIMILE in f"{int.from_bytes(tail, 'big'):0{8 * len(tail)}b}":
        return True
    try:
        parameters = picture.get("/DecodeParms")
        parameters = parameters[-1] if isinstance(parameters, pikepdf.Array) else parameters
        if int(parameters.get("/K", 0)) >= 0:
            return True  # of Group 3, whose rows end each for itself
        columns, rows = int(parameters.get("/Columns", 1728)), int(picture.get("/Height"))
        return _facsimile(code, columns, rows) == _facsimile(code + DOT, columns, rows)
    except (*BROKEN, AttributeError, OSError, SyntaxError, struct.error):
        return False


def _facsimile(code: bytes, columns: int, rows: int) -> bytes:
    """The pixels of a picture of Group 4, read as a TIFF of one strip."""
    from PIL import Image

    fields = [(256, columns), (257, rows), (258, 1), (259, 4), (262, 0), (273, 0), (277, 1), (278, rows)]
    fields += [(279, len(code))]
    begins = 8 + 2 + 12 * len(fields) + 4
    entries = [struct.pack("<HHLL", tag, 4, 1, begins if tag == 273 else value) for tag, value in fields]
    head = struct.pack("<2sHLH", b"II", 42, 8, len(fields)) + b"".join(entries) + bytes(4)
    with Image.open(io.BytesIO(head + code)) as picture:
        return picture.tobytes()


def _holds_its_segments(code: bytes) -> bool:
    """Whether each segment of JBIG2 lies in the code as long as its head says (ITU-T T.88, 7.2)."""
    at = 0
    while at + SEGMENT <= len(code):
        try:
            at = _next_segment(code, at)
        except (struct.error, IndexError):
            return False
        if at == TO_THE_END:
            return True
    return 0 < at <= len(code)


def _next_segment(code: bytes, at: int) -> int:
    """Where the segment at a place ends, ``TO_THE_END`` where it does not say."""
    number, flags, count = struct.unpack_from(">LBB", code, at)
    at += 5
    referred, width = count >> 5, 1 if number <= 256 else 2 if number <= 65536 else 4
    if referred == 7:
        referred = struct.unpack_from(">L", code, at)[0] & 0x1FFFFFFF
        at += 4 + (referred + 8) // 8
    else:
        at += 1
    at += referred * width + (4 if flags & 0x40 else 1)
    (length,) = struct.unpack_from(">L", code, at)
    return TO_THE_END if length == TO_THE_END else at + 4 + int(length)
