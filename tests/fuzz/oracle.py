"""Judges a run over damaged files: what was lost, failed without words, or came in wrongly and was not said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

LOST = "lost"
UNNAMED = "unnamed"
BEYOND = "beyond the limit"
SILENT = "silent"
NONSENSE = "nonsense"
KINDS = (LOST, UNNAMED, BEYOND, SILENT, NONSENSE)

# A page has to have so many letters for a share of them to mean anything: less is a number of a page or a stamp.
LETTERS_TO_JUDGE = 50

# Below this share of what another reader finds, a page has lost text: differences of two readers of a whole page are
# a few letters, running heads and numbers of pages that are left out a tenth.
SHARE_TO_KEEP = 0.7

# A page of which fewer words than these are known from whole files is nonsense; whole pages have nine in ten.
SHARE_TO_MAKE_SENSE = 0.5

# Pages that nobody counts alike are matched up to so many: every page is held against every other.
MOST_PAGES = 200

# A page that is drawn with so much of the ink of the whole page shows its text: rules and pictures alone are less.
SHARE_OF_INK = 0.8

WORD = re.compile(r"[^\W\d_]+")

# What a traceback would say, or a fault that nobody thought of; no words for who reads reports.
CODE = re.compile(
    r"\b[A-Z]\w*(?:Error|Exception|Interrupt|Iteration)\b|Traceback|\.py\b|fault of the program|0x[0-9a-f]{6}"
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as stored: its text, what it holds and does not show, and why its picture was read, where it was."""

    number: int
    text: str
    hidden: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as stored, of a file or of one page."""

    page: int | None
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the database holds of a file: a document's pages (None: no document) and its failures."""

    pages: Sequence[Page] | None
    failures: Sequence[Failure]
    seconds_too_many: float = 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of a file beside what is stored.

    ``texts``: what poppler reads on each page. ``whole``: what poppler reads and what is stored of each page of the
    whole file. ``vocabulary``: the words of whole files. ``ink``: the ink of a page as a share of that of the whole
    page.
    """

    texts: Sequence[str]
    whole: Sequence[tuple[str, str]]
    vocabulary: Collection[str]
    ink: Callable[[int], float] = lambda page: 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that should not be: its kind, the page, and what was seen."""

    kind: str
    page: int | None
    seen: str


def letters(text: str) -> int:
    """How many letters a text has, whatever else it has."""
    return sum(map(str.isalpha, text))


def words(text: str) -> list[str]:
    """The words of a text, of letters alone."""
    return [word.lower() for word in WORD.findall(text)]


def judge(outcome: Outcome, reference: Reference) -> list[Finding]:
    """All that is wrong with what became of a file."""
    found = [
        Finding(UNNAMED, each.page, f"{each.error} | {each.hint}") for each in outcome.failures if is_unnamed(each)
    ]
    if outcome.pages is None and not outcome.failures:
        found.append(Finding(LOST, None, "neither a document nor a failure"))
    if outcome.seconds_too_many:
        found.append(Finding(BEYOND, None, f"{outcome.seconds_too_many:.0f} s beyond its limit"))
    if outcome.pages is not None and not any(failure.page is None for failure in outcome.failures):
        found += _of_pages(outcome, reference)
    return found


def is_unnamed(failure: Failure) -> bool:
    """Whether a failure says nothing to its reader: no words, no next step, or those of a programmer."""
    return not failure.error.strip() or not failure.hint.strip() or bool(CODE.search(f"{failure.error} {failure.hint}"))


def _of_pages(outcome: Outcome, reference: Reference) -> list[Finding]:
    stored = {page.number: page for page in outcome.pages or ()}
    told = {failure.page for failure in outcome.failures if failure.page}
    if {*stored, *told} != set(range(1, len(reference.texts) + 1)):
        return _of_other_pages([page for page in stored.values() if page.number not in told], len(told), reference)
    found = []
    for number, text in enumerate(reference.texts, 1):
        if number not in told:
            found += _of_page(number, stored.get(number), text, reference)
    return found


def _of_other_pages(pages: Sequence[Page], told: int, reference: Reference) -> list[Finding]:
    """What is wrong where poppler counts other pages: each of its pages has the one most like it.

    pages: those without a failure. told: how many have one, each of which may be a page that has nothing like it.
    """
    if len(pages) > MOST_PAGES:
        return []
    pairs = [(_likeness(text, page), n, page) for n, text in enumerate(reference.texts, 1) for page in pages]
    like: dict[int, Page] = {}
    for _, number, page in sorted(pairs, key=lambda pair: -pair[0]):
        if number not in like and page not in like.values():
            like[number] = page
    silent, others = [], []
    for number, text in enumerate(reference.texts, 1):
        for finding in _of_page(number, like.get(number), text, reference):
            (silent if finding.kind == SILENT else others).append(finding)
    return silent[told:] + others


def _likeness(text: str, page: Page) -> float:
    """The share of the words of both that both have."""
    one, two = Counter(words(text)), Counter(words(page.text + page.hidden))
    return (one & two).total() / ((one | two).total() or 1)


def _of_page(number: int, page: Page | None, text: str, reference: Reference) -> list[Finding]:
    should = letters(text)
    if page is None:
        return [Finding(SILENT, number, f"no page; poppler reads {should} letters")]
    kept, usual = letters(page.text) + letters(page.hidden), _usual_share(number, reference)
    if should >= LETTERS_TO_JUDGE and kept < SHARE_TO_KEEP * usual * should:
        return [Finding(SILENT, number, f"{kept} letters; poppler reads {should}, usual share {usual:.2f}")]
    usually = letters(_most_like(page, number, reference)) if _has_all_pages(reference) else 0
    if usually >= LETTERS_TO_JUDGE and kept < SHARE_TO_KEEP * usually and reference.ink(number) >= SHARE_OF_INK:
        return [Finding(SILENT, number, f"{kept} letters; the whole page has {usually}, and is drawn like this one")]
    known = sense(page.text, reference.vocabulary)
    if not page.reason and letters(page.text) >= LETTERS_TO_JUDGE and known < SHARE_TO_MAKE_SENSE:
        return [Finding(NONSENSE, number, f"{known:.0%} of the words are known: {page.text[:60]!r}")]
    return []


def _most_like(page: Page, number: int, reference: Reference) -> str:
    """What is stored of the whole page that the page is: the one of its number, unless pages have changed places."""
    stored = [ours for _, ours in reference.whole]
    others = sorted(stored, key=lambda ours: -_likeness(ours, page))[:1] if len(stored) <= MOST_PAGES else []
    return max([stored[number - 1], *others], key=lambda ours: _likeness(ours, page))


def _usual_share(number: int, reference: Reference) -> float:
    """The share of poppler's letters that is stored of the page when it is whole: what is left out is no loss."""
    shares = [letters(ours) / letters(poppler) for poppler, ours in reference.whole if letters(poppler)]
    if _has_all_pages(reference) and letters(reference.whole[number - 1][0]):
        poppler, ours = reference.whole[number - 1]
        shares = [letters(ours) / letters(poppler)]
    return min([1.0, *shares])


def _has_all_pages(reference: Reference) -> bool:
    """Whether pages are still what they were by their number."""
    return len(reference.whole) == len(reference.texts)


def sense(text: str, vocabulary: Collection[str]) -> float:
    """The share of the letters of a text that stand in known words."""
    found = words(text)
    return sum(len(word) for word in found if word in vocabulary) / (sum(map(len, found)) or 1)


def counts(findings: Mapping[str, Sequence[Finding]]) -> dict[str, int]:
    """How many findings there are of each kind."""
    kinds = [finding.kind for each in findings.values() for finding in each]
    return {kind: kinds.count(kind) for kind in KINDS}
