"""Pages that are lost, doubled or in rings, and pages that lost what they need to be drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from tests.fuzz.mutations.objects import Change, contents, null_object
from tests.fuzz.parts import FLATE, Part, Parts

REFERENCE = re.compile(rb"\d+ 0 R")

BOXES = (
    b"[ 0 0 0 0 ]",
    b"[ 595 842 0 0 ]",
    b"[ 100000000 100000000 100000500 100000800 ]",
    b"[ -1e38 -1e38 1e38 1e38 ]",
    b"[ 0 0 100000000 100000000 ]",
    b"[ 0 0 1 1 ]",
    b"[ 200 300 260 340 ]",
    b"[ 0 0 595 ]",
    b"[ (a) null /B 842 ]",
    b"[ NaN NaN NaN NaN ]",
    b"null",
    b"595",
    b"[ 0 0 0.001 842 ]",
    b"[ 3000 3000 3595 3842 ]",
)

TURNS = (b"90", b"180", b"270", b"-90", b"45", b"1", b"360000000000", b"null", b"(90)", b"89.99")

ENCODINGS = (
    b"/WinAnsiEncoding",
    b"/MacRomanEncoding",
    b"/StandardEncoding",
    b"/Identity-H",
    b"/Identity-V",
    b"/UniGB-UCS2-H",
    b"/NoSuchEncoding",
    b"<< /Type /Encoding /Differences [ 32 /a /b /c /d /e /f /g /h 97 /space /space /space /Omega ] >>",
    b"<< /Type /Encoding /Differences [ /a 300 /b -5 (x) ] >>",
)


def _pages(parts: Parts) -> list[int]:
    return parts.having(b"/Type /Page ")


def _page(rng: Random, parts: Parts) -> int:
    return rng.choice(_pages(parts) or sorted(parts.objects))


def _trees(parts: Parts) -> list[int]:
    return parts.having(b"/Kids")


def _with_kids(rng: Random, parts: Parts, changed: list[bytes], number: int, count: int | None = None) -> Parts:
    head = re.sub(rb"/Kids \[[^\]]*\]", b"/Kids [ " + b" ".join(changed) + b" ]", parts.objects[number].head)
    if count is not None:
        head = re.sub(rb"/Count -?\d+", b"/Count %d" % count, head)
    return parts.with_part(number, Part(head))


def _kids(rng: Random, parts: Parts) -> tuple[int, list[bytes]]:
    trees = _trees(parts)
    if not trees:
        return 0, []
    number = rng.choice(trees)
    listed = re.search(rb"/Kids \[([^\]]*)\]", parts.objects[number].head)
    return number, REFERENCE.findall(listed.group(1)) if listed else []


def odd_kids(rng: Random, parts: Parts) -> Parts:
    """The tree of pages drops, doubles or repeats some, has gaps, or comes back to itself."""
    number, kids = _kids(rng, parts)
    if not kids:
        return null_object(rng, parts)
    at = rng.randrange(len(kids))
    odd = rng.choice((b"%d 0 R" % number, b"null", b"99999 0 R", b"[ ]", kids[at], kids[at], b"<< /Type /Pages >>"))
    changed = rng.choice(([*kids[:at], *kids[at + 1 :]], [*kids[:at], odd, *kids[at:]], kids[::-1], [*kids, odd]))
    return _with_kids(rng, parts, changed, number, rng.choice((None, len(changed))))


def odd_count(rng: Random, parts: Parts) -> Parts:
    """The tree of pages says another number of pages than it has."""
    number, kids = _kids(rng, parts)
    if not kids:
        return null_object(rng, parts)
    count = rng.choice((0, 1, -1, len(kids) - 1, len(kids) + 1, 100, 2_000_000_000))
    return _with_kids(rng, parts, kids, number, count)


def deep_tree(rng: Random, parts: Parts) -> Parts:
    """The pages lie below a chain of nodes."""
    number, kids = _kids(rng, parts)
    for _ in range(rng.choice((1, 10, 600))):
        node = b"<< /Type /Pages /Parent %d 0 R /Count %d /Kids [ %s ] >>" % (number, len(kids), b" ".join(kids))
        parts, below = parts.and_new(Part(node))
        kids = [b"%d 0 R" % below]
    return _with_kids(rng, parts, kids, number) if number else null_object(rng, parts)


def odd_box(rng: Random, parts: Parts) -> Parts:
    """A page, or all of them, has an odd box."""
    key = rng.choice((b"/MediaBox", b"/CropBox", b"/CropBox", b"/BleedBox"))
    return _with_page_entry(rng, parts, key, rng.choice(BOXES))


def odd_turn(rng: Random, parts: Parts) -> Parts:
    """A page, or all of them, is turned, or said to be."""
    return _with_page_entry(rng, parts, b"/Rotate", rng.choice(TURNS))


def odd_unit(rng: Random, parts: Parts) -> Parts:
    """A page has a unit of its own."""
    return _with_page_entry(rng, parts, b"/UserUnit", rng.choice((b"0", b"1000000", b"-1", b"0.00001", b"/x")))


def _with_page_entry(rng: Random, parts: Parts, key: bytes, value: bytes) -> Parts:
    pages = _pages(parts)
    for number in pages if rng.random() < 0.3 else [_page(rng, parts)]:
        head = re.sub(key + rb" (?:\[[^\]]*\]|[^\s/>]+)", b"", parts.objects[number].head)
        end = head.rfind(b">>")
        parts = parts.with_part(number, Part(head[:end] + key + b" " + value + b" " + head[end:]))
    return parts


def lost_fonts(rng: Random, parts: Parts) -> Parts:
    """The fonts of pages are not there, or one of them is not."""
    owners = parts.having(b"/Font <<") or _pages(parts)
    number = rng.choice(owners or sorted(parts.objects))
    head = parts.objects[number].head
    named = re.findall(rb"/[\w+.-]+ \d+ 0 R", (re.findall(rb"/Font << ([^>]*) >>", head) or [b""])[0])
    if named and rng.random() < 0.6:
        return parts.with_part(number, Part(head.replace(rng.choice(named), b""), parts.objects[number].stored))
    return parts.with_part(number, Part(head.replace(b"/Font ", b"/Fnot "), parts.objects[number].stored))


def exchanged_fonts(rng: Random, parts: Parts) -> Parts:
    """A font has the place of another."""
    fonts = parts.having(b"/Type /Font ")
    if len(fonts) < 2:
        return lost_fonts(rng, parts)
    first, second = rng.sample(fonts, 2)
    return parts.with_part(first, parts.objects[second]).with_part(second, parts.objects[first])


def odd_encoding(rng: Random, parts: Parts) -> Parts:
    """The codes of a font mean other letters, with its table of codes or without."""
    fonts = parts.having(b"/Type /Font ", b"/Subtype /T")
    if not fonts:
        return exchanged_fonts(rng, parts)
    for number in fonts if rng.random() < 0.3 else [rng.choice(fonts)]:
        head = re.sub(rb"/Encoding (?:/[\w-]+|\d+ 0 R)", b"", parts.objects[number].head)
        if rng.random() < 0.6:
            head = re.sub(rb"/ToUnicode \d+ 0 R", b"", head)
        end = head.rfind(b">>")
        parts = parts.with_part(number, Part(head[:end] + b"/Encoding " + rng.choice(ENCODINGS) + b" " + head[end:]))
    return parts


def lost_codes(rng: Random, parts: Parts) -> Parts:
    """Fonts lack the table that says which letters their codes are."""
    fonts = parts.having(b"/ToUnicode")
    for number in fonts if rng.random() < 0.5 else rng.sample(fonts, min(1, len(fonts))):
        head = re.sub(rb"/ToUnicode \d+ 0 R", b"", parts.objects[number].head)
        parts = parts.with_part(number, Part(head))
    return parts


def split_contents(rng: Random, parts: Parts) -> Parts:
    """The content of a page lies in several streams, one of which may be missing or null."""
    number, content = _content(rng, parts)
    if not content:
        return null_object(rng, parts)
    words = content.split(b" ")
    borders = sorted(rng.randrange(len(words)) for _ in range(rng.randrange(1, 6)))
    pieces = [b" ".join(words[a:b]) for a, b in zip([0, *borders], [*borders, len(words)], strict=True)]
    references = []
    for piece in pieces:
        parts, added = parts.and_new(Part(b"<< " + FLATE + b" >>", b"").holding(piece))
        references.append(b"%d 0 R" % added)
    odd = rng.choice((None, None, b"null", b"99999 0 R", b"%d 0 R" % _page(rng, parts)))
    if odd:
        references[rng.randrange(len(references))] = odd
    return parts.with_part(number, Part(b"[ " + b" ".join(references) + b" ]"))


def _content(rng: Random, parts: Parts) -> tuple[int, bytes]:
    streams = [number for number in contents(parts) if parts.objects[number].stored is not None]
    if not streams:
        return 0, b""
    number = rng.choice(streams)
    return number, parts.objects[number].decoded()


def other_content(rng: Random, parts: Parts) -> Parts:
    """A page has the content of another, or none."""
    number = _page(rng, parts)
    others: Sequence[bytes] = [b"%d 0 R" % other for other in contents(parts)]
    odd = rng.choice((*others, b"null", b"[ ]", b"99999 0 R"))
    head = re.sub(rb"/Contents (?:\[[^\]]*\]|\d+ 0 R)", b"/Contents " + odd, parts.objects[number].head)
    return parts.with_part(number, Part(head))


def in_a_form(rng: Random, parts: Parts) -> Parts:
    """The content of a page is drawn by a form; the form may lack its box, its fonts, or draw itself."""
    page = _page(rng, parts)
    head = parts.objects[page].head
    named = re.search(rb"/Contents (\d+) 0 R", head)
    resources = re.search(rb"/Resources (\d+ 0 R|<<.*>>)", head)
    if not named or not resources or int(named.group(1)) not in parts.objects:
        return null_object(rng, parts)
    content = parts.objects[int(named.group(1))].decoded()
    again = b"\n/Again Do\n" if rng.random() < 0.4 else b""
    parts, form = parts.and_new(Part(b""))
    fonts = resources.group(1) if resources.group(1).endswith(b"R") else b"<< >>"
    own = rng.choice((b"/Resources %s" % fonts, b"", b"/Resources << /XObject << /Again %d 0 R >> >>" % form))
    box = rng.choice((b"/BBox [ 0 0 2000 2000 ]", b"/BBox [ 0 0 2000 2000 ]", b"", b"/BBox [ 0 0 1 1 ]"))
    kind = b"<< /Type /XObject /Subtype /Form %s %s %s >>" % (box, own, FLATE)
    parts = parts.with_part(form, Part(kind, b"").holding(content + again))
    drawn = Part(b"<< >>", b"/Drawn Do")
    parts, drawing = parts.and_new(drawn)
    head = head.replace(named.group(), b"/Contents %d 0 R" % drawing)
    added = b"/Resources << /XObject << /Drawn %d 0 R /Again %d 0 R >> >>" % (form, form)
    head = re.sub(rb"/Resources (?:\d+ 0 R|<<(?:[^<>]|<<(?:[^<>]|<<[^<>]*>>)*>>)*>>)", added, head)
    return parts.with_part(page, Part(head))


def hidden(rng: Random, parts: Parts) -> Parts:
    """A page draws its text without showing it: invisible, white, clipped away, far out, or in no size."""
    number, content = _content(rng, parts)
    before = rng.choice(
        (b"3 Tr\n", b"7 Tr\n", b"1 1 1 rg\n", b"0 0 0 0 re W n\n", b"1 0 0 1 9000 9000 cm\n", b"0 0 0 0 0 0 cm\n")
    )
    return parts.with_part(number, parts.objects[number].holding(before + content)) if number else parts


PAGES: tuple[Change, ...] = (
    *(odd_kids, odd_count, deep_tree, odd_box, odd_turn, odd_unit, lost_fonts, exchanged_fonts, odd_encoding),
    *(lost_codes, split_contents, other_content, in_a_form, hidden),
)
