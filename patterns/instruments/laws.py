"""The registry of laws: which law, code, ordinance or constitution a number, or a title with its year, names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from patterns.instruments.doc_types import DocType, doc_types
from patterns.loader import Entry, load
from patterns.phrases import compiled
from patterns.spelling import slug

# Ordinances are printed with and without the code of their type: 08/2013/PL-UBTVQH13, 08/2013/UBTVQH13.
_CODE_OF_TYPE = "-pl-"
# What prints of one title differ in: ``Luật sửa đổi Luật Dược``, ``… sửa đổi, bổ sung một số điều của Luật Dược``; and
# ``Khoa học công nghệ`` for ``Khoa học và công nghệ``.
_AMENDING = compiled(r"^sua-doi(?:-bo-sung)?(?:-mot-so-dieu)?(?:-cua)?(?:-cac)?-")
_AND = compiled(r"-va(?=-)")


@dataclass(frozen=True, slots=True)
class Law:
    """One law of the registry; ``entry.id`` names it.

    ``kind`` is its type and ``word`` what stands before the title (``Bộ luật``); ``title`` is without that word.
    ``number`` is printed with its symbol, days are ISO; all of them None where no source states them. ``amends`` are
    the numbers of the laws it amends. ``sources`` is how many public sources state it: one is less sure.
    """

    id: str
    kind: DocType
    word: str
    title: str
    number: str | None
    year: int | None
    issued_on: str | None
    effective_on: str | None
    amends: tuple[str, ...]
    sources: int

    @property
    def name(self) -> str:
        """Word and title, as a reader calls it: ``Luật Đất đai``, ``Luật sửa đổi, bổ sung …``."""
        small = self.title.startswith("Sửa đổi")
        return f"{self.word} {self.title[0].lower() + self.title[1:] if small else self.title}"


@cache
def laws() -> Mapping[str, Law]:
    """All laws by id, the oldest first."""
    return MappingProxyType({entry.id: _law(entry) for entry in load("laws")})


def law_numbered(number: str) -> Law | None:
    """The law of a printed number with its symbol (``31/2024/QH15``), None for one that the registry lacks."""
    return _by_number().get(_plain_number(number))


def laws_titled(kind: DocType, title: str | None, year: int | None = None) -> tuple[Law, ...]:
    """The laws of a type and title, the oldest first; two of one year may share it.

    kind: the type. title: as printed, in any case and spelling of tones, with or without ``Luật`` before it; a
    constitution needs none. year: only those of this year, all where it is None.
    """
    found = _by_title().get((kind.id, title_key(kind, title)), ())
    return tuple(law for law in found if year is None or law.year == year)


def laws_called(kind: DocType, title: str | None, year: int | None = None) -> tuple[Law, ...]:
    """The laws that a text means by a title and a year, the oldest first.

    kind: the type. title: as printed, or as it stands in a key: words may be shortened (``NSNN``), and an amending law
    may be called by less than its whole title. year: in which it was passed, all where it is None.
    """
    if found := laws_titled(kind, title, year):
        return found
    called = _by_short_title().get((kind.id, _short(title_key(kind, title))), ())
    return tuple(law for law in called if year is None or law.year == year)


def laws_within(title: str) -> tuple[tuple[Law, ...], ...]:
    """The laws that a title names behind the words for laws, each with all laws of its title, the oldest first.

    ``title`` is that of an instrument: ``sửa đổi, bổ sung một số điều của Luật Dược và Luật Đấu thầu``.
    """
    words = slug(title).split("-")
    found: dict[tuple[str, str], tuple[Law, ...]] = {}
    for at in range(len(words)):
        kind = next((kind for kind in _kinds() if words[max(0, at - len(kind[0])) : at] == list(kind[0])), None)
        if kind is None:
            continue
        # the longest title that stands here: ``Luật Thuế thu nhập cá nhân`` and not one of ``Thuế``
        for to in range(min(len(words), at + _longest_title()), at, -1):
            key = kind[1], "-".join(words[at:to])
            if laws_of_title := _by_title().get(key):
                found[key] = laws_of_title
                break
    return tuple(found.values())


def is_numbered_as_law(identifier: str) -> bool:
    """Whether a number ends as those of laws do (``QH15``): a quick look before ``law_numbered``."""
    return identifier.rpartition("/")[2] in _last_parts()


# Of a report's titles most stand in it several times, and each look folds the title twice.
@lru_cache(maxsize=4096)
def year_refuted(kind: DocType, title: str | None, year: int, *, of_day: bool = False) -> bool:
    """Whether the registry knows the laws of a title and none of them is of a year.

    A law is of the years in which it was passed and amended. What was passed before the first known law of a title, or
    later than the registry was made, it does not know.

    kind: the type. title: as for ``laws_called``. year: the one printed with it. of_day: whether it is that of a day;
    a year alone may be that in which the law came into force.
    """
    known = laws_called(kind, title)
    if not known or not min(law.year or 0 for law in known) <= year <= _last_year():
        return False
    years = {of for law in known for of in (law.year, *_amended_in(law.number), None if of_day else _forced_in(law))}
    return year not in years


def _forced_in(law: Law) -> int:
    """The year in which a law came into force: mostly the one after it was passed, where no day is known."""
    return int(law.effective_on[:4]) if law.effective_on else (law.year or 0) + 1


def _amended_in(number: str | None) -> tuple[int, ...]:
    return _amending_years().get(number or "", ())


@cache
def _amending_years() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = defaultdict(list)
    for law in laws().values():
        for amended in law.amends:
            found[amended].append(law.year or 0)
    return {number: tuple(years) for number, years in found.items()}


@cache
def _last_year() -> int:
    return max(law.year or 0 for law in laws().values())


def title_key(kind: DocType, title: str | None) -> str:
    """What two prints of one title share: its words in plain letters without the word of the type before them."""
    if kind.id == "hp":
        return slug(kind.name)
    plain = slug(title or "")
    for word in (*kind.words, kind.name):
        plain = plain.removeprefix(f"{slug(word)}-")
    return plain


@cache
def _by_number() -> Mapping[str, Law]:
    return {_plain_number(law.number): law for law in laws().values() if law.number}


@cache
def _by_title() -> Mapping[tuple[str, str], tuple[Law, ...]]:
    found: dict[tuple[str, str], list[Law]] = defaultdict(list)
    for law in laws().values():
        found[law.kind.id, title_key(law.kind, law.title)].append(law)
    return {key: tuple(listed) for key, listed in found.items()}


@cache
def _by_short_title() -> Mapping[tuple[str, str], tuple[Law, ...]]:
    found: dict[tuple[str, str], list[Law]] = defaultdict(list)
    for law in laws().values():
        found[law.kind.id, _short(title_key(law.kind, law.title))].append(law)
    return {key: tuple(listed) for key, listed in found.items()}


@cache
def _kinds() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The words for laws as they stand in slugs, with the type that they name."""
    kinds = {law.kind.id: law.kind for law in laws().values() if law.number}
    return tuple(
        (tuple(slug(word).split("-")), kind.id) for kind in kinds.values() for word in (kind.name, *kind.words)
    )


@cache
def _longest_title() -> int:
    """Words of the longest title of the registry."""
    return max(title.count("-") + 1 for _, title in _by_title())


@cache
def _last_parts() -> frozenset[str]:
    return frozenset(law.number.rpartition("/")[2] for law in laws().values() if law.number)


@cache
def _full_words() -> Mapping[str, str]:
    return {slug(entry["short"]): slug(entry["full"]) for entry in load("title_forms")}


def _short(plain: str) -> str:
    """A title without what its prints differ in."""
    words = _full_words()
    full = "-".join(words.get(word, word) for word in plain.split("-"))
    amending: str = _AMENDING.sub("sua-doi-", full)
    return str(_AND.sub("", amending))


def _plain_number(number: str) -> str:
    return slug(number).lstrip("0").replace(_CODE_OF_TYPE, "-", 1)


def _law(entry: Entry) -> Law:
    kind = doc_types()[entry["kind"]]
    return Law(
        id=entry.id,
        kind=kind,
        word=entry.get("word", kind.name),
        title=entry["title"],
        number=entry.get("number"),
        year=entry.get("year"),
        issued_on=entry.get("issued_on"),
        effective_on=entry.get("effective_on"),
        amends=tuple(entry.get("amends", ())),
        sources=entry["sources"],
    )
