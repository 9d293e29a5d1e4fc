"""A PDF in its parts: objects as bytes, so that a mutation may write what no library would."""

from __future__ import annotations

import io
import warnings
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import pikepdf

FLATE = b"/Filter /FlateDecode"

# A stream of objects holds so many; as many as common writers put into one.
OBJECTS_A_STREAM = 100


@dataclass(frozen=True, slots=True)
class Part:
    """The body of an object: what stands in it, and the bytes of its stream as stored (None: no stream)."""

    head: bytes
    stored: bytes | None = None

    def decoded(self) -> bytes:
        """The stream without its packing; as stored where it is packed in another way than Flate."""
        return zlib.decompress(self.stored or b"") if self.is_flate() else self.stored or b""

    def is_flate(self) -> bool:
        """Whether the stream is packed by Flate alone."""
        return FLATE in self.head and b"/DecodeParms" not in self.head

    def holding(self, content: bytes) -> Part:
        """The same stream with other content, packed again where it was, so that its checksum is right."""
        return replace(self, stored=zlib.compress(content, 1) if self.is_flate() else content)

    def written(self) -> bytes:
        """The object as it stands in a file, with a right /Length where it has none of its own."""
        if self.stored is None:
            return self.head
        return b"%s\nstream\n%s\nendstream" % (self.sized(), self.stored)

    def sized(self) -> bytes:
        """The dictionary of the stream with its /Length."""
        end = self.head.rfind(b">>")
        if end < 0 or b"/Length " in self.head:
            return self.head
        return b"%s/Length %d %s" % (self.head[:end], len(self.stored or b""), self.head[end:])


@dataclass(frozen=True, slots=True)
class Parts:
    """All objects by number, and what the trailer says beside its /Size."""

    objects: Mapping[int, Part]
    trailer: bytes

    def with_part(self, number: int, part: Part) -> Parts:
        """The same with another object under this number."""
        return replace(self, objects={**self.objects, number: part})

    def without(self, number: int) -> Parts:
        """The same without this object; what points to it points to nothing."""
        return replace(self, objects={other: part for other, part in self.objects.items() if other != number})

    def and_new(self, part: Part) -> tuple[Parts, int]:
        """The same with one object more, and its number."""
        number = max(self.objects) + 1
        return self.with_part(number, part), number

    def having(self, *words: bytes) -> list[int]:
        """The numbers of the objects whose head holds all these words."""
        return [number for number, part in self.objects.items() if all(word in part.head for word in words)]


def parts_of(pdf: bytes, pages: range | None = None) -> Parts:
    """The parts of a PDF that is whole, or of some of its pages alone (counted from 0)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if pages is not None:
            for number in reversed(range(len(opened.pages))):
                if number not in pages:
                    del opened.pages[number]
            for key in ("/Outlines", "/Dests", "/Names", "/StructTreeRoot"):
                if key in opened.Root:
                    del opened.Root[key]
        opened.remove_unreferenced_resources()
        buffer = io.BytesIO()
        with warnings.catch_warnings():  # of forms that an excerpt leaves behind
            warnings.simplefilter("ignore")
            opened.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)
    with pikepdf.open(buffer) as opened:
        highest = max(value.objgen[0] for value in opened.objects if isinstance(value, pikepdf.Object))
        objects = {number: _part(opened.get_object(number, 0)) for number in range(1, highest + 1)}
        trailer = b"/Root %d 0 R" % opened.Root.objgen[0]
    return Parts(objects, trailer)


def _part(value: object) -> Part:
    if value is None or isinstance(value, bool):
        return Part({None: b"null", True: b"true", False: b"false"}[value])
    if isinstance(value, int | Decimal):
        return Part(f"{value}".encode())
    assert isinstance(value, pikepdf.Object)
    if not isinstance(value, pikepdf.Stream):
        return Part(value.unparse(resolved=True))
    try:
        content = value.read_bytes()
    except pikepdf.PdfError:
        return Part(_head(value, dropped=("/Length",)), value.read_raw_bytes())
    head = _head(value, dropped=("/Length", "/Filter", "/DecodeParms"))
    return Part(head[: head.rfind(b">>")] + FLATE + b" >>", zlib.compress(content, 1))


def _head(stream: pikepdf.Stream, dropped: Iterable[str]) -> bytes:
    kept = pikepdf.Dictionary({key: value for key, value in stream.stream_dict.items() if key not in dropped})
    return kept.unparse()


def plain(parts: Parts) -> bytes:
    """A file with each object by itself and a right table of them."""
    written, offsets = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], {}
    length = len(written[0])
    for number, part in sorted(parts.objects.items()):
        offsets[number] = length
        written.append(b"%d 0 obj\n%s\nendobj\n" % (number, part.written()))
        length += len(written[-1])
    size = max(parts.objects, default=0) + 1
    rows = [b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 65535 f \n" for n in range(size)]
    end = b"xref\n0 %d\n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(written) + end % (size, b"".join(rows), size, parts.trailer, length)


def packed(parts: Parts) -> bytes:
    """A file with its objects packed into streams of objects, and a stream in place of the table."""
    loose = {number: part for number, part in parts.objects.items() if part.stored is not None}
    inner = [(number, part.head) for number, part in sorted(parts.objects.items()) if part.stored is None]
    rows, free = {}, max(parts.objects, default=0) + 1
    for start in range(0, len(inner), OBJECTS_A_STREAM):
        group = inner[start : start + OBJECTS_A_STREAM]
        loose[free] = _stream_of_objects([number for number, _ in group], [head for _, head in group])
        rows |= {number: (2, free, place) for place, (number, _) in enumerate(group)}
        free += 1
    written, length = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], 15
    for number, part in sorted(loose.items()):
        rows[number] = (1, length, 0)
        written.append(b"%d 0 obj\n%s\nendobj\n" % (number, part.written()))
        length += len(written[-1])
    rows[free] = (1, length, 0)
    table = b"".join(_row(*rows.get(number, (0, 0, 0))) for number in range(free + 1))
    head = b"<< /Type /XRef /W [1 4 2] /Size %d %s %s >>" % (free + 1, parts.trailer, FLATE)
    written.append(b"%d 0 obj\n%s\nendobj\n" % (free, Part(head, zlib.compress(table)).written()))
    return b"".join(written) + b"startxref\n%d\n%%%%EOF\n" % length


def _row(kind: int, place: int, index: int) -> bytes:
    return b"%c%s%s" % (kind, place.to_bytes(4, "big"), index.to_bytes(2, "big"))


def _stream_of_objects(numbers: list[int], heads: list[bytes]) -> Part:
    offsets = [sum(len(head) + 1 for head in heads[:place]) for place in range(len(heads))]
    index = b"".join(b"%d %d " % pair for pair in zip(numbers, offsets, strict=True))
    head = b"<< /Type /ObjStm /N %d /First %d %s >>" % (len(numbers), len(index), FLATE)
    return Part(head, zlib.compress(index + b"\n".join(heads) + b"\n"))
