"""The PDF of a document and the pictures of its pages, as files for the browser."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import quote

from datasette import Response

from extractor.facsimile.files import CHANGED, FOUND, MISSING, Original, opened
from extractor.facsimile.images import PAGE_WIDTH, WIDTHS
from extractor.facsimile.picture import EDITION, MEDIA_TYPE
from extractor.guard.warm import BUSY
from extractor.language.messages import said
from extractor.model.pages import Failure
from extractor.web.views import Absent, Asked, asked_by, in_turn, refused

# A day: the address of a picture names a document, whose bytes never change, but a later version may draw it better.
# Behind it the browser asks whether it has changed, which costs no drawing.
_KEPT = "private, max-age=86400"

# So much of a file is sent at once: a scan of 200 MB must not lie in memory.
CHUNK = 256 * 1024

# Of up to 18 digits: no file is longer, and Python reads no number of over 4,300.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
Handler = Callable[..., Awaitable[Any]]


def routes() -> list[tuple[str, Handler]]:
    """``image/DOCUMENT/NUMBER`` (``?width=``) and ``pdf/DOCUMENT`` below ``/DATABASE/-/``."""
    return [
        (r"^/(?P<database>[^/]+)/-/image/(?P<document>[^/.]+)/(?P<number>\d{1,7})$", image),
        (r"^/(?P<database>[^/]+)/-/pdf/(?P<document>[^/.]+)$", pdf),
    ]


async def image(request: Any, datasette: Any) -> Any:
    """The picture of a page. ``request`` and ``datasette`` are Datasette's."""
    asked = asked_by(request, datasette)
    number, width = int(asked.place["number"]), asked.number("width", PAGE_WIDTH, WIDTHS[-1])
    try:
        original = await _original(datasette, asked)
        tag = f'"{original.sha256[:16]}-{number}-{width}-{EDITION}"'
        if request.headers.get("if-none-match") == tag:
            return Response("", status=304, headers={"etag": tag, "cache-control": _KEPT})
        assert asked.facsimile is not None  # else there is no original
        picture = await in_turn(datasette, "pictures", asked.facsimile.page, original, number, width)
    except Absent as absent:
        return await refused(request, datasette, 404, asked.words("Not found"), str(absent))
    if isinstance(picture, Failure):
        status = 503 if picture.error == BUSY else 404
        title = asked.words("This page cannot be drawn")
        return await refused(request, datasette, status, title, said(picture.error, asked.words))
    return Response(picture.image, headers={"etag": tag, "cache-control": _KEPT}, content_type=MEDIA_TYPE)


async def pdf(request: Any, datasette: Any, send: Any) -> Any:
    """The PDF itself, or a part of it that a viewer asks for. All arguments are Datasette's."""
    asked = asked_by(request, datasette)
    try:
        original = await _original(datasette, asked)
    except Absent as absent:
        return await refused(request, datasette, 404, asked.words("Not found"), str(absent))
    if (file := await asyncio.to_thread(opened, original)) is None:  # gone since it was looked for, or another one
        said_so = not_found(asked, replace(original, state=MISSING))
        return await refused(request, datasette, 404, asked.words("Not found"), said_so)
    with file:
        return await _sent(request, send, original, file)


async def _sent(request: Any, send: Any, original: Original, file: BinaryIO) -> Any:
    # Of the file that is open: another one may take its name meanwhile.
    size = os.fstat(file.fileno()).st_size
    part = part_of(request.headers.get("range", ""), size)
    headers = {
        "content-type": "application/pdf",
        "content-disposition": f"inline; filename*=UTF-8''{quote(PurePosixPath(original.name).name, safe='')}",
        "accept-ranges": "bytes",
        "etag": f'"{original.sha256[:16]}"',
        "cache-control": "private, no-cache",
    }
    if part is None:
        return Response("", status=416, headers={"content-range": f"bytes */{size}"})
    first, last = part
    whole = (first, last) == (0, size - 1)
    if not whole:
        headers["content-range"] = f"bytes {first}-{last}/{size}"
    headers["content-length"] = str(last - first + 1)
    encoded = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 200 if whole else 206, "headers": encoded})
    file.seek(first)
    left = last - first + 1
    while left > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK, left))):
        left -= len(chunk)
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
    return None


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte that a ``Range`` header asks for of a file of ``size`` bytes; None where it has no such part.

    All of it where nothing is asked for, or what no reader of PDFs asks for: several parts at once.
    """
    found = _RANGE.fullmatch(asked.replace(" ", ""))
    if found is None or not (found[1] or found[2]):
        return 0, size - 1
    if not found[1]:  # the last bytes
        return (max(size - int(found[2]), 0), size - 1) if int(found[2]) else None
    first, last = int(found[1]), min(int(found[2]) if found[2] else size - 1, size - 1)
    return (first, last) if first <= last else None


async def _original(datasette: Any, asked: Asked) -> Original:
    """The file of the document that is asked for. Raises ``Absent`` with the next step where it is not there."""
    document, facsimile = asked.place["document"], asked.facsimile
    database = datasette.get_database(asked.database)
    original: Original | None = None
    if facsimile is not None:
        original = await database.execute_fn(lambda connection: facsimile.original(connection, document))
    if original is None:
        raise Absent(asked.words("There is no document “{document}” in this collection.", document=document))
    if original.state != FOUND:
        raise Absent(not_found(asked, original))
    return original


def not_found(asked: Asked, original: Original) -> str:
    """Why the PDF of a document is not shown, and what to do."""
    if original.state == CHANGED:
        return asked.words(
            "The file {name} is not the one that was read: it was replaced since. Ingest it anew, or name the folder"
            " of the old one: trichluc serve --files FOLDER",
            name=original.name,
        )
    return asked.words(
        "The file {name} is not where it was read. Name its folder: trichluc serve --files FOLDER",
        name=original.name,
    )
