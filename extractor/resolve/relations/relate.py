"""What a text does with each instrument it cites: the nearest trigger in the clause, and what acts on what.

A trigger to the left holds for a whole list. What follows a citation is its title, whose verbs are no triggers,
unless their object is another citation: that one then has a passive value which names the acting instrument.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import regex

from extractor.model.document import Context
from extractor.model.facts import Citation
from extractor.resolve.relations.clauses import clause_starts
from extractor.resolve.relations.openings import Opened, first_item, is_item_of, opening_trigger
from extractor.resolve.relations.triggers import (
    ISSUE,
    MENTION,
    Trigger,
    first_trigger,
    governing_trigger,
    leading_trigger,
    may_hold_trigger,
    near_trigger,
    trigger_at,
)
from patterns.instruments.doc_types import type_of_name
from patterns.instruments.symbols import read_symbol
from patterns.loader import needed
from patterns.names.organs import organ_named, organs
from patterns.phrases import compiled
from patterns.spelling import in_lower_case

REPEAL = "bãi bỏ"
# What is done to an instrument and not to those that have changed it.
_CHANGES = (REPEAL, "thay thế", "sửa đổi", "đính chính")

# Up to 160 characters of a title stand between an instrument and what is done to it: with 60 an amended decree is lost
# in 3 of 158 documents, 400 changes nothing.
_PASSIVE_LINK = compiled(
    r"(?i)(?:\([^()]{0,60}\))?[^;.:]{0,160}?(?P<words>(?:đã )?"
    r"(?:(?:được|bị) (?P<verb>[^;.:,]{2,25}(?:, bổ sung)?[^;.:,]{0,30}) (?:bởi|tại|theo|bằng)"
    r"|(?P<verb>(?:sửa đổi|thay thế|bãi bỏ|đính chính)(?:, bổ sung)?) bởi))"
    r"[\s(:]*(?:$ITEM_LABEL\s)?(?:các )?(?:(?:khoản|điểm|Điều)[\p{L}\d ,]{1,40} )?"
)
_PASSIVE_WORDS = needed(("được", "bị", "bởi"))
# Up to 60 characters between an instrument and ``hết hiệu lực``: its issuer and title. With 20 one of 158 documents
# loses a repeal.
_AFTER_REPEAL = regex.compile(r"(?i)[^;.:]{0,60}?(?P<words>hết hiệu lực|chấm dứt hiệu lực|bị bãi bỏ|bị hủy bỏ)")
_REPEAL_WORDS = needed(("hiệu lực", "bị "))
_SUBJECT = regex.compile(r"(?i)\W*(?:(?:các |những |mọi )?(?:quy định|nội dung|văn bản)(?: tại| của| trong)? )?")
# Only behind a comma, a bracket, a number or an organ: elsewhere the words are of the next clause. With 300 for 800 and
# 30 for 60 the relations of 158 documents are the same; 800 is room for a list of laws with their titles.
_REPEALED_LATER = regex.compile(
    r"(?:(?!\.\s)[^;\n]){0,800}?"
    r"(?:[,)] |(?:\d|(?<!\p{L})của (?:(?!quy định|được|mà |do |về )[^;,.]){1,60}) )(?:đều )?"
    r"(?P<words>(?:hết|chấm dứt) hiệu lực(?: thi hành)?|bị bãi bỏ|bị h[uủ][ủy] bỏ)(?=[.;,]|$|\s(?:kể )?từ |\skhi )"
)
_NEW_AGENT = compiled(
    r"(?<!\p{L})(?i:đề nghị|yêu cầu|chỉ đạo|giao|đôn đốc|(?:nêu|nói) trên)(?!\p{L})|\n\s*(?:[\p{Lu}“]|$BULLET|\d+[.)])"
)
# Composing a letter takes the square of the number of its marks; a Vietnamese letter has two, 16 are an attack.
_MOST_MARKS = 16
_MANY_MARKS = regex.compile(rf"(\p{{M}}{{{_MOST_MARKS}}})\p{{M}}+")
_PERHAPS_MARK = "[\u0300-\u1dff\u20d0-\u20ff\u2de0-\u3fff\ua000-\uffff\U00010000-\U0010ffff]"
_PERHAPS_MANY_MARKS = re.compile(f"{_PERHAPS_MARK}{_PERHAPS_MARK}{{{_MOST_MARKS}}}")
_IS_MARK = re.compile(_PERHAPS_MARK)
# Characters between two citations of which one acts on the other, behind a citation to what makes it void, and over its
# title and list to that. On 1,686 pages 100, 40 and 300 lose one, two and none; 200, 80 and 600 lose none.
_ACTS_WITHIN, _VOID_WITHIN, _VOID_LATER = 300, 120, 900
# Begins a remark on the citation before it, whose trigger holds for no other: ``, trong đó tại Điều 4 Quyết định …``.
_ASIDE = regex.compile(r"(?i), (?:trong đó|theo đó),? (?=(?:tại|theo|khoản|điều|điểm|mục) )")
# Directly before an instrument: who proposes in it. 120 characters are room for several organs with their heads.
_PROPOSED = regex.compile(r"(?ri)(?<!\p{L})(?:theo|xét) đề nghị của [^;.:()]{1,120} tại (?:các )?")
_NEXT_ITEM = compiled(r"[^.;]{0,220};\s*(?:và\s)?(?:$ITEM_LABEL\s)?(?:các )?")
_SAME_LIST = regex.compile(r"(?: của [^;,.]{1,60})?(?:,| và| hoặc|, và) (?:các )?")


class Relation(NamedTuple):
    """What a text does with a cited instrument, the words that say so, and where these stand.

    ``source`` is ``clause`` (to the left in the same clause), ``list`` (taken over from the citation before),
    ``citation`` (between this citation and the one that acts on it, ``actor``), ``after`` (to the right), or for
    what has no trigger of its own ``sentence`` (that of its footnote's marker) or ``heading`` (over its passage or
    its column); None for a mere mention. ``actor`` indexes the citations of the text.
    """

    value: str
    trigger: str | None = None
    source: str | None = None
    actor: int | None = None


def relate(
    text: str,
    citations: Sequence[Citation],
    *,
    context: Context | None = None,
    inherited: Sequence[Relation | None] = (),
) -> tuple[Citation, ...]:
    """The citations of one region with their relations.

    ``text``, ``citations``, ``context`` and ``inherited`` are those of ``relations_of``.
    """
    found = relations_of(text, citations, context=context, inherited=inherited)
    return tuple(map(with_relation, citations, found))


def with_relation(citation: Citation, relation: Relation) -> Citation:
    """The citation with the value of its relation and the words that gave it."""
    return citation.changed(relation=relation.value, relation_trigger=relation.trigger, relation_from=relation.source)


def relations_of(
    text: str,
    citations: Sequence[Citation],
    *,
    context: Context | None = None,
    inherited: Sequence[Relation | None] = (),
) -> tuple[Relation, ...]:
    """The relation of each citation of one region.

    ``citations`` are all of the region in order, ``text`` is what their offsets index, ``context`` the citing document,
    None where nothing is known of it. ``inherited`` has one element a citation, or none at all: what stands where the
    text itself has no trigger.
    """
    if not citations:
        return ()
    text, spans = _composed(text, citations)
    own = _own_organ(context)
    found = _related(text, spans, inherited or (None,) * len(spans))
    return tuple(
        relation._replace(value=MENTION) if relation.value == ISSUE and _is_others(each, own) else relation
        for each, relation in zip(citations, found, strict=True)
    )


def inherited_from(sentence: str, marker: int) -> Relation | None:
    """The relation that a sentence gives to what a note cites whose marker stands at this offset."""
    before, after = (unicodedata.normalize("NFC", part) for part in (sentence[:marker], sentence[marker:]))
    found = trigger_at(before + after, len(before))
    return _relation(before + after, found, "sentence") if found else None


def _composed(text: str, citations: Sequence[Citation]) -> tuple[str, Sequence[Citation]]:
    """Text and citations with letters composed, as the triggers are written; what is composed stays as it is."""
    if not _has_many_marks(text) and unicodedata.is_normalized("NFC", text):
        return text, citations
    parts: list[str] = []
    moved: list[Citation] = []
    last = length = 0
    for citation in citations:
        for part in (text[last : citation.start], text[max(last, citation.start) : citation.end]):
            parts.append(_nfc(part))
            length += len(parts[-1])
        moved.append(citation.changed(start=length - len(parts[-1]), end=length))
        last = citation.end
    return "".join([*parts, _nfc(text[last:])]), moved


def _has_many_marks(text: str) -> bool:
    # Of so many marks one stands at every 16th place, so that most texts need no look at the others.
    return bool(_IS_MARK.search(text[::_MOST_MARKS]) and _PERHAPS_MANY_MARKS.search(text))


def _nfc(text: str) -> str:
    """The text with letters composed, and of the marks on one letter only so many as a reader could tell apart."""
    text = _MANY_MARKS.sub(r"\1", text) if _has_many_marks(text) else text
    return unicodedata.normalize("NFC", text)


def _related(text: str, citations: Sequence[Citation], inherited: Sequence[Relation | None]) -> list[Relation]:
    """The relation of each citation of a text with composed letters."""
    active: list[Relation | None] = []
    passives: list[Relation | None] = []
    done: list[Relation] = []
    opened: tuple[Opened, Relation] | None = None
    lowered = in_lower_case(text)
    starts = clause_starts(text, (citation.start for citation in citations))
    for at, (citation, begins) in enumerate(zip(citations, starts, strict=True)):
        last = at - 1 if at and citations[at - 1].end > begins else None
        acts = _passive_link(text, lowered, citations, last, at) if last is not None else None
        # ``theo Y được sửa đổi bởi X``: X has the trigger before Y, and Y has what X does to it
        if last is not None and acts:
            relation, passive = _taken_over(active[last]), None
            if (acted := _acted_on(citations, at, begins)) is not None:
                done[acted] = acts
            # ``bãi bỏ Y được sửa đổi bởi X``: Y is repealed, and X is not
            if relation and relation.value in _CHANGES:
                relation = Relation(MENTION)
        else:
            relation, passive = (
                _behind(text, lowered, citations, last, active[last])
                if last is not None
                else (_own(text, _opening_or_leading(text, begins, citation.start)), None)
            )
            if passive is None and last is not None and _same_list(text, citations, passives[last], last):
                passive = passives[last]
        if relation and (item := first_item(text, citation.start)):
            opened = item, relation
        elif relation is None and opened and is_item_of(text, citation.start, opened[0]):
            relation = _taken_over(opened[1])
        if begins >= (citations[at - 1].end if at else 0):
            relation = _repealed_later(text, lowered, citation, begins) or relation
        active.append(relation)
        passives.append(passive)
        own = passive or relation or _repealed(text, lowered, citations, at)
        done.append(own or inherited[at] or Relation(MENTION))
    return done


def _same_list(text: str, citations: Sequence[Citation], passive: Relation | None, last: int) -> bool:
    """Whether what is done to the citation ``last`` is done to the next one too.

    ``text`` holds the ``citations``; ``passive`` is the passive relation of ``last``. Where a colon opens the list, its
    items have titles and end in ``;``.
    """
    if passive is None or passive.actor is None:
        return False
    gap = citations[last].end, citations[last + 1].start
    actor = passive.actor
    is_opened = ":" in text[citations[actor].end : citations[actor + 1].start]
    return bool(_SAME_LIST.fullmatch(text, *gap) or (is_opened and _NEXT_ITEM.fullmatch(text, *gap)))


def _opening_or_leading(text: str, begins: int, ends: int) -> Trigger | None:
    return opening_trigger(text, begins, ends) or leading_trigger(text, begins, ends)


def _behind(
    text: str, lowered: str, citations: Sequence[Citation], last: int, active: Relation | None
) -> tuple[Relation | None, Relation | None]:
    """What ``_active_and_passive`` returns. Between most citations of a list stands no trigger, so it is seldom asked.

    text: in which the citations stand. lowered: the same in lower case. citations: all of the text. last: the one
    before. active: the active relation of that.
    """
    between = citations[last].end, citations[last + 1].start
    if may_hold_trigger(lowered, *between):
        return _active_and_passive(text, citations, last, active)
    return (None if _ASIDE.search(text, *between) else _taken_over(active)), None


def _active_and_passive(
    text: str, citations: Sequence[Citation], last: int, active: Relation | None
) -> tuple[Relation | None, Relation | None]:
    """The active relation of the citation behind another in one clause, and its passive one where that acts on it.

    text: in which the citations stand. citations: all of the text. last: the one before. active: the active relation of
    that, None without a trigger.
    """
    at = last + 1
    starts = citations[at].start
    after = citations[last].end
    cut = after + text[after:starts].rfind(";") + 1
    opening = opening_trigger(text, cut, starts)
    near = opening or near_trigger(text, cut, starts)
    if near is None and (aside := _ASIDE.search(text, after, starts)):
        return _own(text, governing_trigger(text, aside.end(), starts)), None
    if near is None:
        return _own(text, _fresh(text, after, starts)) or _taken_over(active), None
    between = text[after : near.start]
    passive = None if _is_same(citations[last], citations[at]) else near.passive or _carried_out(text, after, near)
    new_clause = ";" in between or ":" in between or between.rstrip().endswith((",", " và"))
    if passive and not new_clause and not _NEW_AGENT.search(text, after, near.end):
        words = _words(text, near.start, near.end)
        return _taken_over(active), Relation(f"{passive} {_name(citations[last])}", words, "citation", last)
    return _own(text, opening or leading_trigger(text, cut, starts)), None


def _carried_out(text: str, begins: int, near: Trigger) -> str | None:
    """In a title ``về việc triển khai thực hiện … theo Y`` the acting instrument carries Y out."""
    first = first_trigger(text, begins, near.start)
    return first.passive if first and first.relation == near.relation else None


def _fresh(text: str, begins: int, ends: int) -> Trigger | None:
    """A trigger between two citations that begins a new clause.

    It stands after ``;``, is ``ban hành`` after a comma, or says who proposes in the instrument that follows.
    """
    if proposed := _PROPOSED.match(text, begins, ends):
        return governing_trigger(text, proposed.start(), ends)
    gap = text[begins:ends]
    if ";" in gap:
        return governing_trigger(text, begins + gap.rindex(";") + 1, ends)
    if ", " in gap and ":" not in gap:
        issue = governing_trigger(text, begins + gap.index(", ") + 2, ends)
        return issue if issue and issue.relation == ISSUE else None
    return None


def _passive_link(text: str, lowered: str, citations: Sequence[Citation], acted: int, actor: int) -> Relation | None:
    """The relation of ``acted`` in ``Y được sửa đổi, bổ sung bởi X``; ``lowered`` is ``text`` in lower case."""
    begins, ends = citations[acted].end, citations[actor].start
    if ends - begins > _ACTS_WITHIN or not _PASSIVE_WORDS.search(lowered, begins, ends):
        return None
    found = None if _is_same(citations[acted], citations[actor]) else _PASSIVE_LINK.fullmatch(text[begins:ends])
    verb = first_trigger(found["verb"]) if found else None
    if not found or not verb or not verb.passive:
        return None
    words = " ".join(found["words"].split())
    return Relation(f"{verb.passive} {_name(citations[actor])}", words, "citation", actor)


def _acted_on(citations: Sequence[Citation], actor: int, begins: int) -> int | None:
    """What a passive verb between an instrument and the ``actor`` speaks of, in the clause that begins at ``begins``.

    A decree changes no law: in ``Nghị định A quy định chi tiết Luật B (được sửa đổi tại Nghị định C)`` that is A. None
    where no such instrument stands before.
    """
    last = actor - 1
    if not _is_law(citations[last]) or _is_law(citations[actor]):
        return last
    return last - 1 if last and citations[last - 1].end > begins and not _is_law(citations[last - 1]) else None


def _is_law(citation: Citation) -> bool:
    """Whether the National Assembly or its Standing Committee passed an instrument; a resolution of theirs may change
    a law."""
    kind = type_of_name(citation.doc_type)
    return bool(kind and kind.title) or "QH" in (citation.symbol or "")


def _is_same(citation: Citation, other: Citation) -> bool:
    """Whether two citations are of one instrument, which does nothing to itself."""
    known = citation.key or citation.identifier
    return known is not None and known == (other.key or other.identifier)


def _repealed(text: str, lowered: str, citations: Sequence[Citation], at: int) -> Relation | None:
    """The relation of a citation that the words behind it say to be void; ``lowered`` is ``text`` in lower case."""
    after = citations[at].end
    ends = citations[at + 1].start if at + 1 < len(citations) else len(text)
    ends = min(ends, after + _VOID_WITHIN)
    found = _AFTER_REPEAL.match(text, after, ends) if _REPEAL_WORDS.search(lowered, after, ends) else None
    return Relation(REPEAL, " ".join(found["words"].split()), "after") if found else None


def _repealed_later(text: str, lowered: str, citation: Citation, begins: int) -> Relation | None:
    """The relation of the first citation of a sentence that it says at its end to be void, behind title and list.

    text: in which it stands. lowered: the same in lower case. citation: the first one. begins: where the sentence does.
    """
    if not _SUBJECT.fullmatch(text, begins, citation.start):
        return None
    ends = min(len(text), citation.end + _VOID_LATER)
    if not _REPEAL_WORDS.search(lowered, citation.end, ends):
        return None
    found = _REPEALED_LATER.match(text, citation.end, ends)
    return Relation(REPEAL, " ".join(found["words"].split()), "after") if found else None


def _own(text: str, trigger: Trigger | None) -> Relation | None:
    return _relation(text, trigger, "clause") if trigger else None


def _relation(text: str, trigger: Trigger, source: str) -> Relation:
    return Relation(trigger.relation, _words(text, trigger.start, trigger.end), source)


def _taken_over(relation: Relation | None) -> Relation | None:
    return (
        Relation(relation.value, relation.trigger, "list", relation.actor)
        if relation and relation.trigger
        else relation
    )


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _name(citation: Citation) -> str:
    return citation.identifier or citation.raw


def _own_organ(context: Context | None) -> str | None:
    named = organ_named(context.issuer) if context and context.issuer else None
    return named.id if named else None


def _is_others(citation: Citation, own: str | None) -> bool:
    """Whether an act said to be issued is that of a central organ which is not the reporting one."""
    if own is None or not citation.symbol:
        return False
    symbol = read_symbol(citation.symbol)
    acting = symbol.holders[0] if symbol.holders else None
    return acting is not None and not acting.place and acting.kind != organs()[own].kind
