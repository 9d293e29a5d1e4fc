"""One page costs one page: what is done with it is known to the parent, ends in time, and raises a failure of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from extractor.guard import page_at_work
from extractor.guard.limits import DISK_FULL, raised
from extractor.guard.processor_time import OutOfTimeError, processor_time
from extractor.model.pages import Failure

# Seconds of processor time for one stage of one page: thirty times what a page of a form in small print, or a scan of
# many cells takes; a page of 100,000 words made by code takes as long, and noise drawn as pixels longer
# (test_one_page.py).
PAGE_SECONDS = 60.0

ENDLESS = "it takes too long"
VIEWER = "look at the page in a viewer; if it shows there, print it to a new PDF"

_WORDS = {
    "read": "the page cannot be read",
    "ocr": "the page cannot be read by OCR",
    "layout": "the page cannot be laid out",
}


class LostPageError(Exception):
    """A stage that failed on one page, for a reason that nobody has foreseen; ``failure`` says which and why."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


@contextmanager
def one_page(number: int, stage: str, known: tuple[type[Exception], ...] = (), limited: bool = True) -> Iterator[None]:
    """Whatever is raised in it as ``LostPageError``.

    number: of the page, from 1. stage: ``read``, ``ocr`` or ``layout``. known: errors that pass, as they are no faults.
    limited: False where its parts have limits of their own.

    A full disk passes, as it is no page's fault. Lack of memory passes in a worker, whose parent reads the document
    again without the page: what libraries hold of a page that they could not finish is gone with the process.
    """
    passing: tuple[type[Exception], ...] = (LostPageError, *known)
    before = page_at_work.at_work()
    page_at_work.begin(number, stage)
    try:
        with processor_time(PAGE_SECONDS) if limited else nullcontext():
            yield
    except MemoryError as error:
        if page_at_work.is_guarded():
            raise
        failure = _fault(error, number, stage)
    except passing:
        page_at_work.go_back_to(before)
        raise
    except OutOfTimeError:
        failure = Failure(stage, number, f"{_WORDS[stage]}: {ENDLESS}", VIEWER)
    except OSError as error:
        if error.errno in DISK_FULL:
            raise
        failure = _fault(error, number, stage)
    except Exception as error:  # noqa: BLE001 - what a page does to a library is its failure, not ours
        failure = _fault(error, number, stage)
    else:
        page_at_work.go_back_to(before)
        return
    page_at_work.go_back_to(before)
    raise LostPageError(failure)


def _fault(error: Exception, number: int, stage: str) -> Failure:
    fault = raised(error, stage)
    return replace(fault, page=number, error=f"{_WORDS[stage]}: {fault.error}")
