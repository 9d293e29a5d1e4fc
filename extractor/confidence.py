"""Makes probabilities of what the stages know: how often facts that were read like this one are right.

Stages put their ways of reading in an order and know nothing of the others; here is the one place where the order, the
text layer, what is left open, the OCR engine's own confidence and the arithmetic of recognised tables become the number
that users see. What was measured stands in ``patterns/confidence.toml``; ``evaluate/calibration.py`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from extractor.model.document import Check, Document, Identity
from extractor.model.facts import CELL_VALUE, FORM_VALUE, Citation, Figure, Located
from extractor.model.layout import PageText, Row, Table
from extractor.model.pages import Box, Floats, Mask, Rectangle
from patterns.confidence import STEP, probability

# Digital and decoded text err alike, and of decoded text alone too little is measured.
TEXT, RECOGNISED = "text", "ocr"

# The order of the stages, in bands: what is read by its full form, a name or a symbol alone; what leans on a neighbour
# or names no known organ; what only looks like a fact. Golds hold enough facts for these and not for every value
# (test_confidence.py).
BANDS = ((0.85, "plain"), (0.65, "leaning"), (0.0, "loose"))

# The weakest word of a fact, as the OCR engine says: of citations in scanned letters and decisions 95 % are right from
# .75 on, 79 % below; between .75 and .9 they are as good as above (test_confidence.py).
CLEAR = 0.75
CLARITIES = ("clear", "poor")

# How sure the stages are of a key that leaves its organ, place or year open: of such in scanned decisions one in five
# was right, of digital ones too few are measured (test_confidence.py).
OPEN_KEY = 0.5

# As sure as a figure of a recognised page is at most where the numbers about it do not add up (test_confidence.py).
REFUTED = 0.5

# The kinds of checks that reckon, and the severity of a miss that tells nothing of digits; of the registry of checks.
ARITHMETIC, ROUNDING = ("sum", "rate", "difference"), "rounding"

# The fields of a head that have a confidence of their own.
HEAD_FIELDS = ("doc_type", "identifier", "issuer", "issued_on", "title", "period")


def stated(document: Document) -> Document:
    """The document with probabilities as confidences: of citations and their keys, figures, rows and its head."""
    pages = {page.number: page for page in document.pages}
    proofs = _proofs(document.checks) if any(page.words is not None for page in document.pages) else {}
    return replace(
        document,
        identity=replace(document.identity, confidence=_of_head(document.identity, document.pages)),
        citations=tuple(_citation(each, sureness(pages, each.place.boxes)) for each in document.citations),
        figures=tuple(_figure(each, pages, proofs.get(at)) for at, each in enumerate(document.figures)),
        rows=tuple(
            replace(row, confidence=probability(row_path(row, document.tables, sureness(pages, row.boxes)), 1.0))
            for row in document.rows
        ),
    )


def stated_citations(citations: Iterable[Citation]) -> list[Citation]:
    """Citations of a plain string with probabilities as confidences."""
    return [_stated(citation, None) for citation in citations]


def stated_figures(figures: Iterable[Figure]) -> list[Figure]:
    """Figures of a plain string with probabilities as confidences."""
    return [replace(figure, confidence=probability(figure_path(figure, None), figure.confidence)) for figure in figures]


def sureness(pages: Mapping[int, PageText], boxes: Iterable[Box]) -> float | None:
    """How sure the OCR engine is of the weakest word that stands in some boxes; None where it read none.

    ``pages`` are those of the document by number. A word stands in a box that holds the middle of its height and a part
    of its width.
    """
    weakest = None
    for number, x0, top, x1, bottom in boxes:
        page = pages[int(number)]
        if page.text_layer != RECOGNISED:
            continue
        least = page.ocr_confidence or 0.0
        if page.words is not None:
            within = page.words[_standing_in(page.words, (x0, top, x1, bottom)), 4]
            least = float(within.min()) if within.size else least
        weakest = least if weakest is None else min(weakest, least)
    return weakest


def _standing_in(words: Floats, box: Rectangle) -> Mask:
    x0, top, x1, bottom = box
    left, above, right, below, _ = words.T
    middle = (above + below) / 2
    within: Mask = (left < x1) & (right > x0) & (middle > top) & (middle < bottom)
    return within


def citation_path(citation: Citation, sure: float | None) -> str:
    """What is known of a citation; ``sure`` is the confidence of the OCR engine, None in text that it did not read."""
    return _paths(_is_whole(citation), citation.confidence, _layer(sure))[0]


def key_path(citation: Citation, sure: float | None) -> str:
    """What is known of the key of a citation; ``sure`` as for ``citation_path``."""
    return _paths(_is_whole(citation), citation.confidence, _layer(sure))[1]


def key_order(citation: Citation) -> float:
    """How sure the stages are of the key of a citation."""
    return _key_order(_is_whole(citation), citation.confidence)


def figure_path(figure: Figure, sure: float | None) -> str:
    """What is known of a figure; ``sure`` as for ``citation_path``."""
    # In a cell the order says whether its unit is known: the number is right as often without one.
    where = ("cell",) if figure.method in (CELL_VALUE, FORM_VALUE) else ("words", band(figure.confidence))
    return STEP.join(("figures", *_layer(sure), *where))


def row_path(row: Row, tables: tuple[Table, ...], sure: float | None) -> str:
    """What is known of a row of one of the ``tables`` of its document; ``sure`` as for ``citation_path``."""
    return STEP.join(("rows", *_layer(sure)[:1], "form" if tables[row.table].is_form else "table"))


def head_path(field: str, recognised: bool) -> str:
    """What is known of a field of a head; ``recognised`` where an OCR engine read its page."""
    return STEP.join(("heads", RECOGNISED if recognised else TEXT, field))


def band(order: float) -> str:
    """The name of the band that a confidence of a stage falls into."""
    return next(name for least, name in BANDS if order >= least)


def _key_order(is_whole: bool, order: float) -> float:
    return order if is_whole else min(order, OPEN_KEY)


def _paths(is_whole: bool, order: float, layer: tuple[str, ...]) -> tuple[str, str]:
    """The path of a citation and that of its key."""
    key = "resolved" if is_whole else "open"
    return STEP.join(("citations", *layer, key, band(order))), STEP.join(("keys", key, *layer, band(order)))


def _is_whole(citation: Citation) -> bool:
    """Whether nothing is left open in the key of a citation: that of a misread one seldom is whole."""
    return citation.status == "resolved"


def _layer(sure: float | None) -> tuple[str, ...]:
    if sure is None:
        return (TEXT,)
    return RECOGNISED, CLARITIES[sure < CLEAR]


def _citation(located: Located[Citation], sure: float | None) -> Located[Citation]:
    return replace(located, fact=_stated(located.fact, sure))


def _stated(citation: Citation, sure: float | None) -> Citation:
    of_print, of_key = _probabilities(_is_whole(citation), citation.confidence, _layer(sure))
    return citation.changed(confidence=of_print, key_confidence=of_key if citation.key else None)


# Citations of a text differ in few of these, and each text has many.
@cache
def _probabilities(is_whole: bool, order: float, layer: tuple[str, ...]) -> tuple[float, float]:
    """How often such a citation is right, and such a key."""
    of_print, of_key = _paths(is_whole, order, layer)
    return probability(of_print, order), probability(of_key, _key_order(is_whole, order))


def _figure(located: Located[Figure], pages: Mapping[int, PageText], proof: bool | None) -> Located[Figure]:
    """A figure with its confidence and other reading; ``pages`` by number, ``proof`` as ``_proofs`` gives it."""
    figure, boxes = located.fact, located.place.boxes
    sure = sureness(pages, boxes)
    if sure is not None and proof is not None:
        sure = max(sure, CLEAR) if proof else min(sure, REFUTED)
    confidence = probability(figure_path(figure, sure), figure.confidence)
    return replace(located, fact=replace(figure, confidence=confidence, other_reading=other_reading(pages, boxes)))


def _proofs(checks: Iterable[Check]) -> Mapping[int, bool]:
    """Of figures that sums, rates and printed formulas speak of, by index: whether one of these holds.

    It never says which digit is wrong, so what does not hold speaks against all its figures alike.
    """
    proofs: dict[int, bool] = {}
    for check in checks:
        if check.kind in ARITHMETIC and check.severity != ROUNDING:
            for figure in check.figures:
                proofs[figure] = proofs.get(figure, False) or check.holds
    return proofs


def other_reading(pages: Mapping[int, PageText], boxes: Iterable[Box]) -> str | None:
    """What a second reader reads in place of the words that stand in some boxes; None where it reads the same.

    ``pages`` and ``boxes`` are those of ``sureness``.
    """
    read = []
    for number, x0, top, x1, bottom in boxes:
        page = pages[int(number)]
        if page.words is None or not page.other_readings:
            continue
        within = _standing_in(page.words, (x0, top, x1, bottom))
        read += [page.other_readings[at] for at in within.nonzero()[0]]
    return " ".join(filter(None, read)) or None


def _of_head(identity: Identity, pages: tuple[PageText, ...]) -> Mapping[str, float]:
    recognised = bool(pages) and pages[0].text_layer == RECOGNISED
    return {field: probability(head_path(field, recognised), 1.0) for field in HEAD_FIELDS if getattr(identity, field)}
