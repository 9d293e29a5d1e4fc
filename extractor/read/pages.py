"""A file to its pages, one by one: read, legacy encodings decoded, scanned pages by OCR."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.errors import MissingPartError
from extractor.model.pages import Failure, Page, Pages
from extractor.options import Options
from extractor.read.damage import CUT_OFF, Damage, is_cut_off
from extractor.read.legacy.decode import NOTHING_BEFORE, decoded
from extractor.read.ocr.engine import RecognitionError
from extractor.read.ocr.kept import engine_of
from extractor.read.ocr.recognition import recognised
from extractor.read.opening import ERRORS, Source, opened_file
from extractor.read.quality import unreadable, unusable

# OCR of one page may take this share of its document's time: then the page fails, and not the whole document. A page
# takes a second or two, so that at 300 seconds only a page that hangs comes to it.
PAGE_SHARE = 0.5


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
            page, failure = _with_usable_text(self.path, page, self.options)
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


def _with_usable_text(path: Path, page: Page, options: Options) -> tuple[Page, Failure | None]:
    """The page itself, or as OCR reads its picture.

    Where OCR is needed and not possible, the page comes without its text, as wrong text is worse than none, and with
    a failure.
    """
    reason = "asked for" if options.ocr == "force" else unusable(page)
    lineless = None if reason else unreadable(page)
    if reason is None and lineless is None:
        return page, None
    without = replace(page, characters=page.characters.take(slice(0)))
    if lineless:
        hint = "look at the page in a viewer; print it upright to a new PDF, and ingest that"
        return without, Failure("read", page.number, f"the page cannot be read: {lineless}", hint)
    if options.ocr == "never":
        return without, Failure("ocr", page.number, f"no usable text: {reason}", "run again without `--ocr never`")
    try:
        return recognised(path, page, engine_of(options), options.timeout * PAGE_SHARE), None
    except (RecognitionError, MissingPartError) as error:
        return without, Failure("ocr", page.number, f"{error.message}: {reason}", error.next_step)
