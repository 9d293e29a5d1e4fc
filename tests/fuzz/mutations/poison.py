"""Pages that cost what they are not worth: bombs, endless rings, depths; beside them stand pages that are whole."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz.mutations.objects import Change, contents
from tests.fuzz.mutations.pages import odd_kids
from tests.fuzz.parts import FLATE, Part, Parts


def _drawing(make: Callable[[Random], bytes]) -> Change:
    """A change that draws the given content before that of one page, or behind it."""

    def change(rng: Random, parts: Parts) -> Parts:
        streams = [number for number in contents(parts) if parts.objects[number].stored is not None]
        if not streams:
            return odd_kids(rng, parts)
        number = rng.choice(streams)
        content, poison = parts.objects[number].decoded(), make(rng)
        both = rng.choice((poison + b"\n" + content, content + b"\n" + poison))
        return parts.with_part(number, parts.objects[number].holding(both))

    change.__name__ = make.__name__.lstrip("_")
    return change


def _spaces(rng: Random) -> bytes:
    return b" " * rng.choice((10_000_000, 60_000_000))


def _states(rng: Random) -> bytes:
    return b"q " * rng.choice((10_000, 2_000_000))


def _deep_array(rng: Random) -> bytes:
    depth = rng.choice((500, 100_000))
    return b"BT " + b"[" * depth + b"]" * depth + b" TJ ET"


def _deep_dictionary(rng: Random) -> bytes:
    depth = rng.choice((500, 50_000))
    return b"/Span " + b"<< /A " * depth + b"1 " + b">> " * depth + b"BDC EMC"


def _many_lines(rng: Random) -> bytes:
    return b"".join(
        b"%d %d m %d %d l S\n" % (n % 595, n % 842, n % 421, n % 777) for n in range(rng.choice((3000, 200_000)))
    )


def _many_letters(rng: Random) -> bytes:
    return b"BT 1 0 0 1 50 50 Tm 0 Tr " + b"(1.1.1.1.1.1.1.1.1.1.1.1) Tj " * rng.choice((1000, 40_000)) + b"ET"


def _huge_coordinates(rng: Random) -> bytes:
    number = rng.choice((b"1e8", b"100000000", b"9" * 38, b"-" + b"9" * 300, b"0." + b"0" * 300 + b"1", b"NaN"))
    return b"q %s 0 0 %s %s %s cm 0 0 1 1 re f Q %s w 0 0 m %s %s l S" % ((number,) * 7)


def _unclosed(rng: Random) -> bytes:
    return rng.choice(
        (b"(" * 50_000, b"<" * 50_000, b"BI /W 9 /H 9 /BPC 8 ID ", b"BT " * 20_000, b"[ (a) 1 2 ", b"<< /A [ ")
    )


spaces, states, deep_array, deep_dictionary = map(_drawing, (_spaces, _states, _deep_array, _deep_dictionary))
many_lines, many_letters, huge_coordinates = map(_drawing, (_many_lines, _many_letters, _huge_coordinates))
unclosed = _drawing(_unclosed)


def packed_many_times(rng: Random, parts: Parts) -> Parts:
    """A content of spaces that is packed twice."""
    streams = contents(parts) or sorted(parts.objects)
    bomb = zlib.compress(zlib.compress(b" " * 200_000_000, 1), 9)
    return parts.with_part(rng.choice(streams), Part(b"<< /Filter [ /FlateDecode /FlateDecode ] >>", bomb))


def huge_codes(rng: Random, parts: Parts) -> Parts:
    """A font's table of codes names ranges without end, or itself."""
    tables = {int(n) for part in parts.objects.values() for n in re.findall(rb"/ToUnicode (\d+) 0 R", part.head)}
    found = sorted(tables & set(parts.objects))
    if not found:
        return states(rng, parts)
    number = rng.choice(found)
    content = parts.objects[number].decoded()
    ranges = b"100 beginbfrange\n" + b"<0000> <FFFF> <0041>\n" * rng.choice((100, 5000)) + b"endbfrange\n"
    odd = rng.choice((ranges, b"<00000000> <FFFFFFFF> <00410042>\n", b"/Self usecmap\n" * 1000))
    return parts.with_part(number, parts.objects[number].holding(content.replace(b"endcmap", odd + b"endcmap")))


def huge_image(rng: Random, parts: Parts) -> Parts:
    """A page draws a picture that claims a size it does not have."""
    pages = parts.having(b"/Type /Page ", b"/Resources")
    size = rng.choice((30_000, 2_000_000_000))
    kind = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 %s >>"
    parts, image = parts.and_new(Part(kind % (size, size, FLATE), zlib.compress(bytes(5_000_000))))
    streams = [number for number in contents(parts) if parts.objects[number].stored is not None]
    if not pages or not streams:
        return odd_kids(rng, parts)
    for number in pages:
        head = parts.objects[number].head
        parts = parts.with_part(
            number, Part(head.replace(b"/Resources <<", b"/Resources << /XObject << /Huge %d 0 R >>" % image))
        )
    number = rng.choice(streams)
    content = parts.objects[number].decoded()
    return parts.with_part(number, parts.objects[number].holding(b"q 500 0 0 500 0 0 cm /Huge Do Q\n" + content))


def endless_forms(rng: Random, parts: Parts) -> Parts:
    """Forms that each draw the next one twice, or themselves."""
    depth = rng.choice((1, 12, 28))
    first = max(parts.objects) + 1
    for level in range(depth):
        below = first + (level + 1) % depth if depth == 1 or rng.random() < 0.3 else first + min(level + 1, depth - 1)
        kind = b"<< /Type /XObject /Subtype /Form /BBox [ 0 0 999 999 ] /Resources << /XObject << /N %d 0 R >> >> >>"
        parts = parts.with_part(first + level, Part(kind % below, b"q /N Do Q q /N Do Q"))
    number = rng.choice(parts.having(b"/Type /Page ", b"/Contents") or sorted(parts.objects))
    head = parts.objects[number].head
    streams = re.findall(rb"/Contents (\d+ 0 R)", head)
    parts, drawing = parts.and_new(Part(b"<< >>", b"q /N Do Q\n"))
    head = head.replace(b"/Resources <<", b"/Resources << /XObject << /N %d 0 R >>" % first)
    if streams:
        head = head.replace(b"/Contents " + streams[0], b"/Contents [ %s %d 0 R ]" % (streams[0], drawing))
    return parts.with_part(number, Part(head))


def endless_pages(rng: Random, parts: Parts) -> Parts:
    """Many pages that are one page, or a tree that holds itself."""
    trees = parts.having(b"/Kids")
    if not trees:
        return odd_kids(rng, parts)
    number = rng.choice(trees)
    kids = b"%d 0 R " % rng.choice((number, *parts.having(b"/Type /Page "))) * rng.choice((2, 100, 3000))
    head = re.sub(rb"/Kids \[[^\]]*\]", b"/Kids [ " + kids + b"]", parts.objects[number].head)
    return parts.with_part(number, Part(re.sub(rb"/Count -?\d+", b"/Count %d" % kids.count(b"R"), head)))


POISON: tuple[Change, ...] = (
    *(spaces, states, deep_array, deep_dictionary, many_lines, many_letters, huge_coordinates, unclosed),
    *(packed_many_times, huge_codes, huge_image, endless_forms, endless_pages),
)
