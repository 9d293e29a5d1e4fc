"""The picture of a page with the words on it, as it is asked for, passes between processes and lies in the cache."""

from __future__ import annotations

import json
from dataclasses import dataclass

from extractor.model.pages import Rectangle

# What the bytes of a picture are.
MEDIA_TYPE = "image/webp"

# Between the words and the picture in the bytes of an entry of the cache; JSON has no such byte.
_BREAK = b"\x00"


# Of what is drawn and how: another number makes all entries of the cache anew.
EDITION = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """Page ``page`` (from 1) of ``file``, drawn ``width`` pixels wide; only what lies in ``box`` where one is given.

    ``sha256`` is the digest of the file; ``box`` is in points from the top left of the page as displayed.
    """

    file: str
    sha256: str
    page: int
    width: int
    box: Rectangle | None = None

    @property
    def key(self) -> str:
        """What the picture is known by, wherever the file lies: one name, one content."""
        part = "" if self.box is None else "-" + "_".join(f"{side:.0f}" for side in self.box)
        return f"{self.sha256}-{self.page}-{self.width}{part}-{EDITION}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page: its ``line`` counts from 0, its box is in points from the top left of the page as displayed."""

    text: str
    line: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def box(self) -> Rectangle:
        """The four sides."""
        return self.x0, self.top, self.x1, self.bottom


@dataclass(frozen=True, slots=True)
class Picture:
    """``image`` of ``width`` by ``height`` pixels, and the size of its whole page in points.

    ``words`` are those of the page; a scan has none, and a part of a page comes without them. ``lines`` are boxes
    around what is printed of each of their lines, from the highest mark to the lowest; of a page whose lines run down
    from the outermost left to the outermost right.
    """

    image: bytes
    width: int
    height: int
    page_width: float
    page_height: float
    words: tuple[Word, ...] = ()
    lines: tuple[Rectangle, ...] = ()

    def as_bytes(self) -> bytes:
        """The picture for the cache."""
        words = [[word.text, word.line, *word.box] for word in self.words]
        size = [self.width, self.height, self.page_width, self.page_height]
        head = {"size": size, "words": words, "lines": self.lines}
        return json.dumps(head, ensure_ascii=False).encode() + _BREAK + self.image

    @classmethod
    def from_bytes(cls, stored: bytes) -> Picture:
        """The picture that ``as_bytes`` made. Raises ``ValueError`` for other bytes."""
        head, parted, image = stored.partition(_BREAK)
        if not parted:
            raise ValueError("no picture")
        try:
            read = json.loads(head)
            width, height, page_width, page_height = read["size"]
            words = tuple(Word(*word) for word in read["words"])
            lines = tuple((x0, top, x1, bottom) for x0, top, x1, bottom in read["lines"])
            return cls(image, width, height, page_width, page_height, words, lines)
        except (KeyError, TypeError) as error:
            raise ValueError("no picture") from error
