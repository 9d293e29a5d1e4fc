"""Streams that decode to something else than they should, or not at all."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from random import Random

from tests.fuzz.mutations.objects import ODD_REALS, Change, contents
from tests.fuzz.mutations.raw import RAW
from tests.fuzz.parts import FLATE, Part, Parts

OPERATORS = (
    b"q Q cm BT ET Tf Td TD Tm T* Tj TJ Tr Tz Ts Tw Tc TL re m l S f n W gs Do BI ID EI BDC BMC EMC sh scn".split()
)
OPERATOR = re.compile(rb"(?<=[\s\])>])(?:" + b"|".join(map(re.escape, OPERATORS)) + rb")(?=\s)")
REAL = re.compile(rb"(?<=\s)-?\d+(?:\.\d+)?(?=\s)")
HEX = re.compile(rb"<[0-9A-Fa-f]{2,}>")

FILTERS = (
    b"/Filter /LZWDecode",
    b"/Filter /ASCIIHexDecode",
    b"/Filter /ASCII85Decode",
    b"/Filter /DCTDecode",
    b"/Filter /RunLengthDecode",
    b"/Filter /Crypt",
    b"/Filter /Unknown",
    b"/Filter [ /FlateDecode /FlateDecode ]",
    b"/Filter [ ]",
    b"/Filter null",
    b"",
)


def _streams(parts: Parts) -> list[int]:
    return [number for number, part in parts.objects.items() if part.stored is not None]


def _to_unicode(parts: Parts) -> list[int]:
    named = b" ".join(part.head for part in parts.objects.values())
    listed = {int(number) for number in re.findall(rb"/ToUnicode (\d+) 0 R", named)}
    return sorted(listed & set(_streams(parts)))


def chosen_stream(rng: Random, parts: Parts) -> int:
    """A stream: of a page's content, of a font's codes, or any (a font, a picture)."""
    for kind in rng.sample((contents, _to_unicode, _streams), 3):
        found = [number for number in kind(parts) if parts.objects[number].stored is not None]
        if found:
            return rng.choice(found)
    raise ValueError("no PDF without a stream is mutated")


def repacked_damage(rng: Random, parts: Parts) -> Parts:
    """What is packed is damaged, and packed so that its checksum is right."""
    number = chosen_stream(rng, parts)
    content = parts.objects[number].decoded() or b" "
    return parts.with_part(number, parts.objects[number].holding(rng.choice(RAW)(rng, content)))


def packed_damage(rng: Random, parts: Parts) -> Parts:
    """The packed bytes are damaged, as by a disk."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    return parts.with_part(number, Part(part.head, rng.choice(RAW)(rng, part.stored or b" ")))


def other_operators(rng: Random, parts: Parts) -> Parts:
    """Some operators of a page are others."""
    return _replaced(rng, parts, OPERATOR, lambda old: rng.choice(OPERATORS))


def odd_coordinates(rng: Random, parts: Parts) -> Parts:
    """Some numbers of a page are huge, none, or no numbers."""
    return _replaced(rng, parts, REAL, lambda old: rng.choice(ODD_REALS))


def lost_operators(rng: Random, parts: Parts) -> Parts:
    """Some operators of a page are not there."""
    return _replaced(rng, parts, OPERATOR, lambda old: b"")


def other_codes(rng: Random, parts: Parts) -> Parts:
    """Some codes or strings in hexadecimal are others: of a page, or of a font's table of codes."""
    return _replaced(rng, parts, HEX, lambda old: b"<" + rng.randbytes(len(old) // 2 - 1 or 1).hex().encode() + b">")


def shifted_codes(rng: Random, parts: Parts) -> Parts:
    """A font's table of codes is shifted, so that every letter is read as another."""
    tables = _to_unicode(parts)
    if not tables:
        return other_codes(rng, parts)
    shift = rng.choice((1, 2, 29, 0x60, 0x1000, 0xE000))
    for number in tables if rng.random() < 0.5 else [rng.choice(tables)]:
        content = parts.objects[number].decoded()
        moved = re.sub(rb"(<[0-9A-Fa-f]{2,4}>\s+)<([0-9A-Fa-f]{4})>(?=\s)", lambda m: _moved(m, shift), content)
        parts = parts.with_part(number, parts.objects[number].holding(moved))
    return parts


def _moved(match: re.Match[bytes], shift: int) -> bytes:
    return match.group(1) + b"<%04X>" % ((int(match.group(2), 16) + shift) % 65536)


def _replaced(rng: Random, parts: Parts, pattern: re.Pattern[bytes], other: Callable[[bytes], bytes]) -> Parts:
    for _ in range(20):
        number = chosen_stream(rng, parts)
        content = parts.objects[number].decoded()
        matches = list(pattern.finditer(content))
        if matches:
            break
    for match in sorted(rng.sample(matches, min(len(matches), 1 + int(60 ** rng.random()))), key=lambda m: -m.start()):
        content = content[: match.start()] + other(match.group()) + content[match.end() :]
    return parts.with_part(number, parts.objects[number].holding(content))


def other_filter(rng: Random, parts: Parts) -> Parts:
    """A stream claims another packing than its own."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    if part.is_flate():
        return parts.with_part(number, Part(part.head.replace(FLATE, rng.choice(FILTERS)), part.stored))
    return parts.with_part(number, Part(part.head.replace(b"/Filter", rng.choice((b"/Filtre", b"/F"))), part.stored))


def odd_predictor(rng: Random, parts: Parts) -> Parts:
    """A stream claims rows that it does not have."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    said = b"/DecodeParms << /Predictor %d /Columns %d /Colors %d >>" % (
        rng.choice((2, 10, 12, 15, 99, -1)),
        rng.choice((-5, 0, 1, 3, 80, 2**31 - 1)),
        rng.choice((1, 1, 3, 0, 2**31 - 1)),
    )
    end = part.head.rfind(b">>")
    return parts.with_part(number, Part(part.head[:end] + said + part.head[end:], part.stored))


def cut_stream(rng: Random, parts: Parts) -> Parts:
    """The end of a stream is missing; its /Length is right, or that of the whole stream."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    stored = (part.stored or b"")[: rng.randrange(len(part.stored or b" "))]
    head = part.sized() if rng.random() < 0.5 else part.head
    return parts.with_part(number, Part(head, stored))


def odd_length(rng: Random, parts: Parts) -> Parts:
    """A stream says a length that it does not have."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    size = len(part.stored or b"")
    said = rng.choice((0, 1, size // 2, max(0, size - 3), size + 1, size + 400, 2**31 - 1, 2**40, -1))
    end = part.head.rfind(b">>")
    value = b"%d" % said if rng.random() < 0.8 else b"%d 0 R" % number
    return parts.with_part(number, Part(part.head[:end] + b"/Length " + value + b" " + part.head[end:], part.stored))


def empty_stream(rng: Random, parts: Parts) -> Parts:
    """A stream holds nothing, though it should."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    return parts.with_part(number, rng.choice((Part(part.head, b""), part.holding(b""), part.holding(b" \n" * 40))))


def packed_twice(rng: Random, parts: Parts) -> Parts:
    """A stream is packed once more than it says."""
    number = chosen_stream(rng, parts)
    part = parts.objects[number]
    return parts.with_part(number, Part(part.head, zlib.compress(part.stored or b"")))


STREAMS: tuple[Change, ...] = (
    *(repacked_damage, packed_damage, other_operators, odd_coordinates, lost_operators, other_codes, shifted_codes),
    *(other_filter, odd_predictor, cut_stream, odd_length, empty_stream, packed_twice),
)
