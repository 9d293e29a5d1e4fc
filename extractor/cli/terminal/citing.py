"""An instrument and who cites it as a person reads it in a terminal: a card, then document by document."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from extractor.cli.terminal.door import bold, underlined
from extractor.cli.terminal.links import Links
from extractor.export.correction_words import corrected_words
from extractor.export.inert import shown_line
from extractor.language.catalogue import Words
from extractor.language.printed import printed_day, printed_period
from extractor.query.citation_index import Entry
from extractor.query.instrument.mentions import DocumentMentions, Mention
from extractor.query.instrument.names import CitingDocument
from extractor.query.instrument.record import Record
from extractor.query.instrument.relations import Relation
from extractor.query.instrument.versions import Version

# Sentences are indented by the length of "  p. 999  "; a terminal narrower than this is read as if it had so many.
INDENT, LEAST_WIDTH = 4, 40
# Letters of an issuer, so that period and file stand beside it in 80.
ISSUER = 34
# As everyone in Vietnam writes them.
_SHORT = (("Ủy ban nhân dân", "UBND"), ("Hội đồng nhân dân", "HĐND"))
# Signs that no font has begin and end marked words while lines are filled; texts of documents lose theirs before.
_BEGIN, _END = "\ue000", "\ue001"


def card(record: Record, relations: Sequence[Relation], words: Words, width: int, links: Links) -> Iterator[str]:
    """The lines of an instrument's card.

    ``record`` and ``relations`` are what is known of it, ``words`` those of the user, ``width`` is that of the
    terminal, ``links`` lead to the room.
    """
    one = record.instrument
    (head, *rest) = _filled(shown_line(one.name), width, "")
    yield links.to(f"instrument/{one.instrument_id}", bold(head))
    yield from map(bold, rest)
    if one.title and one.title not in one.name:
        yield from _filled(shown_line(one.title), width, "")
    known = (one.issuer, printed_day(one.issued_on, words.language), record.key)
    yield from _filled(" · ".join(shown_line(each) for each in known if each), width, "")
    cited = words(
        "cited {times} in {documents}",
        times=words.several("{number} time", "{number} times", one.times_cited),
        documents=words.several("{number} document", "{number} documents", record.cited_in),
    )
    found = words.several("{number} contradiction", "{number} contradictions", len(record.findings))
    held = record.own_document.file_name if record.own_document else None
    notes = (
        cited,
        found if record.findings else None,
        words("in this collection: {name}", name=held) if held else None,
    )
    yield from _filled(" · ".join(shown_line(each) for each in notes if each), width, "")
    for relation in relations:
        yield from _filled(_related(relation, words), width, "  ")


def versions(listed: Sequence[Version], own: str, words: Words, width: int, links: Links) -> Iterator[str]:
    """The other versions of a law, a line each: name, day, how often it is cited, the file where it is held.

    ``listed`` are all versions, ``own`` is the id of the one whose card stands above, ``words`` are those of the user,
    ``width`` is that of the terminal, ``links`` lead to the room.
    """
    others = [each for each in listed if not each.instrument or each.instrument.instrument_id != own]
    if others:
        yield words("Other versions:")
    for each in others:
        one = each.instrument
        cited = words.several("{number} time", "{number} times", one.times_cited) if one else None
        known = (
            each.name,
            printed_day(each.issued_on, words.language),
            words("cited {times}", times=cited) if cited else words("not cited here"),
            words("in this collection: {name}", name=each.file_name) if each.file_name else None,
        )
        first, *rest = _filled(" · ".join(shown_line(part) for part in known if part), width, "  ")
        yield links.to(f"instrument/{one.instrument_id}", first) if one else first
        yield from rest


def places(listed: Sequence[DocumentMentions], words: Words, width: int, links: Links) -> Iterator[str]:
    """The lines of the citing documents, each with the first of its sentences.

    ``listed`` are the documents, ``words`` those of the user, ``width`` is that of the terminal, ``links`` lead to
    the room.
    """
    for each in listed:
        yield ""
        head = shortened(_headed(each.document, words.language), width)
        yield links.to(f"document/{each.document.document_id}", head if links.base else underlined(head))
        for mention in each.mentions:
            yield from _sentence(mention, words, width, links)
        if (more := each.total - len(each.mentions)) > 0:
            yield " " * INDENT + words("and {number} more in this document", number=more)


def listed(entries: Sequence[Entry], words: Words, width: int, links: Links) -> Iterator[str]:
    """Two lines for each of several instruments: what it is called, and its key with how often it is cited.

    ``entries`` are those of the index, ``words`` those of the user, ``width`` is that of the terminal, ``links`` lead
    to the room.
    """
    for entry in entries:
        one = entry.instrument
        called = " · ".join(shown_line(each) for each in (one.name, one.issuer) if each)
        yield links.to(f"instrument/{one.instrument_id}", shortened(called, width))
        cited = words.several("{number} time", "{number} times", one.times_cited)
        known = (printed_day(one.issued_on, words.language), words("cited {times}", times=cited), entry.key)
        yield from _filled(" · ".join(each for each in known if each), width, " " * INDENT)


def shortened(line: str, width: int) -> str:
    """A line that fits the width, its end cut where it does not."""
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _headed(document: CitingDocument, language: str) -> str:
    """Period or day, who issued it in short, and the file."""
    when = printed_period(
        document.period_kind, document.period_start, document.period_end, language, document.period_label
    )
    issuer = shown_line(document.issuer)
    for name, short in _SHORT:
        issuer = issuer.replace(name, short)
    known = (
        when or printed_day(document.issued_on, language),
        shortened(issuer, ISSUER),
        shown_line(document.file_name),
    )
    return " · ".join(each for each in known if each)


def _related(relation: Relation, words: Words) -> str:
    arrow = "→" if relation.active else "←"
    names = ", ".join(shown_line(other.instrument.name) for other in relation.others[:3])
    more = relation.total - min(3, len(relation.others))
    return f"{arrow} {relation.relation}: {names}" + (f", {words('and {number} more', number=more)}" if more else "")


def _sentence(mention: Mention, words: Words, width: int, links: Links) -> Iterator[str]:
    page = words("p. {number}", number=mention.page)
    if mention.footnote_number:
        page = f"{page}, {words('note {number}', number=shown_line(mention.footnote_number))}"
    excerpt = mention.excerpt
    before, marked, after = (_clean(each) for each in (excerpt.before, excerpt.marked, excerpt.after))
    noted = f"{_clean(mention.noted)} ‖ " if mention.noted else ""
    printed = f"{noted}{before}{' '.join(f'{_BEGIN}{word}{_END}' for word in marked.split())}{after}"
    first, *rest = _filled(f"{page}  {printed}", width, " " * INDENT)
    at = first.index(page)
    yield _styled(first[:at] + links.to(f"fact/{mention.citation_id}", page) + first[at + len(page) :])
    yield from map(_styled, rest)
    if corrected := corrected_words(mention.corrections, words):
        yield from _filled(shown_line(corrected), width, " " * INDENT)


def _clean(text: str) -> str:
    """The text without what a terminal obeys; blanks at its ends stay."""
    plain = shown_line(text.replace(_BEGIN, "").replace(_END, ""))
    return f"{' ' if text[:1].isspace() else ''}{plain}{' ' if text[-1:].isspace() and plain else ''}"


def _styled(line: str) -> str:
    on, off = bold("|").split("|")
    return line.replace(_BEGIN, on).replace(_END, off)


def _filled(text: str, width: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        max(LEAST_WIDTH, width),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=True,
        break_on_hyphens=False,
    ) or [indent]
