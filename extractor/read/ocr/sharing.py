"""Pictures of one document read by several processes: which pages, and what came of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from extractor.model.pages import Failure

# A document with more pages to be read from their pictures has them read by all workers. Two pages take two or three
# seconds, about as long as it takes a second worker to start (test_sharing.py).
FEW = 2

# So many pages in a row that need no OCR end the look for further pictures: to read their text takes less than a tenth
# of what OCR takes of one page, whereas the rest of a long report of which a few pages are scanned would be read twice
# (test_sharing.py).
STRETCH = 10

Readings: TypeAlias = Mapping[int, bytes | Failure]
"""By the number of a page what OCR reads in its picture, packed, or why it reads nothing."""


class ManyPicturesError(Exception):
    """A document with pages that had better be read from their pictures elsewhere, and then come with its text.

    It is no failure: whoever offers to take readings gets it, once for each of the ``pages``.
    """

    def __init__(self, pages: tuple[int, ...]) -> None:
        super().__init__(pages)
        self.pages = pages
