"""How far a damaged stream is decoded."""

from __future__ import annotations

import random
import zlib

import pikepdf
import pytest
from pikepdf import Name

from extractor.read.damage import streams
from extractor.read.damage.streams import BLOCK, Decoded, decoded

NUMBERS = random.Random(1).randbytes(30_000).hex().encode()


def of_code(code: bytes) -> Decoded:
    with pikepdf.new() as pdf:
        return decoded(pdf, pdf.make_stream(code, Filter=Name.FlateDecode))


def inflated_byte_by_byte(code: bytes) -> bytes:
    machine, content = zlib.decompressobj(), b""
    try:
        for byte in code:
            content += machine.decompress(bytes([byte]))
    except zlib.error:
        pass
    return content


@pytest.mark.parametrize("at", [2, 9, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, -5])
def test_all_that_comes_before_a_fault_is_decoded(at: int) -> None:
    # Half kilobytes for themselves, so that a wrong byte is noticed soon.
    machine = zlib.compressobj()
    halves = (NUMBERS[begins : begins + 512] for begins in range(0, len(NUMBERS), 512))
    code = bytearray(b"".join(machine.compress(half) + machine.flush(zlib.Z_FULL_FLUSH) for half in halves))
    code += machine.flush()
    code[at:] = b"\xff" * len(code[at:])
    found = of_code(bytes(code))
    assert found == Decoded(inflated_byte_by_byte(bytes(code)), whole=False)
    assert len(found.content) > at - 1024


def test_no_more_than_a_page_may_draw_is_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST", 1 << 20)
    code = zlib.compress(bytes(1 << 26))
    assert len(of_code(code[:-4000] + b"\xff" * 4000).content) < 8 << 20
