"""Mutants: damaged files made of whole ones, the same for the same seed and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from random import Random

import pikepdf

from tests.fuzz.mutations.objects import OBJECTS, Change
from tests.fuzz.mutations.pages import PAGES
from tests.fuzz.mutations.poison import POISON
from tests.fuzz.mutations.raw import RAW, Raw
from tests.fuzz.mutations.streams import STREAMS
from tests.fuzz.mutations.whole import WHOLE
from tests.fuzz.parts import Parts, packed, parts_of, plain

# How many of a hundred mutants are of each family. Poison is dear, and its kinds are few.
SHARES = {"raw": 18, "whole": 12, "joined": 2, "objects": 23, "streams": 21, "pages": 20, "poison": 4}

OF_BYTES: dict[str, tuple[Raw, ...]] = {"raw": RAW, "whole": WHOLE}
OF_PARTS: dict[str, tuple[Change, ...]] = {"objects": OBJECTS, "streams": STREAMS, "pages": PAGES, "poison": POISON}

# An excerpt of a few pages costs a fraction of a report, and each of its parts is as likely to be hit.
LONGEST_EXCERPT = 4


@dataclass(frozen=True, slots=True)
class Source:
    """A whole file, or some of its pages (counted from 0)."""

    path: Path
    pages: range


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file: what was done to which source."""

    number: int
    mutation: str
    source: Source
    content: bytes

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.number:06}_{self.mutation}.pdf"


def sources_in(folder: Path) -> list[Path]:
    """The PDFs of a folder that can be taken apart; a file that is damaged already has no parts to damage."""
    return [path for path in sorted(folder.rglob("*.pdf")) if path.is_file() and page_count(path)]


@cache
def page_count(path: Path) -> int:
    """How many pages a whole file has; none where it cannot be taken apart."""
    try:
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError:
        return 0


@lru_cache(maxsize=64)
def _parts(source: Source) -> Parts:
    whole = source.pages == range(page_count(source.path))
    return parts_of(source.path.read_bytes(), None if whole else source.pages)


def mutant(seed: int, number: int, sources: Sequence[Path]) -> Mutant:
    """The mutant of this ``seed`` and ``number``, made of one of the ``sources``."""
    rng = Random(f"{seed}/{number}")
    family = rng.choices(tuple(SHARES), weights=tuple(SHARES.values()))[0]
    source = _source(rng, sources)
    if family == "joined":
        return Mutant(number, "joined", source, _joined(rng, source, _source(rng, sources)))
    if family in OF_BYTES:
        change = rng.choice(OF_BYTES[family])
        return Mutant(number, change.__name__, source, change(rng, _written(rng, source)))
    alter = rng.choice(OF_PARTS[family])
    return Mutant(number, alter.__name__, source, rng.choice((plain, packed))(alter(rng, _parts(source))))


def _source(rng: Random, sources: Sequence[Path]) -> Source:
    path = rng.choice(sources)
    count = page_count(path)
    if rng.random() < 0.25:
        return Source(path, range(count))
    first = rng.randrange(count)
    return Source(path, range(first, min(count, first + rng.randint(1, LONGEST_EXCERPT))))


def _written(rng: Random, source: Source) -> bytes:
    """The source as one of the files that mean the same."""
    whole = source.pages == range(page_count(source.path))
    form = rng.choice(("as it is", "plain", "packed") if whole else ("plain", "packed"))
    if form == "as it is":
        return source.path.read_bytes()
    return (plain if form == "plain" else packed)(_parts(source))


def _joined(rng: Random, first: Source, second: Source) -> bytes:
    """Two files in one, as of a download that went on in another file."""
    one, two = _written(rng, first), _written(rng, second)
    at, to = rng.randrange(len(one)), rng.randrange(len(two))
    return rng.choice((one + two, one[:at] + two[to:], one[:at] + two, one + two[:to], one + two[to:]))


def intact(source: Source) -> bytes:
    """The source without any mutation."""
    return plain(_parts(source))
