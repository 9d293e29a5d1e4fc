"""What a text does with each instrument it cites: the nearest trigger in the clause, and what acts on what.

Triggers are data (``patterns/relations.toml``); here stand the rules of their reach. A trigger to the left holds for
a whole list. What follows a citation is its title, whose verbs are no triggers, unless their object is another
citation: that one then has a passive value which names the acting instrument.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractor.model import Citation, Context
from patterns.doc_types import by_word
from patterns.loader import Entry, load
from patterns.organs import organ_named, organs
from patterns.symbols import read_symbol

MENTION = "dẫn chiếu"
ISSUE = "ban hành"
REPEAL = "bãi bỏ"

_CLAUSE_END = regex.compile(r"[.!?](?=\s+[\p{Lu}\d“\"+•*-]|\s*$)|\n(?=\s*(?:[-+•*–\p{Lu}]|\d{1,2}[.)]|\p{Ll}\)))")
_OPEN_LINE = regex.compile(
    r"(?r)[;:,]\s*|(?<=^|\n)(?!\s*(?:[IVX]+|\d+(?:\.\d+)*|\p{L})[.)])(?=[^\n]*\p{Ll})[^\n]{50,}[\p{L}\d]\s*"
)
_NOT_AN_END = regex.compile(r"(?r)(?:TP|Tp|ThS|TS|PGS|số|\d)\.?")
_LIGHT = (
    r"(?:\s+(?:có hiệu quả|hiệu quả|tốt|nghiêm túc|nghiêm|đầy đủ|kịp thời|các|những|một số|nội dung|một số nội dung|"
    r"một số điều|điều|khoản|điểm|Phụ lục|của|tại|Mục|và|,|:|Danh mục|biểu mẫu|mẫu|\d+\p{Ll}?,?|[a-zđ],?|[IVX]+|"
    r"Kế hoạch|Quy chế|Quy định|Chương trình|Đề án|Điều lệ|về))*[\s:\"“(]*"
)
_PASSIVE_LINK = regex.compile(
    r"(?i)(?:\([^()]{0,60}\))?[^;.:]{0,160}?(?:đã )?"
    r"(?:(?:được|bị) (?P<verb>[^;.:,]{2,25}(?:, bổ sung)?[^;.:,]{0,30}) (?:bởi|tại|theo|bằng)"
    r"|(?P<verb>(?:sửa đổi|thay thế|bãi bỏ|đính chính)(?:, bổ sung)?) bởi)"
    r"[\s(]*(?:các )?(?:(?:khoản|điểm|Điều)[\p{L}\d ,]{1,40} )?"
)
_AFTER_REPEAL = regex.compile(r"(?i)[^;.:]{0,60}?(?:hết hiệu lực|chấm dứt hiệu lực|bị bãi bỏ|bị hủy bỏ)")
_BLOCKED = regex.compile(
    r"(?ri)(?<!\p{L})(?:việc|trong|để|nhằm|tình hình|kết quả|quá trình|công tác|nội dung|tiến độ|tổng hợp|báo cáo|"
    r"kế hoạch(?: hành động| tổ chức)?|công văn|văn bản|phương án|chương trình|đề án|quyết định|nghị quyết|"
    r"chỉ thị|thông báo|thời gian|kinh phí|được)(?: tổ chức)? "
)
_PASSIVE_ISSUE = regex.compile(r"(?ri)(?:đã |mới )?được ")
_PURPOSE = regex.compile(r"(?i)(?<!\p{L})(?:để|nhằm)(?!\p{L})")
_NEW_AGENT = regex.compile(
    r"(?<!\p{L})(?i:đề nghị|yêu cầu|chỉ đạo|giao|đôn đốc)(?!\p{L})|\n\s*(?:[\p{Lu}“+•-]|\d+[.)])"
)
_SAME_LIST = regex.compile(r"(?: của [^;,.]{1,60})?(?:,| và| hoặc|, và) (?:các )?")
_COMMA, _SEGMENT = regex.compile(","), regex.compile("[;:]")
_REACH = 1500
_LONGEST_LINE = 300


@dataclass(frozen=True, slots=True)
class _Trigger:
    """A trigger and its span in the text."""

    entry: Entry
    start: int
    end: int


def relate(
    text: str, citations: Sequence[Citation], *, context: Context | None = None, inherited: str | None = None
) -> tuple[Citation, ...]:
    """The citations of one region with their relations.

    ``text`` is what their offsets index, ``context`` the citing document, ``inherited`` the relation of the sentence
    that holds a footnote's marker: it stands where the note itself has no trigger.
    """
    text, spans = _composed(text, citations)
    related = _related(text, spans, _own_organ(context), inherited)
    return tuple(replace(each, relation=relation) for each, relation in zip(citations, related, strict=True))


def _composed(text: str, citations: Sequence[Citation]) -> tuple[str, Sequence[Citation]]:
    """Text and citations with letters composed, as the triggers are written; what is composed stays as it is."""
    if unicodedata.is_normalized("NFC", text):
        return text, citations
    parts: list[str] = []
    moved: list[Citation] = []
    last = length = 0
    for citation in citations:
        for part in (text[last : citation.start], text[max(last, citation.start) : citation.end]):
            parts.append(unicodedata.normalize("NFC", part))
            length += len(parts[-1])
        moved.append(replace(citation, start=length - len(parts[-1]), end=length))
        last = citation.end
    return "".join([*parts, unicodedata.normalize("NFC", text[last:])]), moved


def _related(text: str, citations: Sequence[Citation], own: str | None, inherited: str | None) -> list[str]:
    """The relation of each citation of a text with composed letters."""
    active: list[str | None] = []
    passives: list[str | None] = []
    done: list[str] = []
    for at, citation in enumerate(citations):
        begins = _clause_start(text, citation.start)
        last = at - 1 if at and citations[at - 1].end > begins else None
        verb = _passive_link(text, citations[last], citation) if last is not None else None
        if last is not None and verb:
            relation, passive = active[last], None
            done[last] = f"{verb} {_name(citation)}"
        else:
            relation, passive = _relation(text, citation, begins, last, citations, active)
            if passive is None and last is not None and _SAME_LIST.fullmatch(text, citations[last].end, citation.start):
                passive = passives[last]
        active.append(relation)
        passives.append(passive)
        shown = relation or _repealed(text, citation, citations, at) or inherited or MENTION
        if shown == ISSUE and _is_others(citation, own):
            shown = MENTION
        done.append(passive or shown)
    return done


def trigger_of(sentence: str) -> str | None:
    """The relation that a sentence, up to the marker of a note, gives to what the note cites."""
    ends = len(sentence)
    return _relation_of(_governing(sentence, 0, ends) or _near(sentence, 0, ends))


def _relation(
    text: str,
    citation: Citation,
    begins: int,
    last: int | None,
    citations: Sequence[Citation],
    active: list[str | None],
) -> tuple[str | None, str | None]:
    """The active relation of a citation, None without a trigger, and its passive one where another acts on it."""
    if last is None:
        return _relation_of(_leading(text, begins, citation.start)), None
    actor = citations[last]
    gap = text[actor.end : citation.start]
    cut = actor.end + gap.rfind(";") + 1
    near = _near(text, cut, citation.start)
    if near is None:
        return _relation_of(_fresh(text, actor.end, citation.start)) or active[last], None
    between = text[actor.end : near.start]
    passive = near.entry.get("passive") or _carried_out(text, actor.end, near)
    new_clause = ";" in between or between.rstrip().endswith((",", " và"))
    if passive and not new_clause and not _NEW_AGENT.search(text, actor.end, near.end):
        return active[last], f"{passive} {_name(actor)}"
    return _relation_of(_leading(text, cut, citation.start)), None


def _carried_out(text: str, begins: int, near: _Trigger) -> str | None:
    """In a title ``về việc triển khai thực hiện … theo Y`` the acting instrument carries Y out."""
    pattern, entries = _triggers()
    found = pattern.search(text, begins, near.start)
    entry = next((entries[name] for name in entries if found[name] is not None), None) if found else None
    same = entry is not None and entry["relation"] == near.entry["relation"]
    return entry.get("passive") if entry and same else None


def _leading(text: str, begins: int, ends: int) -> _Trigger | None:
    """The trigger directly before a citation, else the one that governs; a mere mention yields to a basis or a task."""
    near = _near(text, begins, ends)
    if near and near.entry["relation"] != MENTION:
        return near
    governing = _governing(text, begins, ends)
    return near if near and (governing is None or governing.entry["relation"] == ISSUE) else governing


def _fresh(text: str, begins: int, ends: int) -> _Trigger | None:
    """A trigger between two citations that begins a new clause: after ``;``, or ``ban hành`` after a comma."""
    gap = text[begins:ends]
    if ";" in gap:
        return _governing(text, begins + gap.rindex(";") + 1, ends)
    if ", " in gap and ":" not in gap:
        issue = _governing(text, begins + gap.index(", ") + 2, ends)
        return issue if issue and issue.entry["relation"] == ISSUE else None
    return None


def _relation_of(trigger: _Trigger | None) -> str | None:
    return str(trigger.entry["relation"]) if trigger else None


def _name(citation: Citation) -> str:
    return citation.identifier or citation.raw


def _clause_start(text: str, at: int) -> int:
    begins = max(0, at - _REACH)
    last = begins
    for found in _CLAUSE_END.finditer(text, begins, at):
        stop = found.start()
        runs_on = _OPEN_LINE if text[stop] == "\n" else _NOT_AN_END if text[stop] == "." else None
        if runs_on is None or not runs_on.match(text, max(0, stop - _LONGEST_LINE), stop):
            last = found.end()
    return last


@cache
def _triggers() -> tuple[regex.Pattern[str], dict[str, Entry]]:
    entries = load("relations")
    return regex.compile(rf"(?i){_groups(entries)}"), {f"r{at}": entry for at, entry in enumerate(entries)}


def _groups(entries: Sequence[Entry]) -> str:
    """One group an entry, named by its place; a blank in a trigger stands for any run of blanks or a line end."""
    groups = (f"(?P<r{at}>{'|'.join(entry['words'])})" for at, entry in enumerate(entries))
    return rf"(?<!\p{{L}})(?:{'|'.join(groups)})(?!\p{{L}})".replace(" ", r"\s+")


@cache
def _near_triggers() -> regex.Pattern[str]:
    return regex.compile(rf"(?i){_groups(load('relations'))}(?P<light>{_LIGHT})$")


def _near(text: str, begins: int, ends: int) -> _Trigger | None:
    """The trigger directly before an offset, with at most light words between."""
    entries = _triggers()[1]
    found = _near_triggers().search(text, max(begins, ends - 160), ends)
    if not found:
        return None
    name = next(name for name in entries if found[name] is not None)
    return _Trigger(entries[name], found.start(), found.end(name))


def _governing(text: str, begins: int, ends: int) -> _Trigger | None:
    """The last trigger of a clause that governs what follows: no near one, none in a purpose or in a name."""
    pattern, entries = _triggers()
    masked = _purposes(text, begins, ends)
    chosen = None
    for found in pattern.finditer(text, begins, ends):
        entry = entries[next(name for name in entries if found[name] is not None)]
        if entry.get("near") or any(start <= found.start() < end for start, end in masked):
            continue
        if entry.get("first") and text[begins : found.start()].strip(' -+•*–\n\t("“1234567890.)'):
            continue
        if _in_name(text, begins, found.start(), entry):
            continue
        chosen = _Trigger(entry, found.start(), found.end())
    return chosen


def _purposes(text: str, begins: int, ends: int) -> list[tuple[int, int]]:
    """Stretches that say what something is for: at the head of a clause up to the comma, else up to ``;`` or ``:``."""
    masked = []
    for found in _PURPOSE.finditer(text, begins, ends):
        head = not text[begins : found.start()].strip(" -+•*\n")
        stop = (_COMMA if head else _SEGMENT).search(text, found.end(), ends)
        masked.append((found.start(), stop.start() if stop else ends))
    return masked


def _in_name(text: str, begins: int, at: int, entry: Entry) -> bool:
    """Whether a trigger is part of a noun: after ``việc``, or in a listed thing that begins with a type word."""
    blocked = _BLOCKED.match(text, max(begins, at - 40), at)
    if blocked and not (entry["relation"] == ISSUE and _PASSIVE_ISSUE.match(text, max(begins, at - 12), at)):
        return True
    cut = max(text.rfind(";", begins, at), text.rfind(":", begins, at))
    if cut < 0:
        return False
    words = text[cut + 1 : at].split()
    return any(" ".join(words[:width]).casefold() in by_word() for width in range(1, 4))


def _passive_link(text: str, acted: Citation, actor: Citation) -> str | None:
    """The passive value of ``acted`` in ``Y được sửa đổi, bổ sung bởi X``."""
    gap = text[acted.end : actor.start]
    if len(gap) > 300:
        return None
    found = _PASSIVE_LINK.fullmatch(gap)
    if not found:
        return None
    pattern, entries = _triggers()
    verb = pattern.search(found["verb"])
    return next((entries[n].get("passive") for n in entries if verb[n] is not None), None) if verb else None


def _repealed(text: str, citation: Citation, citations: Sequence[Citation], at: int) -> str | None:
    ends = citations[at + 1].start if at + 1 < len(citations) else len(text)
    return REPEAL if _AFTER_REPEAL.match(text, citation.end, min(ends, citation.end + 120)) else None


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
