"""One finding: what it says, the arithmetic as printed, all its numbers marked on their pages, the reader's verdict."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from extractor.audit.checks import AGREEMENT, DIFFERENCE, RATE, SEVERITIES, SUM
from extractor.export.finding_words import (
    by_hand,
    kind_word,
    sentence,
    severity_meaning,
    severity_word,
    slips,
    verdict_word,
)
from extractor.facsimile.files import FOUND, Original
from extractor.facsimile.picture import Picture
from extractor.model.pages import Failure
from extractor.query.finding import FindingInFull, MarkedPage, read_finding
from extractor.query.finding_list import neighbours
from extractor.verdicts.book import LONGEST_NAME, LONGEST_NOTE, VERDICTS, Verdict, book_of
from extractor.web.marks import Framed, framed
from extractor.web.pages.findings import choice_of, kept_arguments
from extractor.web.views import Absent, Asked, View

# Pages shown with their marks; an identity may stand on forty, whose addresses follow.
MOST_PAGES = 8


@dataclass(frozen=True, slots=True)
class Step:
    """A number of the arithmetic: the sign before it, as printed, and which part it is (from 1)."""

    sign: str
    raw: str
    number: int


@dataclass(frozen=True, slots=True)
class Given:
    """A choice of the form: a verdict, in words, and whether it is the last that was given."""

    value: str
    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A verdict that was given, and its name in words."""

    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class FindingPage:
    """A finding with its words; ``place`` is that in the list it was opened from, from 1, 0 where it is in none.

    ``marked`` are the marks of each of ``pages`` as they are drawn. ``book`` is the name of the file that keeps
    verdicts.
    """

    finding: FindingInFull
    severity: str
    severity_name: str
    severity_meaning: str
    kind_name: str
    said: str
    slips: tuple[str, ...]
    by_hand: str
    arithmetic: tuple[Step, ...]
    pages: tuple[MarkedPage, ...]
    further_pages: tuple[MarkedPage, ...]
    previous: str
    next: str
    place: int
    back: str
    choices: tuple[Given, ...]
    judged: str
    history: tuple[Said, ...]
    book: str
    marked: tuple[tuple[Framed, ...], ...] = ()
    longest_note: int = LONGEST_NOTE
    longest_name: int = LONGEST_NAME


@dataclass(frozen=True, slots=True)
class Read:
    """What the database has of a finding, and the files that its pages are drawn from."""

    page: FindingPage
    originals: tuple[Original | None, ...]


def answer(connection: sqlite3.Connection, asked: Asked) -> Read:
    """The finding that the address names. Raises ``Absent`` where there is none."""
    page, facsimile = _page(connection, asked), asked.facsimile
    files = tuple(facsimile.original(connection, each.document_id) if facsimile else None for each in page.pages)
    return Read(page, files)


def finish(read: Read, asked: Asked) -> FindingPage:
    """The finding with its marks around what is printed on its pages, which are drawn for it."""
    pictures: list[Picture | None] = []
    is_drawn = True
    for page, original in zip(read.page.pages, read.originals, strict=True):
        picture = None
        # Behind a page that hangs none is waited for: eight of them would take a minute.
        if is_drawn and asked.facsimile and original is not None and original.state == FOUND:
            drawn = asked.facsimile.page(original, page.page)
            is_drawn = not isinstance(drawn, Failure)
            picture = None if isinstance(drawn, Failure) else drawn
        pictures.append(picture)
    marked = (framed(page.marks, picture) for page, picture in zip(read.page.pages, pictures, strict=True))
    return replace(read.page, marked=tuple(marked))


def _page(connection: sqlite3.Connection, asked: Asked) -> FindingPage:
    check_id = asked.place["check"]
    finding = read_finding(connection, check_id)
    if finding is None:
        raise Absent(
            asked.words("There is no finding {id}. Findings get new ids when a report is read again.", id=check_id)
        )
    words, kept = asked.words, kept_arguments(asked)
    before, behind, place = neighbours(connection, choice_of(asked), check_id)
    last = finding.history[-1] if finding.history else None
    return FindingPage(
        finding=finding,
        severity=finding.severity if finding.severity in SEVERITIES else "unknown",
        severity_name=severity_word(finding.severity, words),
        severity_meaning=severity_meaning(finding.severity, words),
        kind_name=kind_word(finding.kind, words),
        said="" if finding.holds else sentence(finding.kind, finding.expected, finding.actual, words),
        slips=slips(finding.explanation, words),
        by_hand=by_hand(finding.kind, words),
        arithmetic=arithmetic(finding),
        pages=finding.pages[:MOST_PAGES],
        further_pages=finding.pages[MOST_PAGES:],
        previous=asked.address(f"finding/{before}", **kept) if before else "",
        next=asked.address(f"finding/{behind}", **kept) if behind else "",
        place=place,
        back=asked.address("findings", **kept),
        choices=tuple(
            Given(name, verdict_word(name, words), last is not None and last.verdict == name) for name in VERDICTS
        ),
        judged=verdict_word(last.verdict, words) if last else "",
        history=tuple(Said(verdict_word(given.verdict, words), given) for given in finding.history),
        book=book_of(connection).name,
    )


def arithmetic(finding: FindingInFull) -> tuple[Step, ...]:
    """What the audit reckoned, with the numbers as printed: ``444 = 369 + 25``; nothing for kinds without a formula.

    The first figure of a check is the one that is held against the others.
    """
    if len(finding.figures) < 2 or finding.kind not in (SUM, DIFFERENCE, RATE, AGREEMENT):
        return ()
    if finding.kind == RATE:
        between = "÷"
    elif finding.kind == DIFFERENCE and " - " in finding.statement.rpartition(" = ")[2]:
        between = "−"
    else:
        between = "+"
    signs = ["", "=" if finding.holds else "≠", *[between] * (len(finding.figures) - 2)]
    return tuple(Step(sign, part.raw, part.number) for sign, part in zip(signs, finding.figures, strict=True))


VIEW = View("finding", r"finding/(?P<check>[^/.]+)", "finding.html", answer, finish=finish)
