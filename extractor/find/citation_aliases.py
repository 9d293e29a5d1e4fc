"""Names that stand for an instrument: defined in the text (``sau đây gọi là Nghị quyết 37``) or known to everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractor.find.citation_drafts import Draft
from patterns.doc_types import DocType, by_word, doc_types
from patterns.loader import Entry, load
from patterns.symbols import read_symbol

_DEFINES = regex.compile(
    r"(?:gọi|viết)(?: tắt)?(?: chung)? là:? ?[\"“'‘]?(?P<name>\p{L}[^)\"”'’;.(\]]{2,80})[\"”'’]?(?=[)\];.,]|$)"
)
_REACH = 300
_LONGEST_TYPE = 5
_LONGEST_HEAD = 24


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    kind: DocType
    number: str | None
    target: Draft


def with_aliases(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, sorted, and with them the definitions and uses of aliases; the text's own go before the known."""
    drafts = list(drafts)
    added: list[Draft] = []
    names: dict[str, _Name] = {}
    if " là" in text:
        for found in _DEFINES.finditer(text):
            _define(text, found, drafts, added, names)
    for name in names.values():
        added += _uses(text, name, drafts + added)
    for known in _known(text):
        drafts = [draft for draft in drafts if not known.start <= draft.start < draft.end <= known.end]
        if not _overlaps(known, drafts + added):
            added.append(known)
    return sorted([*drafts, *added], key=lambda draft: draft.start) if added else drafts


def _define(
    text: str, found: regex.Match[str], drafts: list[Draft], added: list[Draft], names: dict[str, _Name]
) -> None:
    start, end = found.span("name")
    inside = [at for at, draft in enumerate(drafts) if draft.start < end and start < draft.end]
    if inside:
        if drafts[inside[0]].start <= start + 1:
            drafts[inside[0]] = drafts[inside[0]]._replace(via="alias_definition")
        return
    target = next((draft for draft in reversed(drafts) if draft.end <= start), None)
    if target is None or start - target.end > _REACH or regex.search(r"[.;] ", text[target.end : start]):
        return
    name = _name(found["name"].strip(), target)
    if name:
        names.setdefault(name.text.casefold(), name)
        added.append(_alias(name, start, start + len(name.text), "alias_definition"))


def _name(text: str, target: Draft) -> _Name | None:
    """An alias is a type word with a number or a name of its own; a lone ``Kế hoạch`` would match everywhere."""
    words = text.split(" ")
    for width in range(min(_LONGEST_TYPE, len(words) - 1), 0, -1):
        kind = by_word().get(" ".join(words[:width]).casefold())
        rest = " ".join(words[width:])
        if kind and any(char.isdigit() or char.isupper() for char in rest):
            number = regex.search(r"\d+(?:\.\d+)?\p{Ll}?(?!\p{L})", rest)
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
        confidence=0.9,
    )


def _uses(text: str, name: _Name, drafts: Sequence[Draft]) -> Iterator[Draft]:
    pattern = regex.compile(rf"(?<!\p{{L}})(?i:{regex.escape(name.text)})(?![\p{{L}}\d]|[/-][\p{{L}}\d])")
    taken = sorted((draft.start, draft.end) for draft in drafts)
    for found in pattern.finditer(text, name.target.end):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield _alias(name, found.start(), found.end(), "alias_use")


def _overlaps(draft: Draft, others: Sequence[Draft]) -> bool:
    return any(other.start < draft.end and draft.start < other.end for other in others)


@cache
def _known_names() -> tuple[tuple[re.Pattern[str], tuple[str, ...], Entry], ...]:
    """For each known alias its number as a pattern, the words before it in lower case, and its entry."""
    return tuple((_number_pattern(entry), tuple(entry["before"]), entry) for entry in load("aliases"))


def _number_pattern(entry: Entry) -> re.Pattern[str]:
    return re.compile(rf" {entry['number']}(?!\w)(?:{entry.get('tail', '')})(?!\w|[/-]\w|\.[0-9])")


def _known(text: str) -> Iterator[Draft]:
    for pattern, words, entry in _known_names():
        for found in pattern.finditer(text):
            head = text[max(0, found.start() - _LONGEST_HEAD) : found.start()].casefold()
            word = next((word for word in words if head.endswith(word) and not head[: -len(word)][-1:].isalpha()), None)
            if word:
                yield _known_alias(entry, found.start() - len(word), found.end())


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
        confidence=0.9,
    )
