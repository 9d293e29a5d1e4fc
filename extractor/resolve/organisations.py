"""Which organs the names of a text mean: id in the registry, place, and whether they existed on the document's day.

A name with a level alone (``UBND tỉnh``), or with nothing, means the organ of the document's own province or unit.
Where the document belongs to none, such a name stands for all organs of its kind and is no mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.model.document import Identity
from extractor.model.facts import Organisation
from extractor.resolve.keys import UNKNOWN
from extractor.resolve.places import generation, place_slug, unit_name, unit_slug, validity
from patterns.loader import entry_of
from patterns.names.mentions import mention_words, organs_named
from patterns.names.organs import Organ, organs
from patterns.names.provinces import MERGER, level_of, provinces
from patterns.phrases import compiled
from patterns.spelling import fold, slug

PRINTED, OWN = "words", "document"
_CITY = "thanh pho"
# Districts are no more since 1 July 2025, and neither are cities below a province, the only ones that are asked here.
_ENDED_LEVEL = compiled(rf"$ended_level|{_CITY}")
_LEVEL = compiled("(?:$level|tp)(?![a-z])")
_WITHOUT_LEVEL = compiled(r"(?:thành phố|$UNIT_LEVEL) ")
# A name that ends so (``Hội Nông dân Việt Nam``) is of an organ that exists once.
_COUNTRY = "viet nam"
# Characters of the key of an organ that the registry does not hold. The longest in 158 documents has 56; with 40 banks
# and unions lose the ends of their names in 7 of them (test_organisations.py).
_LONGEST_SLUG = 80


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a document speaks: slug of its province, slug and name of its district or commune, ISO day."""

    place: str | None = None
    unit: str | None = None
    unit_name: str | None = None
    day: str | None = None

    @classmethod
    def of(cls, identity: Identity) -> Setting:
        """The setting that a document's head gives; the end of its period where its day is blank."""
        unit = identity.unit or unit_name(identity.issuer or "")
        place = identity.place.removesuffix("_2") if identity.place else None
        day = identity.issued_on or (identity.period.end if identity.period else None)
        return cls(place, unit_slug(unit or ""), unit, day)


@dataclass(frozen=True, slots=True)
class _Where:
    """A province and, for an organ below it, a unit with its name; both None for an organ that exists once."""

    place: str | None = None
    unit: str | None = None
    unit_name: str | None = None
    source: str | None = None


def identify_organisations(found: Iterable[Organisation], setting: Setting) -> Iterator[Organisation]:
    """The organs of a text with key, full name and place; those that the setting cannot tell apart are left out."""
    for each in found:
        meant = _meant(each.name, each.place_raw, each.organ_known, setting)
        if meant is not None:
            yield replace(each, key=meant.key, name=meant.name, place_from=meant.place_from, existed=meant.existed)


class _Meant(NamedTuple):
    """What the registry adds to an organ that a text names; the fields are those of ``Organisation``."""

    key: str
    name: str
    place_from: str | None
    existed: bool | None


# a document names few organs, often: the same name, place and setting come again on every page
@lru_cache(maxsize=4096)
def _meant(name: str, place_raw: str | None, known: bool, setting: Setting) -> _Meant | None:
    """The organ that a printed name means, None where it cannot be told."""
    organ = _organ(name, place_raw, known, setting)
    where = _where(name, place_raw, organ, setting)
    return _identified(name, organ, where, setting) if where else None


def _organ(name: str, place_raw: str | None, known: bool, setting: Setting) -> Organ | None:
    """Of the organs that have borne the name the one that fits the level printed with it, then the day."""
    held = organs_named(name)
    # one name may be borne by a ministry and a department of a province, or by an organ before and after a merger
    if len(held) < 2:
        return held[0] if held else _stands_for(known)
    fitting = [organ for organ in held if (organ.placed if place_raw else not organ.named)] or held
    alive = [organ for organ in fitting if setting.day is None or organ.existed(setting.day)]
    return (alive or fitting)[0]


def _stands_for(known: bool) -> Organ | None:
    return organs()[entry_of("mentions", "stands-for")["organ"]] if known else None


def _where(name: str, place_raw: str | None, organ: Organ | None, setting: Setting) -> _Where | None:
    """The place of an organ; None where it is not known and needed."""
    if organ and not organ.placed:
        return _Where()
    if place_raw:
        return _printed(place_raw, name, setting)
    if organ is None:
        national = fold(name).endswith(_COUNTRY)
        return _Where() if national or not setting.place else _Where(setting.place, source=OWN)
    if organ.level in ("unit", "any") and setting.unit:
        return _own_unit(setting)
    if organ.level == "unit" or (not setting.place and not organ.place_when_local):
        return None
    return _Where(setting.place, source=OWN) if setting.place else _Where()


def _printed(printed: str, name: str, setting: Setting) -> _Where | None:
    """The place that the words behind a name say, alone or by their level in the document's own province."""
    level = fold(printed)
    phrase = printed if _LEVEL.match(level) else f"{name} {printed}"
    named, unit = place_slug(printed), unit_slug(phrase)
    if named and not unit:
        return _Where(named, source=PRINTED)
    if unit:
        province = named or setting.place
        return _Where(province or UNKNOWN, unit, unit_name(phrase), PRINTED)
    own = fold(setting.unit_name or "")
    if setting.unit and own.startswith(f"{level} "):
        return _own_unit(setting)
    if setting.place and (level == "tinh" or (level.startswith((_CITY, "tp")) and _is_city(setting.place))):
        return _Where(setting.place, source=OWN)
    return None


def _own_unit(setting: Setting) -> _Where:
    return _Where(setting.place or UNKNOWN, setting.unit, setting.unit_name, OWN)


def _is_city(place: str) -> bool:
    entry = provinces().get(place)
    return bool(entry and entry.get("city"))


def _identified(printed: str, organ: Organ | None, where: _Where, setting: Setting) -> _Meant:
    code = organ.id if organ else slug(printed)[:_LONGEST_SLUG]
    place = None
    if where.place:
        province = generation(where.place, setting.day, None, None).partition("|")[0]
        place = f"{province}/{where.unit}" if where.unit else province
    return _Meant(
        key=f"{code}@{place}" if place else code,
        name=_full_name(organ.name if organ else printed, organ, where),
        place_from=where.source,
        existed=_existed(organ, where, setting.day),
    )


def _full_name(name: str, organ: Organ | None, where: _Where) -> str:
    """The name with its place: ``Ủy ban nhân dân huyện Nga Sơn``, ``Tỉnh ủy Thanh Hóa``.

    An organ that the registry does not hold has a place in its name only where one is printed behind it.
    """
    if organ is None and where.source == OWN:
        return name
    if where.unit_name:
        if organ and organ.party and not organ.named:
            # the registry has ``Tỉnh ủy``; in a city it is ``Thành ủy``
            return f"{name.replace('Tỉnh', 'Thành')} {_WITHOUT_LEVEL.sub('', where.unit_name)}"
        return f"{name} {where.unit_name}"
    entry = provinces().get(where.place or "")
    if entry is None:
        return name
    city = entry.get("city")
    if f" {name}".endswith(_before_bare_places()):
        return f"{name.replace('Tỉnh', 'Thành') if city else name} {entry['name']}"
    return f"{name} {level_of(entry)} {entry['name']}"


@cache
def _before_bare_places() -> tuple[str, ...]:
    return tuple(f" {words}" for words in mention_words("bare-place"))


def _existed(organ: Organ | None, where: _Where, day: str | None) -> bool | None:
    """Whether organ, province and level existed on a day; None where one of these is not known."""
    if organ is None or day is None:
        return None
    ended = validity(generation(where.place, day, None, None))[1] if where.place else None
    level = fold(where.unit_name or "")
    district = _ENDED_LEVEL.match(level) is not None and day >= MERGER
    return organ.existed(day) and not (ended and day > ended) and not district
