"""Which figures of a sentence are parts of which: the one reading of wholes and parts in running text.

Three grammars: a whole with its parts enumerated behind it (``13 đơn vị, gồm 6 sở và 7 huyện``), a whole that closes
the enumeration of its parts (``6 sở, 7 huyện; tổng cộng 13 đơn vị``), and a whole whose words join those of two counts
before it (``720 … một phần và 982 … toàn trình; đã tích hợp 1.702 … một phần và toàn trình``). Nobody adds up here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from extractor.find.figures.changes import Change
from extractor.find.figures.mentions import COUNT, FRACTION, NONE, RANGE, RATE, Mention
from extractor.model.facts import Figure
from patterns.figures.signs import ends_with_sign, sign
from patterns.figures.units import MIXED_FAMILIES, family
from patterns.phrases import compiled

# How an item of a list begins; items of one list begin alike.
_ITEM = compiled(r"\s*(?P<sign>$BULLET|[a-zđ]\)|\d{1,2}[.)]|\(\d{1,2}\))\s*(?=\S)")
# Letters between a whole and the end of its paragraph, the words that announce the list among them; 40 and 200 find
# the same.
_MOST_BETWEEN = 80


class Paragraph(NamedTuple):
    """A paragraph in normal form; ``first`` to ``last`` are its figures, ``end`` is where the last one ends in it."""

    text: str
    first: int
    last: int
    end: int


def listed_parts(paragraphs: Sequence[Paragraph], figures: Sequence[Figure]) -> dict[int, int]:
    """For each figure that is a listed part the index of its whole."""
    found: dict[int, int] = {}
    whole: int | None = None
    sign: str | None = None
    for paragraph in paragraphs:
        kind = item_kind(paragraph.text)
        if whole is not None and kind and sign in (None, kind):
            sign = kind
            part = _part(figures[paragraph.first : paragraph.last], figures[whole])
            if part is not None:
                found[paragraph.first + part] = whole
        elif whole is not None and not kind:
            whole = sign = None
        if whole is None and _opens(paragraph, figures):
            whole = paragraph.last - 1
    return found


def item_kind(text: str) -> str | None:
    """How an item of a list begins, its bullet or ``letter or number``; None for a paragraph that is no item."""
    item = _ITEM.match(text)
    return None if item is None else item["sign"] if len(item["sign"]) == 1 else "letter or number"


def _opens(paragraph: Paragraph, figures: Sequence[Figure]) -> bool:
    """Whether a paragraph ends in a whole and the words and the colon that announce its parts."""
    if paragraph.last == paragraph.first or not paragraph.text.rstrip().endswith(":"):
        return False
    whole = figures[paragraph.last - 1]
    behind = paragraph.text[paragraph.end :]
    return _is_level(whole) and len(behind) < _MOST_BETWEEN and opens_parts(behind)


def _part(figures: Sequence[Figure], whole: Figure) -> int | None:
    """Which of the figures of a paragraph is its part of the whole: the one with the same unit, else the first.

    ``- Cải cách thể chế: 08 tiêu chí và 26 tiêu chí thành phần`` has 26 of ``95 tiêu chí thành phần``.
    """
    same = next((at for at, figure in enumerate(figures) if figure.unit == whole.unit and _is_level(figure)), 0)
    fits = bool(figures) and _is_level(figures[same]) and may_be_part(figures[same].unit, whole.unit)
    return same if fits else None


def _is_level(figure: Figure) -> bool:
    return figure.method == COUNT and not figure.change and not figure.link


# Kinds of links from a part to its whole, see ``Figure.link``.
PART, COMPONENT, SOME, JOINED = "part", "component", "some", "joined"

# What may stand between a whole and its first part without a word that opens an enumeration. The limits keep the
# patterns from running over a whole paragraph: a clause of a report has up to 80 letters (sentences.toml). For a colon,
# half as many lose four parts of the sample pages and twice as many take three more; brackets are the same either way.
_COLON = regex.compile(r"[^,;:()]{0,60}:[^;()]{0,80}")
_IN_PARENTHESIS = regex.compile(r"[^;()]{0,80}\([^()]{0,80}")
_ELLIPSIS = regex.compile(r"(?:…|\.{2,})")
_YEAR = regex.compile(r"(?<=năm )(?:19|20)\d\d\b")
_CLAUSE = regex.compile(r"[,;(]\s*|(?<!\w)và\s+")
_CLAUSE_ENDS = regex.compile(r"[;.)]")

# Limits that keep the work for one figure small; half and twice as many find the same on the reference reports. An
# enumeration has at most so many figures.
_MOST_PARTS = 64
# Letters behind the last part within which dots say that there are more: ``…`` and a closing parenthesis or a noun.
_TRAILS_OFF = 40
# Letters before a number in which ``tổng cộng là`` may stand.
_LONGEST_SIGN = 24
# Letters at the beginning of a sentence within which ``Trong đó`` opens it, behind a bullet or a number of a section.
_OPENS_SENTENCE = 24
# Figures before a whole that joins two counts in which these are looked for.
_FURTHEST = 6
# Letters behind a figure that may name its kind.
_LONGEST_KIND = 120
_KIND_ENDS = regex.compile(r"[;:.()\d]|,\s|\s(?:là|có|được|đã)\s")
_AND = regex.compile(r"\s+(?:và|cùng với|\+)\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The figures of a sentence as the grammars need them.

    ``text`` is the paragraph, ``mentions`` are the sentence's, ``units`` theirs with those that are inherited,
    ``changes`` what makes a figure a change (None for a level); all of one length. ``span`` is that of the sentence.
    """

    text: str
    span: tuple[int, int]
    mentions: Sequence[Mention]
    units: Sequence[str | None]
    changes: Sequence[Change | None]

    def gap(self, at: int) -> str:
        """What stands between mention ``at`` and the one before it; before the first what the sentence begins with."""
        begins = self.mentions[at - 1].end if at else self.span[0]
        return self.text[begins : self.mentions[at].start]

    def behind(self, at: int, letters: int) -> str:
        """So many letters behind a mention and its unit, at most to the end of the sentence."""
        end = self.mentions[at].end
        return self.text[end : min(end + letters, self.span[1])]

    def is_level(self, at: int) -> bool:
        """Whether a mention counts something: no rate, no range, no change, not none of it."""
        return self.mentions[at].method not in (RATE, RANGE, NONE) and self.changes[at] is None


def opens_parts(words: str) -> bool:
    """Whether words between figures say that parts of the first follow (``trong đó``, ``gồm``)."""
    return bool(sign("opener").search(words))


def consists_of(words: str) -> bool:
    """Whether words between figures say that the first consists of those that follow (``gồm``, ``chia ra``)."""
    return bool(sign("consists").search(words)) and not sign("some").search(words)


def may_be_part(part: str | None, whole: str | None) -> bool:
    """Whether what has one unit may be part of what has the other: they are of one family, or the part has none."""
    return part is None or whole == part or _of_one_family(part, whole)


def _of_one_family(unit: str | None, other: str | None) -> bool:
    """Whether units are of one family; of measures only those of one noun are: hectares and tons do not add up."""
    known = family(unit)
    if known is None or known != family(other):
        return False
    return known != "measure" or (unit or "").casefold().split()[-1] == (other or "").casefold().split()[-1]


def parts_of_sentence(sentence: Sentence) -> Iterator[tuple[int, str, int]]:
    """Part, kind of link and whole, the figures as indices of mentions; a figure that comes twice is of the first.

    Inner enumerations come before the outer ones.
    """
    for whole in range(len(sentence.mentions) - 2, -1, -1):
        yield from _enumerated(sentence, whole)
    joins = " và " in sentence.text[slice(*sentence.span)]
    for whole in range(2, len(sentence.mentions)):
        yield from _closed(sentence, whole)
        if joins:
            yield from _joined(sentence, whole)


def opened_by_sentence(sentence: Sentence, whole: str | None) -> list[tuple[int, str]]:
    """Part and kind of link in a sentence that ``opens_sentence``: the whole, of this unit, stands before it."""
    parts, kind = _run(sentence, 0, whole)
    return [(part, kind) for part in parts] if len(parts) > 1 else []


def opens_sentence(sentence: Sentence) -> bool:
    """Whether a sentence opens with ``Trong đó`` and the like."""
    return opens_parts(sentence.gap(0)[:_OPENS_SENTENCE])


def _enumerated(sentence: Sentence, whole: int) -> Iterator[tuple[int, str, int]]:
    """The parts that stand behind ``trong đó``, ``gồm``, a colon or a parenthesis."""
    if sentence.mentions[whole].method in (RATE, RANGE, FRACTION, NONE):
        return
    gap = sentence.gap(whole + 1)
    named = opens_parts(gap)
    if sentence.changes[whole] and not named:
        return
    if not (named or _opens_by_sign(gap)) or ")" in gap.split("(")[0] or _is_of_other_scope(gap):
        return
    parts, kind = _run(sentence, whole + 1, sentence.units[whole])
    if whole and _of_both(sentence, whole, parts):
        return
    if len(parts) > 1 or (named and parts):
        yield from ((part, kind, whole) for part in parts)


def _opens_by_sign(gap: str) -> bool:
    """Whether a colon or a parenthesis opens an enumeration; alternatives (``hoặc``) are no parts."""
    if ":" not in gap and "(" not in gap:  # nine gaps of ten, at a tenth of the cost of the patterns
        return False
    opens = _IN_PARENTHESIS.fullmatch(gap) or _COLON.fullmatch(gap)
    return bool(opens) and not sign("alternative").search(gap)


def _is_of_other_scope(gap: str) -> bool:
    """Whether the words behind the opener or sign make the figure one of another time or plan: ``(lũy kế 102 ca)``."""
    opener = max((found.end() for found in sign("opener").finditer(gap)), default=0)
    begins = opener or gap.rfind("(") + 1 or gap.rfind(":") + 1
    return bool(sign("other-scope").search(gap, begins))


def _run(sentence: Sentence, first: int, whole: str | None) -> tuple[list[int], str]:
    """The mentions from ``first`` on that are parts of a whole of this unit, and the kind of their links.

    The enumeration ends with its parenthesis, at words that open another statement, or before a figure that cannot be
    a part. One that is broken off within its clause need not be complete.
    """
    opening = sentence.gap(first)
    depth = base = opening.count("(") - opening.count(")")
    parts: list[int] = []
    unit: str | None = None
    broken = False
    for at in range(first, min(len(sentence.mentions), first + _MOST_PARTS)):
        gap = sentence.gap(at)
        if at > first:
            depth += gap.count("(") - gap.count(")")
            if depth < base:
                break
            if depth == base and (_stops(gap) or (parts and _is_new_statement(opening, gap))):
                broken = not _CLAUSE_ENDS.search(gap)
                break
            if depth == base and ";" in gap and _is_closed(sentence, first, parts):
                break
        if depth > base or not sentence.is_level(at):
            continue
        own = sentence.units[at]
        if family(own) == "measure" == family(whole) and not _of_one_family(own, whole):
            continue  # a yield stands beside each area
        if not may_be_part(own, whole) or not _goes_with(own, unit):
            broken = not _CLAUSE_ENDS.search(gap)
            break
        unit = own
        if sentence.mentions[at].method != FRACTION:
            parts.append(at)
    if _are_some(sentence, first, parts):
        return parts, SOME
    return parts, COMPONENT if consists_of(opening) and not broken else PART


def _is_closed(sentence: Sentence, first: int, parts: Sequence[int]) -> bool:
    """Whether a semicolon ends an enumeration: its last part stands behind ``và``, or the parts make up the whole.

    ``400 học viên, gồm 350 nữ và 50 nam; 600 đại biểu``: the whole stands before the mention ``first``.
    """
    if len(parts) < 2:
        return False
    if sentence.gap(parts[-1]).strip() == "và" or sentence.gap(parts[-1]).lstrip().startswith("và "):
        return True
    values = [sentence.mentions[at].readings[-1].value for at in parts]
    return first > 0 and sum(values) == sentence.mentions[first - 1].readings[-1].value


def _goes_with(unit: str | None, before: str | None) -> bool:
    """Whether a part of one unit may stand behind a part of the other."""
    return not before or unit == before or family(unit) in MIXED_FAMILIES or _goes_on_with(unit, before)


def _goes_on_with(unit: str | None, before: str | None) -> bool:
    return _of_one_family(unit, before) if family(unit) == "measure" else family(unit) == family(before)


def _stops(gap: str) -> bool:
    return bool(sign("stop").search(gap)) or opens_parts(gap) or bool(sign("alternative").search(gap))


def _is_new_statement(opening: str, gap: str) -> bool:
    """Whether a figure behind parts has a predicate before it where the first part has none: then it is no part.

    ``gồm 60 hồ sơ trực tuyến, 30 hồ sơ trực tiếp, hiện đã giải quyết 90 hồ sơ``; but ``trong đó đã giải quyết 60 hồ sơ,
    đang giải quyết 40 hồ sơ``. ``opening`` and ``gap`` are the words before the first part and before this figure.
    """
    own = _CLAUSE.split(sign("opener").sub(",", opening))[-1].strip(" :-")
    return bool(sign("predicate").match(_CLAUSE.split(gap)[-1])) and not sign("predicate").match(own)


def _are_some(sentence: Sentence, first: int, parts: Sequence[int]) -> bool:
    """Whether only some of the parts are named: ``chủ yếu``, dots behind the last one, years that are left out."""
    if not parts:
        return False
    if sign("some").search(sentence.gap(first)) or _ELLIPSIS.search(sentence.behind(parts[-1], _TRAILS_OFF)):
        return True
    years = [int(found[-1]) for part in parts if (found := _YEAR.findall(sentence.gap(part)))]
    return len(years) == len(parts) and len(set(years)) > 1 and max(years) - min(years) >= len(set(years))


def _of_both(sentence: Sentence, whole: int, parts: Sequence[int]) -> bool:
    """``09 sở và 26 xã (33 đơn vị …; 02 đơn vị …)``: the parts are those of two wholes together."""
    if not sentence.gap(whole).rstrip().endswith(("và", ",")):
        return False
    values = [mention.readings[-1].value for mention in sentence.mentions]
    return values[whole - 1] + values[whole] == sum(values[at] for at in parts)


def _closed(sentence: Sentence, whole: int) -> Iterator[tuple[int, str, int]]:
    """``A một phần, B toàn trình; cả C``: the whole behind its parts."""
    if not sentence.is_level(whole) or not ends_with_sign("all", sentence.gap(whole)[-_LONGEST_SIGN:]):
        return
    parts = []
    for at in range(whole - 1, max(-1, whole - 1 - _MOST_PARTS), -1):
        same = family(sentence.units[at]) == family(sentence.units[whole])
        if not same or not sentence.is_level(at) or sentence.mentions[at].method == FRACTION:
            break
        parts.append(at)
    if len(parts) > 1:
        yield from ((part, PART, whole) for part in reversed(parts))


def _joined(sentence: Sentence, whole: int) -> Iterator[tuple[int, str, int]]:
    """The two counts whose kinds a later count joins."""
    kinds = _kinds(sentence, whole) if sentence.is_level(whole) else []
    if len(kinds) != 2:
        return
    earlier = range(max(0, whole - _FURTHEST), whole)
    named = [[at for at in earlier if sentence.is_level(at) and _kinds(sentence, at) == [kind]] for kind in kinds]
    if all(len(found) == 1 and sentence.units[found[0]] == sentence.units[whole] for found in named):
        yield from ((found[0], JOINED, whole) for found in named)


def _kinds(sentence: Sentence, at: int) -> list[str]:
    """The words behind a figure, up to the end of the phrase, split where they are joined, without the unit."""
    behind = sentence.behind(at, _LONGEST_KIND).casefold()
    unit = (sentence.units[at] or "").casefold()
    end = _KIND_ENDS.search(behind)
    phrase = behind[: end.start()] if end else behind
    kinds = (kind.strip().removeprefix(unit).strip() for kind in _AND.split(f" {phrase} "))
    return [kind for kind in kinds if kind]
