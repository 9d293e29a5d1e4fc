"""What of one document adds up and what does not, each statement with its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass, replace
from decimal import localcontext

from extractor.audit.agreement import agreements
from extractor.audit.checks import AGREEMENT, DATE, DIFFERENCE, ERROR, HANDWRITING, RANGE, RATE, SUM, SUSPICION
from extractor.audit.dates import date_checks
from extractor.audit.grids import PICTURED, Grid, grids, unsure_pages
from extractor.audit.handwriting import handwriting_checks
from extractor.audit.misses import checks_of_tables
from extractor.audit.passages import Passage, passages
from extractor.audit.quotes import quotations
from extractor.audit.sentences import rates_in_text, sums_in_text
from extractor.audit.tables import Form, forms, rates_in_forms, sums_in_forms
from extractor.audit.verdicts import OPEN, habit_of_rates
from extractor.model.document import Check, Document
from extractor.model.pages import Box

# Digits that are reckoned with: a quotient of two operands of 15 digits, rounded at the last of 15 decimals, has 47
# (test_document.py).
_PRECISION = 50


@dataclass(frozen=True, slots=True)
class Audited:
    """What the makers of checks work on: a document, its sentences with figures, its forms, the numbers of its tables,
    the checks made so far.
    """

    document: Document
    passages: tuple[Passage, ...]
    forms: tuple[Form, ...]
    grids: tuple[Grid, ...]
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Maker:
    """A function that makes checks of these kinds of the registry."""

    kinds: tuple[str, ...]
    make: Callable[[Audited], Iterator[Check]]


# All makers of checks of one document, in the order of their checks; one may use the checks of those before it.
WITHIN = (
    Maker((SUM, DIFFERENCE), lambda audited: sums_in_text(audited.document, audited.passages)),
    Maker((RATE,), lambda audited: rates_in_text(audited.passages)),
    Maker((SUM,), lambda audited: sums_in_forms(audited.forms)),
    Maker((RATE, RANGE, SUM), lambda audited: rates_in_forms(audited.forms)),
    Maker((SUM, DIFFERENCE, RATE), lambda audited: checks_of_tables(audited.grids, audited.checks)),
    Maker((AGREEMENT,), lambda audited: _agreements(audited)),
    Maker((DATE,), lambda audited: date_checks(audited.document)),
    Maker((HANDWRITING,), lambda audited: handwriting_checks(audited.document)),
)


def audit(document: Document) -> tuple[Check, ...]:
    """All checks of a document, holding or not, in an order that depends on the document alone."""
    printed = passages(document)
    audited = Audited(document, printed, forms(document, printed), tuple(grids(document)))
    with localcontext(prec=_PRECISION):
        for maker in WITHIN:
            audited = replace(audited, checks=(*audited.checks, *maker.make(audited)))
    unsure = unsure_pages(document)
    return tuple(_as_read(_with_evidence(document, check), unsure) for check in habit_of_rates(audited.checks))


def _as_read(check: Check, unsure: Set[int]) -> Check:
    """A finding that stands on pages where a digit may be misread (``unsure``) is no error."""
    if check.holds or check.severity != ERROR or unsure.isdisjoint((check.page, *(box[0] for box in check.boxes))):
        return check
    told = "; ".join(filter(None, (check.explanation, PICTURED)))
    return replace(check, severity=SUSPICION, confidence=min(check.confidence, OPEN), explanation=told)


def _agreements(audited: Audited) -> Iterator[Check]:
    """The text against the forms, and against the cells of other tables that it quotes."""
    document = audited.document
    yield from agreements(document, audited.passages, audited.forms, audited.checks)
    yield from quotations(document, audited.grids, audited.passages)


def _with_evidence(document: Document, check: Check) -> Check:
    """A finding with the boxes of its figures, not surer than they are read; what holds stays as it is."""
    if check.holds or not check.figures:
        return check
    figures = [document.figures[index] for index in check.figures]
    boxes: tuple[Box, ...] = tuple(box for located in figures for box in located.place.boxes)
    # The least sure figure decides: one misread digit explains the finding.
    least = min(located.fact.confidence for located in figures)
    return replace(check, boxes=boxes, confidence=round(check.confidence * least, 3))
