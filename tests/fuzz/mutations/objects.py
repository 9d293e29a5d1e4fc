"""Objects that are not what others take them for: missing, swapped, pointing to themselves, with odd entries."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.mutations.raw import ODD_NUMBERS
from tests.fuzz.parts import Part, Parts

Change = Callable[[Random, Parts], Parts]

KINDS: tuple[tuple[bytes, ...], ...] = (
    (b"/Type /Page ",),
    (b"/Type /Pages",),
    (b"/Type /Catalog",),
    (b"/Type /Font ",),
    (b"/Type /FontDescriptor",),
    (b"/FontBBox",),
    (b"/Subtype /Image",),
    (b"/Font <<",),
    (b"/Length1",),
    (),
)
"""Words that tell the kinds of objects; without any: whichever."""

TOKEN = re.compile(rb"<<|>>|[\[\]]|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|/[^\s<>\[\]()/]*|-?[\d.]+ \d+ R|[^\s<>\[\]()/]+")

ODD_REALS = (b"0", b"-1", b"1e8", b"100000000", b"-100000000", b"0.0000001", b"1" + b"0" * 38, b"NaN", b"inf", b"1.2.3")


def chosen(rng: Random, parts: Parts) -> int:
    """An object; the few that hold a page together are chosen as often as the many others."""
    for _ in range(20):
        found = parts.having(*rng.choice(KINDS))
        if found:
            return rng.choice(found)
    return rng.choice(sorted(parts.objects))


def contents(parts: Parts) -> list[int]:
    """The streams that draw pages."""
    named = {
        int(number)
        for page in parts.having(b"/Type /Page ")
        for listed in re.findall(rb"/Contents (\[[^\]]*\]|\d+ 0 R)", parts.objects[page].head)
        for number in re.findall(rb"(\d+) 0 R", listed)
    }
    return sorted(number for number in named if number in parts.objects)


def entries(head: bytes) -> list[tuple[int, int, int]]:
    """Where each entry of a dictionary, and of those in it, begins, where its value does, and where it ends."""
    tokens = [(match.group(), match.start(), match.end()) for match in TOKEN.finditer(head)]
    found, opened = [], []
    for place, (token, start, _) in enumerate(tokens):
        if token == b"<<":
            opened.append(True)
        elif token == b"[":
            opened.append(False)
        elif token in (b">>", b"]"):
            del opened[-1:]
        elif token.startswith(b"/") and opened and opened[-1] and place + 1 < len(tokens) and _is_key(tokens, place):
            found.append((start, tokens[place + 1][1], _end_of_value(tokens, place + 1)))
    return found


def _is_key(tokens: list[tuple[bytes, int, int]], place: int) -> bool:
    before = 0
    while place - before - 1 >= 0 and tokens[place - before - 1][0].startswith(b"/"):
        before += 1
    return before % 2 == 0


def _end_of_value(tokens: list[tuple[bytes, int, int]], place: int) -> int:
    depth = 0
    for token, _, end in tokens[place:]:
        depth += (token in (b"<<", b"[")) - (token in (b">>", b"]"))
        if depth <= 0:
            return end
    return tokens[-1][2]


def null_object(rng: Random, parts: Parts) -> Parts:
    """An object is null."""
    return parts.with_part(chosen(rng, parts), Part(b"null"))


def self_reference(rng: Random, parts: Parts) -> Parts:
    """An object is a reference to itself."""
    number = chosen(rng, parts)
    return parts.with_part(number, Part(b"%d 0 R" % number))


def ring_of_two(rng: Random, parts: Parts) -> Parts:
    """Two objects are references to each other."""
    first, second = chosen(rng, parts), chosen(rng, parts)
    return parts.with_part(first, Part(b"%d 0 R" % second)).with_part(second, Part(b"%d 0 R" % first))


def other_object(rng: Random, parts: Parts) -> Parts:
    """An object stands under the number of another."""
    return parts.with_part(chosen(rng, parts), parts.objects[rng.choice(sorted(parts.objects))])


def removed_object(rng: Random, parts: Parts) -> Parts:
    """An object is not there."""
    return parts.without(chosen(rng, parts))


def removed_many(rng: Random, parts: Parts) -> Parts:
    """Some objects are not there."""
    for _ in range(rng.randrange(2, 8)):
        parts = parts.without(chosen(rng, parts)) if len(parts.objects) > 3 else parts
    return parts


def odd_object(rng: Random, parts: Parts) -> Parts:
    """An object of another kind than the one expected."""
    deep = b"[" * 3000 + b"]" * 3000
    return parts.with_part(
        chosen(rng, parts), Part(rng.choice((b"<< >>", b"[ ]", b"17", b"(text)", b"/Name", deep, b"")))
    )


def drop_entry(rng: Random, parts: Parts) -> Parts:
    """A dictionary lacks an entry."""
    return _with_entry(rng, parts, lambda key, value: b"")


def double_entry(rng: Random, parts: Parts) -> Parts:
    """A dictionary has an entry twice, the second of another kind."""
    return _with_entry(rng, parts, lambda key, value: b"%s %s %s null" % (key, value, key))


def odd_value(rng: Random, parts: Parts) -> Parts:
    """A value is of another kind, or none."""
    odd = (b"null", b"[ ]", b"<< >>", b"(x)", b"true", b"/None", b"99999 0 R", b"[ null null ]", b"-1", b"0")
    return _with_entry(rng, parts, lambda key, value: b"%s %s" % (key, rng.choice(odd)))


def odd_number(rng: Random, parts: Parts) -> Parts:
    """A number in a dictionary is odd."""
    numbers = re.compile(rb"(?<=[\s\[])-?\d+(?:\.\d+)?(?=[\s\]])(?! 0 R)")
    return _with_match(rng, parts, numbers, lambda: rng.choice((*ODD_REALS, *(b"%d" % odd for odd in ODD_NUMBERS))))


def other_reference(rng: Random, parts: Parts) -> Parts:
    """A reference points to another object, or to none."""
    numbers = sorted(parts.objects)
    return _with_match(rng, parts, re.compile(rb"\d+ 0 R"), lambda: b"%d 0 R" % rng.choice((*numbers, 0, 4_000_000)))


def other_name(rng: Random, parts: Parts) -> Parts:
    """A name or key is another."""
    names = sorted({name for part in parts.objects.values() for name in re.findall(rb"/[A-Za-z][\w+-]*", part.head)})
    return _with_match(
        rng, parts, re.compile(rb"/[A-Za-z][\w+-]*"), lambda: rng.choice((*names, b"/", b"/X#00Y", b"/a"))
    )


def _with_entry(rng: Random, parts: Parts, changed: Callable[[bytes, bytes], bytes]) -> Parts:
    for _ in range(20):
        number = chosen(rng, parts)
        part = parts.objects[number]
        found = entries(part.head)
        if found:
            start, value, end = rng.choice(found)
            entry = changed(part.head[start:value].strip(), part.head[value:end])
            return parts.with_part(number, Part(part.head[:start] + entry + part.head[end:], part.stored))
    return null_object(rng, parts)


def _with_match(rng: Random, parts: Parts, pattern: re.Pattern[bytes], other: Callable[[], bytes]) -> Parts:
    for _ in range(20):
        number = chosen(rng, parts)
        part = parts.objects[number]
        spans = [match.span() for match in pattern.finditer(part.head)]
        if spans:
            start, end = rng.choice(spans)
            return parts.with_part(number, Part(part.head[:start] + other() + part.head[end:], part.stored))
    return null_object(rng, parts)


OBJECTS: tuple[Change, ...] = (
    *(null_object, self_reference, ring_of_two, other_object, removed_object, removed_many, odd_object),
    *(drop_entry, double_entry, odd_value, odd_number, other_reference, other_name),
)
