"""Files whose outer parts are wrong: tables of objects, trailers, updates, locks, two files in one."""

from __future__ import annotations

import io
import re
from random import Random

import pikepdf

from tests.fuzz.mutations.raw import ODD_NUMBERS, Raw, cut


def shift_offsets(rng: Random, data: bytes) -> bytes:
    """The table of objects points beside them: all of them or some."""
    shift, share = rng.choice((-1, 1, 7, 1000)), rng.choice((1.0, 0.1))

    def moved(match: re.Match[bytes]) -> bytes:
        if rng.random() > share:
            return match.group()
        return b"%010d 00000 n" % max(0, int(match.group(1)) + shift)

    return re.sub(rb"(\d{10}) 00000 n", moved, data) if b" 00000 n" in data else odd_start(rng, data)


def free_entries(rng: Random, data: bytes) -> bytes:
    """The table of objects says of some that they are free."""
    return re.sub(rb"(\d{10} 00000) n", lambda m: m.group(1) + (b" f" if rng.random() < 0.2 else b" n"), data)


def odd_start(rng: Random, data: bytes) -> bytes:
    """The last line points to another place."""
    odd = rng.choice((0, 9, len(data), len(data) // 2, 2**31, -5))
    return re.sub(rb"startxref\s+\d+", b"startxref\n%d" % odd, data)


def without_table(rng: Random, data: bytes) -> bytes:
    """The table of objects, the trailer or the last line is not there."""
    word = rng.choice((b"xref", b"trailer", b"startxref", b"/Root", b"%%EOF", b"endobj", b"/XRef"))
    return data.replace(word, b"x" * len(word))


def odd_trailer(rng: Random, data: bytes) -> bytes:
    """The trailer names another root, another size, or a table before it that leads back."""
    root = rb"/Root (\d+) 0 R"
    changes = (
        (root, b"/Root %d 0 R" % rng.randrange(20)),
        (root, rb"/Root \1 0 R /Prev %d" % rng.choice((0, 15, len(data) - 200))),
        (root, rb"/Root \1 0 R /XRefStm %d" % rng.randrange(len(data))),
        (root, rb"/Root \1 0 R /Encrypt << /Filter /Standard /V %d /R 3 >>" % rng.choice(ODD_NUMBERS)),
        (root, rb"/Root \1 0 R /Encrypt %d 0 R" % rng.randrange(30)),
        (rb"/Size \d+", b"/Size %d" % rng.choice(ODD_NUMBERS)),
        (rb"/W \[1 4 2\]", b"/W [%d %d %d]" % tuple(rng.choice((0, 1, 2, 8, -1, 255)) for _ in range(3))),
    )
    pattern, other = rng.choice(changes)
    return re.sub(pattern, other, data)


def odd_header(rng: Random, data: bytes) -> bytes:
    """The first line is another, or stands behind other bytes."""
    before = rng.choice((b"", b"\n", b"From: a@b\r\n\r\n", bytes(900), bytes(1100), b"MZ", b"\xef\xbb\xbf"))
    return before + rng.choice((data, data[5:], b"%PDF-9.9" + data[8:], b"%!PS" + data[8:]))


def updated_with_rubbish(rng: Random, data: bytes) -> bytes:
    """An update at the end replaces some objects, and is cut off, has no table, or points nowhere."""
    size = int((re.findall(rb"/Size (\d+)", data) or [b"10"])[-1])
    number = rng.randrange(1, max(2, size))
    body = rng.choice(
        (b"null", b"<< /Type /Page >>", b"<< >>", b"[ ]", b"%d 0 R" % number, b"<< /Length 900 >>\nstream\nx")
    )
    start = int((re.findall(rb"startxref\s+(\d+)", data) or [b"0"])[-1])
    added = b"\n%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(data) + len(added)
    root = (re.findall(rb"/Root \d+ 0 R", data) or [b"/Root 1 0 R"])[-1]
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        *(number, rng.choice((len(data) + 1, len(data) + 1, 0)), size, rng.choice((start, start, at)), root, at),
    )
    return rng.choice((data + added + table, data + added, data + added + cut(rng, table)))


def locked(rng: Random, data: bytes) -> bytes:
    """Under a password that nobody has, under none but with limits, or with a key that was damaged afterwards."""
    buffer = io.BytesIO()
    user = rng.choice(("", "", "secret"))
    revision = rng.choice((2, 3, 4))
    # Without AES, whose first block is random: the same seed makes the same file.
    lock = pikepdf.Encryption(user=user, owner="owner", R=revision, aes=False, metadata=False)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(buffer, encryption=lock, static_id=True)
    written = buffer.getvalue()
    if rng.random() < 0.4:
        return re.sub(rb"/(O|U|P|R|V) ", lambda m: b"/Z " if rng.random() < 0.4 else m.group(), written)
    return written


WHOLE: tuple[Raw, ...] = (
    *(shift_offsets, free_entries, odd_start, without_table, odd_trailer, odd_header, updated_with_rubbish, locked),
)
