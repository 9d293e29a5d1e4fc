"""Words that say what a text does with an instrument: which of them govern a place in a clause.

Triggers are data (``patterns/relations.toml``); here stand the rules of their reach.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import regex

from patterns.instruments.doc_types import by_word, doc_types
from patterns.loader import Entry, holds, load
from patterns.phrases import compiled, expand
from patterns.spelling import in_lower_case, names_pattern

MENTION = "dẫn chiếu"
ISSUE = "ban hành"

_LIGHT = r"(?:\s+(?:$LIGHT_WORD|,|:|\d+\p{Ll}?,?|[a-zđ],?|[IVX]+))*[\s:\"“(]*"
# ``việc ban hành …`` is a noun: what is done with an instrument is said before it.
_BLOCKED = compiled(r"(?ri)(?<!\p{L})$MAKES_NOUN(?: tổ chức)? ")
_PASSIVE_ISSUE = regex.compile(r"(?ri)(?:đã |mới )?được ")
_DONE_TO = regex.compile(r"(?ri)(?<!\p{L})(?:được|bị)\s+")
# A body that is named for a task: ``Ban Chỉ đạo thực hiện Chương trình``. With ``đã`` between, the verb is its own.
_NAMED_FOR_TASK = compiled(r"(?ri)(?<!\p{L})$TASK_BODY\s+")
_FOUND = regex.compile(r"(?i)thành lập|kiện toàn")
# What is said in brackets or quoted governs nothing outside.
_CLOSED = regex.compile(r"\([^()]*\)|“[^“”]*”|\"[^\"]*\"")
_PURPOSE_WORDS = ("để", "nhằm")
# What stands between a task and ``quy định tại`` where the task is what is laid down there.
_TASK = regex.compile(r"(?:(?!(?<!\p{L})(?:được|thì|do|bị)(?!\p{L}))[^(),;]){0,60}")
_PURPOSE = regex.compile(rf"(?i)(?<!\p{{L}})(?:{'|'.join(_PURPOSE_WORDS)})(?!\p{{L}})")
_COMMA, _CLAUSE_SIGN = re.compile(","), re.compile("[;:]")
_LOOK_BEHIND = regex.compile(r"\(\?<[=!](?:[^()]|(\((?:[^()]|(?1))*\)))*\)")
# Letters by which triggers are looked for: on 2.1 million characters one letter takes .76 s, two .32 s, three and four
# .17 s.
_HEAD = 3
# Characters of a trigger with the light words behind it. With 60 long ones are cut in 5 of 158 documents (bổ sung và
# sửa đổi các văn bản … trước hết là), 320 changes nothing.
_NEAR = 160
# Characters before a trigger that may make a noun of it (việc tổ chức), and before ``ban hành`` that say it is done to
# the instrument (đã được). With 12 and 80 for the first the relations of 158 documents are the same.
_NOUN_REACH, _PASSIVE_REACH = 40, 12
# Characters of a type word and the blanks before it, of which three words are looked at: the longest has 30, so that
# 200 only bound the work (test_cost.py).
_LONGEST_NAME = 200
# What may stand before a trigger that opens its clause: signs, brackets and the number of an item.
_BEFORE_FIRST = ' -+•*–\n\t("“1234567890.)'


class Trigger(NamedTuple):
    """A trigger and its span in the text."""

    entry: Entry
    start: int
    end: int

    @property
    def relation(self) -> str:
        """The value it gives to the cited instrument."""
        return str(self.entry["relation"])

    @property
    def passive(self) -> str | None:
        """The value of an instrument that another one acts on in this way, without its name."""
        passive = self.entry.get("passive")
        return None if passive is None else str(passive)


def may_hold_trigger(lowered: str, begins: int, ends: int) -> bool:
    """Whether the first letters of a trigger stand in a text in lower case: where they do not, no trigger does.

    lowered: the text. begins, ends: the stretch of it that is meant.
    """
    return _first_letters().search(lowered, begins, ends) is not None


def first_trigger(text: str, begins: int = 0, ends: int | None = None) -> Trigger | None:
    """The first trigger of ``text`` from ``begins`` to ``ends`` (None: to its end), whatever stands around it."""
    found = next(_in_stretch(_triggers, text, begins, len(text) if ends is None else ends), None)
    return _trigger(found) if found else None


def triggers_in(text: str, begins: int, ends: int) -> Iterator[Trigger]:
    """All triggers of ``text`` from ``begins`` to ``ends``, whatever stands around them."""
    return map(_trigger, _in_stretch(_triggers, text, begins, ends))


def near_trigger(text: str, begins: int, ends: int) -> Trigger | None:
    """The trigger of ``text`` directly before ``ends``, with at most light words between, and not before ``begins``.

    None where it is done to something before it: ``quy chế được sửa đổi tại`` says nothing of what follows.
    """
    found = next(_in_stretch(_near_triggers, text, max(begins, ends - _NEAR), ends), None)
    trigger = _trigger(found) if found else None
    if found and trigger and trigger.passive:
        if trigger.entry.get("near"):
            noun = _DONE_TO.match(text, max(begins, trigger.start - _PASSIVE_REACH), trigger.start)
        else:
            # behind the name of a body its founding act stands in brackets
            noun = "(" in found["light"] and _NAMED_FOR_TASK.match(
                text, max(begins, trigger.start - _NOUN_REACH), trigger.start
            )
        return None if noun else trigger
    return trigger


def governing_trigger(text: str, begins: int, ends: int) -> Trigger | None:
    """The last trigger that governs what follows a clause: no near one, none in a purpose or in a name.

    The clause is that of ``text`` from ``begins`` to ``ends``.
    """
    masked = [*_purposes(text, begins, ends), *(found.span() for found in _CLOSED.finditer(text, begins, ends))]
    masked = _merged(masked) if len(masked) > 1 else masked
    opens: int | None = None
    chosen = None
    for found in _in_stretch(_triggers, text, begins, ends):
        trigger = _trigger(found)
        if trigger.entry.get("near") or (masked and _is_within(found.start(), masked)):
            continue
        if trigger.entry.get("first"):
            opens = _first_word(text, begins, ends) if opens is None else opens
            if opens < found.start():
                continue
        if not _in_name(text, begins, trigger):
            chosen = trigger
    return chosen


def leading_trigger(text: str, begins: int, ends: int) -> Trigger | None:
    """The trigger directly before a citation, else the one that governs; a mere mention yields to a basis or a task.

    ``begins`` is where the clause of ``text`` begins, ``ends`` where the citation does.
    """
    near = near_trigger(text, begins, ends)
    if near and near.relation != MENTION:
        return near
    governing = governing_trigger(text, begins, ends)
    if near is None or governing is None or governing.relation == ISSUE:
        return near or governing
    # ``việc do huyện thực hiện được quy định tại``: what is carried out is another thing
    if governing.entry.get("first"):
        return governing
    has_object = text[governing.end : near.start].strip() or not text.startswith("được", near.start)
    return governing if has_object and _TASK.fullmatch(text, governing.end, near.start) else near


def trigger_at(sentence: str, marker: int) -> Trigger | None:
    """The trigger of a sentence for a note whose marker stands at an offset.

    It is the last one before the marker that governs, or that has a number directly after it (``theo Nghị định
    số …``); else the one directly before the marker; else, where no document is named so far (``Trong năm 2024¹,
    UBND tỉnh ban hành …``), one after it in the same clause.
    """
    governing = governing_trigger(sentence, 0, marker)
    begins = governing.end if governing else 0
    numbered = _in_stretch(_with_number, sentence, begins, marker) if _has_number(sentence[begins:marker]) else ()
    for found in reversed(list(numbered)):
        trigger = _trigger(found)
        if trigger.relation != MENTION and not _in_name(sentence, 0, trigger, ("việc",)):
            return trigger
    found = governing or near_trigger(sentence, 0, marker)
    if found or _type_words().search(sentence, 0, marker):
        return found
    clause = sentence.find(";", marker)
    return governing_trigger(sentence, marker, clause if clause >= 0 else len(sentence))


def _has_number(text: str) -> bool:
    return "số" in text.lower()


@cache
def active_values() -> Mapping[str, str]:
    """The value of an acting instrument for each passive one: ``được sửa đổi bởi`` → ``sửa đổi``."""
    return {entry["passive"]: entry["relation"] for entry in load("relations") if entry.get("passive")}


def heading_trigger(heading: str) -> Trigger | None:
    """The trigger of a heading that says what everything under it is: ``I. CĂN CỨ PHÁP LÝ``."""
    found = _headings().match(heading)
    return _trigger(found) if found else None


@cache
def _entries() -> dict[str, Entry]:
    return {f"r{at}": entry for at, entry in enumerate(load("relations"))}


@cache
def _groups(head: str) -> str:
    """One group an entry, named by its place, with the words that may begin with some letters in lower case.

    A blank in a trigger stands for any run of blanks or a line end.
    """
    fitting = {
        name: [word for word in entry["words"] if _bare_pattern(word).match(head, partial=True)]
        for name, entry in _entries().items()
    }
    groups = (f"(?P<{name}>{'|'.join(words)})" for name, words in fitting.items() if words)
    return rf"(?<!\p{{L}})(?:{'|'.join(groups)})(?!\p{{L}})".replace(" ", r"\s+")


@cache
def _triggers(head: str = "") -> regex.Pattern[str]:
    """The triggers that may begin with some letters: a pattern of few words is quick, and most places fail soon."""
    return regex.compile(rf"(?i){_groups(head)}")


@cache
def _near_triggers(head: str = "") -> regex.Pattern[str]:
    return regex.compile(rf"(?i){_groups(head)}(?P<light>{expand(_LIGHT)})$")


@cache
def _with_number(head: str = "") -> regex.Pattern[str]:
    return regex.compile(rf"(?i){_groups(head)}{expand(_LIGHT)}(?:{_type_names()})\s+số(?!\p{{L}})")


@cache
def _type_words() -> regex.Pattern[str]:
    return regex.compile(rf"(?i)(?<!\p{{L}})(?:{_type_names()})(?!\p{{L}})")


def _type_names() -> str:
    return names_pattern(kind.name for kind in doc_types().values())


@cache
def _headings() -> regex.Pattern[str]:
    groups = (
        f"(?P<{name}>{'|'.join(entry['headings'])})" for name, entry in _entries().items() if entry.get("headings")
    )
    return regex.compile(
        rf"(?i)(?:(?:[IVX]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}|\p{{L}})[.)]\s*)?(?:{'|'.join(groups)})(?!\p{{L}})"
    )


def _in_stretch(
    pattern: Callable[[str], regex.Pattern[str]], text: str, begins: int, ends: int
) -> Iterator[regex.Match[str]]:
    """The matches of triggers between two offsets, as ``pattern("").finditer(text, begins, ends)`` finds them.

    pattern: returns the pattern of those that may begin with some letters. It is tried only where these stand. text,
    begins, ends: where they are looked for.
    """
    # On 2.1 million characters of reports this takes .23 s where finditer takes .73 s; of the whole search for
    # citations and relations it saves 6 % (test_relations.py holds that both find the same).
    settled = begins
    for head in _first_letters().finditer(in_lower_case(text[begins:ends])):
        at = begins + head.start()
        letters = head.group()
        # the triggers alone first: with what stands beside them they are compiled where one stands
        if (
            at >= settled
            and _triggers(letters).match(text, at, ends)
            and (found := pattern(letters).match(text, at, ends))
        ):
            settled = found.end()
            yield found


@cache
def _first_letters() -> re.Pattern[str]:
    """What triggers begin with, three letters at most, in lower case.

    The letters are read off the patterns of the triggers by partial matching. Beginnings are grouped by their first
    letter, which halves the time to find them.
    """
    words = [word for entry in load("relations") for word in entry["words"]]
    letters = sorted({letter for word in words for letter in word if letter.isalpha()})
    alone = regex.compile("|".join(map(_bare, words)))
    heads = [""]
    for _ in range(_HEAD):
        heads = [longer for head in heads for longer in _longer(alone, head, letters)]
    by_letter = groupby(sorted(heads), key=itemgetter(0))
    return re.compile("|".join(f"{first}(?:{'|'.join(head[1:] for head in some)})" for first, some in by_letter))


def _bare(word: str) -> str:
    """The pattern of a trigger without what must not stand before it."""
    return str(_LOOK_BEHIND.sub("", word))


@cache
def _bare_pattern(word: str) -> regex.Pattern[str]:
    return regex.compile(_bare(word))


def _longer(words: regex.Pattern[str], head: str, letters: Iterable[str]) -> list[str]:
    """A beginning of some words with each letter that may follow, or as it is where a word may end."""
    if not words.fullmatch(head, partial=True).partial or words.match(f"{head} ", partial=True):
        return [head]
    return [head + letter for letter in letters if words.match(head + letter, partial=True)]


def _trigger(found: regex.Match[str]) -> Trigger:
    group = next(at for at, words in enumerate(found.groups(), 1) if words is not None)
    return Trigger(_entry_of(found.re, group), found.start(group), found.end(group))


@cache
def _entry_of(pattern: regex.Pattern[str], group: int) -> Entry:
    """The entry whose words stand in a group of a pattern; those of entries come first."""
    name = next(name for name, index in pattern.groupindex.items() if index == group)
    return _entries()[name]


def _purposes(text: str, begins: int, ends: int) -> list[tuple[int, int]]:
    """Stretches that say what something is for: at the head of a clause up to the comma, else up to ``;`` or ``:``."""
    masked: list[tuple[int, int]] = []
    if not holds(text[begins:ends].lower(), _PURPOSE_WORDS):
        return masked
    settled = begins
    for found in _PURPOSE.finditer(text, begins, ends):
        # Only the first can be the head of the clause: before all others stands that one.
        head = not masked and not text[begins : found.start()].strip(" -+•*\n")
        if found.start() < settled:
            continue
        stop = (_COMMA if head else _CLAUSE_SIGN).search(text, found.end(), ends)
        masked.append((found.start(), stop.start() if stop else ends))
        settled = begins if head else masked[-1][1]
    return masked


def _first_word(text: str, begins: int, ends: int) -> int:
    """Where the words of a clause begin, behind signs and the number of an item."""
    clause = text[begins:ends]
    return begins + len(clause) - len(clause.lstrip(_BEFORE_FIRST))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether an offset is in one of some spans that stand apart and in order."""
    behind = bisect_right(spans, at, key=itemgetter(0))
    return behind > 0 and at < spans[behind - 1][1]


def _in_name(text: str, begins: int, trigger: Trigger, nouns: Sequence[str] = ()) -> bool:
    """Whether a trigger is part of a noun: after ``việc``, or in a listed thing that begins with a type word.

    ``nouns`` are words before a trigger that don't make it part of one.
    """
    at = trigger.start
    own_verb = trigger.relation == ISSUE and not _FOUND.match(text, at)
    if not own_verb and _NAMED_FOR_TASK.match(text, max(begins, at - _NOUN_REACH), at):
        return True
    blocked = _BLOCKED.match(text, max(begins, at - _NOUN_REACH), at)
    if blocked and blocked.group().strip().casefold() not in nouns:
        issued = trigger.relation == ISSUE and _PASSIVE_ISSUE.match(text, max(begins, at - _PASSIVE_REACH), at)
        if not issued:
            return True
    cut = max(text.rfind(";", begins, at), text.rfind(":", begins, at))
    if cut < 0:
        return False
    words = text[cut + 1 : min(at, cut + 1 + _LONGEST_NAME)].split(None, 3)[:3]
    return any(" ".join(words[:width]).casefold() in by_word() for width in range(1, 4)) and len(words) > 0
