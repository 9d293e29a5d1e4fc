"""What could not be read, file by file: why, and what to do next."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.language.catalogue import Words
from extractor.language.messages import said
from extractor.query.failed import FACETS, PARTS, WHOLE, FailedFile, failed_files
from extractor.web.listing import PAGE_SIZE, Facet, Paging, facet, paging
from extractor.web.views import Asked, View

PATH = "failures"

# Reasons that are offered to choose from: the frequent ones; many name a value and stand once.
MOST_REASONS = 15


@dataclass(frozen=True, slots=True)
class Failures:
    """A page of the files that could not be read in full; ``number`` of failures, a page each, and all in ``files``."""

    number: int
    files: int
    whole: int
    failures: tuple[FailedFile, ...]
    facets: tuple[Facet, ...]
    paging: Paging
    narrowed: bool


def answer(connection: sqlite3.Connection, asked: Asked) -> Failures:
    """The failures of the database that are asked for by facets."""
    chosen = {name: asked.many(name) for name in FACETS}
    found = failed_files(connection, chosen)
    paged = paging(asked, PATH, len(found.files), PAGE_SIZE)
    titles = {"stage": asked.words("Stage"), "extent": asked.words("How much"), "error": asked.words("Reason")}
    counted = ((name, found.counted[name][:MOST_REASONS]) for name in FACETS)
    return Failures(
        number=found.failures,
        files=len(found.files),
        whole=sum(file.extent == WHOLE for file in found.files),
        failures=found.files[max(paged.first - 1, 0) : paged.last],
        facets=tuple(
            facet(asked, PATH, name, titles[name], [(v, label(name, v, asked.words), n) for v, n in values])
            for name, values in counted
            if len(values) > 1 or chosen[name]
        ),
        paging=paged,
        narrowed=any(chosen.values()),
    )


def label(name: str, value: str, words: Words) -> str:
    """What a reader sees of a ``value`` of the facet ``name``, in the language of ``words``."""
    if name == "stage":
        return stage_name(value, words)
    if name == "extent":
        return {WHOLE: words("whole files"), PARTS: words("files read in part")}[value]
    return said(value, words)


def stage_name(stage: str, words: Words) -> str:
    """Where a file failed, in words; a stage that this version does not know as it is."""
    return {
        "read": words("reading the file"),
        "ocr": words("recognising pictures"),
        "layout": words("layout of the page"),
        "extract": words("reading as a whole"),
        "store": words("writing to the database"),
    }.get(stage, stage)


VIEW = View("failures", PATH, "failures.html", answer)
