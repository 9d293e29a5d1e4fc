"""A file to its pages, one by one: read, legacy encodings decoded, scanned pages by OCR."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from extractor.errors import UsageError
from extractor.guard.one_page import VIEWER, LostPageError, one_page
from extractor.model.pages import Failure, Page, Pages
from extractor.options import Options
from extractor.read.choice import is_read_from_picture, with_lost_text, with_usable_text
from extractor.read.damage.file import CUT_OFF, ENOUGH_OF_PICTURE, Damage, Doubt, damage_of, is_blank
from extractor.read.damage.rescue import best_reading, read_anew
from extractor.read.legacy.decode import NOTHING_BEFORE, decoded
from extractor.read.legacy.verdicts import FontReadings
from extractor.read.ocr.sharing import STRETCH, ManyPicturesError, Readings
from extractor.read.opening import ERRORS, Source, opened_file

NOTHING_LOST: Mapping[int, Failure] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PageStream:
    """The pages of an opened file in order; each is read when it is asked for, and nothing here keeps it.

    In place of a page that cannot be read comes a ``Failure``; after a page without usable text that OCR could not read
    comes one too. The last failures say what the file has lost as a whole.

    ``path`` is what is read, ``given`` the file as it was given: they differ where a repaired copy is read.

    ``readings`` are what others have read in pictures of its pages; None where nobody will. Where somebody will, it
    raises ``ManyPicturesError`` at the first of many pictures that are not among them. ``lost`` are pages that are not
    read, and why.
    """

    source: Source
    path: Path
    options: Options
    given: Path
    readings: Readings | None = None
    lost: Mapping[int, Failure] = NOTHING_LOST

    @property
    def page_count(self) -> int:
        """How many pages the file has, read or not."""
        return self.source.page_count

    def __iter__(self) -> Iterator[Page | Failure]:
        with damage_of(self.given, self.page_count, repaired=self.path != self.given) as damage:
            yield from self._pages(damage)
            if lost := damage.of_file():
                yield lost
            if damage.cut_off:
                yield CUT_OFF

    def _pages(self, damage: Damage) -> Iterator[Page | Failure]:
        encodings = NOTHING_BEFORE
        for number in range(1, self.page_count + 1):
            try:
                page, doubt, encodings = self._decoded(number, damage, encodings)
                page, failures = self._with_its_text(page, doubt, encodings)
            except LostPageError as error:
                yield error.failure
            else:
                yield page
                yield from failures

    def _decoded(self, number: int, damage: Damage, encodings: FontReadings) -> tuple[Page, Doubt | None, FontReadings]:
        """The page with its own text, what there is to doubt of it, and the encodings of its fonts beside the others.

        number: of the page, from 1. damage: that of the file. encodings: those of the pages before.

        Raises ``LostPageError`` where it cannot be read, or must not be.
        """
        if number in self.lost:
            raise LostPageError(self.lost[number])
        try:
            with one_page(number, "read", ERRORS):
                page, doubt = self._read(number, damage)
                page, encodings = decoded(page, encodings)
        except ERRORS as error:
            unread = f"the page cannot be read: {error or type(error).__name__}"
            raise LostPageError(Failure("read", number, unread, VIEWER)) from error
        return page, doubt, encodings

    def _read(self, number: int, damage: Damage) -> tuple[Page, Doubt | None]:
        """The page as whoever finds most of it reads it, and what there is to doubt of it for all that."""
        try:
            page = self.source.read_page(number)
        except ERRORS:
            anew = next(self._anew(number, damage), None)
            if anew is None:
                raise
            page = anew
        doubt = damage.doubt(page)
        if doubt is None:
            return page, None
        return best_reading(page, doubt, chain(self.source.other_readings(number), self._anew(number, damage)))

    def _anew(self, number: int, damage: Damage) -> Iterator[Page]:
        """The page in a file of its own; not for who asks for pdfplumber, and wants its text."""
        return read_anew(damage, number) if self.options.backend == "pdfium" else iter(())

    def _with_its_text(
        self, page: Page, doubt: Doubt | None, encodings: FontReadings
    ) -> tuple[Page, Sequence[Failure]]:
        """The page with the text that counts, its own or that of its picture, and what of it is lost or unreadable.

        page: as it was read. doubt: why that may not be all. encodings: those of the pages up to it.

        Raises ``LostPageError`` for what nobody has foreseen.
        """
        recognised = partial(self._recognised, encodings)
        lost = None
        with one_page(page.number, "read", (ManyPicturesError, UsageError), limited=False):
            page, unread = with_usable_text(page, self.options, recognised)
            if doubt:
                page, lost = self._restored(page, doubt, recognised)
        return page, [failure for failure in (lost, unread) if failure]

    def _restored(self, page: Page, doubt: Doubt, recognised: Callable[[Page], Page]) -> tuple[Page, Failure | None]:
        """The page from its picture where its text is lost, and what is lost of it for all that."""
        if doubt.lacks_text(page) or is_blank(page):
            page = with_lost_text(page, doubt.reason, self.options, recognised)
        is_found = page.text_layer == "ocr" and not doubt.lacks_text(page, ENOUGH_OF_PICTURE)
        return page, None if is_found and not doubt.faults else doubt.failure(page)

    def _recognised(self, encodings: FontReadings, page: Page) -> Page:
        """The page as it is read from its picture; encodings: those of the pages before."""
        from extractor.read.ocr.pictures import Pictures  # OpenCV, which only pages without text need

        ahead = partial(self._pictures_from, encodings)
        return Pictures(self.path, self.options, self.readings, ahead).recognised(page)

    def _pictures_from(self, encodings: FontReadings, first: int) -> tuple[int, ...]:
        """The pages from the first on whose pictures must be read, up to a stretch without any.

        encodings: those of the pages before.
        """
        found = [first]
        for number in range(first + 1, self.page_count + 1):
            if number - found[-1] > STRETCH:
                break
            if number in self.lost:
                continue
            with suppress(*ERRORS, LostPageError), one_page(number, "read", ERRORS):  # told when its turn comes
                page, encodings = decoded(self.source.read_page(number), encodings)
                if is_read_from_picture(page, self.options):
                    found.append(number)
        return tuple(found)


@contextmanager
def stream_pages(
    path: Path, options: Options, readings: Readings | None = None, lost: Mapping[int, Failure] = NOTHING_LOST
) -> Iterator[PageStream]:
    """The pages of a PDF while it is open.

    path: the file. options: how it is read. readings: what others have read in its pictures; None where nobody will.
    lost: pages that are not read, and why.

    Raises ``UnreadableFileError`` with a next step where it does not open.
    """
    with opened_file(path, options.backend) as (source, lies_at):
        yield PageStream(source, lies_at, options, path, readings, lost)


def read_picture(path: Path, number: int, options: Options) -> bytes:
    """What is read in the picture of one page of a PDF, packed: for ``readings``, elsewhere.

    path: the file. number: of the page, from 1. options: who reads, and how long.

    Raises ``RecognitionError`` or ``MissingPartError``, and what opening a file or reading a page of it raises.
    """
    from extractor.read.ocr.packing import packed
    from extractor.read.ocr.pictures import at_picture, read_drawn

    with opened_file(path, options.backend) as (source, lies_at):
        page = source.read_page(number)
        with at_picture(number):
            return packed(read_drawn(lies_at, page, options))


def read_pages(path: Path, options: Options) -> Pages:
    """All pages of a PDF at once. Raises ``UnreadableFileError`` with a next step for one that does not open."""
    with stream_pages(path, options) as stream:
        count, read = stream.page_count, list(stream)
    return Pages(
        tuple(each for each in read if isinstance(each, Page)),
        count,
        tuple(each for each in read if isinstance(each, Failure)),
    )
