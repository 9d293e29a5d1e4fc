"""Long lists on pages: facets that narrow them, with true counts, and pages of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractor.web.views import Asked

# Rows of one page of a list: three screens, few enough for a page to be drawn at once on a phone.
PAGE_SIZE = 50
# Far more pages than anyone turns: what is behind is found by facets.
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that narrows a list: what a reader sees, how many rows have it, whether it is chosen.

    ``address`` chooses it, or lets it go where it is chosen.
    """

    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: ``name`` is its argument in the address, ``title`` what a reader sees."""

    name: str
    title: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is shown: rows ``first`` to ``last`` of ``total``, from 1.

    ``previous`` and ``next`` are addresses, "" where there is no such page.
    """

    total: int
    first: int
    last: int
    previous: str
    next: str


def facet(asked: Asked, path: str, name: str, title: str, counted: Iterable[tuple[str, str, int]]) -> Facet:
    """A facet of the list at ``path`` below the base of ``asked``.

    ``name`` is the argument that chooses values, ``title`` what a reader sees, ``counted`` are values with label and
    number of rows, in the order in which they are shown.
    """
    chosen = asked.many(name)
    values = []
    for value, label, count in counted:
        # Another choice begins at the first page again.
        others = {key: given for key, given in asked.args.items() if key != "page"}
        others[name] = [each for each in chosen if each != value] + ([] if value in chosen else [value])
        values.append(FacetValue(value, label, count, value in chosen, asked.address(path, **others)))
    return Facet(name, title, tuple(values))


def paging(asked: Asked, path: str, total: int, size: int = PAGE_SIZE) -> Paging:
    """The part of a list of ``total`` rows, ``size`` a page, that ``asked`` is for (``?page=2``), at ``path``."""
    number = min(asked.number("page", 1, MOST_PAGES), max(1, -(-total // size)))
    return Paging(
        total=total,
        first=min(total, (number - 1) * size + 1),
        last=min(total, number * size),
        previous=_page(asked, path, number - 1) if number > 1 else "",
        next=_page(asked, path, number + 1) if number * size < total else "",
    )


def _page(asked: Asked, path: str, number: int) -> str:
    return asked.address(path, **{**asked.args, "page": [str(number)]})
