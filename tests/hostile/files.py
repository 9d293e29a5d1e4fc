"""Files that want to break a reader, and some that only look so, all made by code."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas


def report(pages: int = 2) -> bytes:
    """A plain PDF of a few lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number in range(1, pages + 1):
        canvas.drawString(72, 760, f"Bao cao trang {number}: da hoan thanh 45 ke hoach.")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(user: str, owner: str) -> bytes:
    """The report under two passwords."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(report())) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user=user, owner=owner))
    return buffer.getvalue()


def zipped() -> bytes:
    """An archive that holds the report as it is, its header within the first kilobyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("report.pdf", report())
    return buffer.getvalue()


def from_objects(*objects: bytes) -> bytes:
    """A PDF with a right cross-reference table of the given objects; the first is the catalog."""
    parts, offsets = [b"%PDF-1.7\n"], []
    for number, content in enumerate(objects, 1):
        offsets.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join(parts) + end % (len(objects) + 1, table, len(objects) + 1, sum(map(len, parts)))


def one_page(content: bytes, resources: bytes = b"", *more: bytes, packed: bool = False) -> bytes:
    """A PDF of one page that draws the content; further objects count from 5."""
    data = zlib.compress(content, 9) if packed else content
    packing = b" /Filter /FlateDecode" if packed else b""
    return from_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>" % resources,
        b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), packing, data),
        *more,
    )


def form_in_itself() -> bytes:
    """A form that draws itself twice, without end."""
    inner = b"q /F Do Q q /F Do Q"
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >> /Length %d >>"
    return one_page(b"/F Do", b"/XObject << /F 5 0 R >>", form % len(inner) + b"\nstream\n" + inner + b"\nendstream")


def looping_pages() -> bytes:
    """A page tree that holds itself and claims two thousand million pages."""
    return from_objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 /Parent 2 0 R >>",
    )


BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "empty"),
    "page.pdf": (lambda: b"<!DOCTYPE html><html><body>503</body></html>", "a web page"),
    "pointer.pdf": (
        lambda: b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n",
        "git-lfs pointer",
    ),
    "archive.pdf": (zipped, "zip archive"),
    "noise.pdf": (lambda: bytes(range(256)) * 20, "not a PDF"),
    "header only.pdf": (lambda: b"%PDF-1.7\n", "damaged"),
    "locked.pdf": (lambda: encrypted("secret", "owner"), "password"),
    "cut in half.pdf": (lambda: report(40)[: len(report(40)) // 3], "damaged"),
}
"""File name → how to make it, and a word that its failure must say."""

READABLE: dict[str, Callable[[], bytes]] = {
    "plain.pdf": report,
    "restricted.pdf": lambda: encrypted("", "owner"),
    "stray bytes.pdf": lambda: b"\x00\x01\r\n " + report(3),
    "CAPITALS.PDF": lambda: report(4),
    "no last line.pdf": lambda: report(5).rsplit(b"startxref", 1)[0],
}
"""File name → how to make it; these only look broken."""

POISON: dict[str, Callable[[], bytes]] = {
    "form in itself.pdf": form_in_itself,
    "looping pages.pdf": looping_pages,
    "deep array.pdf": lambda: one_page(b"[" * 100_000 + b"]" * 100_000 + b" TJ"),
    "deep state.pdf": lambda: one_page(b"q " * 300_000),
    "inflates.pdf": lambda: one_page(b" " * 300_000_000, packed=True),
    "endless page.pdf": lambda: one_page(b"").replace(b"[0 0 595 842]", b"[0 0 2000000 2000000]"),
}
"""Whether these are read or fail is all the same; nothing else may suffer from them."""


def write_all(folder: Path) -> None:
    """All of them into the folder, with a folder, a dangling link and a pipe that are called like PDFs."""
    makers = {name: make for name, (make, _) in BROKEN.items()} | READABLE | POISON
    for name, make in makers.items():
        (folder / name).write_bytes(make())
    (folder / "folder.pdf").mkdir()
    (folder / "dangling.pdf").symlink_to(folder / "nowhere.pdf")
