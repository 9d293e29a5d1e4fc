"""What a stream of a file decodes to, and whether all of it is there.

Deflated data ends with a sum of what it holds: a changed byte shows, which neither pdfium nor qpdf says.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pikepdf

# What pikepdf raises of objects that are not what they should be.
BROKEN = (pikepdf.PdfError, TypeError, ValueError, RuntimeError, OverflowError)

# Short names, which belong to inline pictures (ISO 32000, 8.9.7); some writers use them everywhere.
LONG_NAMES = {"/Fl": "/FlateDecode", "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode", "/LZW": "/LZWDecode"}
LONG_NAMES |= {"/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}

FILTERS = frozenset(LONG_NAMES.values()) | {"/JBIG2Decode", "/JPXDecode", "/Crypt"}
DEFLATED = "/FlateDecode"
PICTURE_CODES = frozenset({"/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode"})

# Bytes. What inflates to more is not looked at: an honest page draws some megabytes at most, and a hostile one of a
# few kilobytes inflates to a gigabyte (tests/hostile).
MOST = 1 << 26

# Bytes that are inflated at once where a fault is looked for. For speed alone.
BLOCK = 1 << 12


@dataclass(frozen=True, slots=True)
class Decoded:
    """The content of a stream, as far as it can be decoded; ``whole`` says that nothing of it is lost or changed."""

    content: bytes
    whole: bool


def filters_of(stream: Any) -> list[str] | None:
    """The long names of a stream's filters in their order; None where one of them is no filter."""
    named = stream.get("/Filter")
    names = [str(each) for each in ([*named] if isinstance(named, pikepdf.Array) else [named]) if each is not None]
    known = [LONG_NAMES.get(name, name) for name in names]
    return [name for name in known if name != "/Crypt"] if FILTERS.issuperset(known) else None


def decoded(pdf: Any, stream: Any) -> Decoded:
    """The content of a stream of the file ``pdf``; of a picture its code, which nothing here decodes."""
    try:
        names = filters_of(stream)
        if names is None:
            return Decoded(b"", whole=False)
        while names and names[-1] in PICTURE_CODES:
            names.pop()
        if DEFLATED not in names:
            return Decoded(_unpacked(pdf, stream.read_raw_bytes(), names), whole=True)
        before = names[: names.index(DEFLATED)]
        inflated = _inflated(_unpacked(pdf, stream.read_raw_bytes(), before))
        if inflated.whole and (names[-1] != DEFLATED or _is_predicted(stream)):
            return _by_qpdf(stream, inflated)
        return inflated
    except BROKEN:
        return Decoded(b"", whole=False)


def _unpacked(pdf: Any, code: bytes, names: list[str]) -> bytes:
    """What the code is under filters that have no sum."""
    if not names:
        return code
    filters = pikepdf.Array([pikepdf.Name(name) for name in names])
    return bytes(pikepdf.Stream(pdf, code, Filter=filters).read_bytes())


def _inflated(code: bytes) -> Decoded:
    if not code:  # how some programs write the content of a blank page
        return Decoded(b"", whole=True)
    machine = zlib.decompressobj()
    try:
        content = machine.decompress(code, MOST)
    except zlib.error:
        return _as_far_as(code)
    # Some writers leave out the sum, or cut a byte of it off by a wrong length: all of the content is there.
    return Decoded(content, machine.eof or len(content) >= MOST or _lacks_only_its_sum(code))


def _as_far_as(code: bytes) -> Decoded:
    """What comes before the first fault: block by block, and byte by byte in the block that has it."""
    machine, content = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for begins in range(0, len(code), BLOCK):
            block, before = code[begins : begins + BLOCK], machine.copy()
            try:
                content += machine.decompress(block, MOST)
            except zlib.error:
                for at in range(len(block)):
                    content += before.decompress(block[at : at + 1], MOST)
            if len(content) >= MOST:
                break
    return Decoded(bytes(content), whole=False)


def _lacks_only_its_sum(code: bytes) -> bool:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        machine.decompress(code[2:], MOST)
    except zlib.error:
        return False
    return machine.eof


def _is_predicted(stream: Any) -> bool:
    parameters = stream.get("/DecodeParms")
    every = [*parameters] if isinstance(parameters, pikepdf.Array) else [parameters]
    return any(isinstance(each, pikepdf.Dictionary) and each.get("/Predictor", 1) != 1 for each in every)


def _by_qpdf(stream: Any, inflated: Decoded) -> Decoded:
    try:
        return Decoded(bytes(stream.read_bytes()), whole=True)
    except BROKEN:  # of a predictor's numbers: what was inflated is mostly right without it
        return Decoded(inflated.content, whole=False)
