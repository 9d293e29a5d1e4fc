"""Names that stand for an instrument: defined in the text (``sau đây gọi là Nghị quyết 37``) or known to everyone."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.find.citations.drafts import NAME, Draft
from extractor.find.citations.titles import names_no_law
from patterns.instruments.doc_types import DocType, by_word, doc_types
from patterns.instruments.laws import title_key
from patterns.instruments.symbols import read_symbol
from patterns.loader import Entry, load, needed
from patterns.spelling import in_lower_case

# A name of 2 to 80 characters, up to the sign that ends the definition. With 40 and 200 the citations of 158 documents
# are the same.
_DEFINES = regex.compile(
    r"(?:gọi|viết)(?: tắt)?(?: chung)? là:? ?[\"“'‘]?(?P<name>\p{L}[^)\"”'’;.(\]]{2,80})[\"”'’]?(?=[)\];.,]|$)"
)
# ``via`` of the place that defines a name.
DEFINITION = "alias_definition"

_SENTENCE_END = re.compile(r"[.;] ")
_NUMBER = regex.compile(r"\d+(?:\.\d+)?\p{Ll}?(?!\p{L})")
_GOES_ON = regex.compile(r"[\p{L}\d]|[/-][\p{L}\d]")
# A definition stands in brackets right behind its instrument, or behind its title: on 1,686 pages of reports and
# documents from the web never farther than 60 characters; the rest is for long titles. It bounds the look back.
_REACH = 300
# Words of a type that an alias begins with; the few types of more words (văn bản quy phạm pháp luật) begin none; and
# characters of the words before the number of a known alias: the registry's longest has 12
_LONGEST_TYPE = 5
_LONGEST_HEAD = 24
# Laws of a list that one definition ends: a law with all that amended it. The longest in 172 documents from the web has
# 10; it bounds the look back (test_citations.py).
_LONGEST_LIST = 30


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    kind: DocType
    number: str | None
    target: Draft


def with_aliases(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, sorted, and with them the definitions and uses of aliases; the text's own go before the known."""
    known = list(_known_ones(text))
    if not drafts:
        return known
    drafts = _without(drafts, known) if known else list(drafts)
    names: dict[str, _Name] = {}
    settled = list(drafts)
    # definitions first: a use overlaps its own definition, and the text's own names go before those known to everyone
    _add(settled, list(_definitions(text, drafts, names)) if " là" in text else [])
    for uses in _uses(text, names) if names else ():
        _add(settled, uses)
    _add(settled, known)
    return settled


def _add(settled: list[Draft], further: Iterable[Draft]) -> None:
    """Puts further drafts among settled ones, by place; one that overlaps a settled one marks it or is left out."""
    for draft in further:
        at = bisect_left(settled, draft.end, key=_start) - 1
        if at < 0 or settled[at].end <= draft.start:
            settled.insert(at + 1, draft)
        elif draft.via == DEFINITION and settled[at].identifier and settled[at].start <= draft.start + 1:
            settled[at] = settled[at]._replace(via=DEFINITION)


def _start(draft: Draft) -> int:
    return draft.start


def _without(drafts: Sequence[Draft], known: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that are but the number of a known alias (``06/CP`` in ``Đề án 06/CP``)."""
    starts = [draft.start for draft in known]
    kept = []
    for draft in drafts:
        at = bisect_right(starts, draft.start) - 1
        if at < 0 or known[at].end < draft.end:
            kept.append(draft)
    return kept


def _definitions(text: str, drafts: Sequence[Draft], names: dict[str, _Name]) -> Iterator[Draft]:
    """The places where a name is defined; ``names`` collects what each stands for, the first definition first."""
    starts = [draft.start for draft in drafts]
    for found in _DEFINES.finditer(text):
        start, end = found.span("name")
        inside = bisect_left(starts, end) - 1
        if inside >= 0 and drafts[inside].end > start:
            yield drafts[inside]._replace(via=DEFINITION)
            continue
        target = drafts[inside] if inside >= 0 else None
        if target is None or start - target.end > _REACH or _SENTENCE_END.search(text, target.end, start):
            continue
        if name := _name(found["name"].strip(), target):
            name = replace(name, target=_namesake(text, drafts[: inside + 1], name) or target)
            names.setdefault(name.text.casefold(), name)
            yield _alias(name, start, start + len(name.text), DEFINITION)


def _namesake(text: str, before: Sequence[Draft], name: _Name) -> Draft | None:
    """The law of the alias's own title in the list that the definition ends, however many laws amended it since.

    ``text`` is in normal form, ``before`` are the drafts before the definition in order, ``name`` is the alias.
    """
    called = title_key(name.kind, name.text)
    for draft in reversed(before[-_LONGEST_LIST:]):
        if regex.search(r"[.;] ", text[draft.end : before[-1].start]):
            return None
        if draft.title and draft.kind is name.kind and title_key(name.kind, draft.title) == called:
            return draft
    return None


def _name(text: str, target: Draft) -> _Name | None:
    """An alias is a type word with a number or a name of its own; a lone ``Kế hoạch`` would match everywhere."""
    words = text.split(" ")
    for width in range(min(_LONGEST_TYPE, len(words) - 1), 0, -1):
        kind = by_word().get(" ".join(words[:width]).casefold())
        rest = " ".join(words[width:])
        if kind and any(char.isdigit() or char.isupper() for char in rest):
            number = _NUMBER.search(rest)
            return _Name(text, kind, number.group() if number else None, target)
    return None


def _alias(name: _Name, start: int, end: int, via: str) -> Draft:
    target = name.target
    return Draft(
        start=start,
        end=end,
        tail=end,
        method="alias",
        number=name.number or target.number,
        symbol=target.symbol,
        word=name.kind,
        kind=name.kind,
        symbol_year=target.symbol_year,
        year=target.year,
        year_source="alias",
        issued_on=target.issued_on,
        issuer=target.issuer,
        title=target.title,
        via=via,
        confidence=NAME,
    )


def _uses(text: str, names: Mapping[str, _Name]) -> Iterable[list[Draft]]:
    """For each name the places behind its definition's target where it stands, all found in one pass."""
    known = {name.text.lower(): name for name in names.values()}
    lengths = sorted({len(key) for key in known})
    found: dict[str, list[Draft]] = {key: [] for key in known}
    lowered = in_lower_case(text)
    for head in needed({key.partition(" ")[0] for key in known}).finditer(lowered):
        at = head.start()
        if at and text[at - 1].isalpha():
            continue
        for key in (lowered[at : at + length] for length in lengths):
            name = known.get(key)
            if name is None or at < name.target.end or _GOES_ON.match(text, at + len(key)):
                continue
            if not (name.kind.title and names_no_law(lowered, at)):
                found[key].append(_alias(name, at, at + len(key), "alias_use"))
    return found.values()


@cache
def _known_names() -> tuple[tuple[re.Pattern[str], tuple[str, ...], Entry], ...]:
    """For each known alias its number as a pattern, the words before it in lower case, and its entry."""
    return tuple((_number_pattern(entry), tuple(entry["before"]), entry) for entry in load("aliases"))


@cache
def _known_numbers() -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(entry['number'] for _, _, entry in _known_names())})(?!\\w)")


def _number_pattern(entry: Entry) -> re.Pattern[str]:
    return re.compile(rf" {entry['number']}(?!\w)(?:{entry.get('tail', '')})(?!\w|[/-]\w|\.[0-9])")


def _known_ones(text: str) -> Iterator[Draft]:
    """The names that need no definition, by place."""
    for number in _known_numbers().finditer(text):
        at = number.start()
        head = text[max(0, at - _LONGEST_HEAD) : at].casefold()
        for pattern, words, entry in _known_names():
            word = next((word for word in words if head.endswith(word) and not head[: -len(word)][-1:].isalpha()), None)
            if word and (found := pattern.match(text, at)):
                yield _known_alias(entry, at - len(word), found.end())


def _known_alias(entry: Entry, start: int, end: int) -> Draft:
    target = entry["target"]
    return Draft(
        start=start,
        end=end,
        tail=end,
        method=entry.id,
        number=entry["number"],
        symbol=read_symbol(target["symbol"]),
        word=doc_types()[entry["type"]],
        kind=doc_types()[entry["type"]],
        symbol_year=target.get("year"),
        year=int(target["issued_on"][:4]),
        issuer=target["issuer"],
        via="global_alias",
        confidence=NAME,
    )
