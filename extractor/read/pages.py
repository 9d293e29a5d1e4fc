"""A file to its pages, one by one: read, legacy encodings decoded, scanned pages by OCR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.model.pages import Failure, Page, Pages
from extractor.options import Options
from extractor.read.choice import with_usable_text
from extractor.read.damage import CUT_OFF, Damage, is_cut_off
from extractor.read.legacy.decode import NOTHING_BEFORE, decoded
from extractor.read.opening import ERRORS, Source, opened_file


@dataclass(frozen=True, slots=True)
class PageStream:
    """The pages of an opened file in order; each is read when it is asked for, and nothing here keeps it.

    In place of a page that cannot be read comes a ``Failure``; after a page without usable text that OCR could not read
    comes one too. The last failure of a file whose end is missing says so.
    """

    source: Source
    path: Path
    options: Options
    cut_off: bool = False

    @property
    def page_count(self) -> int:
        """How many pages the file has, read or not."""
        return self.source.page_count

    def __iter__(self) -> Iterator[Page | Failure]:
        encodings = NOTHING_BEFORE
        damage = Damage(self.path, cut_off=self.cut_off)
        for number in range(1, self.page_count + 1):
            try:
                page, encodings = decoded(self.source.read_page(number), encodings)
            except ERRORS as error:
                yield Failure(
                    "read",
                    number,
                    f"the page cannot be read: {error or type(error).__name__}",
                    "look at the page in a viewer; if it shows there, print it to a new PDF",
                )
                continue
            lost = damage.of(page)
            page, failure = with_usable_text(self.path, page, self.options)
            yield page
            yield from filter(None, (lost, failure))
        if self.cut_off:
            yield CUT_OFF


@contextmanager
def stream_pages(path: Path, options: Options) -> Iterator[PageStream]:
    """The pages of a PDF while it is open. Raises ``UnreadableFileError`` with a next step where it does not open."""
    with opened_file(path, options.backend) as (source, lies_at):
        yield PageStream(source, lies_at, options, is_cut_off(path))


def read_pages(path: Path, options: Options) -> Pages:
    """All pages of a PDF at once. Raises ``UnreadableFileError`` with a next step for one that does not open."""
    with stream_pages(path, options) as stream:
        count, read = stream.page_count, list(stream)
    return Pages(
        tuple(each for each in read if isinstance(each, Page)),
        count,
        tuple(each for each in read if isinstance(each, Failure)),
    )
