"""The words of the registry ``scenarios`` as patterns: what makes a figure an outcome, an estimate, a plan, a forecast.

It stands on the ground floor because sentences (``find``) and headings (``resolve``) are read by one grammar.
"""

from __future__ import annotations

from functools import cache

import regex

from patterns.figures.units import either
from patterns.loader import load
from patterns.phrases import with_words

ACTUAL, PLAN = "actual", "plan"

_NO_WORD = "\0"


def scenario_of(governor: str) -> str:
    """The scenario of a governing word as printed."""
    return _governors()[" ".join(governor.lower().split())]


def heading_scenario(heading: str) -> tuple[str | None, bool]:
    """The scenario of what stands under a heading, and whether it is one of aims; None for a heading that says none.

    Under aims each figure is one, under tasks only what is measured.
    """
    words = " ".join(heading.split())
    for pattern, needs, scenario in _headings():
        if pattern.match(words) and (not needs or needs.search(words)):
            return scenario, not needs
    return None, False


def turned(words: str) -> bool:
    """Whether words before a figure state what is, so that an aim further up does not govern it."""
    return any(each["turn"] for each in events().finditer(words))


def _words(field: str, entry_id: str | None = None) -> list[str]:
    entries = [entry for entry in load("scenarios") if entry_id in (None, entry.id)]
    return [word for entry in entries for word in with_words(entry.get(field, ()))]


@cache
def signs(*fields: str) -> tuple[str, ...]:
    """Strings in lower case of which one stands in any sentence with a word of these fields of the registry."""
    said = {word.lower() for field in fields for word in _words(field)}
    abbreviations = {word for word in said if word.isascii()}
    # "kh" is part of many words, so it is looked for as one
    words = said - abbreviations | {f"{sign}{word}{end}" for word in abbreviations for sign in " (" for end in " :"}
    shortest = sorted(words, key=len)
    return tuple(word for at, word in enumerate(shortest) if not any(other in word for other in shortest[:at]))


@cache
def _governors() -> dict[str, str]:
    return {word.lower(): entry["scenario"] for entry in load("scenarios") for word in entry.get("governs", ())}


@cache
def events() -> regex.Pattern[str]:
    """What opens and ends the reach of a governor."""
    governors = "|".join(
        rf"(?<!(?<!\w)(?:{either(entry.get('unless', [_NO_WORD]))})\s)(?:{either(entry['governs'])})"
        rf"(?!\s(?:{either(entry.get('never', [_NO_WORD]))})(?!\w))"
        for entry in load("scenarios")
        if entry.get("governs")
    )
    turns = either(_words("turns"))
    openers = either(with_words(["$PARTS_OPENER"]))
    done = rf"(?<!so với\s(?:\p{{L}}+\s)?)(?:{either(_words('done'))})"
    return regex.compile(
        rf"[();]|:(?=\s)|(?<!\w)(?:(?<governor>{governors})|(?<turn>{turns})|(?<done>{done})"
        rf"|(?<opener>{openers}))(?!\w)",
        regex.IGNORECASE,
    )


@cache
def plan_of_year() -> regex.Pattern[str]:
    """The plan of a year that opens a sentence and goes on with what is planned: ``Kế hoạch năm 2025 sản lượng …``."""
    verbs, others = either(_words("verbs")), either(_words("acts"))
    return regex.compile(
        rf"[\s\d.)(+*-]{{0,12}}(?:{either(_words('opens'))})(?!\w)(?:\s(?!(?:{verbs})\s)[^\s,;:.()\d]+){{0,16}}?"
        rf"\s(?:năm\s)?(?:19|20)\d\d(?=\s?[,:]\s|\s)(?!,?\s(?:{verbs}|{others})(?!\w))",
        regex.IGNORECASE,
    )


@cache
def nouns() -> regex.Pattern[str]:
    """A noun of a plan before a number: right before it, or at the beginning of its clause with a copula at the end."""
    words, objects = either(_words("nouns")), either(_words("objects"))
    tails = rf"(?:{either(_words('tails'))}|(?:19|20)\d\d)"
    copulas = either(_words("copulas"))
    near = rf"(?<!(?<!\w)(?:{objects}|so với)\s)(?<noun>{words})(?:\s{{1,3}}{tails}){{0,5}}"
    far = (
        rf"(?<!(?<!\w)(?:{objects})\s)(?<noun>{words})\s(?:(?!{either(_words('verbs'))})"
        rf"[^\s,;:.()]+\s){{0,16}}?(?:{copulas})(?:\s{{1,3}}{tails}){{0,3}}"
    )
    return regex.compile(rf"(?r)(?<!\w)(?:{near}|{far})[\s:(]{{1,3}}", regex.IGNORECASE)


@cache
def first_noun() -> regex.Pattern[str]:
    """The noun of a plan as the head of words that open a list: ``Chỉ tiêu năm 2025 như sau:``."""
    return regex.compile(
        rf"^[\s\d.)(+*-]*(?:các |một số |những )?(?:{either(_words('nouns'))})(?!\w)", regex.IGNORECASE
    )


@cache
def assigned() -> regex.Pattern[str]:
    """Words by which the amount behind them is assigned; as ``given`` where only a measured one is."""
    always, given = either(_words("assigned")), either(_words("measured", "assigned"))
    return regex.compile(
        rf"(?r)(?<!\w)(?:(?<always>{always})|(?<!(?<!\w)số\s)(?<given>{given}))[\s:]{{1,3}}", regex.IGNORECASE
    )


@cache
def outcomes() -> regex.Pattern[str]:
    """Words that make the number behind them an outcome; as ``measured`` where only a measured one is."""
    fillers = either(_words("fillers"))
    return regex.compile(
        rf"(?r)(?<!\w)(?:(?<always>{either(_words('outcome'))})|(?<measured>{either(_words('measured', 'outcome'))}))"
        rf"(?:\s{{1,3}}(?:{fillers}|(?:năm\s)?(?:19|20)\d\d|cả năm)){{0,3}}[\s:]{{1,3}}",
        regex.IGNORECASE,
    )


@cache
def demands() -> regex.Pattern[str]:
    """Words before those of an outcome that make them a demand or a condition."""
    return regex.compile(rf"(?<!\w)(?:{either(_words('demands'))})(?!\w)", regex.IGNORECASE)


@cache
def _headings() -> tuple[tuple[regex.Pattern[str], regex.Pattern[str] | None, str], ...]:
    """A heading's first words behind its number, what else it must hold, and its scenario."""
    label = r"(?:[\p{L}\d]{1,7}(?:\.\d{1,2}){0,3}[.)/:]\s{0,3}|\S{4,7}\s[IVX\d]{1,5}[.:]?\s{1,3})?"
    found = []
    for entry in load("scenarios"):
        words = [*entry.get("heads", ()), *entry.get("vague", ())]
        if words:
            needs = entry.get("needs")
            pattern = regex.compile(rf"{label}(?:về\s)?(?:{either(words)})(?!\w|\squốc gia)", regex.IGNORECASE)
            found.append(
                (pattern, regex.compile(either(needs), regex.IGNORECASE) if needs else None, entry["scenario"])
            )
    return tuple(found)
