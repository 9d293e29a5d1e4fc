"""Finds the organs that a text names: in full, short, by who acts for them, in lists with one head.

What means all organs of a kind (``UBND các huyện``, ``các sở, ban, ngành``), the organ part of a symbol (``QĐ-UBND``)
and names within other names (``Luật Tổ chức Chính phủ``, ``Chính phủ điện tử``) are left out. Names that only begin
like an organ's are kept with low confidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

import regex

from extractor.find.normal import Normal, normalise
from extractor.find.organs import words
from extractor.model.facts import Citation, Organisation
from patterns.loader import entry_of
from patterns.names.mentions import organs_named
from patterns.names.organs import Organ, organs

# Before a capital they make it part of a symbol or of another name: ``QĐ-UBND``, ``MTTQ&Hội``.
_GLUED = frozenset("-/&’'")
# Before the level of a body that each level has once: ``Ban Chỉ đạo CCHC cấp tỉnh``.
_AT_LEVEL = " cấp"
# Characters of a name with its place, and of the role before it. On 1,686 pages the longest name has 63 (Hội Truyền
# thống Trường Sơn - Đường Hồ Chí Minh tỉnh Bình Thuận), the longest role 24; half of both would do there.
_REACH = 160
_ROLE_REACH = 60
# characters of what makes a name part of another one (``Chính phủ điện tử``): the registry's longest has 13
_OTHER_THING_REACH = 30
# Organs of these levels exist in every province or district; a name without its place may be any of theirs.
_LOCAL_LEVELS = ("any", "unit")
# Between two organs that are named together and share a place.
_JOINED = (", ", " và ", " - ", "; ", "/")

IN_FULL, BY_LEVEL, BARE = "organ.placed", "organ.level", "organ.name"
SINGLE, LISTED, SHARED, SHORT, UNKNOWN = (
    "organ.single",
    "organ.listed",
    "organ.shared",
    "organ.short-form",
    "organ.kind",
)
# How sure a reading is, by its method. Confidences put the ways of reading in an order, set by judgement; no rule reads
# them. A name with its place, or of an organ that exists once, is sure; a place taken from a neighbour or the document
# may be another's; a name that only begins like that of an organ is a candidate for the registry.
CONFIDENCE = {
    IN_FULL: 0.98,
    SINGLE: 0.98,
    BY_LEVEL: 0.95,
    BARE: 0.9,
    SHARED: 0.9,
    SHORT: 0.9,
    LISTED: 0.85,
    UNKNOWN: 0.5,
}
# Of organs that every level has, named without any: which of them is meant is the document's to say.
LOOSE = 0.6
# Short forms that a document may bring in: reports have one or two, and each is looked for in the whole of it.
MOST_SHORT_FORMS = 50
# All organs of a kind: kept while reading, as a list shares it with the names before, and left out of the result.
MANY = "many"


@dataclass(slots=True)
class _Draft:
    """A name in the normal text and what stands around it; ``method`` ``many`` for all organs of a kind."""

    start: int
    end: int
    name: str
    organ: Organ | None
    method: str
    role: str | None = None
    place: str | None = None


def find_organisations(text: str) -> tuple[Organisation, ...]:
    """The organs that a text names, in order; offsets index ``text`` as it was given."""
    return organisations_in(text, normalise(text))


def organisations_in(text: str, normal: Normal, citations: Iterable[Citation] = ()) -> tuple[Organisation, ...]:
    """The organs that a text names, in order.

    ``text`` is the text as it was read, ``normal`` its normal form; ``citations`` are those of the text. A
    citation's issuer is a mention too; the title by which a law is cited holds none.
    """
    drafts = _drafts(text, normal)
    if not drafts:
        return ()
    _share_places(normal.text, drafts)
    found = [_organisation(text, normal, draft) for draft in drafts if draft.method != MANY]
    titles = sorted((each.start, each.end) for each in citations if each.title and not each.number)
    return tuple(each for each in found if not _covered(each.start, titles)) if titles else tuple(found)


def _covered(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of some sorted spans holds an offset."""
    index = bisect_right(spans, at, key=itemgetter(0)) - 1
    return index >= 0 and spans[index][1] > at


def _drafts(text: str, normal: Normal) -> list[_Draft]:
    drafts: list[_Draft] = []
    plain, done = normal.text, 0
    begins, behind = words.first_words()
    for found in begins.finditer(plain):
        word = found.group()
        following = behind.get(word)
        if following is None or (following and not plain.startswith(following, found.end())):
            continue
        at = found.start()
        if at < done or (at and (plain[at - 1].isalnum() or plain[at - 1] in _GLUED)):
            continue
        for draft in _read(text, normal, at, word, done):
            drafts.append(draft)
            done = draft.end
    return drafts


def _read(text: str, normal: Normal, at: int, word: str, done: int) -> Iterator[_Draft]:
    """The organs whose first name begins at an offset with a word; nothing before ``done`` belongs to them."""
    plain = normal.text
    reach = min(len(plain), at + _REACH)
    to = at + len(word)
    if word in words.lower_field_heads() and not plain[to : to + 3].lstrip(" :")[:1].isupper():
        return
    head = word.capitalize()
    if head in words.field_heads() and plain[to : to + 1] == ":":
        yield from _listed(plain, to, head, reach)
    elif known := words.known_name().match(plain, at, reach):
        if draft := _known(text, normal, known, done):
            yield draft
            if head in words.field_heads() and draft.place is None:
                yield from _listed(plain, draft.end, head, reach)
            elif draft.method == IN_FULL:
                yield from _in_further_places(plain, draft, reach)
    elif person := words.standing_in().match(plain, at, reach):
        yield _Draft(at, person.end(), person.group(), organs()[entry_of("mentions", "stands-for")["organ"]], SINGLE)
    elif word[0].isupper() and not word.isupper() and (draft := _unknown(text, normal, at, reach, done)):
        yield draft


def _known(text: str, normal: Normal, found: regex.Match[str], done: int) -> _Draft | None:
    """An organ of the registry; None where its name stands for something else."""
    plain, (start, end) = normal.text, found.span()
    if words.other_thing().match(plain, end, end + _OTHER_THING_REACH):
        return None
    held = organs_named(found.group())
    organ = next((each for each in held if each.placed), held[0])
    draft = _Draft(start, end, found.group(), organ, SINGLE)
    if organ.placed:
        _locate(text, normal, draft)
        if draft.method == BARE and len(held) > 1:
            draft.method = SINGLE
    # ``Công an`` and ``Thanh tra`` are organs with a place behind them, and common nouns without
    if organ.named and draft.method == BARE:
        return None
    return _with_surroundings(plain, draft, done)


def _unknown(text: str, normal: Normal, at: int, reach: int, done: int) -> _Draft | None:
    """A name that begins like an organ's, cut at the end of its paragraph."""
    plain = normal.text
    begins = normal.start(at)
    paragraph = text.find("\n", begins, begins + 2 * _REACH)
    if paragraph >= 0:
        reach = min(reach, normal.offset(paragraph))
    found = words.unknown_name().match(plain, at, reach)
    if not found or words.no_kind().match(plain, at, reach):
        return None
    draft = _Draft(at, found.end(), found.group().removesuffix(_AT_LEVEL), None, UNKNOWN)
    _locate(text, normal, draft)
    draft.method = MANY if draft.method == MANY else UNKNOWN
    return _with_surroundings(plain, draft, done)


def _locate(text: str, normal: Normal, draft: _Draft) -> None:
    """Read the level or place behind a name; the draft then ends with it.

    The name of a district or commune ends with its paragraph; the provinces are known, wherever a cell breaks them.
    """
    plain, at, reach = normal.text, draft.end, draft.end + _REACH
    found = words.locality().match(plain, at, reach)
    if found and found["unit"]:
        begins = normal.start(at)
        paragraph = text.find("\n", begins, normal.end(found.end()))
        found = found if paragraph < 0 else words.locality().match(plain, at, normal.offset(paragraph))
    if not found and draft.organ and draft.organ.party and not draft.organ.named:
        found = words.committee_place().match(plain, at, reach)
    if not found:
        draft.method = BARE
        return
    kind = found.groupdict()
    draft.method = MANY if kind.get("many") else IN_FULL if kind["named"] else BY_LEVEL
    draft.end, draft.place = found.end(), found.group().strip()


def _with_surroundings(plain: str, draft: _Draft, done: int) -> _Draft | None:
    """The draft with its role; of all organs of a kind after ``các``; None within another name."""
    pattern, ends = words.role_before()
    left = max(done, draft.start - _ROLE_REACH)
    if plain.endswith(ends, left, draft.start) and (role := pattern.match(plain, left, draft.start)):
        draft.start, draft.role = role.start(), role["role"]
    found = words.before().match(plain, max(done, draft.start - _ROLE_REACH), draft.start)
    # ``Luật Tổ chức Chính phủ`` names a law
    if found and found["thing"]:
        return None
    if found and (draft.organ is None or draft.organ.level in _LOCAL_LEVELS) and draft.method != IN_FULL:
        draft.method = MANY
    return draft


def _listed(plain: str, at: int, head: str, reach: int) -> Iterator[_Draft]:
    """The further fields of a head, each a name of its own: ``Tài chính`` in ``Sở Nội vụ, Tài chính``."""
    while found := words.field(head).match(plain, at, reach):
        if words.begins_name().match(plain, found.start("field"), reach):
            return
        name = f"{head} {found['field']}"
        held = organs_named(name)
        organ = next((each for each in held if each.placed), held[0])
        yield _Draft(found.start("field"), found.end("field"), name, organ, LISTED)
        at = found.end()


def _in_further_places(plain: str, draft: _Draft, reach: int) -> Iterator[_Draft]:
    """The same organ of further provinces: ``HĐND tỉnh Bình Thuận, tỉnh Đắk Nông``."""
    at = draft.end
    while found := words.further_place().match(plain, at, reach):
        place = found["named"]
        yield _Draft(found.start("named"), found.end("named"), draft.name, draft.organ, LISTED, place=place)
        at = found.end()


def _share_places(plain: str, drafts: list[_Draft]) -> None:
    """Organs that are named together share the place of the last: ``HĐND, UBND tỉnh``, ``UBND, HĐND các cấp``.

    What each level has shares the level too, and whether all of a kind are meant; other organs share a named province.
    """
    for draft, following in zip(reversed(drafts[:-1]), reversed(drafts[1:]), strict=True):
        if draft.method != BARE or following.method == BARE or plain[draft.end : following.start] not in _JOINED:
            continue
        if draft.organ and draft.organ.everywhere and following.organ and following.organ.everywhere:
            draft.method = MANY if following.method == MANY else SHARED
            draft.place = following.place
        elif following.method in (IN_FULL, SHARED) and (following.place or "").startswith("tỉnh "):
            draft.method, draft.place = SHARED, following.place


def _organisation(text: str, normal: Normal, draft: _Draft) -> Organisation:
    start, end = normal.start(draft.start), normal.end(draft.end)
    loose = draft.method == BARE and draft.organ is not None and draft.organ.level in _LOCAL_LEVELS
    return Organisation(
        raw=" ".join(text[start:end].split()),
        start=start,
        end=end,
        name=draft.name,
        role=draft.role,
        place_raw=draft.place,
        organ_known=draft.organ is not None,
        method=draft.method,
        confidence=LOOSE if loose else CONFIDENCE[draft.method],
    )


def with_short_forms(
    texts: Sequence[str], found: Sequence[tuple[Organisation, ...]]
) -> tuple[tuple[Organisation, ...], ...]:
    """The organs of the regions of a document, with those named by short forms that the document itself brings in.

    A short form counts in the region that brings it in and in those behind it, from there on, in its case.
    """
    short: dict[str, Organisation] = {}
    done = []
    for text, organisations in zip(texts, found, strict=True):
        begins = dict.fromkeys(short, 0)
        if "tắt là" in text or "gọi là" in text or "viết tắt" in text:
            for name, at, organisation in islice(
                _brought_in(text, organisations), max(0, MOST_SHORT_FORMS - len(short))
            ):
                begins.setdefault(name, at)
                short.setdefault(name, organisation)
        added = _by_short_form(text, organisations, short, begins) if begins else []
        done.append(tuple(sorted((*organisations, *added), key=lambda each: each.start)) if added else organisations)
    return tuple(done)


def _brought_in(text: str, organisations: Iterable[Organisation]) -> Iterator[tuple[str, int, Organisation]]:
    """The short forms that a text brings in behind names, with where each begins to count."""
    for each in organisations:
        found = words.short_form().match(text, each.end, each.end + _REACH)
        if found and not words.known_name().fullmatch(found["short"]):
            yield found["short"], found.end(), each


def _by_short_form(
    text: str, organisations: Sequence[Organisation], short: Mapping[str, Organisation], begins: Mapping[str, int]
) -> list[Organisation]:
    names = "|".join(map(regex.escape, sorted(begins, key=len, reverse=True)))
    taken = [(each.start, each.end) for each in organisations]
    added = []
    for found in regex.finditer(rf"(?<![\w/-])(?:{names})(?![\w/-])", text):
        start, end = found.span()
        if start < begins[found.group()] or _covered(start, taken) or _covered(end - 1, taken):
            continue
        named = short[found.group()]
        sure = min(named.confidence, CONFIDENCE[SHORT])
        new = replace(named, raw=found.group(), start=start, end=end, role=None, method=SHORT, confidence=sure)
        added.append(new)
    return added
