"""Whether a figure is the difference to a base (``tăng 12,5% so với cùng kỳ``), a ratio or a share, and accumulates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import regex

from patterns.figures.signs import any_of
from patterns.figures.units import either, family
from patterns.loader import holds, load, needed

# Words that stand between a base and its figure and belong to neither.
_LINKING = frozenset({"từ", "là", "khoảng", "tăng", "giảm", "đạt", "thêm", "hơn", "gần", "trên"})
# Letters before a figure in which the word that makes it a change stands, with the base between them ("vượt chỉ tiêu
# Trung ương giao từ 4%"): 32 are too few for that, 128 find the same.
_REACH = 64
# Letters before a figure in which it may be said that it accumulates: "lũy kế" governs the figures of a long sentence.
# With 120, 39 figures of the reference reports lose it, with 480 three more take it.
_SCOPE_REACH = 240
# Letters of a base: "mức kế hoạch bình quân chung 5 năm 2001 - 2005" is cut off at forty, 160 find the same.
_LONGEST_BASE = 80
# Signs of rates, which have a base; an amount behind a word for a ratio has none ("bằng 40 người").
_RATES = frozenset({"%", "‰"})
_BASE_END = regex.compile(r"[,;:()\n]|\.(?!\d)|\s(?:và|thì|đạt|trong đó|do|nhưng)(?!\w)")

SHARE = "share"
# Letters of abbreviations, which are parts of many words: they are looked for behind a per cent sign ("70% KH").
_LONGEST_ABBREVIATION = 2
# Kinds whose base may stand right behind the unit.
_OF_BASE = frozenset({"ratio", SHARE})
# Letters before a rate in which its clause begins ("Tỷ trọng của ngành nông, lâm nghiệp và thủy sản trong cơ cấu
# kinh tế của tỉnh chỉ còn": sentences.toml). 60 cut that off, and three rates of a national plan; 240 find the same.
_HEAD_REACH = 120

# The plain word for a kind of change, for labels.
CHANGE_WORDS = {"increase": "tăng", "decrease": "giảm"}


class Change(NamedTuple):
    """``kind`` as in ``Figure.change``; ``word_at`` is where its word begins in the text."""

    kind: str
    base: str | None
    word_at: int


def change(text: str, sentence_start: int, start: int, end: int, unit: str | None, limit: int) -> Change | None:
    """What makes a figure a change; None for a level.

    ``text`` is the paragraph in normal form, and all offsets index it: ``sentence_start`` is where the sentence begins
    or the figure before ends, ``start`` and ``end`` are those of number and unit. ``unit`` is the printed one or None.
    A base is looked for up to ``limit``, the start of the next figure or the end of the sentence.
    """
    begins = max(sentence_start, start - _REACH)
    # A word with its base before the number ("tăng so với cùng kỳ 5%") is asked for first: the other patterns see the
    # word alone.
    compared = _compared().match(text, begins, start)
    if compared:
        base = _cleaned(compared["base"]) or _behind(text, end, limit)
        return Change(_kinds()[_plain(compared["word"])], base, compared.start("word"))
    found = _directly().match(text, begins, start)
    if not found:
        return _of_rate(text, sentence_start, start, end, unit, limit)
    kind, base = _kinds()[_plain(found["word"])], _behind(text, end, limit)
    if base is None and (kind in _OF_BASE or _plain(found["word"]) == "vượt") and (plan := _plans().match(text, end)):
        base = _until_end(text[plan.start("base") : min(limit, plan.end() + _LONGEST_BASE)])
    if kind == SHARE:
        return Change(kind, base, found.start("word")) if unit in _RATES else None
    if kind == "ratio" and (unit not in _RATES or not base):
        return _of_rate(text, sentence_start, start, end, unit, limit)
    return Change(kind, base or _right_before(text, sentence_start, found.start("word")), found.start("word"))


def _of_rate(text: str, sentence_start: int, start: int, end: int, unit: str | None, limit: int) -> Change | None:
    """What makes a rate a change although no word of one stands right before it; parameters as for ``change``."""
    if unit not in _RATES and family(unit) != "time":
        return None
    begins = max(sentence_start, start - _REACH)
    if cut := _cut().match(text, begins, start):
        return Change("decrease", _behind(text, end, limit), cut.start("word"))
    if unit not in _RATES:
        return None
    if product := _products().match(text, end):
        return Change("ratio", product["base"], start)
    for kind, pattern in _heads():
        if head := pattern.match(text, max(sentence_start, start - _HEAD_REACH), start):
            return Change(kind, _behind(text, end, limit), head.start("word"))
    return None


def _right_before(text: str, begins: int, word_at: int) -> str | None:
    """The base that stands before the word of a change: ``so với tháng trước giảm 85 ca``."""
    found = _so_sanh_before().match(text, max(begins, word_at - _LONGEST_BASE), word_at)
    return _cleaned(found["base"]) if found else None


def base_at(text: str, changes: Sequence[Change | None], ends: Sequence[int], starts: Sequence[int]) -> dict[int, int]:
    """For each difference whose base is a number right behind it (``so với năm 2023 (1.234)``) the mention of that.

    ``changes`` are those of the mentions of a sentence in ``text``, ``starts`` and ``ends`` where these begin and end.
    """
    found = {}
    for at, moved in enumerate(changes[:-1]):
        if (
            moved
            and moved.kind in CHANGE_WORDS
            and not changes[at + 1]
            and _base_number().fullmatch(text, ends[at], starts[at + 1])
        ):
            found[at] = at + 1
    return found


def compared_alike(text: str, begins: int, start: int, ratio: Change) -> Change | None:
    """The ratio that a rate is to the base of the one before it: ``bằng 99% cùng kỳ, lúa đạt 12 ha, bằng 97%``.

    The rate begins at ``start`` in ``text``, the figure before it ends at ``begins``; ``ratio`` is the last one.
    """
    found = _ratio_words().match(text, max(begins, start - _REACH), start)
    return Change(ratio.kind, ratio.base, found.start("word")) if found else None


def ranged(text: str, begins: int, start: int) -> Change | None:
    """The difference that a range is behind ``giảm từ``: ``giảm từ 4 - 5%``; else None.

    The range begins at ``start`` in ``text``, the figure before it ends at ``begins``.
    """
    found = _from_words().match(text, max(begins, start - _REACH), start)
    return Change(_kinds()[_plain(found["word"])], None, found.start("word")) if found else None


def opening_base(text: str, sentence: tuple[int, int], first: int) -> str | None:
    """The base that a sentence names before its first figure: ``So với cùng kỳ năm trước, …``; else None.

    ``sentence`` is the span in ``text``, ``first`` where the first figure begins.
    """
    found = _so_sanh().search(text, sentence[0], first)
    if not found:
        return None
    comma = text.find(",", found.end(), min(first, found.end() + _LONGEST_BASE))
    return _until_end(text[found.start("base") : comma]) if comma > 0 else None


def coordinated(text: str, begins: int, ends: int, moved: Change, behind: int, limit: int) -> Change | None:
    """The change that a figure is because the one before it is: ``tăng 80 vụ và 224 bị can``, ``tăng 3 vụ (20%)``.

    ``moved`` is the change before it, which ends at ``begins`` in ``text``; the figure begins at ``ends`` and ends at
    ``behind``, and its clause at ``limit`` at the latest. A comma joins only where what both are compared with is said.
    None for no change.
    """
    join = text[begins:ends].strip()
    if moved.kind not in CHANGE_WORDS or (join not in (",", "và") and not _opens_bracket().search(join)):
        return None
    base = moved.base or _behind(text, behind, limit)
    return Change(moved.kind, base, moved.word_at) if join != "," or base else None


def says_same(text: str, begins: int, ends: int) -> bool:
    """Whether a bracket opens between two figures in which the second says the first again: ``13 vụ (tức 10%)``.

    The first ends at ``begins`` in ``text``, the second begins at ``ends``.
    """
    bracket = text.find("(", begins, ends)
    if bracket < 0 or not _few_words().fullmatch(text, begins, bracket):
        return False
    return _opens_bracket().fullmatch(text, bracket, ends) is not None


def scope(text: str, sentence_start: int, start: int) -> str | None:
    """``cumulative`` or ``period`` by the last words before a figure that say so; None where none do.

    ``sentence_start`` and ``start`` (of the figure) index ``text``.
    """
    found = [each.group() for each in _scopes().finditer(text, max(sentence_start, start - _SCOPE_REACH), start)]
    return _scope_of()[_plain(found[-1])] if found else None


def _behind(text: str, end: int, limit: int) -> str | None:
    found = _so_sanh_behind().match(text, end, limit)
    if not found:
        return None
    return _until_end(text[found.end() : min(limit, found.end() + _LONGEST_BASE)])


def _until_end(words: str) -> str | None:
    """A base from its first word up to what cannot belong to it."""
    over = _BASE_END.search(words)
    return _cleaned(words[: over.start()] if over else words)


def _cleaned(base: str) -> str | None:
    words = base.split()
    while words and words[-1].lower() in _LINKING:
        words.pop()
    return " ".join(words).strip(" .,;:-") or None


def _plain(word: str) -> str:
    return " ".join(word.lower().split())


def says_change(lowered: str) -> bool:
    """Whether a sentence in lower case holds any word that makes its figures changes."""
    return _signs_of_change().search(lowered) is not None


@cache
def _signs_of_change() -> re.Pattern[str]:
    """All words of changes but those of a ratio, which needs the words of its base."""
    words = {
        word
        for entry in load("figure_words")
        if entry.get("change") and entry["change"] != "ratio"
        for field in ("words", "compared", "cut", "heads")
        for word in entry.get(field, ())
    }
    bases = {
        word.lower() if len(word) > _LONGEST_ABBREVIATION else f"% {word.lower()}"
        for entry in load("figure_words")
        if entry.get("change") != SHARE
        for field in ("base", "plan", "products")
        for word in entry.get(field, ())
    }
    shortest = sorted(words | bases, key=len)
    return needed(word for at, word in enumerate(shortest) if not any(other in word for other in shortest[:at]))


def says_scope(lowered: str) -> bool:
    """Whether a sentence in lower case holds any word that says whether its figures accumulate."""
    return holds(lowered, _scope_of())


@cache
def _kinds() -> dict[str, str]:
    return {
        word: entry["change"]
        for entry in load("figure_words")
        if entry.get("change")
        for word in (*entry["words"], *entry.get("compared", ()), *entry.get("heads", ()))
    }


def _listed(field: str) -> list[str]:
    return [
        word
        for entry in load("figure_words")
        if field != "words" or entry.get("change")
        for word in entry.get(field, ())
    ]


@cache
def _directly() -> regex.Pattern[str]:
    filler = rf"(?:(?:{either(_listed('fillers'))})\s{{1,3}}){{0,3}}"
    manner = rf"(?:\s{{1,3}}(?:{either(_listed('manners'))})){{0,2}}\s{{0,3}}[(:]\s{{0,3}}(?:đạt\s{{1,3}})?"
    return regex.compile(
        rf"(?r)(?<!\w){_not_denied()}(?<word>{either([*_listed('words'), *_listed('compared')])})"
        rf"(?:\s{{1,3}}|(?<=(?<!\w)(?:{either(_listed('moving'))})){manner}){filler}",
        regex.IGNORECASE,
    )


def _not_denied() -> str:
    """No word before that makes a change a limit: ``không vượt quá 0,4 mét``."""
    return rf"(?<!(?<!\w)(?:{either(_listed('denied'))})\s{{1,3}})"


@cache
def _few_words() -> regex.Pattern[str]:
    """What stands between a count and its bracket: ``giảm 7 người chết (7,4%)``."""
    return regex.compile(r"(?: \p{Ll}+){0,4}\s?")


@cache
def _opens_bracket() -> regex.Pattern[str]:
    """A bracket and the words in it that say that a figure is another one again, at the end of a text."""
    return regex.compile(rf"\([\s-]{{0,3}}(?:(?:{either(_listed('same'))})\s{{0,3}}){{0,2}}$", regex.IGNORECASE)


@cache
def _from_words() -> regex.Pattern[str]:
    """Words of a movement with ``từ`` behind them, before the two numbers of a range."""
    return regex.compile(
        rf"(?r)(?<!\w)(?<word>{either(_listed('moving'))})(?:\s(?:{either(_listed('fillers'))}))?\stừ\s{{1,3}}",
        regex.IGNORECASE,
    )


@cache
def _ratio_words() -> regex.Pattern[str]:
    """Words of a ratio that need no base behind the rate where one was named before."""
    fillers = either(_listed("fillers"))
    return regex.compile(
        rf"(?r)(?<!\w)(?<word>{either(_listed('alike'))})(?:\s{{1,3}}(?:{fillers})){{0,2}}\s{{1,3}}", regex.IGNORECASE
    )


@cache
def _heads() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """By kind the words that head the clause of a rate, up to the verb before it: ``Tỷ trọng dịch vụ đạt 38,5%``."""
    verbs, fillers = either(_listed("verbs")), either(_listed("fillers"))
    return tuple(
        (
            entry["change"],
            regex.compile(
                rf"(?r)(?<!\w)(?<word>{either(entry['heads'])})(?!\w)[^;:.\d]{{1,{_HEAD_REACH}}}(?<!\w)(?:{verbs})"
                rf"(?:\s{{1,3}}(?:{fillers})){{0,3}}\s{{1,3}}",
                regex.IGNORECASE,
            ),
        )
        for entry in load("figure_words")
        if entry.get("heads")
    )


@cache
def _products() -> regex.Pattern[str]:
    """The product of a country or a province right behind a rate: what it is a rate of."""
    return regex.compile(rf"\s{{0,3}}(?:so với\s|của\s|tổng\s)?(?<base>{either(_listed('products'))})(?!\w)")


@cache
def _so_sanh_before() -> regex.Pattern[str]:
    return regex.compile(
        r"(?ri)(?<!\w)so\s{1,3}với\s{1,3}(?<base>\p{L}[^;:()\n,]{1,60}?),?\s{1,3}(?:(?:thì|đã|cũng|chỉ)\s{1,3}){0,2}"
    )


@cache
def _base_number() -> regex.Pattern[str]:
    """What stands between a change and the number of its base."""
    return regex.compile(
        r"[^;:.()\d]{0,40}?\sso\s(?:với\s)?"
        r"(?:[^;:.(),]{0,60}[(:]\s?(?:là\s|đạt\s|có\s)?|(?:mức\s|số\s|con số\s|chỉ tiêu\s)?)",
        regex.IGNORECASE,
    )


@cache
def _compared() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?r)(?<!\w){_not_denied()}(?<word>{either(_listed('compared'))})\s{{1,3}}(?:so\s{{1,3}}với\s{{1,3}})?"
        r"(?<base>(?!so\s)\p{L}[^,;:.()\d\n]{1,40})\s{1,3}",
        regex.IGNORECASE,
    )


@cache
def _cut() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?r)(?<!\w)(?<word>{either(_listed('cut'))})\s{{1,3}}(?:thời gian|chi phí|thời hạn)"
        r"(?:\s{1,3}\p{L}+){0,5}?\s{1,3}(?:(?:là|được|khoảng|trên|hơn|tối thiểu|ít nhất)\s{1,3}){0,2}",
        regex.IGNORECASE,
    )


@cache
def _so_sanh() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\w)so(?:\s{1,3}với(?!\w))?\s{1,3}(?<base>(?:(?!với))\S)", regex.IGNORECASE)


@cache
def _so_sanh_behind() -> regex.Pattern[str]:
    return regex.compile(
        r"\)?[^,;:.()\d\n]{0,40}?(?<!\w)so\s{1,3}(?:với\s{1,3}|(?=(?:cùng|kế|dự|năm|tháng|quý|KH|chỉ)\s))",
        regex.IGNORECASE,
    )


@cache
def _plans() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s{{1,3}}(?:(?:của|so|mức)\s{{1,3}})?(?<base>(?:tổng\s)?(?:{either(_listed('plan'))}))(?!\w)",
        regex.IGNORECASE,
    )


@cache
def _scope_of() -> dict[str, str]:
    return {word: entry["scope"] for entry in load("figure_words") if entry.get("scope") for word in entry["words"]}


@cache
def _scopes() -> regex.Pattern[str]:
    return any_of(_scope_of())
