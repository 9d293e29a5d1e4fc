"""Damage that a disk, a network or a mail program does: to the bytes of a file, whatever they mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Raw = Callable[[Random, bytes], bytes]

NUMBER = re.compile(rb"(?<![\d.A-Za-z])\d{1,10}(?![\d.])")
NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]{1,20}")

# What a program asks of a number: nothing, one too few or many, less than nothing, the ends of 16, 32 and 64 bits.
ODD_NUMBERS = (0, 1, 2, 3, 5, 7, 64, 255, 65535, 65536, 2**31 - 1, 2**31, 2**32, 2**63, -1, -5, -(2**31))


def place(rng: Random, data: bytes, most: int) -> tuple[int, int]:
    """The start and end of a random stretch of the data, between one byte and ``most`` of the rng's choice."""
    start = rng.randrange(len(data))
    return start, min(len(data), start + 1 + int(most ** rng.random()))


def flip(rng: Random, data: bytes) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(1 + int(200 ** rng.random())):
        changed[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def scribble(rng: Random, data: bytes) -> bytes:
    """A stretch of random bytes."""
    start, end = place(rng, data, 4096)
    return data[:start] + rng.randbytes(end - start) + data[end:]


def zero(rng: Random, data: bytes) -> bytes:
    """A stretch of zeros, as of a block that was never written."""
    start, end = place(rng, data, 16384)
    return data[:start] + bytes(end - start) + data[end:]


def delete(rng: Random, data: bytes) -> bytes:
    """A stretch is missing."""
    start, end = place(rng, data, 16384)
    return data[:start] + data[end:]


def insert(rng: Random, data: bytes) -> bytes:
    """Random bytes between others."""
    start, end = place(rng, data, 1024)
    return data[:start] + rng.randbytes(end - start) + data[start:]


def repeat(rng: Random, data: bytes) -> bytes:
    """A stretch stands there twice."""
    start, end = place(rng, data, 16384)
    return data[:end] + data[start:]


def swap_blocks(rng: Random, data: bytes) -> bytes:
    """Two blocks have changed places."""
    block = rng.choice((64, 512, 4096))
    first, second = sorted(rng.randrange(len(data) // block + 1) * block for _ in range(2))
    if first == second:
        return zero(rng, data)
    middle = data[first + block : second]
    return data[:first] + data[second : second + block] + middle + data[first : first + block] + data[second + block :]


def cut(rng: Random, data: bytes) -> bytes:
    """The end is missing, as after a download that broke off."""
    return data[: rng.randrange(len(data))]


def cut_a_little(rng: Random, data: bytes) -> bytes:
    """The last lines are missing."""
    return data[: -1 - int(3000 ** rng.random())]


def behead(rng: Random, data: bytes) -> bytes:
    """The beginning is missing."""
    return data[1 + int(20_000 ** rng.random()) :]


def line_ends(rng: Random, data: bytes) -> bytes:
    """Sent as text: line ends were changed, or the eighth bit was lost in a stretch."""
    if rng.random() < 0.5:
        return data.replace(b"\n", b"\r\n")
    start, end = place(rng, data, 16384)
    return data[:start] + bytes(byte & 127 for byte in data[start:end]) + data[end:]


def change_numbers(rng: Random, data: bytes) -> bytes:
    """Some numbers between the objects' words are odd ones."""
    return _replaced(rng, data, NUMBER, lambda: b"%d" % rng.choice(ODD_NUMBERS))


def change_names(rng: Random, data: bytes) -> bytes:
    """Some names are those of other things."""
    names = sorted(set(NAME.findall(data)))
    return _replaced(rng, data, NAME, lambda: rng.choice(names))


def _replaced(rng: Random, data: bytes, pattern: re.Pattern[bytes], other: Callable[[], bytes]) -> bytes:
    spans = [match.span() for match in pattern.finditer(data)]
    for start, end in sorted(rng.sample(spans, min(len(spans), 1 + int(8 ** rng.random()))), reverse=True):
        data = data[:start] + other() + data[end:]
    return data


RAW: tuple[Raw, ...] = (
    *(flip, scribble, zero, delete, insert, repeat, swap_blocks, cut, cut_a_little, behead, line_ends),
    *(change_numbers, change_names),
)
